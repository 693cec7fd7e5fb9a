#include "sql/parser/expressions.h"

#include "sql/parser/queries.h"
#include "sql/parser/types.h"

namespace tarn::sql {
namespace {

using namespace ast;

// Binding powers, weakest first. Trino: grammar rule valueExpression; Redshift: PostgreSQL's table.
enum Power {
  kOr = 10, kAnd = 20, kNot = 30, kIs = 35, kComparison = 40, kPredicate = 45, kOther = 50, kSum = 60, kProduct = 70, kPower = 75,
  kUnary = 80, kZone = 85,
};

struct InfixOperator {
  std::string_view symbol;
  BinaryOp op;
  Power power;
  bool postgres;  // only where the dialect has PostgreSQL's operators
};

constexpr InfixOperator kInfix[] = {
    {"+", BinaryOp::add, kSum, false},
    {"-", BinaryOp::subtract, kSum, false},
    {"*", BinaryOp::multiply, kProduct, false},
    {"/", BinaryOp::divide, kProduct, false},
    {"%", BinaryOp::modulo, kProduct, false},
    {"||", BinaryOp::concat, kOther, false},
    {"^", BinaryOp::power, kPower, true},
    {"&", BinaryOp::bit_and, kOther, true},
    {"|", BinaryOp::bit_or, kOther, true},
    {"#", BinaryOp::bit_xor, kOther, true},
    {"<<", BinaryOp::shift_left, kOther, true},
    {">>", BinaryOp::shift_right, kOther, true},
    {"~", BinaryOp::regex_match, kOther, true},
    {"~*", BinaryOp::regex_match_insensitive, kOther, true},
    {"!~", BinaryOp::regex_not_match, kOther, true},
    {"!~*", BinaryOp::regex_not_match_insensitive, kOther, true},
};

constexpr InfixOperator kComparisons[] = {
    {"=", BinaryOp::equal, kComparison, false},       {"<>", BinaryOp::not_equal, kComparison, false},
    {"!=", BinaryOp::not_equal, kComparison, false},  {"<", BinaryOp::less, kComparison, false},
    {"<=", BinaryOp::less_equal, kComparison, false}, {">", BinaryOp::greater, kComparison, false},
    {">=", BinaryOp::greater_equal, kComparison, false},
};

const InfixOperator* find_operator(std::span<const InfixOperator> table, std::string_view symbol) {
  for (const auto& row : table) {
    if (row.symbol == symbol) return &row;
  }
  return nullptr;
}

Result<ExprPtr> parse_binary(Cursor& c, int minimum);

// --- predicates: what follows a value

Result<ExprPtr> parse_quantified(Cursor& c, Cursor::Mark begin, ExprPtr left, BinaryOp op) {
  auto node = std::make_unique<QuantifiedComparison>();
  auto word = TRY(c.expect_any({"ALL", "ANY", "SOME"}));
  node->quantifier = word == "ALL" ? Quantifier::all : word == "ANY" ? Quantifier::any : Quantifier::some;
  TRY(c.expect("("));
  if (c.redshift() && !begins_query(c) && !c.at("(")) {
    node->array = TRY(parse_expr(c));
  } else {
    node->query = TRY(parse_query(c));
  }
  TRY(c.expect(")"));
  node->op = op;
  node->operand = std::move(left);
  node->span = c.span_from(begin);
  return ExprPtr(std::move(node));
}

Result<ExprPtr> finish_binary(Cursor& c, Cursor::Mark begin, ExprPtr left, const InfixOperator& found, Span operator_span) {
  if (found.power == kComparison && c.at_any({"ALL", "ANY", "SOME"}) && c.at("(", 1)) {
    auto quantified = TRY(parse_quantified(c, begin, std::move(left), found.op));
    quantified->word = operator_span.position;
    return quantified;
  }
  // Trino's predicates do not chain: a = b LIKE c is an error there.
  auto right = TRY(parse_binary(c, c.trino() && found.power == kComparison ? kOther : found.power + 1));
  auto node = make<Binary>(c, begin);
  node->word = operator_span.position;
  node->op = found.op;
  node->left = std::move(left);
  node->right = std::move(right);
  node->operator_span = operator_span;
  return ExprPtr(std::move(node));
}

Result<ExprPtr> parse_in(Cursor& c, Cursor::Mark begin, ExprPtr left, bool negated) {
  TRY(c.expect("("));
  if (begins_query(c) || (c.at("(") && begins_query(c, 1))) {
    // ((SELECT ...), 1) is a list; (SELECT ...) and ((SELECT ...) UNION ...) are queries.
    auto start = c.mark();
    auto query = parse_query(c);
    if (query.ok() && c.at(")")) {
      c.skip();
      auto node = make<InSubquery>(c, begin);
      node->operand = std::move(left);
      node->query = std::move(query).value();
      node->negated = negated;
      return ExprPtr(std::move(node));
    }
    if (begins_query(c)) return query.ok() ? c.mismatch() : std::move(query).error();
    c.reset(start);
  }
  c.note("<query>");
  auto items = TRY(parse_exprs(c));
  TRY(c.expect(")"));
  auto node = make<InList>(c, begin);
  node->operand = std::move(left);
  node->items = std::move(items);
  node->negated = negated;
  return ExprPtr(std::move(node));
}

Result<ExprPtr> parse_like(Cursor& c, Cursor::Mark begin, ExprPtr left, LikeForm form, bool negated) {
  auto pattern = TRY(parse_binary(c, kOther));
  ExprPtr escape;
  if (c.accept("ESCAPE")) escape = TRY(parse_binary(c, kOther));
  auto node = make<Like>(c, begin);
  node->form = form;
  node->operand = std::move(left);
  node->pattern = std::move(pattern);
  node->escape = std::move(escape);
  node->negated = negated;
  return ExprPtr(std::move(node));
}

Result<ExprPtr> parse_between(Cursor& c, Cursor::Mark begin, ExprPtr left, bool negated) {
  auto low = TRY(parse_binary(c, kOther));
  TRY(c.expect("AND"));
  auto high = TRY(parse_binary(c, kOther));
  auto node = make<Between>(c, begin);
  node->operand = std::move(left);
  node->low = std::move(low);
  node->high = std::move(high);
  node->negated = negated;
  return ExprPtr(std::move(node));
}

Result<ExprPtr> parse_is(Cursor& c, Cursor::Mark begin, ExprPtr left) {
  bool negated = c.accept("NOT");
  if (c.accept("NULL")) {
    auto node = make<IsNull>(c, begin);
    node->operand = std::move(left);
    node->negated = negated;
    return ExprPtr(std::move(node));
  }
  if (c.accept("DISTINCT")) {
    TRY(c.expect("FROM"));
    auto right = TRY(parse_binary(c, kOther));
    auto node = make<IsDistinctFrom>(c, begin);
    node->left = std::move(left);
    node->right = std::move(right);
    node->negated = negated;
    return ExprPtr(std::move(node));
  }
  if (!c.traits().postgres_operators) return c.mismatch();
  auto word = TRY(c.expect_any({"TRUE", "FALSE", "UNKNOWN"}));
  auto node = make<IsBoolean>(c, begin);
  node->operand = std::move(left);
  if (word != "UNKNOWN") node->value = word == "TRUE";
  node->negated = negated;
  return ExprPtr(std::move(node));
}

ExprPtr make_is_null(Cursor& c, Cursor::Mark begin, ExprPtr left, bool negated) {
  auto node = make<IsNull>(c, begin);
  node->operand = std::move(left);
  node->negated = negated;
  return node;
}

// [NOT] BETWEEN | IN | LIKE ..., null if none stands here.
Result<ExprPtr> parse_word_predicate(Cursor& c, Cursor::Mark begin, ExprPtr& left, int minimum) {
  if (minimum > kPredicate) return ExprPtr();
  bool negated = c.at("NOT") && (c.at_any({"BETWEEN", "IN", "LIKE"}, 1) || (c.redshift() && c.at_any({"ILIKE", "SIMILAR"}, 1)));
  if (negated) c.skip();
  if (c.accept("BETWEEN")) {
    if (c.redshift()) c.accept("SYMMETRIC");
    return parse_between(c, begin, std::move(left), negated);
  }
  if (c.accept("IN")) return parse_in(c, begin, std::move(left), negated);
  if (c.accept("LIKE")) return parse_like(c, begin, std::move(left), LikeForm::like, negated);
  if (!c.traits().postgres_operators) return ExprPtr();
  if (c.accept("ILIKE")) return parse_like(c, begin, std::move(left), LikeForm::ilike, negated);
  if (c.accept_all({"SIMILAR", "TO"})) return parse_like(c, begin, std::move(left), LikeForm::similar_to, negated);
  if (c.accept("~~")) return parse_like(c, begin, std::move(left), LikeForm::like, false);
  if (c.accept("!~~")) return parse_like(c, begin, std::move(left), LikeForm::like, true);
  if (c.accept("~~*")) return parse_like(c, begin, std::move(left), LikeForm::ilike, false);
  if (c.accept("!~~*")) return parse_like(c, begin, std::move(left), LikeForm::ilike, true);
  return ExprPtr();
}

Result<ExprPtr> parse_is_predicate(Cursor& c, Cursor::Mark begin, ExprPtr& left, int minimum) {
  if (minimum > (c.trino() ? kPredicate : kIs)) return ExprPtr();
  if (c.accept("IS")) return parse_is(c, begin, std::move(left));
  if (!c.traits().postgres_operators) return ExprPtr();
  if (c.accept("ISNULL")) return make_is_null(c, begin, std::move(left), false);
  if (c.accept("NOTNULL")) return make_is_null(c, begin, std::move(left), true);
  return ExprPtr();
}

// A comparison, word predicate or IS; null if none stands here.
Result<ExprPtr> parse_predicate(Cursor& c, Cursor::Mark begin, ExprPtr& left, int minimum) {
  auto rule = c.rule("<predicate>");
  if (minimum <= kComparison && c.at_kind(TokenKind::symbol)) {
    if (const auto* found = find_operator(kComparisons, c.piece())) {
      Span operator_span{c.peek().position(), c.peek().offset, c.peek().end};
      c.skip();
      return finish_binary(c, begin, std::move(left), *found, operator_span);
    }
  }
  const auto word = c.peek().position();
  auto node = TRY(parse_word_predicate(c, begin, left, minimum));
  if (!node) node = TRY(parse_is_predicate(c, begin, left, minimum));
  if (node) node->word = word;
  return node;
}

// --- the other infix operators

// OPERATOR(pg_catalog.~), as psql writes it. Points at the symbol inside, or null.
const InfixOperator* spelled_operator(Cursor& c) {
  if (!c.redshift() || !c.at_all({"OPERATOR", "("})) return nullptr;
  size_t ahead = c.at(".", 3) ? 4 : 2;
  const auto* found = find_operator(kInfix, c.piece(ahead));
  if (!found) found = find_operator(kComparisons, c.piece(ahead));
  if (!found || !c.at(")", ahead + 1)) return nullptr;
  for (size_t i = 0; i < ahead + 1; ++i) c.skip();
  return found;
}

const InfixOperator* infix_at(Cursor& c, int minimum) {
  if (c.at_kind(TokenKind::symbol)) {
    const auto* found = find_operator(kInfix, c.piece());
    if (found && found->power >= minimum && (!found->postgres || c.traits().postgres_operators)) return found;
  }
  for (const auto& row : kInfix) {
    if (row.power >= minimum && !row.postgres) c.note(row.symbol);
  }
  return minimum <= kOther ? spelled_operator(c) : nullptr;
}

// AT TIME ZONE z; null if it does not stand here.
Result<ExprPtr> parse_time_zone(Cursor& c, Cursor::Mark begin, ExprPtr& left, int minimum) {
  if (minimum > kZone) return ExprPtr();
  c.note("AT");
  if (!c.at_all({"AT", "TIME", "ZONE"})) return ExprPtr();
  c.accept_all({"AT", "TIME", "ZONE"});
  auto zone = TRY(parse_binary(c, kZone + 1));
  auto node = make<AtTimeZone>(c, begin);
  node->operand = std::move(left);
  node->zone = std::move(zone);
  return ExprPtr(std::move(node));
}

Result<ExprPtr> parse_collate(Cursor& c, Cursor::Mark begin, ExprPtr left) {
  auto collation = TRY(c.name());
  if (collation.last() == "default") return left;
  auto text = make<StringLiteral>(c, begin);
  text->value = collation.last();
  auto call = make<FunctionCall>(c, begin);
  call->name.parts.push_back({"collate", "collate", false, {}});
  call->arguments.push_back(std::move(left));
  call->arguments.push_back(std::move(text));
  return ExprPtr(std::move(call));
}

Result<ExprPtr> parse_logical(Cursor& c, Cursor::Mark begin, ExprPtr first, LogicalOp op) {
  auto node = std::make_unique<Logical>();
  node->op = op;
  node->terms.push_back(std::move(first));
  std::string_view word = op == LogicalOp::and_ ? "AND" : "OR";
  int power = op == LogicalOp::and_ ? kAnd : kOr;
  while (c.accept(word)) node->terms.push_back(TRY(parse_binary(c, power + 1)));
  node->span = c.span_from(begin);
  return ExprPtr(std::move(node));
}

Result<ExprPtr> parse_prefix(Cursor& c) {
  auto begin = c.mark();
  auto unary = [&](UnaryOp op, int power) -> Result<ExprPtr> {
    c.skip();
    auto operand = TRY(parse_binary(c, power));
    auto node = make<Unary>(c, begin);
    node->op = op;
    node->operand = std::move(operand);
    return ExprPtr(std::move(node));
  };
  if (c.at("NOT")) return unary(UnaryOp::not_, kNot);
  if (c.at("+")) return unary(UnaryOp::plus, kUnary);
  if (c.at("-")) {
    // The least bigint is written with a sign: without it the digits are out of range.
    if (c.trino() && c.piece(1) == "9223372036854775808") {
      c.skip();
      c.skip();
      auto node = make<NumberLiteral>(c, begin);
      node->text = "-9223372036854775808";
      return ExprPtr(std::move(node));
    }
    return unary(UnaryOp::minus, kUnary);
  }
  if (c.traits().postgres_operators) {
    if (c.at("@")) return unary(UnaryOp::absolute, kOther);
    if (c.at("|/")) return unary(UnaryOp::square_root, kOther);
    if (c.at("||/")) return unary(UnaryOp::cube_root, kOther);
    if (c.at("~")) return unary(UnaryOp::bit_not, kOther);
    if (c.at("PRIOR") && !c.at_any({",", ")", ".", "="}, 1)) {
      c.skip();
      auto operand = TRY(parse_primary(c));
      auto node = make<Prior>(c, begin);
      node->operand = std::move(operand);
      return ExprPtr(std::move(node));
    }
  }
  return parse_primary(c);
}

// One infix step; null: nothing at this binding power follows. `compared`: Trino allows one predicate only (a = b = c is an error).
Result<ExprPtr> parse_infix(Cursor& c, Cursor::Mark begin, ExprPtr& left, int minimum, bool& compared) {
  auto zoned = TRY(parse_time_zone(c, begin, left, minimum));
  if (zoned) return zoned;
  if (!compared) {
    if (const auto* found = infix_at(c, minimum)) {
      Span operator_span{c.peek().position(), c.peek().offset, c.peek().end};
      c.skip();
      return finish_binary(c, begin, std::move(left), *found, operator_span);
    }
    if (minimum <= kPredicate) {
      auto predicate = TRY(parse_predicate(c, begin, left, minimum));
      if (predicate) {
        compared = c.trino();
        return predicate;
      }
    }
  }
  if (c.redshift() && c.at("COLLATE") && c.at_identifier(1)) {
    c.skip();
    return parse_collate(c, begin, std::move(left));
  }
  if (minimum <= kAnd && c.at("AND")) return parse_logical(c, begin, std::move(left), LogicalOp::and_);
  if (minimum <= kOr && c.at("OR")) return parse_logical(c, begin, std::move(left), LogicalOp::or_);
  if (minimum <= kAnd) c.note("AND");
  if (minimum <= kOr) c.note("OR");
  return ExprPtr();
}

Result<ExprPtr> parse_operand(Cursor& c) {
  auto rule = c.rule("<expression>");
  return parse_prefix(c);
}

Result<ExprPtr> parse_binary(Cursor& c, int minimum) {
  auto nest = TRY(c.nest());
  auto begin = c.mark();
  auto left = TRY(parse_operand(c));
  bool compared = left->kind == ExprKind::unary && as<Unary>(*left).op == UnaryOp::not_;
  for (int links = 1;; ++links) {
    TRY(c.chain(links));
    auto next = TRY(parse_infix(c, begin, left, minimum, compared));
    if (!next) return left;
    left = std::move(next);
  }
}

}  // namespace

Result<ExprPtr> parse_expr(Cursor& c) { return parse_binary(c, kOr); }

Result<ExprPtr> parse_value_expr(Cursor& c) { return parse_binary(c, kOther); }

Result<std::vector<ExprPtr>> parse_exprs(Cursor& c) {
  std::vector<ExprPtr> out;
  do {
    out.push_back(TRY(parse_expr(c)));
  } while (c.accept(","));
  return out;
}

Result<std::vector<ExprPtr>> parse_parenthesized_exprs(Cursor& c) {
  TRY(c.expect("("));
  auto out = TRY(parse_exprs(c));
  TRY(c.expect(")"));
  return out;
}

Result<std::vector<SortItem>> parse_sort_items(Cursor& c) {
  std::vector<SortItem> out;
  do {
    auto begin = c.mark();
    SortItem item;
    item.key = TRY(parse_expr(c));
    if (c.accept("ASC")) {
      item.order = SortOrder::ascending;
    } else if (c.accept("DESC")) {
      item.order = SortOrder::descending;
    }
    if (c.accept("NULLS")) item.nulls = TRY(c.expect_any({"FIRST", "LAST"})) == "FIRST" ? NullOrder::first : NullOrder::last;
    item.span = c.span_from(begin);
    out.push_back(std::move(item));
  } while (c.accept(","));
  return out;
}

}  // namespace tarn::sql
