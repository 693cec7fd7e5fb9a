#include "sql/functions/json_path.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace tarn::sql {
namespace {

using Kind = JsonPathNode::Kind;

constexpr int kDeepest = 200;  // nested parentheses and signs; ours

bool word_start(char c) { return std::isalpha(static_cast<unsigned char>(c)) || c == '_'; }
bool word_part(char c) { return std::isalnum(static_cast<unsigned char>(c)) || c == '_'; }

class Parser {
 public:
  explicit Parser(std::string_view text) : text_(text) {}

  Result<JsonPath> parse() {
    JsonPath path;
    if (take_word("strict")) path.strict = true;
    else if (!take_word("lax")) return Error{"SYNTAX_ERROR", "missing {'lax', 'strict'} at '" + std::string(text_.substr(skip(), 1)) + "'"};
    path.root = TRY(sum());
    if (skip() < text_.size()) return wrong();
    return path;
  }

 private:
  struct Nested {
    explicit Nested(int& depth) : depth_(depth) { ++depth_; }
    ~Nested() { --depth_; }
    int& depth_;
  };

  size_t skip() {
    while (at_ < text_.size() && std::isspace(static_cast<unsigned char>(text_[at_]))) ++at_;
    return at_;
  }
  char peek() { return skip() < text_.size() ? text_[at_] : '\0'; }
  bool take(std::string_view token) {
    skip();
    if (!text_.substr(at_).starts_with(token)) return false;
    at_ += token.size();
    return true;
  }
  std::string_view word_ahead() {
    skip();
    size_t end = at_;
    if (end < text_.size() && word_start(text_[end]))
      while (end < text_.size() && word_part(text_[end])) ++end;
    return text_.substr(at_, end - at_);
  }
  bool take_word(std::string_view word) {
    if (word_ahead() != word) return false;
    at_ += word.size();
    return true;
  }
  Error wrong() {
    const auto rest = text_.substr(skip());
    return {"SYNTAX_ERROR", rest.empty() ? "mismatched input '<EOF>'" : "invalid JSON path at position " + std::to_string(at_ + 1) + ": '" + std::string(rest) + "'"};
  }
  Result<void> expect(std::string_view token) { return take(token) ? Result<void>() : Result<void>(wrong()); }

  static JsonPathPtr node(Kind kind, std::string text = {}) {
    auto out = std::make_unique<JsonPathNode>();
    out->kind = kind;
    out->text = std::move(text);
    return out;
  }
  static JsonPathPtr node(Kind kind, JsonPathPtr a, JsonPathPtr b = nullptr) {
    auto out = node(kind);
    out->children.push_back(std::move(a));
    if (b) out->children.push_back(std::move(b));
    return out;
  }

  Result<JsonPathPtr> sum() {
    auto left = TRY(product());
    for (;;) {
      const char c = peek();
      if (c != '+' && c != '-') return left;
      ++at_;
      left = node(c == '+' ? Kind::add : Kind::subtract, std::move(left), TRY(product()));
    }
  }

  Result<JsonPathPtr> product() {
    auto left = TRY(signed_());
    for (;;) {
      const char c = peek();
      if (c != '*' && c != '/' && c != '%') return left;
      ++at_;
      left = node(c == '*' ? Kind::multiply : c == '/' ? Kind::divide : Kind::modulo, std::move(left), TRY(signed_()));
    }
  }

  Result<JsonPathPtr> signed_() {
    Nested nested(depth_);
    if (depth_ > kDeepest) return Error{"SYNTAX_ERROR", "JSON path is nested too deeply"};
    if (take("+")) return node(Kind::plus, TRY(signed_()));
    if (take("-")) return node(Kind::minus, TRY(signed_()));
    return accessors();
  }

  Result<JsonPathPtr> accessors() {
    auto base = TRY(primary());
    for (;;) {
      if (take("..")) {
        auto next = node(Kind::descendant, TRY(name()));
        next->children.push_back(std::move(base));
        base = std::move(next);
      } else if (peek() == '.') {
        ++at_;
        base = TRY(after_dot(std::move(base)));
      } else if (take("[")) {
        base = TRY(subscripts(std::move(base)));
      } else if (take("?")) {
        TRY(expect("("));
        auto condition = TRY(disjunction());
        TRY(expect(")"));
        base = node(Kind::filter, std::move(base), std::move(condition));
      } else {
        return base;
      }
    }
  }

  Result<JsonPathPtr> after_dot(JsonPathPtr base) {
    if (take("*")) return node(Kind::all_members, std::move(base));
    const bool quoted = peek() == '"';
    auto text = TRY(name());
    auto out = node(Kind::member, text);
    if (!quoted && peek() == '(') {
      constexpr std::array<std::string_view, 7> kMethods{"abs", "ceiling", "double", "floor", "keyvalue", "size", "type"};
      // The words of Trino, which has neither this method nor like_regex.
      if (text == "datetime") return Error{"NOT_SUPPORTED", "datetime method is not yet supported"};
      if (std::find(kMethods.begin(), kMethods.end(), text) == kMethods.end()) return wrong();
      ++at_;
      TRY(expect(")"));
      out->kind = Kind::method;
    }
    out->children.push_back(std::move(base));
    return out;
  }

