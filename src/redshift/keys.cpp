#include "redshift/keys.h"

#include "kv/key.h"

namespace tarn::redshift {
namespace {

constexpr std::string_view kLogin = "redshift.login", kStatement = "redshift.statement", kToken = "redshift.token", kResult = "redshift.result";

}  // namespace

std::string login_key(std::string_view login, std::string_view token_id) { return kv::KeyBuilder(kLogin).text(login).text(token_id).take(); }
std::string logins_prefix(std::string_view login) { return kv::KeyBuilder(kLogin).text(login).take(); }
std::string statement_key(std::string_view account_id, std::string_view region, std::string_view id) {
  return kv::KeyBuilder(kStatement).text(account_id).text(region).text(id).take();
}
std::string statements_prefix(std::string_view account_id, std::string_view region) { return kv::KeyBuilder(kStatement).text(account_id).text(region).take(); }
std::string all_statements_prefix() { return kv::KeyBuilder(kStatement).take(); }
std::string token_key(std::string_view account_id, std::string_view region, std::string_view token) {
  return kv::KeyBuilder(kToken).text(account_id).text(region).text(token).take();
}
std::string result_key(std::string_view sub_id, uint64_t page) { return kv::KeyBuilder(kResult).text(sub_id).u64(page).take(); }

}  // namespace tarn::redshift
