// expr := and (OR and)*    and := unary (AND unary)*    unary := NOT unary | "(" expr ")" | pred
#include <optional>

#include "base/encoding.h"
#include "catalog/errors.h"
#include "catalog/partition_node.h"

namespace tarn::catalog {
namespace {

using Node = PartitionExpression::Node;
using NodeResult = Result<std::unique_ptr<Node>>;

constexpr int kMaxNesting = 200;

enum class TokenKind : uint8_t { end, word, quoted_word, text, number, symbol, broken };

struct Token {
  TokenKind kind = TokenKind::end;
  std::string text;  // of words and literals without their quotes; of symbols as they are, "!=" as "<>"
};

class Scanner {
 public:
  explicit Scanner(std::string_view text) : rest_(text) {}

  Token next() {
    while (!rest_.empty() && is_space(rest_[0])) rest_.remove_prefix(1);
    if (rest_.empty()) return {};
    char c = rest_[0];
    if (c == '\'') return quoted('\'', TokenKind::text);
    if (c == '"' || c == '`') return quoted(c, TokenKind::quoted_word);
    if (is_digit(c) || ((c == '-' || c == '+' || c == '.') && rest_.size() > 1 && (is_digit(rest_[1]) || rest_[1] == '.'))) return number();
    if (is_word(c)) return take_while(TokenKind::word, [](char x) { return is_word(x) || is_digit(x) || x == '.'; });
    return symbol();
  }

 private:
  static bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
  static bool is_digit(char c) { return c >= '0' && c <= '9'; }
  static bool is_word(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || static_cast<unsigned char>(c) >= 0x80; }

  template <class Accept>
  Token take_while(TokenKind kind, Accept accept) {
    size_t n = 1;
    while (n < rest_.size() && accept(rest_[n])) ++n;
    Token token{kind, std::string(rest_.substr(0, n))};
    rest_.remove_prefix(n);
    return token;
  }

  Token number() {
    Token token = take_while(TokenKind::number, [](char x) { return is_digit(x) || x == '.'; });
    // 5L, 1.5BD: the type letters that Hive's clients write
    while (!rest_.empty() && is_word(rest_[0])) {
      if (std::string_view("LlSsYyBbDd").find(rest_[0]) == std::string_view::npos) return {TokenKind::broken, {}};
      rest_.remove_prefix(1);
    }
    return token;
  }

  Token quoted(char quote, TokenKind kind) {
    std::string text;
    for (size_t i = 1; i < rest_.size(); ++i) {
      if (rest_[i] != quote) {
        text += rest_[i];
      } else if (i + 1 < rest_.size() && rest_[i + 1] == quote) {
        text += quote;
        ++i;
      } else {
        rest_.remove_prefix(i + 1);
        return {kind, std::move(text)};
      }
    }
    rest_ = {};
    return {TokenKind::broken, {}};
  }

  Token symbol() {
    for (std::string_view known : {"<>", "!=", "<=", ">=", "=", "<", ">", "(", ")", ","}) {
      if (!rest_.starts_with(known)) continue;
      rest_.remove_prefix(known.size());
      return {TokenKind::symbol, known == "!=" ? "<>" : std::string(known)};
    }
    rest_ = {};
    return {TokenKind::broken, {}};
  }

  std::string_view rest_;
};

class Parser {
 public:
  Parser(std::string_view text, const std::vector<Column>& keys) : text_(text), keys_(keys), scanner_(text) { advance(); }

  NodeResult parse() {
    auto root = TRY(any_of());
    if (token_.kind != TokenKind::end) return unsupported();
    return root;
  }

 private:
  void advance() { token_ = scanner_.next(); }
  bool at_word(std::string_view keyword) const { return token_.kind == TokenKind::word && equals_ignoring_case(token_.text, keyword); }
  bool at_symbol(std::string_view symbol) const { return token_.kind == TokenKind::symbol && token_.text == symbol; }
  bool take_word(std::string_view keyword) {
    bool there = at_word(keyword);
    if (there) advance();
    return there;
  }
  bool take_symbol(std::string_view symbol) {
    bool there = at_symbol(symbol);
    if (there) advance();
    return there;
  }
  Error unsupported() const { return errors::invalid_input("Unsupported expression '" + std::string(text_) + "'"); }

  NodeResult any_of() {
    std::vector<std::unique_ptr<Node>> children;
    do children.push_back(TRY(all_of()));
    while (take_word("OR"));
    return combine(FilterOp::any_of, std::move(children));
  }

  NodeResult all_of() {
    std::vector<std::unique_ptr<Node>> children;
    do children.push_back(TRY(unary()));
    while (take_word("AND"));
    return combine(FilterOp::all_of, std::move(children));
  }

  static NodeResult combine(FilterOp op, std::vector<std::unique_ptr<Node>> children) {
    if (children.size() == 1) return std::move(children[0]);
    auto node = std::make_unique<Node>();
    node->op = op;
    node->children = std::move(children);
    return node;
  }

