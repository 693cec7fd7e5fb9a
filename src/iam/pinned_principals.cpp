#include "iam/pinned_principals.h"

#include <boost/json.hpp>
#include <functional>

#include "iam/records.h"

namespace tarn::iam {
namespace {

namespace json = boost::json;

using Rename = std::function<Result<std::string>(const std::string&)>;

Result<void> rename_entries(json::value& entries, const Rename& rename) {
  if (entries.is_string()) {
    entries = TRY(rename(std::string(entries.as_string())));
    return {};
  }
  for (auto& entry : entries.as_array()) entry = TRY(rename(std::string(entry.as_string())));
  return {};
}

// The document has been parsed as a policy before, so its shape is known.
Result<std::string> rename_principals(const std::string& policy_json, const Rename& rename) {
  auto document = json::parse(policy_json);
  auto& statements = document.as_object()["Statement"];
  auto rename_in = [&](json::value& statement) -> Result<void> {
    for (auto element : {"Principal", "NotPrincipal"}) {
      auto principal = statement.as_object().if_contains(element);
      if (!principal || !principal->is_object()) continue;
      if (auto entries = principal->as_object().if_contains("AWS")) TRY(rename_entries(*entries, rename));
    }
    return {};
  };
  if (statements.is_object()) {
    TRY(rename_in(statements));
  } else {
    for (auto& statement : statements.as_array()) TRY(rename_in(statement));
  }
  return json::serialize(document);
}

bool is_account_id(const std::string& text) { return text.size() == 12 && text.find_first_not_of("0123456789") == std::string::npos; }

// The unique id of a user or role that stands under exactly this ARN; nullopt when there is none.
Result<std::optional<std::string>> id_of_arn(kv::Reader& reader, const std::string& arn) {
  std::optional<std::string> id;
  if (auto name = parse_iam_arn(arn, "user")) {
    auto user = TRY(find_user(reader, name->account_id, name->name));
    if (user && user->arn() == arn) id = user->unique_id;
  } else if (auto role_name = parse_iam_arn(arn, "role")) {
    auto role = TRY(find_role(reader, role_name->account_id, role_name->name));
    if (role && role->arn() == arn) id = role->unique_id;
  }
  return id;
}

}  // namespace

Result<std::string> pin_principals(kv::Reader& reader, const std::string& policy_json, PolicyKind kind) {
  TRY(parse_policy(policy_json, kind));
  return rename_principals(policy_json, [&](const std::string& entry) -> Result<std::string> {
    if (entry == "*") return entry;
    if (is_account_id(entry)) return "arn:aws:iam::" + entry + ":root";
    if (entry.starts_with("arn:aws:sts::") || entry.ends_with(":root")) return entry;
    if (!entry.starts_with("arn:") && TRY(find_arn_of_id(reader, entry))) return entry;
    if (auto id = TRY(id_of_arn(reader, entry))) return *id;
    if (kind == PolicyKind::resource)
      return Error{"MalformedPolicy", "Invalid principal in policy", 400, {}}.with("Detail", "\"AWS\" : \"" + entry + "\"");
    return Error{"MalformedPolicyDocument", "Invalid principal in policy: \"AWS\":\"" + entry + "\"", 400, {}};
  });
}

Result<std::string> unpin_principals(kv::Reader& reader, const std::string& stored_json) {
  return rename_principals(stored_json, [&](const std::string& entry) -> Result<std::string> {
    if (!entry.starts_with("AIDA") && !entry.starts_with("AROA")) return entry;
    return TRY(find_arn_of_id(reader, entry)).value_or(entry);
  });
}

}  // namespace tarn::iam
