// Settings of a bucket beside its policy. Access is the caller's affair: these belong to S3 operations, which the gateway authorizes.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "objects/object_store.h"

namespace tarn::objects {

// Error NoSuchBucket in all. nullopt: never set, or deleted.
Result<void> put_bucket_tags(ObjectStore& objects, const std::string& bucket, const std::vector<Tag>& tags);
Result<std::optional<std::vector<Tag>>> get_bucket_tags(ObjectStore& objects, const std::string& bucket);
Result<void> delete_bucket_tags(ObjectStore& objects, const std::string& bucket);

// Block Public Access (s3.md 20): all on for a new bucket, all off once the configuration was deleted.
struct PublicAccessBlock {
  bool block_public_acls = true;
  bool ignore_public_acls = true;
  bool block_public_policy = true;
  bool restrict_public_buckets = true;
  bool is_deleted = false;
};
Result<void> put_public_access_block(ObjectStore& objects, const std::string& bucket, const PublicAccessBlock& block);
Result<PublicAccessBlock> get_public_access_block(kv::Reader& reader, const std::string& bucket);

}  // namespace tarn::objects
