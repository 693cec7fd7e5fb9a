// Primary expressions: literals, names, parentheses, constructors, and the postfixes .field, [index], ::type.
#include <charconv>

#include "sql/parser/expressions.h"
#include "sql/parser/queries.h"
#include "sql/parser/types.h"

namespace tarn::sql {
namespace {

using namespace ast;

// --- literals

// 0x1F, 0b101, 0o17 as decimal digits; nullopt if beyond 64 bits.
std::optional<std::string> decimal_digits(std::string digits) {
  std::erase(digits, '_');
  if (digits.size() < 3 || digits[0] != '0' || digits[1] <= '9') return digits;
  char kind = static_cast<char>(digits[1] | 0x20);
  int base = kind == 'x' ? 16 : kind == 'b' ? 2 : 8;
  int64_t value = 0;
  auto [end, failure] = std::from_chars(digits.data() + 2, digits.data() + digits.size(), value, base);
  if (failure != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
  return std::to_string(value);
}

bool fits_bigint(const std::string& digits) {
  int64_t value = 0;
  return std::from_chars(digits.data(), digits.data() + digits.size(), value).ec == std::errc();
}

Result<ExprPtr> parse_number(Cursor& c) {
  auto begin = c.mark();
  const Token token = c.peek();
  c.skip();
  auto node = make<NumberLiteral>(c, begin);
  std::string written(token.in(c.text()));
  if (token.kind == TokenKind::integer) {
    auto digits = decimal_digits(written);
    if (!digits || (c.trino() && !fits_bigint(*digits))) return c.error_at(token, "Invalid numeric literal: " + written);
    node->text = *digits;
  } else {
    node->form = token.kind == TokenKind::decimal ? NumberLiteral::Form::decimal : NumberLiteral::Form::floating;
    std::erase(written, '_');
    node->text = written;
  }
  return ExprPtr(std::move(node));
}

Result<ExprPtr> parse_string(Cursor& c) {
  auto begin = c.mark();
  auto value = TRY(c.string());
  auto node = make<StringLiteral>(c, begin);
  node->value = std::move(value);
  return ExprPtr(std::move(node));
}

Result<ExprPtr> parse_binary_string(Cursor& c) {
  auto begin = c.mark();
  const Token token = c.peek();
  c.skip();
  auto bytes = decode_binary_string(token_value(token, c.text(), c.traits()));
  if (!bytes.ok()) return c.error_at(token, bytes.error().message);
  auto node = make<BinaryLiteral>(c, begin);
  node->bytes = std::move(bytes).value();
  return ExprPtr(std::move(node));
}

Result<std::string> parse_interval_field(Cursor& c) {
  for (auto field : {"YEAR", "QUARTER", "MONTH", "WEEK", "DAY", "HOUR", "MINUTE", "SECOND"}) {
    if (c.redshift() && c.at(std::string(field) + "S")) {
      c.skip();
      return lower_ascii(field);
    }
    if (c.accept(field)) return lower_ascii(field);
  }
  return c.mismatch();
}

Result<ExprPtr> parse_interval(Cursor& c) {
  auto begin = c.mark();
  c.skip();
  auto node = std::make_unique<IntervalLiteral>();
  node->negative = c.accept("-");
  if (!node->negative) c.accept("+");
  if (c.redshift() && c.at_integer()) {
    node->value = std::string(c.piece());  // INTERVAL 3 DAY
    c.skip();
  } else {
    node->value = TRY(c.string());
  }
  bool optional_field = c.redshift();
  if (!optional_field || c.at_any({"YEAR", "YEARS", "QUARTER", "MONTH", "MONTHS", "WEEK", "WEEKS", "DAY", "DAYS", "HOUR", "HOURS", "MINUTE", "MINUTES", "SECOND", "SECONDS"})) {
    node->from = TRY(parse_interval_field(c));
    if (c.accept("TO")) node->to = TRY(parse_interval_field(c));
    if (c.redshift() && c.at_all({"("}) && c.at_integer(1)) {  // fractional precision, without effect on the value's type
      c.skip();
      TRY(c.integer());
      TRY(c.expect(")"));
    }
  }
  node->span = c.span_from(begin);
  return ExprPtr(std::move(node));
}

// A type followed by a string: DATE '2020-01-01', DOUBLE PRECISION '1', TIMESTAMP WITH TIME ZONE '...' (Redshift).
bool at_typed_literal(const Cursor& c) {
  if (!c.at_kind(TokenKind::word)) return false;
  auto string_at = [&](size_t ahead) {
    return c.at_kind(TokenKind::string, ahead) || c.at_kind(TokenKind::unicode_string, ahead);
  };
  if (string_at(1)) return c.at_identifier() || (c.redshift() && c.at("TIMESTAMP"));
  if (c.at_all({"DOUBLE", "PRECISION"})) return string_at(2);
  if (c.redshift() && c.at_any({"TIME", "TIMESTAMP"}) && c.at_any({"WITH", "WITHOUT"}, 1) && c.at("TIME", 2)) return string_at(4);
  return false;
}

Result<ExprPtr> parse_typed_literal(Cursor& c) {
  auto begin = c.mark();
  auto node = std::make_unique<TypedLiteral>();
  if (c.at_kind(TokenKind::string, 1) || c.at_kind(TokenKind::unicode_string, 1)) {
    node->type.name = lower_ascii(c.piece());
    c.skip();
    node->type.span = c.span_from(begin);
  } else {
    node->type = TRY(parse_type(c));
  }
  node->value = TRY(c.string());
  node->span = c.span_from(begin);
  return ExprPtr(std::move(node));
}

Result<ExprPtr> parse_parameter(Cursor& c) {
  auto begin = c.mark();
  const Token token = c.peek();
  c.skip();
  auto node = make<Parameter>(c, begin);
  if (token.kind == TokenKind::parameter) {
    node->index = c.next_parameter();
    return ExprPtr(std::move(node));
  }
  constexpr int kMaxParameters = 32767;  // PostgreSQL wire protocol: a signed 16-bit count
  auto digits = token.in(c.text()).substr(1);
  int number = 0;
  auto parsed = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (parsed.ec != std::errc() || number < 1 || number > kMaxParameters) {
    return c.error_at(token, "42P02", "there is no parameter $" + std::string(digits));
  }
  node->index = number - 1;
  node->numbered = true;
  return ExprPtr(std::move(node));
}

// --- names that are values

struct SpecialName {
  std::string_view word;
  bool precision;  // may be followed by (p)
};
constexpr SpecialName kTrinoSpecial[] = {
    {"CURRENT_DATE", false}, {"CURRENT_TIME", true}, {"CURRENT_TIMESTAMP", true}, {"LOCALTIME", true}, {"LOCALTIMESTAMP", true},
    {"CURRENT_USER", false}, {"CURRENT_CATALOG", false}, {"CURRENT_SCHEMA", false}, {"CURRENT_PATH", false}};
constexpr SpecialName kRedshiftSpecial[] = {
    {"CURRENT_DATE", false}, {"CURRENT_TIME", true}, {"CURRENT_TIMESTAMP", true}, {"LOCALTIME", true}, {"LOCALTIMESTAMP", true},
    {"CURRENT_USER", false}, {"SESSION_USER", false}, {"USER", false}, {"SYSDATE", false}, {"CURRENT_USER_ID", false},
    {"CURRENT_AWS_ACCOUNT", false}, {"CURRENT_NAMESPACE", false}, {"CURRENT_SESSION_ARN", false}, {"DEFAULT_IAM_ROLE", false}};

Result<ExprPtr> parse_special_value(Cursor& c) {
  if (!c.at_kind(TokenKind::word)) return ExprPtr();
  auto names = c.redshift() ? std::span<const SpecialName>(kRedshiftSpecial) : std::span<const SpecialName>(kTrinoSpecial);
  for (const auto& name : names) {
    if (!c.at(name.word)) continue;
    if (c.at_identifier() && c.at_any({"(", "."}, 1)) return ExprPtr();
    auto begin = c.mark();
    auto node = std::make_unique<SpecialValue>();
    node->name = lower_ascii(name.word);
    c.skip();
    if (name.precision && c.at("(")) {
      c.skip();
      node->precision = static_cast<int>(TRY(c.integer()));
      TRY(c.expect(")"));
    }
    node->span = c.span_from(begin);
    return ExprPtr(std::move(node));
  }
  return ExprPtr();
}

// --- names, calls, lambdas

// Reserved words of Redshift that are functions too.
bool at_reserved_function(const Cursor& c) {
  return c.redshift() && c.at("(", 1) && c.at_any({"LEFT", "RIGHT", "ARRAY", "COLLATE", "IDENTITY", "UNNEST", "SNAPSHOT", "TIMESTAMP", "ISNULL", "USER"});
}

Result<ExprPtr> parse_lambda(Cursor& c, Cursor::Mark begin, std::vector<Identifier> parameters) {
  TRY(c.expect("->"));
  auto body = TRY(parse_expr(c));
  auto node = make<Lambda>(c, begin);
  node->parameters = std::move(parameters);
  node->body = std::move(body);
  return ExprPtr(std::move(node));
}

Result<ExprPtr> parse_outer_join_marker(Cursor& c, Cursor::Mark begin, ExprPtr column) {
  for (int i = 0; i < 3; ++i) c.skip();
  auto node = make<OuterJoinMarker>(c, begin);
  node->column = std::move(column);
  return ExprPtr(std::move(node));
}

// a, a.b.c, f(x), s.f(x), x -> e
Result<ExprPtr> parse_named(Cursor& c) {
  auto begin = c.mark();
  ObjectName name;
  name.parts.push_back(at_reserved_function(c) ? c.take_word() : TRY(c.identifier()));
  if (c.traits().lambdas && c.at("->")) return parse_lambda(c, begin, std::move(name.parts));
  while (true) {
    if (c.at(".") && c.at("*", 1)) break;  // t.* of a select list
    if (!c.accept(".")) break;
    if (c.in_select_list()) c.note("*");
    name.parts.push_back(TRY(c.label()));
  }
  name.span = c.span_from(begin);
  bool marker = c.redshift() && c.at_all({"(", "+", ")"});
  if (c.at("(") && !marker) return parse_call(c, std::move(name), begin);
  auto node = make<ColumnReference>(c, begin);
  node->parts = std::move(name.parts);
  if (marker) return parse_outer_join_marker(c, begin, std::move(node));
  return ExprPtr(std::move(node));
}

// --- parentheses

// (a, b) -> e: the parenthesis holds names only and an arrow follows it.
bool at_lambda_parameters(const Cursor& c) {
  if (!c.traits().lambdas || !c.at("(")) return false;
  size_t ahead = 1;
  while (c.at_identifier(ahead) && c.at(",", ahead + 1)) ahead += 2;
  if (c.at_identifier(ahead)) ++ahead;
  return c.at(")", ahead) && c.at("->", ahead + 1);
}

Result<ExprPtr> parse_lambda_parameters(Cursor& c) {
  auto begin = c.mark();
  c.skip();
  std::vector<Identifier> parameters;
  if (!c.at(")")) parameters = TRY(c.identifiers());
  TRY(c.expect(")"));
  return parse_lambda(c, begin, std::move(parameters));
}

Result<ExprPtr> parse_subquery(Cursor& c, Cursor::Mark begin) {
  auto query = TRY(parse_query(c));
  TRY(c.expect(")"));
  auto node = make<ScalarSubquery>(c, begin);
  node->query = std::move(query);
  return ExprPtr(std::move(node));
}

// After '(' of '((SELECT ...': does the whole parenthesis hold a query? Decided by what follows the inner one's ')'.
bool nested_query_follows(Cursor& c) {
  if (!c.at("(")) return false;
  size_t ahead = 0;
  while (c.at("(", ahead)) ++ahead;
  if (!begins_query(c, ahead)) return false;
  int depth = 0;
  for (ahead = 0; !c.at_kind(TokenKind::end, ahead); ++ahead) {
    if (c.at("(", ahead)) ++depth;
    if (c.at(")", ahead) && --depth == 0) break;
  }
  return c.at_any({"UNION", "INTERSECT", "EXCEPT", "MINUS", "ORDER", "LIMIT", "OFFSET", "FETCH"}, ahead + 1);
}

Result<ExprPtr> parse_parenthesized(Cursor& c) {
  if (at_lambda_parameters(c)) return parse_lambda_parameters(c);
  auto nest = TRY(c.nest());
  auto begin = c.mark();
  c.skip();
  if (begins_query(c) || nested_query_follows(c)) return parse_subquery(c, begin);
  c.note("<query>");
  auto items = TRY(parse_exprs(c));
  TRY(c.expect(")"));
  if (items.size() == 1) return std::move(items[0]);
  auto node = make<RowConstructor>(c, begin);
  node->fields = std::move(items);
  return ExprPtr(std::move(node));
}

Result<ExprPtr> parse_array(Cursor& c) {
  auto begin = c.mark();
  c.skip();
  TRY(c.expect("["));
  auto node = std::make_unique<ArrayConstructor>();
  if (!c.at("]")) node->items = TRY(parse_exprs(c));
  TRY(c.expect("]"));
  node->span = c.span_from(begin);
  return ExprPtr(std::move(node));
}

Result<ExprPtr> parse_exists(Cursor& c) {
  auto begin = c.mark();
  c.skip();
  TRY(c.expect("("));
  auto query = TRY(parse_query(c));
  TRY(c.expect(")"));
  auto node = make<Exists>(c, begin);
  node->query = std::move(query);
  return ExprPtr(std::move(node));
}

template <class T>
ExprPtr keyword_literal(Cursor& c) {
  auto begin = c.mark();
  c.skip();
  return make<T>(c, begin);
}

Result<ExprPtr> parse_boolean(Cursor& c, bool value) {
  auto literal = keyword_literal<BooleanLiteral>(c);
  as<BooleanLiteral>(*literal).value = value;
  return literal;
}

// Literals and keyword forms; null if the token begins none of them.
Result<ExprPtr> parse_literal(Cursor& c) {
  switch (c.peek().kind) {
    case TokenKind::integer:
    case TokenKind::decimal:
    case TokenKind::floating: return parse_number(c);
    case TokenKind::string:
    case TokenKind::dollar_string:
    case TokenKind::unicode_string: return parse_string(c);
    case TokenKind::binary_string: return parse_binary_string(c);
    case TokenKind::parameter:
    case TokenKind::numbered_parameter: return parse_parameter(c);
    default: break;
  }
  if (!c.at_kind(TokenKind::word)) return ExprPtr();
  if (c.at("NULL")) return keyword_literal<NullLiteral>(c);
  if (c.at("TRUE")) return parse_boolean(c, true);
  if (c.at("FALSE")) return parse_boolean(c, false);
  if (c.redshift() && c.at("DEFAULT")) return keyword_literal<DefaultValue>(c);
  bool sign = c.at_any({"-", "+"}, 1);
  size_t operand = sign ? 2 : 1;
  bool quantity = c.at_kind(TokenKind::string, operand) || c.at_kind(TokenKind::unicode_string, operand) || (c.redshift() && c.at_integer(operand));
  if (c.at("INTERVAL") && quantity) return parse_interval(c);
  if (at_typed_literal(c)) return parse_typed_literal(c);
  return ExprPtr();
}

Result<ExprPtr> parse_base(Cursor& c) {
  auto literal = TRY(parse_literal(c));
  if (literal) return literal;
  if (c.at("(")) return parse_parenthesized(c);
  if (c.at_kind(TokenKind::word)) {
    if (c.at("EXISTS")) return parse_exists(c);
    if (c.at("ARRAY") && c.at("[", 1) && c.traits().bracket_arrays) return parse_array(c);
    auto special = TRY(parse_special_value(c));
    if (special) return special;
    auto form = TRY(parse_special_form(c));
    if (form) return form;
  }
  return parse_named(c);
}

Result<ExprPtr> parse_colon_cast(Cursor& c, Cursor::Mark begin, ExprPtr operand) {
  auto type = TRY(parse_type(c));
  auto node = make<Cast>(c, begin);
  node->form = Cast::Form::colons;
  node->operand = std::move(operand);
  node->type = std::move(type);
  return ExprPtr(std::move(node));
}

Result<ExprPtr> parse_subscript(Cursor& c, Cursor::Mark begin, ExprPtr base) {
  auto index = c.trino() ? TRY(parse_value_expr(c)) : TRY(parse_expr(c));
  TRY(c.expect("]"));
  auto node = make<Subscript>(c, begin);
  node->base = std::move(base);
  node->index = std::move(index);
  return ExprPtr(std::move(node));
}

}  // namespace

Result<ExprPtr> parse_primary(Cursor& c) {
  auto begin = c.mark();
  auto left = TRY(parse_base(c));
  for (int links = 1;; ++links) {
    TRY(c.chain(links));
    if (c.traits().colon_casts && c.accept("::")) {
      left = TRY(parse_colon_cast(c, begin, std::move(left)));
    } else if (c.accept("[")) {
      left = TRY(parse_subscript(c, begin, std::move(left)));
    } else if (c.at(".") && !c.at("*", 1)) {
      c.skip();
      auto field = TRY(c.label());
      auto node = make<Dereference>(c, begin);
      node->base = std::move(left);
      node->field = std::move(field);
      left = std::move(node);
    } else {
      c.note(".");
      return left;
    }
  }
}

}  // namespace tarn::sql
