// What S3 demands of a bucket policy beyond the grammar that iam checks (s3.md 20).
#pragma once
#include <string>

#include "base/result.h"

namespace tarn::s3 {

constexpr size_t kMaxPolicyBytes = 20 * 1024;  // S3 user guide, bucket policies

// A principal in every statement, actions of S3, resources within the bucket. Error MalformedPolicy.
Result<void> check_bucket_policy(const std::string& policy, const std::string& bucket);

}  // namespace tarn::s3
