#include "iam/policy/evaluate.h"

#include <algorithm>

#include "base/encoding.h"

namespace tarn::iam {
namespace {

using aws::PrincipalKind;

// How a resource policy's principal names the caller; it decides which other layers still count.
enum class NamedAs : uint8_t { nobody, account, role, everyone, exactly };

bool contains(const std::vector<std::string>& list, std::string_view text) { return std::find(list.begin(), list.end(), text) != list.end(); }

std::string account_root(const std::string& account) { return "arn:aws:iam::" + account + ":root"; }

bool named_exactly(const aws::Principal& who, const Principals& named) {
  if (who.kind == PrincipalKind::service) return contains(named.services, who.name);
  if (contains(named.aws, who.arn)) return true;
  return who.kind == PrincipalKind::user && contains(named.aws, who.user_id);
}

bool named_by_role(const aws::Principal& who, const Principals& named) {
  if (who.kind != PrincipalKind::assumed_role) return false;
  return contains(named.aws, who.role_arn) || contains(named.aws, who.user_id.substr(0, who.user_id.find(':')));
}

bool named_by_account(const aws::Principal& who, const Principals& named) {
  return !who.account_id.empty() && contains(named.aws, account_root(who.account_id));
}

// NotPrincipal exempts a caller only when everything that it is stands in the list: the user and its account; the session, its
// role and its account.
bool fully_listed(const aws::Principal& who, const Principals& named) {
  if (named.everyone) return true;
  if (who.kind == PrincipalKind::service) return named_exactly(who, named);
  if (who.kind == PrincipalKind::anonymous) return false;
  if (!named_exactly(who, named) || !named_by_account(who, named)) return false;
  return who.kind != PrincipalKind::assumed_role || named_by_role(who, named);
}

NamedAs named_as(const aws::Principal& who, const Principals& named, Effect effect) {
  if (named.negated) {
    bool listed = effect == Effect::deny ? fully_listed(who, named)
                                         : named.everyone || named_exactly(who, named) || named_by_role(who, named) || named_by_account(who, named);
    return listed ? NamedAs::nobody : NamedAs::everyone;
  }
  if (named_exactly(who, named)) return NamedAs::exactly;
  if (named.everyone) return NamedAs::everyone;
  if (named_by_role(who, named)) return NamedAs::role;
  if (named_by_account(who, named)) return NamedAs::account;
  return NamedAs::nobody;
}

class Request {
 public:
  explicit Request(const DecisionInput& in) : in_(in), action_(to_lower(in.action)) {
    variables_ = [this](std::string_view key) -> std::optional<std::string> {
      auto values = in_.keys(key);
      if (values.size() != 1) return std::nullopt;  // a variable stands for one value
      return std::move(values[0]);
    };
  }

  // Actions, resources and conditions; principals are the caller's affair.
  bool matches(const Statement& statement) const {
    bool action = std::any_of(statement.actions.begin(), statement.actions.end(),
                              [&](const Pattern& pattern) { return pattern.matches(action_, variables_).value_or(false); });
    if (action == statement.not_action) return false;
    if (!statement.resources.empty() && !matches_resource(statement)) return false;
    for (auto& condition : statement.conditions)
      if (!holds(condition, in_.keys, variables_).value_or(false)) return false;
    return true;
  }

  bool any_matches(const std::vector<PolicyPtr>& policies, Effect effect) const {
    for (auto& policy : policies)
      for (auto& statement : policy->statements)
        if (statement.effect == effect && matches(statement)) return true;
    return false;
  }

  // The strongest way in which a matching statement of that effect names the caller.
  NamedAs named_by(const PolicyPtr& policy, Effect effect) const {
    auto strongest = NamedAs::nobody;
    if (!policy) return strongest;
    for (auto& statement : policy->statements) {
      if (statement.effect != effect || !statement.principals) continue;
      auto named = named_as(in_.who.principal, *statement.principals, effect);
      if (named > strongest && matches(statement)) strongest = named;
    }
    return strongest;
  }

 private:
  bool matches_resource(const Statement& statement) const {
    bool found = false;
    for (auto& pattern : statement.resources) {
      auto matched = pattern.matches(in_.resource, variables_);
      if (!matched) return false;
      found |= *matched;
    }
    return found != statement.not_resource;
  }

