// Bucket policies: stored for PutBucketPolicy, shown to the Authorizer.
#pragma once
#include <optional>
#include <string>

#include "iam/authorizer.h"
#include "kv/store.h"
#include "objects/object_store.h"

namespace tarn::objects {

// `stored` is what iam::PrincipalNames::stored_policy made of the client's text. Error NoSuchBucket.
Result<void> put_bucket_policy(ObjectStore& objects, const Caller& caller, const std::string& bucket, const std::string& stored);
Result<std::string> get_bucket_policy(ObjectStore& objects, const Caller& caller, const std::string& bucket);  // NoSuchBucketPolicy
Result<void> delete_bucket_policy(ObjectStore& objects, const Caller& caller, const std::string& bucket);      // absent: ok

// The policy of the bucket that an object or bucket ARN names, and the bucket's owner. main.cpp hands it to iam for "s3".
class BucketPolicies final : public iam::ResourcePolicies {
 public:
  explicit BucketPolicies(kv::Store& store) : store_(store) {}
  Result<std::optional<iam::ResourcePolicy>> find(const std::string& resource_arn) const override;

 private:
  kv::Store& store_;
};

}  // namespace tarn::objects