  static std::unique_ptr<Node> negate(std::unique_ptr<Node> child) {
    auto node = std::make_unique<Node>();
    node->op = FilterOp::negation;
    node->children.push_back(std::move(child));
    return node;
  }

  NodeResult unary() {
    if (++nesting_ > kMaxNesting) return unsupported();
    auto node = TRY(unary_body());
    --nesting_;
    return node;
  }

  NodeResult unary_body() {
    if (take_word("NOT")) return negate(TRY(unary()));
    if (!at_symbol("(")) return predicate();
    // "(" opens an expression, or stands around the column: (year) = 2020
    const Scanner before_scanner = scanner_;
    const Token before_token = token_;
    advance();
    auto inner = any_of();
    if (inner.ok() && take_symbol(")")) return std::move(*inner);
    const Error first_error = inner.ok() ? unsupported() : inner.error();
    scanner_ = before_scanner;
    token_ = before_token;
    auto as_column = predicate();
    if (as_column.ok()) return as_column;
    return first_error;
  }

  Result<size_t> column() {
    int opened = 0;
    while (take_symbol("(")) ++opened;
    if (token_.kind != TokenKind::word && token_.kind != TokenKind::quoted_word) return unsupported();
    const std::string name = token_.text;
    advance();
    while (opened-- > 0)
      if (!take_symbol(")")) return unsupported();
    for (size_t i = 0; i < keys_.size(); ++i)
      if (equals_ignoring_case(keys_[i].name, name)) return i;
    return errors::invalid_input("Invalid partition expression!");
  }

  NodeResult predicate() {
    auto node = std::make_unique<Node>();
    node->key = TRY(column());
    auto type = key_type_of(keys_[node->key].type);
    if (!type) return errors::invalid_input("Unknown type : '" + keys_[node->key].type + "'");
    node->type = *type;
    if (take_word("IS")) {
      const bool negated = take_word("NOT");
      if (!take_word("NULL")) return unsupported();
      node->op = FilterOp::is_null;
      return negated ? negate(std::move(node)) : std::move(node);
    }
    const bool negated = take_word("NOT");
    if (take_word("LIKE")) TRY(like(*node));
    else if (take_word("IN")) TRY(in_list(*node));
    else if (take_word("BETWEEN")) TRY(between(*node));
    else if (negated) return unsupported();
    else TRY(comparison(*node));
    return negated ? negate(std::move(node)) : std::move(node);
  }

  Result<void> comparison(Node& node) {
    constexpr std::pair<std::string_view, FilterOp> kOps[] = {{"=", FilterOp::equal}, {"<>", FilterOp::not_equal}, {"<", FilterOp::less},
                                                              {"<=", FilterOp::less_equal}, {">", FilterOp::greater}, {">=", FilterOp::greater_equal}};
    for (const auto& [symbol, op] : kOps) {
      if (!take_symbol(symbol)) continue;
      node.op = op;
      return literal(node);
    }
    return unsupported();
  }

  Result<void> like(Node& node) {
    if (node.type != KeyType::text) return errors::invalid_input(std::string(key_type_word(node.type)) + " data type doesn't support operation 'LIKE'");
    node.op = FilterOp::like;
    if (token_.kind != TokenKind::text) return unsupported();
    return literal(node);
  }

  Result<void> in_list(Node& node) {
    node.op = FilterOp::in;
    if (!take_symbol("(")) return unsupported();
    do TRY(literal(node));
    while (take_symbol(","));
    if (!take_symbol(")")) return unsupported();
    return {};
  }

  Result<void> between(Node& node) {
    node.op = FilterOp::between;
    TRY(literal(node));
    if (!take_word("AND")) return unsupported();
    return literal(node);
  }

  // 'text', a number, DATE 'd', TIMESTAMP 't'; each also in parentheses.
  Result<void> literal(Node& node) {
    int opened = 0;
    while (take_symbol("(")) ++opened;
    if (at_word("DATE") || at_word("TIMESTAMP")) {
      advance();
      if (token_.kind != TokenKind::text) return unsupported();
    }
    if (token_.kind != TokenKind::text && token_.kind != TokenKind::number) return unsupported();
    auto value = PartitionValue::parse(node.type, token_.text);
    if (!value) return errors::invalid_input(not_of_type(node.type, token_.text));
    node.literals.push_back(std::move(*value));
    advance();
    while (opened-- > 0)
      if (!take_symbol(")")) return unsupported();
    return {};
  }

  std::string_view text_;
  const std::vector<Column>& keys_;
  Scanner scanner_;
  Token token_;
  int nesting_ = 0;
};

}  // namespace

Result<std::unique_ptr<Node>> parse_partition_filter(std::string_view text, const std::vector<Column>& keys) { return Parser(text, keys).parse(); }

}  // namespace tarn::catalog
