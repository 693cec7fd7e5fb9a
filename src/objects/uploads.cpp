#include "objects/uploads.h"

#include "objects/errors.h"
#include "objects/keys.h"

namespace tarn::objects {

Result<Upload> load_upload(kv::Reader& reader, BucketId bucket, const std::string& key, const std::string& upload_id) {
  auto stored = TRY(reader.get(upload_key(bucket, key, upload_id)));
  if (!stored) return errors::no_such_upload(upload_id);
  return decode_upload(key, upload_id, *stored);
}

Result<std::vector<NumberedPart>> load_parts(kv::Reader& reader, BucketId bucket, const std::string& upload_id, uint32_t after_number, size_t limit) {
  auto entries = TRY(reader.page(part_range(bucket, upload_id, after_number), limit));
  std::vector<NumberedPart> parts;
  parts.reserve(entries.size());
  for (auto& entry : entries) parts.push_back({read_part_number(entry.key), TRY(decode_part(entry.value))});
  return parts;
}

void erase_upload_rows(kv::Txn& txn, BucketId bucket, const Upload& upload, const std::vector<NumberedPart>& parts) {
  txn.erase(upload_key(bucket, upload.key, upload.upload_id));
  for (auto& part : parts) txn.erase(part_key(bucket, upload.upload_id, part.number));
}

Result<void> abort_in(kv::Txn& txn, ObjectStore& objects, BucketId bucket, const Upload& upload) {
  auto parts = TRY(load_parts(txn, bucket, upload.upload_id, 0, kMaxPartNumber));
  for (auto& part : parts) release(txn, objects.random, part.record.extents);
  erase_upload_rows(txn, bucket, upload, parts);
  return {};
}

Result<void> abort_all_uploads(ObjectStore& objects, BucketId bucket) {
  for (;;) {
    bool found = TRY(objects.store.transact([&](kv::Txn& txn) -> Result<bool> {
      auto first = TRY(txn.page(upload_range(bucket, ""), 1));
      if (first.empty()) return false;
      auto name = read_upload_key(first[0].key);
      if (!name) return internal_error("a broken key: upload");
      TRY(abort_in(txn, objects, bucket, TRY(decode_upload(name->key, name->upload_id, first[0].value))));
      return true;
    }));
    if (!found) return {};
  }
}

}  // namespace tarn::objects
