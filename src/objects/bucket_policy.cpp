#include "objects/bucket_policy.h"

#include "objects/bucket_config.h"
#include "objects/buckets.h"
#include "objects/errors.h"
#include "objects/keys.h"
#include "objects/public_policy.h"

namespace tarn::objects {
namespace {

constexpr std::string_view kArnPrefix = "arn:aws:s3:::";

}  // namespace

Result<void> put_bucket_policy(ObjectStore& objects, const Caller& caller, const std::string& name, const std::string& stored) {
  TRY(objects.check(caller, "s3:PutBucketPolicy", bucket_arn(name)));
  return objects.store.transact([&](kv::Txn& txn) -> Result<void> {
    auto bucket = TRY(find_bucket(txn, name));
    txn.put(policy_key(bucket.id), stored);
    bucket.has_policy = true;
    put_bucket(txn, bucket);
    return {};
  });
}

Result<std::string> get_bucket_policy(ObjectStore& objects, const Caller& caller, const std::string& name) {
  TRY(objects.check(caller, "s3:GetBucketPolicy", bucket_arn(name)));
  auto snapshot = objects.store.snapshot();
  auto bucket = TRY(find_bucket(*snapshot, name));
  auto stored = TRY(snapshot->get(policy_key(bucket.id)));
  if (!stored) return errors::no_such_bucket_policy(name);
  return std::move(*stored);
}

Result<void> delete_bucket_policy(ObjectStore& objects, const Caller& caller, const std::string& name) {
  TRY(objects.check(caller, "s3:DeleteBucketPolicy", bucket_arn(name)));
  return objects.store.transact([&](kv::Txn& txn) -> Result<void> {
    auto bucket = TRY(find_bucket(txn, name));
    txn.erase(policy_key(bucket.id));
    bucket.has_policy = false;
    put_bucket(txn, bucket);
    return {};
  });
}

Result<std::optional<iam::ResourcePolicy>> BucketPolicies::find(const std::string& resource_arn) const {
  using Found = std::optional<iam::ResourcePolicy>;
  if (!resource_arn.starts_with(kArnPrefix)) return Found{};
  auto name = resource_arn.substr(kArnPrefix.size());
  name.resize(std::min(name.size(), name.find('/')));
  auto snapshot = store_.snapshot();
  auto bucket = find_bucket(*snapshot, name);
  if (!bucket.ok() && bucket.error().code == "NoSuchBucket") return Found{};
  if (!bucket.ok()) return bucket.error();
  iam::ResourcePolicy policy{bucket->owner_account_id, ""};
  if (!bucket->has_policy) return Found(std::move(policy));
  policy.policy_json = TRY(snapshot->get(policy_key(bucket->id))).value_or("");
  if (TRY(get_public_access_block(*snapshot, name)).restrict_public_buckets && is_public_policy(policy.policy_json)) {
    policy.policy_json = restricted_policy(policy.policy_json, policy.owner_account_id, name);
  }
  return Found(std::move(policy));
}

}  // namespace tarn::objects
