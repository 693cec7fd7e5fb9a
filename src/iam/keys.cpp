#include "iam/keys.h"

#include "base/encoding.h"
#include "kv/key.h"

namespace tarn::iam {
namespace {

constexpr std::string_view kUser = "iam.user", kRole = "iam.role", kPolicy = "iam.policy", kAccessKey = "iam.key", kId = "iam.id",
                           kServer = "iam.server";

std::string named(std::string_view family, std::string_view account_id, std::string_view name) {
  return kv::KeyBuilder(family).text(account_id).text(to_lower(name)).take();
}
std::string account_prefix(std::string_view family, std::string_view account_id) { return kv::KeyBuilder(family).text(account_id).take(); }

}  // namespace

std::string user_key(std::string_view account_id, std::string_view name) { return named(kUser, account_id, name); }
std::string role_key(std::string_view account_id, std::string_view name) { return named(kRole, account_id, name); }
std::string policy_key(std::string_view account_id, std::string_view name) { return named(kPolicy, account_id, name); }
std::string access_key_key(std::string_view access_key_id) { return kv::KeyBuilder(kAccessKey).text(access_key_id).take(); }
std::string principal_id_key(std::string_view unique_id) { return kv::KeyBuilder(kId).text(unique_id).take(); }
std::string token_key_key() { return kv::KeyBuilder(kServer).text("session-tokens").take(); }

std::string users_prefix(std::string_view account_id) { return account_prefix(kUser, account_id); }
std::string roles_prefix(std::string_view account_id) { return account_prefix(kRole, account_id); }
std::string policies_prefix(std::string_view account_id) { return account_prefix(kPolicy, account_id); }
std::string access_keys_prefix() { return kv::KeyBuilder(kAccessKey).take(); }

}  // namespace tarn::iam
