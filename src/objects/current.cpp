#include "objects/current.h"

#include "objects/errors.h"
#include "objects/keys.h"
#include "objects/utf8.h"

namespace tarn::objects {
namespace {

constexpr size_t kMaxKeyBytes = 1024;       // S3 user guide, object key names
constexpr size_t kMaxLayoutInRecord = 512;  // so that a listing does not read past the 10,000 parts of a large upload

// The bytes of `record` become unreachable with the transaction.
Result<void> release_record(kv::Txn& txn, ObjectStore& objects, ObjectRecord record) {
  TRY(load_layout(txn, record));
  release(txn, objects.random, record.layout.extents);
  if (record.manifest) txn.erase(manifest_key(*record.manifest), kv::Space::bytes);
  return {};
}

}  // namespace

Result<void> check_object_key(const std::string& key) {
  if (key.empty()) return errors::empty_key();
  if (key.size() > kMaxKeyBytes) return errors::key_too_long(key.size());
  if (!is_utf8(key)) return errors::key_not_utf8(key);
  return {};
}

Result<std::optional<ObjectRecord>> find_current(kv::Reader& reader, BucketId bucket, const std::string& key) {
  auto stored = TRY(reader.get(object_key(bucket, key)));
  if (!stored) return std::optional<ObjectRecord>{};
  return std::optional<ObjectRecord>(TRY(decode_object(*stored)));
}

Result<void> load_layout(kv::Reader& reader, ObjectRecord& record) {
  if (!record.manifest) return {};
  auto stored = TRY(reader.get(manifest_key(*record.manifest), kv::Space::bytes));
  if (!stored) return internal_error("the manifest of an object is missing");
  record.layout = TRY(decode_layout(*stored));
  return {};
}

Result<void> check_conditions(const WriteConditions& conditions, const std::string& key, const std::optional<ObjectRecord>& current) {
  if (conditions.must_be_absent && current) return errors::precondition_failed("If-None-Match");
  if (!conditions.must_match) return {};
  if (!current) return errors::no_such_key(key);
  if (!etag_matches(*conditions.must_match, current->etag)) return errors::precondition_failed("If-Match");
  return {};
}

Result<void> replace_current(kv::Txn& txn, ObjectStore& objects, const Bucket& bucket, const std::string& key, const WriteConditions& conditions,
                             ObjectRecord record, const Change& change) {
  auto current = TRY(find_current(txn, bucket.id, key));
  TRY(check_conditions(conditions, key, current));
  if (current) TRY(release_record(txn, objects, std::move(*current)));
  record.manifest.reset();
  auto layout = encode_layout(record.layout);
  if (layout.size() > kMaxLayoutInRecord) {
    record.manifest = random_id(objects.random);
    txn.put(manifest_key(*record.manifest), layout, kv::Space::bytes);
  }
  txn.put(object_key(bucket.id, key), encode_object(record));
  return record_event(txn, objects, bucket, key, change.kind, change.cause, &record);
}

Result<void> erase_current(kv::Txn& txn, ObjectStore& objects, const Bucket& bucket, const std::string& key, ObjectRecord record, const Cause& cause) {
  TRY(release_record(txn, objects, std::move(record)));
  txn.erase(object_key(bucket.id, key));
  return record_event(txn, objects, bucket, key, EventKind::remove, cause, nullptr);
}

bool etag_matches(std::string_view wanted, const Etag& etag) { return wanted == "*" || wanted == etag.str(); }

}  // namespace tarn::objects
