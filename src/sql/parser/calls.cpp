// Function calls: arguments and everything that may follow the closing parenthesis.
#include <algorithm>

#include "sql/parser/expressions.h"
#include "sql/parser/queries.h"

namespace tarn::sql {
namespace {

using namespace ast;

bool one_of(const ObjectName& name, std::initializer_list<std::string_view> functions) {
  return name.parts.size() == 1 && !name.parts[0].quoted && std::ranges::find(functions, name.last()) != functions.end();
}

// POSITION(a IN b), SUBSTRING(s FROM i FOR n): null, with nothing taken, if the call is written plainly.
Result<bool> parse_keyword_arguments(Cursor& c, FunctionCall& call) {
  if (one_of(call.name, {"position"})) {
    auto start = c.mark();
    auto needle = TRY(parse_value_expr(c));
    if (!c.at("IN")) {
      c.reset(start);
      return false;
    }
    c.skip();
    auto haystack = TRY(parse_value_expr(c));
    call.name.parts[0].value = call.name.parts[0].text = "strpos";
    call.arguments.push_back(std::move(haystack));
    call.arguments.push_back(std::move(needle));
    return true;
  }
  if (!one_of(call.name, {"substring"})) return false;
  auto start = c.mark();
  auto source = TRY(parse_value_expr(c));
  if (!c.at_any({"FROM", "FOR"})) {
    c.reset(start);
    return false;
  }
  call.arguments.push_back(std::move(source));
  if (c.accept("FROM")) {
    call.arguments.push_back(TRY(parse_value_expr(c)));
  } else {
    auto one = std::make_unique<NumberLiteral>();
    one->text = "1";
    call.arguments.push_back(std::move(one));
  }
  if (c.accept("FOR")) call.arguments.push_back(TRY(parse_value_expr(c)));
  return true;
}

Result<void> parse_argument(Cursor& c, FunctionCall& call) {
  std::optional<Identifier> name;
  if (c.at_identifier() && c.at_any({"=>", ":="}, 1)) {
    name = TRY(c.identifier());
    c.skip();
  }
  call.arguments.push_back(TRY(parse_expr(c)));
  if (name || !call.argument_names.empty()) {
    call.argument_names.resize(call.arguments.size());
    call.argument_names.back() = std::move(name);
  }
  return {};
}

Result<void> parse_listagg_overflow(Cursor& c, FunctionCall& call) {
  if (!c.accept("ON")) return {};
  TRY(c.expect("OVERFLOW"));
  ListaggOverflow overflow;
  overflow.error = TRY(c.expect_any({"ERROR", "TRUNCATE"})) == "ERROR";
  if (!overflow.error) {
    if (c.at_string()) overflow.filler = TRY(parse_primary(c));
    overflow.with_count = TRY(c.expect_any({"WITH", "WITHOUT"})) == "WITH";
    TRY(c.expect("COUNT"));
  }
  call.overflow = std::move(overflow);
  return {};
}

Result<void> parse_arguments(Cursor& c, FunctionCall& call) {
  if (c.at(")")) return {};
  if (c.accept("*")) {
    call.star = true;
    return {};
  }
  c.note(")");
  if (c.accept("DISTINCT")) {
    call.distinct = true;
  } else {
    c.accept("ALL");
  }
  if (!call.distinct) {
    if (TRY(parse_keyword_arguments(c, call))) return {};
    if (c.redshift() && call.name.last() == "array" && begins_query(c)) {  // ARRAY(SELECT ...), as psql asks the catalog
      auto begin = c.mark();
      auto query = TRY(parse_query(c));
      auto node = make<ScalarSubquery>(c, begin);
      node->query = std::move(query);
      call.arguments.push_back(std::move(node));
      return {};
    }
  }
  if (!c.at("ORDER")) {
    if (!call.distinct) c.note("ORDER");
    do {
      TRY(parse_argument(c, call));
    } while (c.accept(","));
  }
  if (call.name.last() == "listagg") TRY(parse_listagg_overflow(c, call));
  if (c.redshift()) {  // first_value(x IGNORE NULLS) is accepted inside the parentheses too
    if (c.accept_all({"IGNORE", "NULLS"})) call.nulls = NullTreatment::ignore;
    if (c.accept_all({"RESPECT", "NULLS"})) call.nulls = NullTreatment::respect;
  }
  if (c.accept("ORDER")) {
    TRY(c.expect("BY"));
    call.order_by = TRY(parse_sort_items(c));
  }
  return {};
}

Result<FrameBound> parse_frame_bound(Cursor& c) {
  FrameBound bound;
  if (c.accept("UNBOUNDED")) {
    auto side = TRY(c.expect_any({"PRECEDING", "FOLLOWING"}));
    bound.kind = side == "PRECEDING" ? FrameBound::Kind::unbounded_preceding : FrameBound::Kind::unbounded_following;
    return bound;
  }
  if (c.accept("CURRENT")) {
    TRY(c.expect("ROW"));
    return bound;
  }
  bound.offset = TRY(parse_expr(c));
  bound.kind = TRY(c.expect_any({"PRECEDING", "FOLLOWING"})) == "PRECEDING" ? FrameBound::Kind::preceding : FrameBound::Kind::following;
  return bound;
}

Result<std::optional<Frame>> parse_frame(Cursor& c) {
  auto begin = c.mark();
  auto unit = c.accept_any({"RANGE", "ROWS", "GROUPS"});
  if (unit.empty()) return std::optional<Frame>();
  Frame frame;
  frame.unit = unit == "RANGE" ? Frame::Unit::range : unit == "ROWS" ? Frame::Unit::rows : Frame::Unit::groups;
  if (c.accept("BETWEEN")) {
    frame.start = TRY(parse_frame_bound(c));
    TRY(c.expect("AND"));
    frame.end = TRY(parse_frame_bound(c));
  } else {
    frame.start = TRY(parse_frame_bound(c));
  }
  frame.span = c.span_from(begin);
  return std::optional<Frame>(std::move(frame));
}

Result<void> parse_null_treatment(Cursor& c, FunctionCall& call) {
  if (!c.at("NULLS", 1)) return {};
  if (c.accept("IGNORE")) {
    call.nulls = NullTreatment::ignore;
  } else if (c.accept("RESPECT")) {
    call.nulls = NullTreatment::respect;
  } else {
    return {};
  }
  return c.expect("NULLS");
}

Result<void> parse_within_group(Cursor& c, FunctionCall& call) {
  if (!c.at_all({"WITHIN", "GROUP"})) return {};
  TRY(c.expect_all({"WITHIN", "GROUP", "(", "ORDER", "BY"}));
  call.within_group = TRY(parse_sort_items(c));
  return c.expect(")");
}

Result<void> parse_over(Cursor& c, FunctionCall& call) {
  if (!c.at("OVER") || !(c.at("(", 1) || c.at_identifier(1) || c.trino())) return {};
  auto begin = c.mark();
  c.skip();
  if (c.at("(")) {
    call.over = std::make_unique<WindowSpec>(TRY(parse_window_spec(c)));
    return {};
  }
  c.note("(");
  WindowSpec spec;
  spec.base = TRY(c.identifier());
  spec.only_name = true;
  spec.span = c.span_from(begin);
  call.over = std::make_unique<WindowSpec>(std::move(spec));
  return {};
}

Result<void> parse_call_suffixes(Cursor& c, FunctionCall& call) {
  if (c.trino() && call.name.last() == "listagg" && !c.at("WITHIN")) return c.expect("WITHIN");
  if (c.redshift() || call.name.last() == "listagg") TRY(parse_within_group(c, call));
  if (c.at("FILTER") && c.at("(", 1)) {
    c.skip();
    c.skip();
    TRY(c.expect("WHERE"));
    call.filter = TRY(parse_expr(c));
    TRY(c.expect(")"));
  }
  TRY(parse_null_treatment(c, call));
  return parse_over(c, call);
}

}  // namespace

Result<WindowSpec> parse_window_spec(Cursor& c) {
  auto begin = c.mark();
  TRY(c.expect("("));
  WindowSpec spec;
  bool clause = c.at_any({"PARTITION", "ORDER", "ROWS", "RANGE", "GROUPS"});
  if (!clause && c.at_identifier()) spec.base = TRY(c.identifier());
  if (c.accept("PARTITION")) {
    TRY(c.expect("BY"));
    spec.partition_by = TRY(parse_exprs(c));
  }
  if (c.accept("ORDER")) {
    TRY(c.expect("BY"));
    spec.order_by = TRY(parse_sort_items(c));
  }
  spec.frame = TRY(parse_frame(c));
  TRY(c.expect(")"));
  spec.span = c.span_from(begin);
  return spec;
}

Result<ExprPtr> parse_call(Cursor& c, ObjectName name, Cursor::Mark begin) {
  auto nest = TRY(c.nest());
  auto call = std::make_unique<FunctionCall>();
  call->name = std::move(name);
  TRY(c.expect("("));
  TRY(parse_arguments(c, *call));
  TRY(c.expect(")"));
  TRY(parse_call_suffixes(c, *call));
  call->span = c.span_from(begin);
  return ExprPtr(std::move(call));
}

}  // namespace tarn::sql