  const DecisionInput& in_;
  std::string action_;
  Variables variables_;
};

Decision denied(PolicyType by) { return {.allowed = false, .explicit_deny = true, .because = by}; }
Decision not_allowed(PolicyType by) { return {.allowed = false, .explicit_deny = false, .because = by}; }
constexpr Decision kAllowed{.allowed = true};

// The account root keeps these on its own buckets whatever the bucket policy says, so that nobody can lock it out.
bool root_keeps(const std::string& action) {
  for (auto kept : {"s3:GetBucketPolicy", "s3:PutBucketPolicy", "s3:DeleteBucketPolicy"})
    if (equals_ignoring_case(action, kept)) return true;
  return false;
}

std::optional<Decision> find_explicit_deny(const DecisionInput& in, const Request& request) {
  if (request.any_matches(in.identity, Effect::deny)) return denied(PolicyType::identity);
  bool own_root = in.who.principal.kind == PrincipalKind::root && in.who.principal.account_id == in.resource_account;
  if (request.named_by(in.resource_policy, Effect::deny) != NamedAs::nobody && !(own_root && root_keeps(in.action)))
    return denied(PolicyType::resource);
  if (in.boundary && request.any_matches({in.boundary}, Effect::deny)) return denied(PolicyType::boundary);
  for (auto& layer : in.sessions)
    if (request.any_matches(layer, Effect::deny)) return denied(PolicyType::session);
  return std::nullopt;
}

// The layers that narrow: permissions boundary and session policies.
std::optional<Decision> narrowed_away(const DecisionInput& in, const Request& request) {
  if (in.boundary && !request.any_matches({in.boundary}, Effect::allow)) return not_allowed(PolicyType::boundary);
  for (auto& layer : in.sessions)
    if (!request.any_matches(layer, Effect::allow)) return not_allowed(PolicyType::session);
  return std::nullopt;
}

bool identity_allows(const DecisionInput& in, const Request& request) {
  return in.who.principal.kind == PrincipalKind::root || request.any_matches(in.identity, Effect::allow);
}

Decision same_account(const DecisionInput& in, const Request& request, NamedAs named) {
  bool is_role = in.who.principal.kind == PrincipalKind::assumed_role;
  if (named == NamedAs::exactly || (named == NamedAs::everyone && !is_role)) return kAllowed;
  bool resource_allows = named == NamedAs::role || named == NamedAs::everyone;
  if (!resource_allows && !identity_allows(in, request)) return not_allowed(PolicyType::identity);
  if (auto narrowed = narrowed_away(in, request)) return *narrowed;
  return kAllowed;
}

Decision cross_account(const DecisionInput& in, const Request& request, NamedAs named) {
  if (!identity_allows(in, request)) return not_allowed(PolicyType::identity);
  if (auto narrowed = narrowed_away(in, request)) return *narrowed;
  return named == NamedAs::nobody ? not_allowed(PolicyType::resource) : kAllowed;
}

bool has_only_the_resource_side(const aws::Principal& who) { return who.kind == PrincipalKind::anonymous || who.kind == PrincipalKind::service; }

}  // namespace

Decision decide(const DecisionInput& in) {
  Request request(in);
  if (auto deny = find_explicit_deny(in, request)) return *deny;
  auto named = request.named_by(in.resource_policy, Effect::allow);
  if (has_only_the_resource_side(in.who.principal)) return named == NamedAs::nobody ? not_allowed(PolicyType::resource) : kAllowed;
  if (in.who.principal.account_id == in.resource_account) return same_account(in, request, named);
  return cross_account(in, request, named);
}

Decision decide_assume_role(const DecisionInput& in) {
  Request request(in);
  if (auto deny = find_explicit_deny(in, request)) return *deny;
  auto named = request.named_by(in.resource_policy, Effect::allow);
  if (named == NamedAs::nobody) return not_allowed(PolicyType::resource);
  if (has_only_the_resource_side(in.who.principal)) return kAllowed;
  bool same = in.who.principal.account_id == in.resource_account;
  bool trust_is_enough = same && (named == NamedAs::exactly || named == NamedAs::role);
  if (!trust_is_enough && !identity_allows(in, request)) return not_allowed(PolicyType::identity);
  if (same && named == NamedAs::exactly) return kAllowed;
  return narrowed_away(in, request).value_or(kAllowed);
}

std::string reason_text(const Decision& decision, const std::string& action) {
  if (decision.explicit_deny) {
    switch (decision.because) {
      case PolicyType::identity: return "with an explicit deny in an identity-based policy";
      case PolicyType::resource: return "with an explicit deny in a resource-based policy";
      case PolicyType::boundary: return "with an explicit deny in a permissions boundary";
      case PolicyType::session: return "with an explicit deny in a session policy";
    }
  }
  std::string_view kind;
  switch (decision.because) {
    case PolicyType::identity: kind = "identity-based policy"; break;
    case PolicyType::resource: kind = "resource-based policy"; break;
    case PolicyType::boundary: kind = "permissions boundary"; break;
    case PolicyType::session: kind = "session policy"; break;
  }
  return "because no " + std::string(kind) + " allows the " + action + " action";
}

}  // namespace tarn::iam
