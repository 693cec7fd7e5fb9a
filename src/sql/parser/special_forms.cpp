// Expressions that begin with a word of their own and have a syntax of their own: CASE, CAST, EXTRACT, TRIM, ...
#include "sql/parser/expressions.h"
#include "sql/parser/queries.h"
#include "sql/parser/types.h"

namespace tarn::sql {
namespace {

using namespace ast;

Result<ExprPtr> parse_case(Cursor& c) {
  auto begin = c.mark();
  c.skip();
  auto node = std::make_unique<Case>();
  if (!c.at("WHEN")) node->operand = TRY(parse_expr(c));
  TRY(c.expect("WHEN"));
  do {
    auto start = c.mark();
    Case::When when;
    when.condition = TRY(parse_expr(c));
    TRY(c.expect("THEN"));
    when.result = TRY(parse_expr(c));
    when.span = c.span_from(start);
    node->whens.push_back(std::move(when));
  } while (c.accept("WHEN"));
  if (c.accept("ELSE")) node->otherwise = TRY(parse_expr(c));
  TRY(c.expect("END"));
  node->span = c.span_from(begin);
  return ExprPtr(std::move(node));
}

Result<ExprPtr> parse_cast(Cursor& c, Cast::Form form) {
  auto begin = c.mark();
  c.skip();
  auto node = std::make_unique<Cast>();
  node->form = form;
  TRY(c.expect("("));
  if (form == Cast::Form::convert) {
    node->type = TRY(parse_type(c));
    TRY(c.expect(","));
    node->operand = TRY(parse_expr(c));
  } else {
    node->operand = TRY(parse_expr(c));
    TRY(c.expect("AS"));
    node->type = TRY(parse_type(c));
  }
  TRY(c.expect(")"));
  node->span = c.span_from(begin);
  return ExprPtr(std::move(node));
}

Result<ExprPtr> parse_extract(Cursor& c) {
  auto begin = c.mark();
  c.skip();
  auto node = std::make_unique<Extract>();
  TRY(c.expect("("));
  if (c.redshift() && c.at_string()) {
    node->field = lower_ascii(TRY(c.string()));
  } else if (c.redshift() && c.at_kind(TokenKind::word)) {
    node->field = c.take_word().value;
  } else {
    node->field = TRY(c.identifier()).value;
  }
  TRY(c.expect("FROM"));
  node->operand = TRY(parse_value_expr(c));
  TRY(c.expect(")"));
  node->span = c.span_from(begin);
  return ExprPtr(std::move(node));
}

// TRIM([[LEADING|TRAILING|BOTH] [characters] FROM] source) and TRIM(source, characters)
Result<ExprPtr> parse_trim(Cursor& c) {
  auto begin = c.mark();
  c.skip();
  auto node = std::make_unique<Trim>();
  TRY(c.expect("("));
  auto side = c.accept_any({"BOTH", "LEADING", "TRAILING"});
  if (side == "LEADING") node->side = Trim::Side::leading;
  if (side == "TRAILING") node->side = Trim::Side::trailing;
  if (c.accept("FROM")) {
    node->source = TRY(parse_value_expr(c));
  } else {
    node->source = TRY(parse_value_expr(c));
    if (c.accept("FROM")) {
      node->characters = std::move(node->source);
      node->source = TRY(parse_value_expr(c));
    } else if (!side.empty() && c.trino()) {
      return c.mismatch();
    } else if (c.accept(",")) {
      node->characters = TRY(parse_value_expr(c));
    }
  }
  TRY(c.expect(")"));
  node->span = c.span_from(begin);
  return ExprPtr(std::move(node));
}

ExprPtr plain_call(Cursor& c, Cursor::Mark begin, std::string_view name, std::vector<ExprPtr> arguments) {
  auto call = make<FunctionCall>(c, begin);
  call->name.parts.push_back({std::string(name), std::string(name), false, call->span});
  call->name.span = call->span;
  call->arguments = std::move(arguments);
  return call;
}

Result<ExprPtr> parse_normalize(Cursor& c) {
  auto begin = c.mark();
  c.skip();
  TRY(c.expect("("));
  std::vector<ExprPtr> arguments;
  arguments.push_back(TRY(parse_value_expr(c)));
  auto form = std::make_unique<StringLiteral>();
  form->value = "NFC";
  if (c.accept(",")) form->value = std::string(TRY(c.expect_any({"NFD", "NFC", "NFKD", "NFKC"})));
  arguments.push_back(std::move(form));
  TRY(c.expect(")"));
  return plain_call(c, begin, "normalize", std::move(arguments));
}

// GROUPING(a, t.b): names only.
Result<ExprPtr> parse_grouping(Cursor& c) {
  auto begin = c.mark();
  c.skip();
  TRY(c.expect("("));
  std::vector<ExprPtr> arguments;
  if (!c.at(")")) {
    do {
      auto start = c.mark();
      auto name = TRY(c.name());
      auto column = make<ColumnReference>(c, start);
      column->parts = std::move(name.parts);
      arguments.push_back(std::move(column));
    } while (c.accept(","));
  }
  TRY(c.expect(")"));
  return plain_call(c, begin, "grouping", std::move(arguments));
}

Result<ExprPtr> parse_row(Cursor& c) {
  auto begin = c.mark();
  c.skip();
  auto fields = TRY(parse_parenthesized_exprs(c));
  auto node = make<RowConstructor>(c, begin);
  node->fields = std::move(fields);
  node->keyword = true;
  return ExprPtr(std::move(node));
}

Result<ExprPtr> parse_listagg(Cursor& c) {
  auto begin = c.mark();
  ObjectName name;
  name.parts.push_back(c.take_word());
  name.span = c.span_from(begin);
  return parse_call(c, std::move(name), begin);
}

Result<ExprPtr> parse_approximate(Cursor& c) {
  auto begin = c.mark();
  c.skip();
  auto call = TRY(parse_primary(c));
  if (auto* function = try_as<FunctionCall>(call.get())) {
    function->approximate = true;
    function->span = c.span_from(begin);
    return call;
  }
  return c.mismatch_here();
}

Result<ExprPtr> parse_trino_form(Cursor& c) {
  if (c.at("NORMALIZE")) return parse_normalize(c);
  if (c.at("GROUPING") && c.at("(", 1)) return parse_grouping(c);
  if (c.at("LISTAGG")) return parse_listagg(c);
  if (c.at("TRIM")) return parse_trim(c);
  if (c.at("TRY_CAST") && c.at("(", 1)) return parse_cast(c, Cast::Form::try_cast);
  return parse_json_function(c);
}

Result<ExprPtr> parse_redshift_form(Cursor& c) {
  if (c.at("TRIM") && c.at("(", 1)) return parse_trim(c);
  if (c.at("TRY_CAST") && c.at("(", 1)) return parse_cast(c, Cast::Form::try_cast);
  if (c.at("CONVERT") && c.at("(", 1)) return parse_cast(c, Cast::Form::convert);
  if (c.at("APPROXIMATE") && c.at_identifier(1)) return parse_approximate(c);
  return ExprPtr();
}

}  // namespace

Result<ExprPtr> parse_special_form(Cursor& c) {
  if (c.at("CASE")) return parse_case(c);
  if (c.at("CAST")) return parse_cast(c, Cast::Form::cast);
  if (c.at("EXTRACT") && (c.trino() || c.at("(", 1))) return parse_extract(c);
  if (c.at("ROW") && c.at("(", 1)) return parse_row(c);
  if (c.trino()) return parse_trino_form(c);
  if (c.redshift()) return parse_redshift_form(c);
  return ExprPtr();
}

}  // namespace tarn::sql
