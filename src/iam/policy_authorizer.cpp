#include "iam/policy_authorizer.h"

#include <boost/json.hpp>

#include "aws/arn.h"
#include "base/encoding.h"
#include "iam/context_keys.h"
#include "iam/errors.h"

namespace tarn::iam {
namespace {

std::string caller_text(const aws::Principal& principal) {
  if (principal.kind == aws::PrincipalKind::anonymous) return "anonymous";
  return principal.kind == aws::PrincipalKind::service ? principal.name : principal.arn;
}

// Logs policies are often written for "log-group:/name:*", the form in which the API shows group ARNs: a check on the group
// itself means that ARN too (actions.md section 8).
std::optional<std::string> second_form(const std::string& resource) {
  constexpr std::string_view kService = "arn:aws:logs:";
  if (!resource.starts_with(kService) || resource.find(":log-stream:") != std::string::npos || resource.ends_with(":*")) return std::nullopt;
  if (resource.find(":log-group:") == std::string::npos) return std::nullopt;
  return resource + ":*";
}

}  // namespace

PolicyAuthorizer::PolicyAuthorizer(kv::Store& store, PolicyCache& cache, PrincipalPolicies& principals)
    : store_(store), cache_(cache), principals_(principals) {}

Result<std::vector<PolicyPtr>> PolicyAuthorizer::session_layer(const std::string& text) const {
  std::vector<PolicyPtr> out;
  if (!text.starts_with("[")) {
    out.push_back(TRY(cache_.get(text, PolicyKind::identity)));
    return out;
  }
  boost::system::error_code failure;
  auto list = boost::json::parse(text, failure);
  if (failure || !list.is_array()) return internal_error("a session policy layer is neither a policy nor a list of policies");
  for (auto& policy : list.as_array()) out.push_back(TRY(cache_.get(boost::json::serialize(policy), PolicyKind::identity)));
  return out;
}

Result<Decision> decide_trust(PolicyCache& cache, const RoleRecord& role, const PrincipalFacts& facts, const aws::AccessContext& who,
                              const aws::AccessCheck& check, std::vector<std::vector<PolicyPtr>> sessions) {
  auto trust = TRY(cache.get(role.trust_policy, PolicyKind::trust));
  ConditionKeys keys = condition_keys({who, check, facts.tags, role.account_id});
  return decide_assume_role({.who = who, .action = check.action, .resource = check.resource, .keys = keys, .identity = facts.identity,
                             .boundary = facts.boundary, .sessions = std::move(sessions), .resource_policy = trust,
                             .resource_account = role.account_id});
}

Result<Decision> PolicyAuthorizer::decide_for(const aws::AccessContext& who, const aws::AccessCheck& check, bool& same_account) const {
  auto facts = TRY(principals_.find(who.principal));
  std::vector<std::vector<PolicyPtr>> sessions;
  for (auto& text : who.session_policies) sessions.push_back(TRY(session_layer(text)));

  auto arn = aws::Arn::parse(check.resource);
  if (arn && arn->service == "iam" && check.action.starts_with("sts:")) {
    if (auto name = parse_iam_arn(check.resource, "role")) {
      auto reader = store_.snapshot();
      auto role = TRY(find_role(*reader, name->account_id, name->name));
      same_account = name->account_id == who.principal.account_id;
      if (!role || role->arn() != check.resource) return Decision{.allowed = false, .explicit_deny = false, .because = PolicyType::resource};
      return decide_trust(cache_, *role, *facts, who, check, std::move(sessions));
    }
  }

  PolicyPtr resource_policy;
  std::string resource_account = arn && !arn->account_id.empty() ? arn->account_id : who.principal.account_id;
  if (auto source = arn ? sources_.find(arn->service) : sources_.end(); source != sources_.end()) {
    if (auto found = TRY(source->second->find(check.resource))) {
      resource_account = found->owner_account_id;
      if (!found->policy_json.empty()) resource_policy = TRY(cache_.get(found->policy_json, PolicyKind::resource));
    }
  }
  same_account = resource_account == who.principal.account_id;
  Result<void> tags_read;
  auto resource_tag = [&](std::string_view tag) -> std::vector<std::string> {
    const auto source = arn ? tags_.find(arn->service) : tags_.end();
    if (source == tags_.end()) return {};
    auto tags = source->second->tags(check.resource);
    if (!tags.ok()) tags_read = tags.error();
    else
      for (auto& [key, value] : *tags)
        if (equals_ignoring_case(key, tag)) return {value};
    return {};
  };
  ConditionKeys keys = condition_keys({who, check, facts->tags, resource_account, resource_tag});
  auto decide_on = [&](const std::string& resource) {
    return decide({.who = who, .action = check.action, .resource = resource, .keys = keys, .identity = facts->identity,
                   .boundary = facts->boundary, .sessions = sessions, .resource_policy = resource_policy,
                   .resource_account = resource_account});
  };
  auto decision = decide_on(check.resource);
  TRY(tags_read);  // a decision without them could be the wrong one
  auto second = second_form(check.resource);
  if (!second || decision.explicit_deny) return decision;
  auto other = decide_on(*second);
  return other.explicit_deny || !decision.allowed ? other : decision;
}

Result<void> PolicyAuthorizer::authorize(const aws::AccessContext& who, const aws::AccessCheck& check) const {
  bool same_account = true;
  auto decision = TRY(decide_for(who, check, same_account));
  if (decision.allowed) return {};
  bool is_s3 = equals_ignoring_case(std::string_view(check.action).substr(0, 3), "s3:");
  if (is_s3 && (!same_account || who.principal.kind == aws::PrincipalKind::anonymous)) return errors::access_denied("Access Denied");
  std::string text = "User: " + caller_text(who.principal) + " is not authorized to perform: " + check.action + " on resource: " + check.resource;
  // A refused AssumeRole tells nothing about the role's trust policy.
  bool is_about_trust = check.action.starts_with("sts:") && parse_iam_arn(check.resource, "role");
  if (is_about_trust && !decision.explicit_deny) return errors::access_denied(std::move(text));
  return errors::access_denied(text + " " + reason_text(decision, check.action));
}

}  // namespace tarn::iam
