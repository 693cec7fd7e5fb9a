// A policy document, parsed once into what evaluation needs (iam.md sections 2 and 3). Immutable; shared by those who evaluate it.
#pragma once
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "iam/policy/condition.h"
#include "iam/policy/pattern.h"

namespace tarn::iam {

// Where a policy stands decides which elements it must and must not have, and the code of its errors: MalformedPolicyDocument,
// or S3's MalformedPolicy for resource policies.
enum class PolicyKind : uint8_t { identity, resource, trust };

enum class Effect : uint8_t { allow, deny };

struct Principals {
  bool negated = false;               // NotPrincipal
  bool everyone = false;              // "*" or {"AWS": "*"}
  std::vector<std::string> aws;       // ARNs, unique ids; an account id is held as its root's ARN
  std::vector<std::string> services;  // glue.amazonaws.com
  std::vector<std::string> others;    // "Federated", "CanonicalUser" entries: nobody here is one of them yet
};

struct Statement {
  std::string sid;
  Effect effect = Effect::deny;
  std::optional<Principals> principals;  // resource and trust policies
  std::vector<Pattern> actions;
  bool not_action = false;
  std::vector<ArnPattern> resources;  // empty in trust policies
  bool not_resource = false;
  std::vector<Condition> conditions;
};

struct ParsedPolicy {
  std::vector<Statement> statements;
};

using PolicyPtr = std::shared_ptr<const ParsedPolicy>;  // shared by the cache and the decisions in progress

Result<ParsedPolicy> parse_policy(std::string_view json, PolicyKind kind);

// The number of characters that count against IAM's size limits: all but white space.
size_t counted_size(std::string_view json);

}  // namespace tarn::iam