  Result<JsonPathPtr> subscripts(JsonPathPtr base) {
    if (take("*")) {
      TRY(expect("]"));
      return node(Kind::all_elements, std::move(base));
    }
    auto out = node(Kind::elements, std::move(base));
    do {
      auto from = TRY(sum());
      if (take_word("to")) from = node(Kind::range, std::move(from), TRY(sum()));
      out->children.push_back(std::move(from));
    } while (take(","));
    TRY(expect("]"));
    return out;
  }

  Result<JsonPathPtr> primary() {
    const char c = peek();
    if (c == '"') return node(Kind::string, TRY(string()));
    if (std::isdigit(static_cast<unsigned char>(c)) || (c == '.' && at_ + 1 < text_.size() && std::isdigit(static_cast<unsigned char>(text_[at_ + 1])))) return number();
    if (take("$")) {
      if (at_ >= text_.size() || !word_start(text_[at_])) return node(Kind::context);
      return node(Kind::variable, TRY(name()));
    }
    if (take("@")) return node(Kind::current);
    if (take("(")) {
      auto inner = TRY(sum());
      TRY(expect(")"));
      return inner;
    }
    if (take_word("last")) return node(Kind::last);
    if (take_word("null")) return node(Kind::null_literal);
    if (take_word("true")) return node(Kind::true_literal);
    if (take_word("false")) return node(Kind::false_literal);
    return wrong();
  }

  Result<JsonPathPtr> number() {
    const size_t start = at_;
    const auto digits = [&] {
      while (at_ < text_.size() && std::isdigit(static_cast<unsigned char>(text_[at_]))) ++at_;
    };
    digits();
    if (at_ < text_.size() && text_[at_] == '.' && (at_ + 1 == text_.size() || text_[at_ + 1] != '.')) {
      ++at_;
      digits();
    }
    if (at_ < text_.size() && (text_[at_] == 'e' || text_[at_] == 'E')) {
      ++at_;
      if (at_ < text_.size() && (text_[at_] == '+' || text_[at_] == '-')) ++at_;
      digits();
    }
    return node(Kind::number, std::string(text_.substr(start, at_ - start)));
  }

  Result<std::string> string() {
    std::string out;
    for (++at_; at_ < text_.size(); ++at_) {
      if (text_[at_] != '"') {
        out += text_[at_];
      } else if (at_ + 1 < text_.size() && text_[at_ + 1] == '"') {
        out += text_[at_++];
      } else {
        ++at_;
        return out;
      }
    }
    return wrong();
  }

  Result<std::string> name() {
    if (peek() == '"') return string();
    const auto word = word_ahead();
    if (word.empty()) return wrong();
    at_ += word.size();
    return std::string(word);
  }

  // ---- predicates

  Result<JsonPathPtr> disjunction() {
    auto left = TRY(conjunction());
    while (take("||")) left = node(Kind::or_, std::move(left), TRY(conjunction()));
    return left;
  }

  Result<JsonPathPtr> conjunction() {
    auto left = TRY(predicate());
    while (take("&&")) left = node(Kind::and_, std::move(left), TRY(predicate()));
    return left;
  }

  Result<JsonPathPtr> predicate() {
    Nested nested(depth_);
    if (depth_ > kDeepest) return Error{"SYNTAX_ERROR", "JSON path is nested too deeply"};
    if (peek() == '!' && !text_.substr(at_).starts_with("!=")) {
      ++at_;
      return node(Kind::not_, TRY(predicate()));
    }
    if (take_word("exists")) {
      TRY(expect("("));
      auto path = TRY(sum());
      TRY(expect(")"));
      return node(Kind::exists, std::move(path));
    }
    if (peek() == '(') {  // a predicate in parentheses, or the left side of a comparison
      const size_t start = at_++;
      auto inner = disjunction();
      if (inner.ok() && take(")")) {
        if (!take_word("is")) {
          if (!comparison_ahead()) return inner;
        } else if (take_word("unknown")) {
          return node(Kind::is_unknown, std::move(*inner));
        } else {
          return wrong();
        }
      }
      at_ = start;
    }
    return comparison();
  }

  bool comparison_ahead() {
    const char c = peek();
    return c == '=' || c == '<' || c == '>' || c == '+' || c == '-' || c == '*' || c == '/' || c == '%' || c == '.' || c == '[' || text_.substr(at_).starts_with("!=") ||
           word_ahead() == "starts";
  }

  Result<JsonPathPtr> comparison() {
    auto left = TRY(sum());
    if (take_word("starts")) {
      if (!take_word("with")) return wrong();
      return node(Kind::starts_with, std::move(left), TRY(primary()));
    }
    if (word_ahead() == "like_regex") return Error{"NOT_SUPPORTED", "like_regex predicate is not yet supported"};
    constexpr std::pair<std::string_view, Kind> kOperators[] = {{"==", Kind::equal},      {"<>", Kind::not_equal},     {"!=", Kind::not_equal}, {"<=", Kind::less_equal},
                                                                {">=", Kind::greater_equal}, {"<", Kind::less}, {">", Kind::greater}};
    for (const auto& [spelled, kind] : kOperators)
      if (take(spelled)) return node(kind, std::move(left), TRY(sum()));
    return wrong();
  }

  std::string_view text_;
  size_t at_ = 0;
  int depth_ = 0;
};

}  // namespace

Result<JsonPath> parse_json_path(std::string_view text) { return Parser(text).parse(); }

}  // namespace tarn::sql
