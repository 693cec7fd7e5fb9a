#include "s3/access.h"

#include "base/encoding.h"
#include "objects/current.h"
#include "s3/errors.h"

namespace tarn::s3 {
namespace {

Result<void> check_owner(const objects::Bucket& bucket, const std::optional<std::string>& expected_owner) {
  if (expected_owner && *expected_owner != bucket.owner_account_id) return Error{"AccessDenied", "Access Denied", 403, {}};
  return {};
}

}  // namespace

Result<objects::Bucket> expect_bucket(S3& s3, const std::string& name, const std::optional<std::string>& expected_owner) {
  auto bucket = TRY(objects::find_bucket(*s3.objects.store.snapshot(), name));
  TRY(check_owner(bucket, expected_owner));
  return bucket;
}

Result<aws::AccessChecks> on_bucket(S3& s3, std::string action, const std::string& bucket, const std::optional<std::string>& expected_owner,
                                    ConditionKeys keys) {
  TRY(expect_bucket(s3, bucket, expected_owner));
  return aws::AccessChecks{{std::move(action), objects::bucket_arn(bucket), std::move(keys)}};
}

Result<aws::AccessChecks> on_object(S3& s3, std::string action, const std::string& bucket, const std::string& key,
                                    const std::optional<std::string>& expected_owner, ConditionKeys keys) {
  TRY(expect_bucket(s3, bucket, expected_owner));
  return aws::AccessChecks{{std::move(action), objects::object_arn({bucket, key}), std::move(keys)}};
}

Result<aws::AccessChecks> on_existing_object(S3& s3, std::string action, const std::string& bucket_name, const std::string& key,
                                             const std::optional<std::string>& expected_owner, ConditionKeys keys) {
  auto snapshot = s3.objects.store.snapshot();
  auto bucket = TRY(objects::find_bucket(*snapshot, bucket_name));
  TRY(check_owner(bucket, expected_owner));
  auto record = TRY(objects::find_current(*snapshot, bucket.id, key));
  if (record) {
    for (auto& tag : record->attributes.tags) keys.emplace_back("s3:existingobjecttag/" + to_lower(tag.key), tag.value);
  }
  return aws::AccessChecks{{std::move(action), objects::object_arn({bucket_name, key}), std::move(keys)}};
}

std::string version_action(std::string_view base, std::string_view rest, const std::optional<std::string>& version_id) {
  return std::string(base) + (version_id ? "Version" : "") + std::string(rest);
}

Result<void> check_version(const std::string& key, const std::optional<std::string>& version_id) {
  if (!version_id || *version_id == "null") return {};
  if (version_id->empty()) return errors::invalid_argument("Version id cannot be the empty string", "versionId", "");
  return errors::no_such_version(key, *version_id);
}

ConditionKeys version_keys(const std::optional<std::string>& version_id) {
  if (!version_id) return {};
  return {{"s3:versionid", *version_id}};
}

std::string canonical_id(const std::string& account_id) { return to_hex(sha256("tarn canonical user " + account_id)); }

}  // namespace tarn::s3
