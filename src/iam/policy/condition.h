// One key of a Condition block: operator, set qualifier, IfExists, values (iam.md section 4).
#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "iam/policy/pattern.h"

namespace tarn::iam {

// The values of a condition key (name in lower case) in this request; empty: the key is absent.
using ConditionKeys = std::function<std::vector<std::string>(std::string_view key)>;

enum class Comparison : uint8_t {
  string_equals, string_equals_ignore_case, string_like,
  numeric_equals, numeric_less, numeric_less_equals, numeric_greater, numeric_greater_equals,
  date_equals, date_less, date_less_equals, date_greater, date_greater_equals,
  boolean, binary, ip_address, arn_like, null,
};

enum class SetQualifier : uint8_t { none, for_all_values, for_any_value };

struct Operator {
  Comparison comparison;
  bool negated = false;
  bool if_exists = false;
  SetQualifier qualifier = SetQualifier::none;
};

// "ForAnyValue:StringNotLikeIfExists"; case does not matter. nullopt: no such operator (NullIfExists is none).
std::optional<Operator> parse_operator(std::string_view name);

struct Condition {
  Operator op;
  std::string key;  // lower case
  std::vector<Pattern> values;
  std::vector<ArnPattern> arns;  // of arn_like, in the place of values
};

// Whether the text can be a value of this comparison at all ("10.0.0.0/33" is no address). Texts with variables always may.
bool is_valid_value(Comparison comparison, const std::string& text);

// nullopt: a value holds a variable that this request does not have, so the whole statement does not match.
std::optional<bool> holds(const Condition& condition, const ConditionKeys& keys, const Variables& variables);

}  // namespace tarn::iam
