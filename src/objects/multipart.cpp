#include "objects/multipart.h"

#include "base/encoding.h"
#include "objects/current.h"
#include "objects/errors.h"
#include "objects/keys.h"
#include "objects/shared_bytes.h"
#include "objects/uploads.h"

namespace tarn::objects {
namespace {

constexpr size_t kUploadIdRandomChars = 96;
constexpr std::string_view kUploadIdAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

// Begins with the time, so that the uploads of one key lie in the order of their initiation, as they are listed.
std::string new_upload_id(Random& random, TimePoint now) {
  std::string time;
  auto micros = static_cast<uint64_t>(now.time_since_epoch().count());
  for (int shift = 56; shift >= 0; shift -= 8) time.push_back(static_cast<char>(micros >> shift));
  return to_hex(time) + random.from_alphabet(kUploadIdAlphabet, kUploadIdRandomChars);
}

// The type that an upload without x-amz-checksum-type gets (s3.md 16).
ChecksumType default_type(std::optional<ChecksumAlgorithm> algorithm) {
  bool full = !algorithm || *algorithm == ChecksumAlgorithm::crc64nvme;
  return full ? ChecksumType::full_object : ChecksumType::composite;
}

Part part_of(uint32_t number, const PartRecord& record) { return {number, record.size, record.md5, record.checksum, record.modified}; }

// Puts the part in the place of the one with its number, if there is one. `refer` says where its bytes are.
Result<Part> publish_part(ObjectStore& objects, const UploadName& name, uint32_t number, PartRecord record,
                          const std::function<Result<Extents>(kv::Txn&)>& refer) {
  return objects.store.transact([&](kv::Txn& txn) -> Result<Part> {
    auto bucket = TRY(find_bucket(txn, name.object.bucket));
    TRY(load_upload(txn, bucket.id, name.object.key, name.upload_id));
    auto key = part_key(bucket.id, name.upload_id, number);
    if (auto replaced = TRY(txn.get(key))) release(txn, objects.random, TRY(decode_part(*replaced)).extents);
    record.modified = objects.clock.now();
    record.extents = TRY(refer(txn));
    txn.put(key, encode_part(record));
    return part_of(number, record);
  });
}

Result<Upload> find_now(ObjectStore& objects, const UploadName& name) {
  auto snapshot = objects.store.snapshot();
  auto bucket = TRY(find_bucket(*snapshot, name.object.bucket));
  return load_upload(*snapshot, bucket.id, name.object.key, name.upload_id);
}

}  // namespace

std::string Part::etag() const { return to_hex(md5); }

Result<Upload> create_upload(ObjectStore& objects, const Caller& caller, const ObjectName& name, const UploadOptions& options) {
  TRY(objects.check(caller, "s3:PutObject", object_arn(name)));
  TRY(check_object_key(name.key));
  Upload upload;
  upload.key = name.key;
  upload.initiated = objects.clock.now();
  upload.upload_id = new_upload_id(objects.random, upload.initiated);
  upload.attributes = options.attributes;
  upload.checksum_algorithm = options.checksum_algorithm;
  upload.checksum_type = options.checksum_type.value_or(default_type(options.checksum_algorithm));
  upload.initiator_arn = caller.who().principal.arn;
  return objects.store.transact([&](kv::Txn& txn) -> Result<Upload> {
    auto bucket = TRY(find_bucket(txn, name.bucket));
    txn.put(upload_key(bucket.id, name.key, upload.upload_id), encode_upload(upload));
    return upload;
  });
}

Result<Upload> find_upload(ObjectStore& objects, const Caller& caller, const UploadName& name) {
  TRY(objects.check(caller, "s3:ListMultipartUploadParts", object_arn(name.object)));
  return find_now(objects, name);
}

Result<Part> put_part(ObjectStore& objects, const Caller& caller, const UploadName& name, uint32_t number, ByteSource& body,
                      const DigestOptions& digests) {
  TRY(objects.check(caller, "s3:PutObject", object_arn(name.object)));
  auto upload = TRY(find_now(objects, name));
  if (upload.checksum_algorithm && digests.checksum && digests.checksum->algorithm != *upload.checksum_algorithm) {
    return errors::wrong_part_checksum_algorithm(*upload.checksum_algorithm, digests.checksum->algorithm);
  }
  auto options = digests;
  options.algorithm = upload.algorithm();
  auto content = TRY(stage_content(objects, body, options));
  PartRecord record{content.size(), {}, content.md5(), content.checksum().value, {}};
  auto part = TRY(publish_part(objects, name, number, record, [&](kv::Txn& txn) -> Result<Extents> { return content.refer(txn, objects.random); }));
  content.published();
  return part;
}

Result<Part> copy_part(ObjectStore& objects, const Caller& caller, const UploadName& name, uint32_t number,
                       std::shared_ptr<const ObjectReader> source, uint64_t offset, uint64_t length) {
  TRY(objects.check(caller, "s3:PutObject", object_arn(name.object)));
  if (length > kMaxPutBytes) return errors::copy_source_too_large();
  auto upload = TRY(find_now(objects, name));
  auto digests = TRY(digests_of_range(source, offset, length, upload.algorithm()));
  PartRecord record{length, {}, digests.md5, digests.checksum.value, {}};
  return publish_part(objects, name, number, record, [&](kv::Txn& txn) { return retain_range(txn, objects.random, *source, offset, length); });
}

Result<void> abort_upload(ObjectStore& objects, const Caller& caller, const UploadName& name) {
  TRY(objects.check(caller, "s3:AbortMultipartUpload", object_arn(name.object)));
  return objects.store.transact([&](kv::Txn& txn) -> Result<void> {
    auto bucket = TRY(find_bucket(txn, name.object.bucket));
    return abort_in(txn, objects, bucket.id, TRY(load_upload(txn, bucket.id, name.object.key, name.upload_id)));
  });
}

Result<PartPage> list_parts(ObjectStore& objects, const Caller& caller, const UploadName& name, uint32_t after_number, size_t limit) {
  TRY(objects.check(caller, "s3:ListMultipartUploadParts", object_arn(name.object)));
  auto snapshot = objects.store.snapshot();
  auto bucket = TRY(find_bucket(*snapshot, name.object.bucket));
  PartPage page;
  page.upload = TRY(load_upload(*snapshot, bucket.id, name.object.key, name.upload_id));
  auto parts = TRY(load_parts(*snapshot, bucket.id, name.upload_id, after_number, limit + 1));
  page.truncated = limit > 0 && parts.size() > limit;
  parts.resize(std::min(parts.size(), limit));
  for (auto& part : parts) page.parts.push_back(part_of(part.number, part.record));
  return page;
}

}  // namespace tarn::objects
