// The checks that most operations share. Each first finds the bucket (so that a missing one is NoSuchBucket before anything is
// read or authorized) and compares x-amz-expected-bucket-owner with its owner.
#pragma once
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "aws/action_name.h"
#include "aws/request_context.h"
#include "objects/buckets.h"
#include "s3/service.h"

namespace tarn::s3 {

using ConditionKeys = std::vector<std::pair<std::string, std::string>>;

Result<objects::Bucket> expect_bucket(S3& s3, const std::string& bucket, const std::optional<std::string>& expected_owner);

Result<aws::AccessChecks> on_bucket(S3& s3, std::string action, const std::string& bucket, const std::optional<std::string>& expected_owner,
                                    ConditionKeys keys = {});
// The same as a row of the table of operations names it, for an input of the bucket alone.
template <aws::ActionName Action>
constexpr auto on_bucket_of = [](S3& s3, const auto& in, const aws::RequestContext&) -> Result<aws::AccessChecks> {
  return on_bucket(s3, Action.chars, in.bucket, in.expected_bucket_owner);
};
Result<aws::AccessChecks> on_object(S3& s3, std::string action, const std::string& bucket, const std::string& key,
                                    const std::optional<std::string>& expected_owner, ConditionKeys keys = {});
// With the tags of the object as s3:ExistingObjectTag/<key>.
Result<aws::AccessChecks> on_existing_object(S3& s3, std::string action, const std::string& bucket, const std::string& key,
                                             const std::optional<std::string>& expected_owner, ConditionKeys keys = {});

// "s3:GetObject" becomes "s3:GetObjectVersion" where the request names a version.
std::string version_action(std::string_view base, std::string_view rest, const std::optional<std::string>& version_id);
// Buckets are not versioned: "null" names the object as it is. Errors InvalidArgument (empty), NoSuchVersion.
Result<void> check_version(const std::string& key, const std::optional<std::string>& version_id);

ConditionKeys version_keys(const std::optional<std::string>& version_id);

// A canonical user id: 64 hex digits made from the account's number.
std::string canonical_id(const std::string& account_id);

}  // namespace tarn::s3
