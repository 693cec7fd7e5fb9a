#include "iam/policy/condition.h"

#include <arpa/inet.h>

#include <array>
#include <charconv>
#include <cmath>
#include <cstring>

#include "base/clock.h"
#include "base/encoding.h"

namespace tarn::iam {
namespace {

struct OperatorName {
  std::string_view name;
  Comparison comparison;
  bool negated = false;
};

constexpr OperatorName kOperators[] = {
    {"stringequals", Comparison::string_equals},
    {"stringnotequals", Comparison::string_equals, true},
    {"stringequalsignorecase", Comparison::string_equals_ignore_case},
    {"stringnotequalsignorecase", Comparison::string_equals_ignore_case, true},
    {"stringlike", Comparison::string_like},
    {"stringnotlike", Comparison::string_like, true},
    {"numericequals", Comparison::numeric_equals},
    {"numericnotequals", Comparison::numeric_equals, true},
    {"numericlessthan", Comparison::numeric_less},
    {"numericlessthanequals", Comparison::numeric_less_equals},
    {"numericgreaterthan", Comparison::numeric_greater},
    {"numericgreaterthanequals", Comparison::numeric_greater_equals},
    {"dateequals", Comparison::date_equals},
    {"datenotequals", Comparison::date_equals, true},
    {"datelessthan", Comparison::date_less},
    {"datelessthanequals", Comparison::date_less_equals},
    {"dategreaterthan", Comparison::date_greater},
    {"dategreaterthanequals", Comparison::date_greater_equals},
    {"bool", Comparison::boolean},
    {"binaryequals", Comparison::binary},
    {"ipaddress", Comparison::ip_address},
    {"notipaddress", Comparison::ip_address, true},
    {"arnequals", Comparison::arn_like},
    {"arnlike", Comparison::arn_like},
    {"arnnotequals", Comparison::arn_like, true},
    {"arnnotlike", Comparison::arn_like, true},
    {"null", Comparison::null},
};

bool strip_prefix(std::string& text, std::string_view prefix) {
  if (!text.starts_with(prefix)) return false;
  text.erase(0, prefix.size());
  return true;
}

std::optional<double> parse_number(std::string_view text) {
  double value;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(value)) return std::nullopt;
  return value;
}

// ISO 8601 or seconds since 1970.
std::optional<double> parse_date(std::string_view text) {
  if (auto seconds = parse_number(text); seconds && text.find('-', 1) == std::string_view::npos) return seconds;
  auto time = parse_iso8601(text);
  if (!time) return std::nullopt;
  return static_cast<double>(time->time_since_epoch().count()) / 1e6;
}

struct Address {
  std::array<unsigned char, 16> bytes{};
  unsigned bits = 0;  // 32 or 128
};

std::optional<Address> parse_address(const std::string& text) {
  Address out;
  if (inet_pton(AF_INET, text.c_str(), out.bytes.data()) == 1) out.bits = 32;
  else if (inet_pton(AF_INET6, text.c_str(), out.bytes.data()) == 1) out.bits = 128;
  else return std::nullopt;
  return out;
}

struct Network {
  Address address;
  unsigned prefix = 0;
};

std::optional<Network> parse_network(const std::string& text) {
  auto slash = text.find('/');
  auto address = parse_address(text.substr(0, slash));
  if (!address) return std::nullopt;
  Network out{*address, address->bits};
  if (slash == std::string::npos) return out;
  auto [end, error] = std::from_chars(text.data() + slash + 1, text.data() + text.size(), out.prefix);
  if (error != std::errc() || end != text.data() + text.size() || out.prefix > address->bits) return std::nullopt;
  return out;
}

bool contains(const Network& network, const Address& address) {
  if (network.address.bits != address.bits) return false;
  for (unsigned bit = 0; bit < network.prefix; bit++) {
    unsigned char mask = static_cast<unsigned char>(0x80 >> bit % 8);
    if ((network.address.bytes[bit / 8] & mask) != (address.bytes[bit / 8] & mask)) return false;
  }
  return true;
}

template <class Parse>
bool compare(Comparison less, Comparison less_equals, Comparison greater, Comparison greater_equals, Comparison wanted, Parse parse,
             const std::string& request, const std::string& policy) {
  auto a = parse(request), b = parse(policy);
  if (!a || !b) return false;
  if (wanted == less) return *a < *b;
  if (wanted == less_equals) return *a <= *b;
  if (wanted == greater) return *a > *b;
  if (wanted == greater_equals) return *a >= *b;
  return *a == *b;
}

// Whether one value of the request matches one of the policy, before negation.
std::optional<bool> value_matches(Comparison comparison, const Pattern& pattern, const std::string& request, const Variables& variables) {
  if (comparison == Comparison::string_equals || comparison == Comparison::string_like) return pattern.matches(request, variables);
  if (comparison == Comparison::string_equals_ignore_case) return pattern.matches(request, variables, true);
  auto policy = pattern.text(variables);
  if (!policy) return std::nullopt;
  switch (comparison) {
    case Comparison::numeric_equals:
    case Comparison::numeric_less:
    case Comparison::numeric_less_equals:
    case Comparison::numeric_greater:
    case Comparison::numeric_greater_equals:
      return compare(Comparison::numeric_less, Comparison::numeric_less_equals, Comparison::numeric_greater,
                     Comparison::numeric_greater_equals, comparison, parse_number, request, *policy);
    case Comparison::date_equals:
    case Comparison::date_less:
    case Comparison::date_less_equals:
    case Comparison::date_greater:
    case Comparison::date_greater_equals:
      return compare(Comparison::date_less, Comparison::date_less_equals, Comparison::date_greater, Comparison::date_greater_equals,
                     comparison, parse_date, request, *policy);
    case Comparison::boolean: return equals_ignoring_case(request, *policy);
    case Comparison::binary: {
      auto a = from_base64(request), b = from_base64(*policy);
      return a && b && *a == *b;
    }
    case Comparison::ip_address: {
      auto address = parse_address(request);
      auto network = parse_network(*policy);
      return address && network && contains(*network, *address);
    }
    case Comparison::string_equals:
    case Comparison::string_equals_ignore_case:
    case Comparison::string_like:
    case Comparison::arn_like:
    case Comparison::null: break;
  }
  return false;
}

std::optional<bool> any_value_matches(const Condition& condition, const std::string& request, const Variables& variables) {
  for (auto& arn : condition.arns) {
    auto matched = arn.matches(request, variables);
    if (!matched || *matched) return matched;
  }
  for (auto& value : condition.values) {
    auto matched = value_matches(condition.op.comparison, value, request, variables);
    if (!matched || *matched) return matched;
  }
  return false;
}

std::optional<bool> null_holds(const Condition& condition, bool absent, const Variables& variables) {
  for (auto& value : condition.values) {
    auto text = value.text(variables);
    if (!text) return std::nullopt;
    if (equals_ignoring_case(*text, absent ? "true" : "false")) return true;
  }
  return false;
}

}  // namespace

