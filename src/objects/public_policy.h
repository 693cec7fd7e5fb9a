// When a bucket policy counts as public (s3.md 20).
#pragma once
#include <string>

namespace tarn::objects {

// It allows something to everybody, without a condition that fixes who or from where. `policy` is JSON that iam has accepted;
// what cannot be read counts as public.
bool is_public_policy(const std::string& policy);

// The policy with a statement that leaves nothing to other accounts and to nobody in particular (RestrictPublicBuckets).
std::string restricted_policy(const std::string& policy, const std::string& owner_account_id, const std::string& bucket);

}  // namespace tarn::objects
