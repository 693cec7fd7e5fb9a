// Decisions over parsed policies: no storage, no look-ups (iam.md section 6).
#pragma once
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "aws/access_context.h"
#include "iam/policy/policy.h"

namespace tarn::iam {

struct DecisionInput {
  const aws::AccessContext& who;
  const std::string& action;    // "s3:GetObject"
  const std::string& resource;  // ARN or "*"
  const ConditionKeys& keys;
  std::vector<PolicyPtr> identity;               // inline and attached policies
  PolicyPtr boundary;                            // null: none
  std::vector<std::vector<PolicyPtr>> sessions;  // layers; in each, one policy must allow
  PolicyPtr resource_policy;                     // null: none. A role's trust policy for sts:AssumeRole
  std::string resource_account;                  // whose resource it is
};

enum class PolicyType : uint8_t { identity, resource, boundary, session };

struct Decision {
  bool allowed = false;
  bool explicit_deny = false;
  PolicyType because = PolicyType::identity;  // of a refusal: the kind that denies, or that should have allowed
};

Decision decide(const DecisionInput& in);

// sts:AssumeRole and its companions: the role's trust policy must name the caller, or its account together with an identity
// policy; across accounts both sides are needed (iam.md section 6, rule 6).
Decision decide_assume_role(const DecisionInput& in);

// "because no identity-based policy allows the s3:GetObject action", "with an explicit deny in a resource-based policy"
std::string reason_text(const Decision& decision, const std::string& action);

}  // namespace tarn::iam
