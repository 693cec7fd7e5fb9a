// ListMultipartUploads: by key, then by time, rolled up at a delimiter.
#include <algorithm>

#include "kv/key.h"
#include "objects/buckets.h"
#include "objects/keys.h"
#include "objects/multipart.h"
#include "objects/record.h"

namespace tarn::objects {
namespace {

kv::Range range_of(BucketId bucket, const UploadQuery& query) {
  auto range = upload_range(bucket, query.prefix);
  if (query.key_marker.empty()) return range;
  auto after = query.upload_id_marker.empty() ? after_uploads_of(bucket, query.key_marker)
                                              : upload_key(bucket, query.key_marker, query.upload_id_marker) + '\0';
  range.begin = std::max(range.begin, after);
  return range;
}

}  // namespace

Result<UploadPage> list_uploads(ObjectStore& objects, const Caller& caller, const UploadQuery& query) {
  TRY(objects.check(caller, "s3:ListBucketMultipartUploads", bucket_arn(query.bucket)));
  auto snapshot = objects.store.snapshot();
  auto bucket = TRY(find_bucket(*snapshot, query.bucket));
  UploadPage page;
  Result<void> failure;
  auto visit = [&](std::string_view stored_key, std::string_view value) {
    auto name = read_upload_key(stored_key);
    auto upload = name ? decode_upload(name->key, name->upload_id, value) : Result<Upload>(internal_error("a broken key: upload"));
    if (!upload.ok()) {
      failure = upload.error();
      return false;
    }
    auto delimiter = query.delimiter.empty() ? std::string::npos : upload->key.find(query.delimiter, query.prefix.size());
    auto prefix = delimiter == std::string::npos ? "" : upload->key.substr(0, delimiter + query.delimiter.size());
    bool is_known = !prefix.empty() && ((!page.common_prefixes.empty() && page.common_prefixes.back() == prefix) || query.key_marker.starts_with(prefix));
    if (is_known) return true;
    page.truncated = page.uploads.size() + page.common_prefixes.size() == query.limit;
    if (page.truncated) return false;
    page.next_key = prefix.empty() ? upload->key : prefix;
    page.next_upload_id = prefix.empty() ? upload->upload_id : "";
    if (prefix.empty()) {
      page.uploads.push_back(std::move(*upload));
    } else {
      page.common_prefixes.push_back(prefix);
    }
    return true;
  };
  auto range = range_of(bucket.id, query);
  if (query.limit > 0 && range.begin < range.end) TRY(snapshot->scan(range, visit));
  TRY(failure);
  return page;
}

}  // namespace tarn::objects
