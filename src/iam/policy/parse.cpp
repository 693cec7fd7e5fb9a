#include <boost/json.hpp>
#include <set>

#include "base/encoding.h"
#include "iam/policy/policy.h"

namespace tarn::iam {
namespace {

namespace json = boost::json;

class Parser {
 public:
  explicit Parser(PolicyKind kind) : kind_(kind) {}

  Result<ParsedPolicy> parse(std::string_view text) {
    boost::system::error_code error;
    auto document = json::parse(text, error);
    if (error) return malformed("This policy contains invalid Json");
    if (!document.is_object()) return malformed("Policies must be valid JSON and the first byte must be '{'");
    return policy(document.as_object());
  }

 private:
  Error malformed(std::string message) const {
    return {kind_ == PolicyKind::resource ? "MalformedPolicy" : "MalformedPolicyDocument", std::move(message), 400, {}};
  }

  Result<ParsedPolicy> policy(const json::object& document) {
    const json::value* statements = nullptr;
    for (auto& [name, value] : document) {
      if (name == "Version") TRY(version(value));
      else if (name == "Statement") statements = &value;
      else if (name != "Id" || !value.is_string()) return malformed("Syntax errors in policy.");
    }
    if (!statements) return malformed("Missing required field Statement");
    ParsedPolicy out;
    if (statements->is_object()) {
      out.statements.push_back(TRY(statement(statements->as_object())));
      return out;
    }
    if (!statements->is_array()) return malformed("Syntax errors in policy.");
    for (auto& entry : statements->as_array()) {
      if (!entry.is_object()) return malformed("Syntax errors in policy.");
      out.statements.push_back(TRY(statement(entry.as_object())));
    }
    return out;
  }

  Result<void> version(const json::value& value) {
    if (value == "2012-10-17") rules_.variables = true;
    else if (value == "2008-10-17") rules_.variables = false;
    else return malformed("The policy must contain a valid version string");
    return {};
  }

  Result<Statement> statement(const json::object& fields) {
    Statement out;
    bool has_effect = false, has_action = false, has_resource = false;
    for (auto& [name, value] : fields) {
      if (name == "Sid") {
        TRY(sid(value, out));
      } else if (name == "Effect") {
        if (value != "Allow" && value != "Deny") return malformed("Invalid effect: " + json::serialize(value));
        out.effect = value == "Allow" ? Effect::allow : Effect::deny;
        has_effect = true;
      } else if (name == "Principal" || name == "NotPrincipal") {
        if (kind_ == PolicyKind::identity) return malformed("Policy document should not specify a principal.");
        if (out.principals) return malformed("Statement must contain either a Principal or a NotPrincipal, not both");
        out.principals = TRY(principals(value));
        out.principals->negated = name == "NotPrincipal";
      } else if (name == "Action" || name == "NotAction") {
        if (has_action) return malformed("Statement must contain either an Action or a NotAction, not both");
        TRY(actions(value, out));
        out.not_action = name == "NotAction";
        has_action = true;
      } else if (name == "Resource" || name == "NotResource") {
        if (kind_ == PolicyKind::trust) return malformed("Has prohibited field Resource");
        if (has_resource) return malformed("Statement must contain either a Resource or a NotResource, not both");
        TRY(resources(value, out));
        out.not_resource = name == "NotResource";
        has_resource = true;
      } else if (name == "Condition") {
        TRY(conditions(value, out));
      } else {
        return malformed("Syntax errors in policy.");
      }
    }
    if (!has_effect) return malformed("Missing required field Effect");
    if (!has_action) return malformed(kind_ == PolicyKind::identity ? "Policy statement must contain actions." : "Missing required field Action");
    if (!has_resource && kind_ != PolicyKind::trust)
      return malformed(kind_ == PolicyKind::identity ? "Policy statement must contain resources." : "Missing required field Resource");
    if (!out.principals && kind_ != PolicyKind::identity) return malformed("Missing required field Principal");
    return out;
  }

  Result<void> sid(const json::value& value, Statement& out) {
    if (!value.is_string()) return malformed("Syntax errors in policy.");
    out.sid = value.as_string();
    for (char c : out.sid)
      if (!isalnum(static_cast<unsigned char>(c)) && !(kind_ == PolicyKind::resource && c == ' '))
        return malformed("Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*");
    if (!out.sid.empty() && !sids_.insert(out.sid).second) return malformed("Statement IDs (SID) in a single policy must be unique.");
    return {};
  }

  // A string or a list of strings.
  Result<std::vector<std::string>> strings(const json::value& value) {
    std::vector<std::string> out;
    if (value.is_string()) {
      out.emplace_back(value.as_string());
      return out;
    }
    if (!value.is_array()) return malformed("Syntax errors in policy.");
    for (auto& entry : value.as_array()) {
      if (!entry.is_string()) return malformed("Syntax errors in policy.");
      out.emplace_back(entry.as_string());
    }
    return out;
  }

