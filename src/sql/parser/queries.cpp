#include "sql/parser/queries.h"

#include "sql/parser/expressions.h"

namespace tarn::sql {
namespace {

using namespace ast;

Result<BodyPtr> parse_body(Cursor& c, bool intersect_only);

// --- SELECT

Result<std::optional<Identifier>> parse_item_alias(Cursor& c) {
  if (c.accept("AS")) return std::optional<Identifier>(TRY(c.label()));
  if (c.at_identifier() && !at_clause(c)) return std::optional<Identifier>(TRY(c.identifier()));
  c.note("<identifier>");
  return std::optional<Identifier>();
}

Result<std::vector<Identifier>> parse_exclude(Cursor& c) {
  if (!c.redshift() || !c.at("EXCLUDE")) return std::vector<Identifier>();
  c.skip();
  if (c.at("(")) return c.parenthesized_identifiers();
  std::vector<Identifier> one;
  one.push_back(TRY(c.identifier()));
  return one;
}

Result<SelectItem> parse_item(Cursor& c) {
  auto begin = c.mark();
  SelectItem item;
  if (c.accept("*")) {
    item.kind = SelectItem::Kind::all;
    item.exclude = TRY(parse_exclude(c));
  } else {
    c.set_in_select_list(true);
    item.expr = TRY(parse_expr(c));
    c.set_in_select_list(false);
    if (c.at(".") && c.at("*", 1)) {
      c.skip();
      c.skip();
      item.kind = SelectItem::Kind::all_of;
      item.exclude = TRY(parse_exclude(c));
      if (c.trino() && c.accept("AS")) item.aliases = TRY(c.parenthesized_identifiers());
    } else {
      item.alias = TRY(parse_item_alias(c));
    }
  }
  item.span = c.span_from(begin);
  return item;
}

Result<GroupingElement> parse_grouping_sets(Cursor& c) {
  GroupingElement element;
  element.kind = GroupingElement::Kind::sets;
  TRY(c.expect("("));
  do {
    if (c.at("(") && c.at(")", 1)) {
      c.skip();
      c.skip();
      element.sets.emplace_back();
      continue;
    }
    auto expr = TRY(parse_expr(c));
    auto* row = try_as<RowConstructor>(expr.get());
    if (row && !row->keyword) {
      element.sets.push_back(std::move(row->fields));
    } else {
      element.sets.emplace_back();
      element.sets.back().push_back(std::move(expr));
    }
  } while (c.accept(","));
  TRY(c.expect(")"));
  return element;
}

Result<GroupingElement> parse_grouping_element(Cursor& c) {
  auto begin = c.mark();
  GroupingElement element;
  if (c.accept_all({"GROUPING", "SETS"})) {
    element = TRY(parse_grouping_sets(c));
  } else if (c.at_any({"ROLLUP", "CUBE"}) && c.at("(", 1)) {
    bool rollup = c.at("ROLLUP");
    c.skip();
    if (c.at(")", 1)) {  // ROLLUP ()
      c.skip();
      c.skip();
    } else {
      element = TRY(parse_grouping_sets(c));
    }
    element.kind = rollup ? GroupingElement::Kind::rollup : GroupingElement::Kind::cube;
  } else if (c.at("(") && c.at(")", 1)) {
    c.skip();
    c.skip();
    element.sets.emplace_back();
  } else {
    for (auto word : {"(", "CUBE", "GROUPING", "ROLLUP"}) c.note(word);
    auto expr = TRY(parse_expr(c));
    auto* row = try_as<RowConstructor>(expr.get());
    element.sets.emplace_back();
    if (row && !row->keyword) {
      element.sets.back() = std::move(row->fields);
    } else {
      element.sets.back().push_back(std::move(expr));
    }
  }
  element.span = c.span_from(begin);
  return element;
}

Result<std::optional<GroupBy>> parse_group_by(Cursor& c) {
  if (!c.accept("GROUP")) return std::optional<GroupBy>();
  TRY(c.expect("BY"));
  GroupBy group;
  if (c.accept("DISTINCT")) {
    group.distinct = true;
  } else if (c.accept("ALL")) {
    group.all = c.redshift();
    if (group.all) return std::optional<GroupBy>(std::move(group));
  }
  do {
    group.elements.push_back(TRY(parse_grouping_element(c)));
  } while (c.accept(","));
  return std::optional<GroupBy>(std::move(group));
}

Result<void> parse_select_list(Cursor& c, Select& select) {
  if (c.accept("DISTINCT")) {
    select.distinct = true;
  } else {
    c.accept("ALL");
  }
  if (c.redshift() && c.accept("TOP")) select.top = TRY(parse_primary(c));
  do {
    select.items.push_back(TRY(parse_item(c)));
  } while (c.accept(","));
  return {};
}

Result<void> parse_into(Cursor& c, Select& select) {
  if (!c.redshift() || !c.accept("INTO")) return {};
  select.into = std::make_unique<SelectInto>();
  if (c.at_any({"TEMP", "TEMPORARY"}) && (c.at_identifier(1) || c.at("TABLE", 1))) {
    c.skip();
    select.into->temporary = true;
  }
  c.accept("TABLE");
  select.into->name = TRY(c.name());
  return {};
}

Result<void> parse_connect_by(Cursor& c, Select& select) {
  if (!c.redshift() || !(c.at_all({"START", "WITH"}) || c.at_all({"CONNECT", "BY"}))) return {};
  auto connect = std::make_unique<ConnectBy>();
  for (int i = 0; i < 2; ++i) {
    if (!connect->start_with && c.accept_all({"START", "WITH"})) connect->start_with = TRY(parse_expr(c));
    if (!connect->condition && c.accept_all({"CONNECT", "BY"})) {
      connect->no_cycle = c.accept("NOCYCLE");
      connect->condition = TRY(parse_expr(c));
    }
  }
  if (!connect->condition) return c.mismatch_here();
  select.connect_by = std::move(connect);
  return {};
}

Result<void> parse_windows(Cursor& c, Select& select) {
  c.note("WINDOW");
  if (!c.at("WINDOW") || !c.at("AS", 2)) return {};
  c.skip();
  do {
    NamedWindow window;
    window.name = TRY(c.identifier());
    TRY(c.expect("AS"));
    window.spec = TRY(parse_window_spec(c));
    select.windows.push_back(std::move(window));
  } while (c.accept(","));
  return {};
}

Result<BodyPtr> parse_select(Cursor& c) {
  auto begin = c.mark();
  TRY(c.expect("SELECT"));
  auto select = std::make_unique<Select>();
  TRY(parse_select_list(c, *select));
  TRY(parse_into(c, *select));
  if (c.accept("FROM")) select->from = TRY(parse_relations(c));
  TRY(parse_connect_by(c, *select));
  if (c.accept("WHERE")) select->where = TRY(parse_expr(c));
  TRY(parse_connect_by(c, *select));
  select->group_by = TRY(parse_group_by(c));
  if (c.accept("HAVING")) select->having = TRY(parse_expr(c));
  if (c.redshift() && c.accept("QUALIFY")) select->qualify = TRY(parse_expr(c));
  TRY(parse_windows(c, *select));
  select->span = c.span_from(begin);
  return BodyPtr(std::move(select));
}

// --- the other bodies

Result<BodyPtr> parse_values(Cursor& c) {
  auto begin = c.mark();
  c.skip();
  auto values = std::make_unique<Values>();
  do {
    if (c.redshift()) {  // VALUES (1) is a row of one column, not a parenthesis
      auto start = c.mark();
      auto fields = TRY(parse_parenthesized_exprs(c));
      auto row = make<RowConstructor>(c, start);
      row->fields = std::move(fields);
      values->rows.push_back(std::move(row));
    } else {
      values->rows.push_back(TRY(parse_expr(c)));
    }
  } while (c.accept(","));
  values->span = c.span_from(begin);
  return BodyPtr(std::move(values));
}

Result<BodyPtr> parse_term(Cursor& c) {
  auto begin = c.mark();
  if (c.at("SELECT")) return parse_select(c);
  if (c.at("VALUES")) return parse_values(c);
  if (c.at("TABLE")) {
    c.skip();
    auto table = std::make_unique<TableBody>();
    table->name = TRY(c.name());
    table->span = c.span_from(begin);
    return BodyPtr(std::move(table));
  }
  if (!c.at("(")) {
    for (auto word : {"(", "SELECT", "TABLE", "VALUES"}) c.note(word);
    return c.mismatch();
  }
  c.skip();
  auto nested = std::make_unique<NestedQuery>();
  nested->query = TRY(parse_query(c));
  TRY(c.expect(")"));
  nested->span = c.span_from(begin);
  return BodyPtr(std::move(nested));
}

std::optional<SetOp> accept_set_op(Cursor& c, bool intersect_only) {
  if (intersect_only) return c.accept("INTERSECT") ? std::optional(SetOp::intersect) : std::nullopt;
  if (c.accept("UNION")) return SetOp::union_;
  if (c.accept("EXCEPT")) return SetOp::except;
  if (c.redshift() && c.accept("MINUS")) return SetOp::except;
  return std::nullopt;
}

Result<BodyPtr> parse_body(Cursor& c, bool intersect_only) {
  auto begin = c.mark();
  auto operand = [&] { return intersect_only ? parse_term(c) : parse_body(c, true); };
  auto left = TRY(operand());
  for (int links = 1;; ++links) {
    TRY(c.chain(links));
    auto word = c.mark();
    auto op = accept_set_op(c, intersect_only);
    if (!op) return left;
    auto node = std::make_unique<SetOperation>();
    node->op = *op;
    node->word_span = c.span_from(word);
    node->all = c.accept("ALL");
    if (!node->all) c.accept("DISTINCT");
    node->left = std::move(left);
    node->right = TRY(operand());
    node->span = c.span_from(begin);
    left = std::move(node);
  }
}

// --- the ends of a query

// A number or a parameter in Trino, any expression in Redshift.
Result<ExprPtr> parse_row_count(Cursor& c) {
  if (c.redshift()) return parse_value_expr(c);
  auto begin = c.mark();
  if (c.at_kind(TokenKind::parameter)) {
    c.skip();
    auto parameter = make<Parameter>(c, begin);
    parameter->index = c.next_parameter();
    return ExprPtr(std::move(parameter));
  }
  c.note("?");
  auto count = TRY(c.integer());
  auto number = make<NumberLiteral>(c, begin);
  number->text = std::to_string(count);
  return ExprPtr(std::move(number));
}

Result<void> parse_offset(Cursor& c, Query& query) {
  if (query.offset || !c.accept("OFFSET")) return {};
  query.offset = TRY(parse_row_count(c));
  c.accept_any({"ROW", "ROWS"});
  return {};
}

Result<bool> parse_limit(Cursor& c, Query& query) {
  if (c.accept("LIMIT")) {
    if (!c.accept("ALL")) query.limit = TRY(parse_row_count(c));
    return true;
  }
  auto fetch = c.mark();
  if (!c.accept("FETCH")) return false;
  TRY(c.expect_any({"FIRST", "NEXT"}));
  if (c.at_any({"ROW", "ROWS"})) {
    auto one = std::make_unique<NumberLiteral>();
    one->text = "1";
    query.limit = std::move(one);
  } else {
    query.limit = TRY(parse_row_count(c));
  }
  TRY(c.expect_any({"ROW", "ROWS"}));
  if (c.accept("ONLY")) return true;
  TRY(c.expect("WITH"));
  TRY(c.expect("TIES"));
  query.with_ties = true;
  query.fetch_span = c.span_from(fetch);
  return true;
}

Result<void> parse_ends(Cursor& c, Query& query) {
  if (c.accept("ORDER")) {
    TRY(c.expect("BY"));
    query.order_by = TRY(parse_sort_items(c));
  }
  TRY(parse_offset(c, query));
  bool limited = TRY(parse_limit(c, query));
  if (limited && c.redshift()) TRY(parse_offset(c, query));  // PostgreSQL takes them in either order
  return {};
}

}  // namespace

bool begins_query(const Cursor& c, size_t ahead) {
  if (c.at("WITH", ahead)) return true;
  if (c.at("SELECT", ahead)) return true;
  if (c.at("VALUES", ahead)) return !c.redshift() || c.at("(", ahead + 1);
  return c.at("TABLE", ahead) && !c.at("(", ahead + 1);
}

Result<With> parse_with(Cursor& c) {
  TRY(c.expect("WITH"));
  With with;
  if (c.at("RECURSIVE") && (c.trino() || c.at_identifier(1))) {
    c.skip();
    with.recursive = true;
  }
  do {
    auto begin = c.mark();
    CommonTable table;
    table.name = TRY(c.identifier());
    if (c.at("(")) table.columns = TRY(c.parenthesized_identifiers());
    TRY(c.expect("AS"));
    TRY(c.expect("("));
    table.query = TRY(parse_query(c));
    TRY(c.expect(")"));
    table.span = c.span_from(begin);
    with.tables.push_back(std::move(table));
  } while (c.accept(","));
  return with;
}

Result<QueryPtr> parse_query(Cursor& c) {
  auto nest = TRY(c.nest());
  auto rule = c.rule("<query>");
  auto begin = c.mark();
  auto query = std::make_unique<Query>();
  if (c.at("WITH")) query->with = TRY(parse_with(c));
  query->body = TRY(parse_body(c, false));
  TRY(parse_ends(c, *query));
  query->span = c.span_from(begin);
  return query;
}

}  // namespace tarn::sql
