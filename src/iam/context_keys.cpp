#include "iam/context_keys.h"

#include "base/encoding.h"

namespace tarn::iam {
namespace {

using aws::PrincipalKind;
using Values = std::vector<std::string>;

Values one(std::string value) {
  Values out;
  if (!value.empty()) out.push_back(std::move(value));
  return out;
}

std::string principal_type(PrincipalKind kind) {
  switch (kind) {
    case PrincipalKind::root: return "Account";
    case PrincipalKind::user: return "User";
    case PrincipalKind::assumed_role: return "AssumedRole";
    case PrincipalKind::service: return "Service";
    case PrincipalKind::anonymous: return "Anonymous";
  }
  return {};
}

Values principal_tag(const KeySources& sources, std::string_view tag) {
  for (auto& [key, value] : sources.who.session_tags)
    if (equals_ignoring_case(key, tag)) return {value};
  for (auto& [key, value] : sources.principal_tags)
    if (equals_ignoring_case(key, tag)) return {value};
  return {};
}

Values principal_key(const KeySources& sources, std::string_view key) {
  auto& principal = sources.who.principal;
  if (key == "aws:principalarn") return one(principal.kind == PrincipalKind::assumed_role ? principal.role_arn : principal.arn);
  if (key == "aws:principalaccount") return one(principal.account_id);
  if (key == "aws:principaltype") return one(principal_type(principal.kind));
  if (key == "aws:principalisawsservice") return one(principal.kind == PrincipalKind::service ? "true" : "false");
  if (key == "aws:userid") return one(principal.kind == PrincipalKind::anonymous ? "anonymous" : principal.user_id);
  if (key == "aws:username") return one(principal.kind == PrincipalKind::user ? principal.name : "");
  constexpr std::string_view kTag = "aws:principaltag/";
  if (key.starts_with(kTag)) return principal_tag(sources, key.substr(kTag.size()));
  return {};
}

Values session_key(const KeySources& sources, std::string_view key) {
  auto& who = sources.who;
  if (key == "aws:tokenissuetime") return who.token_issued_at ? one(iso8601(*who.token_issued_at, 0)) : Values{};
  if (key == "aws:multifactorauthpresent") return who.token_issued_at ? one("false") : Values{};
  if (key == "aws:sourceidentity") return one(who.source_identity);
  return {};
}

Values request_key(const KeySources& sources, std::string_view key) {
  auto& who = sources.who;
  if (key == "aws:currenttime") return one(iso8601(who.now, 0));
  if (key == "aws:epochtime") return one(std::to_string(std::chrono::floor<std::chrono::seconds>(who.now).time_since_epoch().count()));
  if (key == "aws:securetransport") return one(who.secure_transport ? "true" : "false");
  if (key == "aws:sourceip") return one(who.source_ip);
  if (key == "aws:useragent") return one(who.user_agent);
  if (key == "aws:requestedregion") return one(who.region);
  if (key == "aws:resourceaccount" || key == "s3:resourceaccount") return one(sources.resource_account);
  if (key == "aws:viaawsservice") return one(who.via_service.empty() ? "false" : "true");
  if (key == "aws:calledvia" || key == "aws:calledviafirst" || key == "aws:calledvialast") return one(who.via_service);
  return {};
}

}  // namespace

ConditionKeys condition_keys(const KeySources& sources) {
  return [sources](std::string_view key) {
    Values own;
    for (auto& [name, value] : sources.check.keys)
      if (equals_ignoring_case(name, key)) own.push_back(value);
    if (!own.empty()) return own;
    auto values = principal_key(sources, key);
    if (values.empty()) values = session_key(sources, key);
    if (values.empty()) values = request_key(sources, key);
    constexpr std::string_view kResourceTag = "aws:resourcetag/";
    if (values.empty() && sources.resource_tag && key.starts_with(kResourceTag)) values = sources.resource_tag(key.substr(kResourceTag.size()));
    return values;
  };
}

}  // namespace tarn::iam
