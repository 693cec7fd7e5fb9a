#include "objects/public_policy.h"

#include <boost/json.hpp>

#include "base/encoding.h"
#include "objects/object_store.h"

namespace tarn::objects {
namespace {

namespace json = boost::json;

bool is_star(const json::value& value) {
  if (value.is_string()) return value.get_string() == "*";
  if (!value.is_array()) return false;
  for (auto& item : value.get_array()) {
    if (is_star(item)) return true;
  }
  return false;
}

bool names_everybody(const json::object& statement) {
  if (statement.contains("NotPrincipal")) return true;
  auto* principal = statement.if_contains("Principal");
  if (principal == nullptr) return false;
  if (principal->is_string()) return principal->get_string() == "*";
  auto* aws = principal->is_object() ? principal->get_object().if_contains("AWS") : nullptr;
  return aws != nullptr && is_star(*aws);
}

bool has_wildcard(const json::value& value) {
  if (value.is_string()) return value.get_string().find_first_of("*?$") != json::string::npos;
  if (!value.is_array()) return true;
  for (auto& item : value.get_array()) {
    if (has_wildcard(item)) return true;
  }
  return false;
}

// The keys that say who or from where; S3 user guide, "The meaning of public". An address range as wide as 0.0.0.0/0 fixes nothing.
bool fixes_the_caller(std::string_view op, std::string_view key, const json::value& values) {
  constexpr std::string_view kKeys[] = {"aws:sourcearn",        "aws:sourceaccount",  "aws:sourceowner",    "aws:sourcevpc",
                                        "aws:sourcevpce",       "aws:principalorgid", "aws:principalaccount", "aws:principalarn",
                                        "aws:userid",           "s3:dataaccesspointarn", "s3:dataaccesspointaccount"};
  if (key == "aws:sourceip") return op == "ipaddress" && json::serialize(values).find("/0\"") == std::string::npos;
  bool is_positive = op.starts_with("stringequals") || op.starts_with("stringlike") || op.starts_with("arn");
  bool is_negated = op.find("not") != std::string_view::npos || op.find("ifexists") != std::string_view::npos;
  if (!is_positive || is_negated || has_wildcard(values)) return false;
  for (auto known : kKeys) {
    if (known == key) return true;
  }
  return false;
}

bool is_fixed(const json::object& statement) {
  auto* condition = statement.if_contains("Condition");
  if (condition == nullptr || !condition->is_object()) return false;
  for (auto& [op, keys] : condition->get_object()) {
    if (!keys.is_object()) continue;
    for (auto& [key, values] : keys.get_object()) {
      if (fixes_the_caller(to_lower(op), to_lower(key), values)) return true;
    }
  }
  return false;
}

bool is_public_statement(const json::value& value) {
  auto* statement = value.if_object();
  if (statement == nullptr) return true;
  auto* effect = statement->if_contains("Effect");
  if (effect == nullptr || !effect->is_string() || effect->get_string() != "Allow") return false;
  return names_everybody(*statement) && !is_fixed(*statement);
}

}  // namespace

bool is_public_policy(const std::string& policy) {
  boost::system::error_code failed;
  auto document = json::parse(policy, failed);
  if (failed || !document.is_object()) return true;
  auto* statements = document.get_object().if_contains("Statement");
  if (statements == nullptr) return true;
  if (!statements->is_array()) return is_public_statement(*statements);
  for (auto& statement : statements->get_array()) {
    if (is_public_statement(statement)) return true;
  }
  return false;
}

std::string restricted_policy(const std::string& policy, const std::string& owner_account_id, const std::string& bucket) {
  json::value deny = json::object{{"Effect", "Deny"},
                                  {"Principal", "*"},
                                  {"Action", "s3:*"},
                                  {"Resource", json::array{bucket_arn(bucket), bucket_arn(bucket) + "/*"}},
                                  {"Condition", json::object{{"StringNotEqualsIfExists", json::object{{"aws:PrincipalAccount", owner_account_id}}},
                                                             {"BoolIfExists", json::object{{"aws:PrincipalIsAWSService", "false"}}}}}};
  boost::system::error_code failed;
  auto document = json::parse(policy, failed);
  if (failed || !document.is_object()) return json::serialize(json::object{{"Version", "2012-10-17"}, {"Statement", json::array{deny}}});
  auto& statements = document.get_object()["Statement"];
  if (!statements.is_array()) statements = json::array{statements};
  statements.get_array().push_back(std::move(deny));
  return json::serialize(document);
}

}  // namespace tarn::objects
