// The layout of IAM's keys. Names are unique without regard to case within an account, so keys hold them in lower case.
//
//   iam.user    account, name      -> UserRecord
//   iam.role    account, name      -> RoleRecord
//   iam.policy  account, name      -> ManagedPolicyRecord (customer managed)
//   iam.key     access key id      -> AccessKeyRecord
//   iam.id      unique id          -> PrincipalIdRecord: the ARN that an AIDA.../AROA... id stands for, while it exists
//   iam.server  "session-tokens"   -> the sealed key of session tokens
#pragma once
#include <string>
#include <string_view>

namespace tarn::iam {

constexpr std::string_view kKeyFamilies = "iam.";

std::string user_key(std::string_view account_id, std::string_view name);
std::string role_key(std::string_view account_id, std::string_view name);
std::string policy_key(std::string_view account_id, std::string_view name);
std::string access_key_key(std::string_view access_key_id);
std::string principal_id_key(std::string_view unique_id);
std::string token_key_key();

// The prefixes under which the users, roles and policies of an account lie, in name order.
std::string users_prefix(std::string_view account_id);
std::string roles_prefix(std::string_view account_id);
std::string policies_prefix(std::string_view account_id);
std::string access_keys_prefix();  // of every account

}  // namespace tarn::iam