  Result<Principals> principals(const json::value& value) {
    Principals out;
    if (value == "*") {
      out.everyone = true;
      return out;
    }
    if (!value.is_object() || value.as_object().empty()) return malformed("Invalid principal in policy");
    for (auto& [type, entries] : value.as_object()) {
      for (auto& entry : TRY(strings(entries))) {
        if (type == "AWS") TRY(aws_principal(std::move(entry), out));
        else if (type == "Service") out.services.push_back(std::move(entry));
        else if (type == "Federated" || type == "CanonicalUser") out.others.push_back(std::move(entry));
        else return malformed("Invalid principal in policy");
      }
    }
    return out;
  }

  Result<void> aws_principal(std::string entry, Principals& out) {
    if (entry == "*") {
      out.everyone = true;
      return {};
    }
    bool is_account = entry.size() == 12 && entry.find_first_not_of("0123456789") == std::string::npos;
    if (is_account) entry = "arn:aws:iam::" + entry + ":root";
    bool is_id = entry.starts_with("AIDA") || entry.starts_with("AROA");
    // Wildcards inside principals are not allowed: aws:PrincipalArn is there for that.
    if ((!entry.starts_with("arn:") && !is_id) || entry.find_first_of("*?") != std::string::npos) return malformed("Invalid principal in policy");
    out.aws.push_back(std::move(entry));
    return {};
  }

  Result<void> actions(const json::value& value, Statement& out) {
    for (auto& action : TRY(strings(value))) {
      auto colon = action.find(':');
      if (action != "*") {
        if (colon == std::string::npos || colon == 0)
          return malformed("Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.");
        if (action.find_first_of("*?") < colon) return malformed("Vendor " + action.substr(0, colon) + " is not valid");
      }
      out.actions.push_back(Pattern::parse(to_lower(action), {.wildcards = true, .variables = false}));
    }
    if (out.actions.empty()) return malformed("Policy statement must contain actions.");
    return {};
  }

  Result<void> resources(const json::value& value, Statement& out) {
    for (auto& resource : TRY(strings(value))) {
      auto pattern = ArnPattern::parse(resource, rules_);
      if (!pattern || (resource != "*" && !resource.starts_with("arn:")))
        return malformed(kind_ == PolicyKind::resource ? "Policy has invalid resource" : "Resource " + resource + " must be in ARN format or \"*\".");
      out.resources.push_back(std::move(*pattern));
    }
    if (out.resources.empty()) return malformed("Policy statement must contain resources.");
    return {};
  }

  Result<void> conditions(const json::value& value, Statement& out) {
    if (!value.is_object()) return malformed("Syntax errors in policy.");
    for (auto& [operator_name, keys] : value.as_object()) {
      auto op = parse_operator(operator_name);
      if (!op) return malformed("Invalid Condition type : " + std::string(operator_name));
      if (!keys.is_object()) return malformed("Syntax errors in policy.");
      for (auto& [key, values] : keys.as_object()) out.conditions.push_back(TRY(condition(*op, key, values)));
    }
    return {};
  }

  // Values may be strings, numbers and booleans; they compare by their string form.
  Result<std::vector<std::string>> condition_values(const json::value& value) {
    std::vector<std::string> out;
    auto add = [&](const json::value& entry) {
      if (entry.is_string()) out.emplace_back(entry.as_string());
      else if (entry.is_number() || entry.is_bool()) out.push_back(json::serialize(entry));
      else return false;
      return true;
    };
    if (!value.is_array()) {
      if (!add(value)) return malformed("Syntax errors in policy.");
      return out;
    }
    for (auto& entry : value.as_array())
      if (!add(entry)) return malformed("Syntax errors in policy.");
    return out;
  }

  Result<Condition> condition(const Operator& op, std::string_view key, const json::value& value) {
    Condition out{op, to_lower(key), {}, {}};
    if (key.find(':') == std::string_view::npos) return malformed("Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.");
    PatternRules rules{.wildcards = op.comparison == Comparison::string_like, .variables = rules_.variables};
    for (auto& text : TRY(condition_values(value))) {
      if (op.comparison == Comparison::arn_like) {
        auto arn = ArnPattern::parse(text, rules_);
        if (!arn) return malformed("The value of condition key " + std::string(key) + " must be in ARN format or \"*\".");
        out.arns.push_back(std::move(*arn));
        continue;
      }
      auto pattern = Pattern::parse(text, rules);
      if (!pattern.has_variables() && !is_valid_value(op.comparison, text))
        return malformed("Invalid value " + text + " of condition key " + std::string(key));
      out.values.push_back(std::move(pattern));
    }
    return out;
  }

  PolicyKind kind_;
  PatternRules rules_{.wildcards = true, .variables = false};  // an absent Version means 2008-10-17
  std::set<std::string> sids_;
};

}  // namespace

Result<ParsedPolicy> parse_policy(std::string_view json, PolicyKind kind) { return Parser(kind).parse(json); }

size_t counted_size(std::string_view json) {
  size_t n = 0;
  for (char c : json) n += c != ' ' && c != '\t' && c != '\n' && c != '\r';
  return n;
}

}  // namespace tarn::iam
