// One value of a policy: text with '*', '?' and ${variables}, compiled once. Variable values are literals: their '*' match only '*'.
#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tarn::iam {

// The value of ${key} for this request (key in lower case); nullopt: the request has none.
using Variables = std::function<std::optional<std::string>(std::string_view key)>;

struct PatternRules {
  bool wildcards = true;
  bool variables = true;  // off in policies of version 2008-10-17
};

class Pattern {
 public:
  static Pattern parse(std::string_view text, PatternRules rules);

  // nullopt: a variable has neither value nor default, so the statement does not match.
  std::optional<bool> matches(std::string_view text, const Variables& variables, bool ignore_case = false) const;
  // The text with variables filled in, for operators that compare numbers, dates, addresses. Wildcards stay as they are.
  std::optional<std::string> text(const Variables& variables) const;

  bool has_variables() const { return has_variables_; }
  bool is_lone_star() const { return tokens_.size() == 1 && tokens_[0].kind == Token::Kind::any_run; }

 private:
  friend class ArnPattern;
  struct Token {
    enum class Kind : uint8_t { literal, any_run, any_one, variable };
    Kind kind;
    std::string text;                     // literal bytes, or the variable's key in lower case
    std::optional<std::string> fallback;  // ${key, 'fallback'}
  };
  using Glob = std::vector<uint16_t>;  // bytes, kAnyRun, kAnyOne

  std::optional<Glob> glob(const Variables& variables) const;
  void finish();

  std::vector<Token> tokens_;
  Glob fixed_;  // when there are no variables
  bool has_variables_ = false;
};

// A pattern over ARNs: each of the six colon-separated fields matches on its own (the sixth keeps further colons).
class ArnPattern {
 public:
  // nullopt: neither "*" nor six fields.
  static std::optional<ArnPattern> parse(std::string_view text, PatternRules rules);
  std::optional<bool> matches(std::string_view arn, const Variables& variables) const;

 private:
  bool matches_everything_ = false;
  std::vector<Pattern> fields_;  // six
};

}  // namespace tarn::iam
