#include "s3/policy_document.h"

#include <boost/json.hpp>
#include <functional>

#include "base/encoding.h"
#include "objects/object_store.h"
#include "s3/errors.h"

namespace tarn::s3 {
namespace {

namespace json = boost::json;

// A member that may be one text or a list of them; absent: true.
bool all_texts(const json::object& statement, std::string_view member, const std::function<bool(std::string_view)>& is_legal) {
  auto* value = statement.if_contains(member);
  if (value == nullptr) return true;
  if (value->is_string()) return is_legal(value->get_string());
  if (!value->is_array()) return false;
  for (auto& item : value->get_array()) {
    if (!item.is_string() || !is_legal(item.get_string())) return false;
  }
  return true;
}

Result<void> check_statement(const json::value& value, const std::string& bucket) {
  auto* statement = value.if_object();
  if (statement == nullptr) return errors::malformed_policy("Policies must be valid JSON and the first byte must be '{'");
  if (!statement->contains("Principal") && !statement->contains("NotPrincipal")) {
    return errors::malformed_policy("Missing required field Principal");
  }
  if (!statement->contains("Resource") && !statement->contains("NotResource")) return errors::malformed_policy("Missing required field Resource");
  auto is_action = [](std::string_view action) { return action == "*" || to_lower(action).starts_with("s3:"); };
  if (!all_texts(*statement, "Action", is_action) || !all_texts(*statement, "NotAction", is_action)) {
    return errors::malformed_policy("Policy has invalid action");
  }
  auto arn = objects::bucket_arn(bucket);
  auto is_within = [&](std::string_view resource) { return resource == arn || resource.starts_with(arn + "/") || resource == arn + "*"; };
  if (!all_texts(*statement, "Resource", is_within) || !all_texts(*statement, "NotResource", is_within)) {
    return errors::malformed_policy("Policy has invalid resource");
  }
  return {};
}

}  // namespace

Result<void> check_bucket_policy(const std::string& policy, const std::string& bucket) {
  if (policy.size() > kMaxPolicyBytes) return errors::malformed_policy("Policies must not exceed 20480 bytes");
  boost::system::error_code failed;
  auto document = json::parse(policy, failed);
  if (failed || !document.is_object()) return errors::malformed_policy("Policies must be valid JSON and the first byte must be '{'");
  auto* statements = document.get_object().if_contains("Statement");
  if (statements == nullptr) return errors::malformed_policy("Missing required field Statement");
  if (!statements->is_array()) return check_statement(*statements, bucket);
  for (auto& statement : statements->get_array()) TRY(check_statement(statement, bucket));
  return {};
}

}  // namespace tarn::s3