std::optional<Operator> parse_operator(std::string_view name) {
  std::string rest = to_lower(name);
  Operator out{};
  if (strip_prefix(rest, "forallvalues:")) out.qualifier = SetQualifier::for_all_values;
  else if (strip_prefix(rest, "foranyvalue:")) out.qualifier = SetQualifier::for_any_value;
  if (rest.ends_with("ifexists")) {
    out.if_exists = true;
    rest.resize(rest.size() - std::strlen("ifexists"));
  }
  for (auto& known : kOperators) {
    if (rest != known.name) continue;
    if (known.comparison == Comparison::null && (out.if_exists || out.qualifier != SetQualifier::none)) return std::nullopt;
    out.comparison = known.comparison;
    out.negated = known.negated;
    return out;
  }
  return std::nullopt;
}

bool is_valid_value(Comparison comparison, const std::string& text) {
  switch (comparison) {
    case Comparison::numeric_equals:
    case Comparison::numeric_less:
    case Comparison::numeric_less_equals:
    case Comparison::numeric_greater:
    case Comparison::numeric_greater_equals: return parse_number(text).has_value();
    case Comparison::date_equals:
    case Comparison::date_less:
    case Comparison::date_less_equals:
    case Comparison::date_greater:
    case Comparison::date_greater_equals: return parse_date(text).has_value();
    case Comparison::boolean:
    case Comparison::null: return equals_ignoring_case(text, "true") || equals_ignoring_case(text, "false");
    case Comparison::binary: return from_base64(text).has_value();
    case Comparison::ip_address: return parse_network(text).has_value();
    case Comparison::string_equals:
    case Comparison::string_equals_ignore_case:
    case Comparison::string_like:
    case Comparison::arn_like: return true;
  }
  return true;
}

std::optional<bool> holds(const Condition& condition, const ConditionKeys& keys, const Variables& variables) {
  const Operator& op = condition.op;
  auto values = keys(condition.key);
  if (op.comparison == Comparison::null) return null_holds(condition, values.empty(), variables);
  if (values.empty()) {
    // An absent key: all of no values satisfy anything, none of them satisfies something, and a negated operator is not contradicted.
    if (op.if_exists || op.qualifier == SetQualifier::for_all_values) return true;
    return op.qualifier == SetQualifier::none && op.negated;
  }
  // Without a qualifier a key with several values asks: does one match (positive), does none match (negated).
  bool all = op.qualifier == SetQualifier::for_all_values || (op.qualifier == SetQualifier::none && op.negated);
  for (auto& value : values) {
    auto matched = any_value_matches(condition, value, variables);
    if (!matched) return std::nullopt;
    bool satisfied = *matched != op.negated;
    if (satisfied != all) return satisfied;
  }
  return all;
}

}  // namespace tarn::iam
