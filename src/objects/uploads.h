// Uploads in progress within a transaction: what creating, completing, aborting and listing them share.
#pragma once
#include <string>
#include <vector>

#include "objects/buckets.h"
#include "objects/record.h"

namespace tarn::objects {

// Error NoSuchUpload.
Result<Upload> load_upload(kv::Reader& reader, BucketId bucket, const std::string& key, const std::string& upload_id);

struct NumberedPart {
  uint32_t number = 0;
  PartRecord record;
};
// The first `limit` parts with numbers above `after_number`.
Result<std::vector<NumberedPart>> load_parts(kv::Reader& reader, BucketId bucket, const std::string& upload_id, uint32_t after_number, size_t limit);

// The rows of the upload and its parts go; the extents of the parts are the caller's affair.
void erase_upload_rows(kv::Txn& txn, BucketId bucket, const Upload& upload, const std::vector<NumberedPart>& parts);

// The upload and all its parts are released and erased.
Result<void> abort_in(kv::Txn& txn, ObjectStore& objects, BucketId bucket, const Upload& upload);

// Aborts every upload of the bucket, one transaction each.
Result<void> abort_all_uploads(ObjectStore& objects, BucketId bucket);

}  // namespace tarn::objects
