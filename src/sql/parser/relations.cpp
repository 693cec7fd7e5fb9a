// What stands in FROM: tables, subqueries, joins, table functions, and Redshift's PIVOT and navigation.
#include "sql/parser/expressions.h"
#include "sql/parser/queries.h"
#include "sql/parser/types.h"

namespace tarn::sql {
namespace {

using namespace ast;

Result<void> parse_alias_columns(Cursor& c, Alias& alias) {
  TRY(c.expect("("));
  do {
    alias.columns.push_back(TRY(c.identifier()));
    if (c.redshift() && !c.at_any({",", ")"})) alias.column_types.push_back(TRY(parse_type(c)));
  } while (c.accept(","));
  return c.expect(")");
}

// --- primaries

Result<std::string> skip_balanced(Cursor& c) {
  auto begin = c.mark();
  int depth = 0;
  while (!c.at_end()) {
    if (c.at("(")) ++depth;
    if (c.at(")") && depth-- == 0) break;
    c.skip();
  }
  if (c.at_end()) return c.mismatch_here();
  return std::string(c.index() == begin.at ? std::string_view() : c.text_from(begin));
}

Result<TableFunction::Argument> parse_table_argument(Cursor& c) {
  TableFunction::Argument argument;
  if (c.at_identifier() && c.at("=>", 1)) {
    argument.name = TRY(c.identifier());
    c.skip();
  }
  if (c.at("DESCRIPTOR") && c.at("(", 1)) {
    c.skip();
    argument.descriptor = TRY(c.parenthesized_identifiers());
    return argument;
  }
  if (!c.at("TABLE") || !c.at("(", 1)) {
    argument.value = TRY(parse_expr(c));
    return argument;
  }
  c.skip();
  c.skip();
  if (begins_query(c) || c.at("(")) {
    auto relation = std::make_unique<SubqueryRelation>();
    relation->query = TRY(parse_query(c));
    argument.table = std::move(relation);
  } else {
    auto relation = std::make_unique<TableRelation>();
    relation->name = TRY(c.name());
    relation->span = relation->name.span;
    argument.table = std::move(relation);
  }
  TRY(c.expect(")"));
  argument.table->alias = TRY(parse_alias(c));
  if (c.accept("PARTITION")) {
    TRY(c.expect("BY"));
    argument.partition_by = TRY(parse_exprs(c));
  }
  auto empty = c.accept_any({"PRUNE", "KEEP"});
  if (!empty.empty()) {
    argument.keep_when_empty = empty == "KEEP";
    TRY(c.expect_all({"WHEN", "EMPTY"}));
  }
  if (c.accept("ORDER")) {
    TRY(c.expect("BY"));
    argument.order_by = TRY(parse_sort_items(c));
  }
  return argument;
}

Result<void> parse_table_arguments(Cursor& c, TableFunction& function) {
  TRY(c.expect("("));
  if (!c.at(")")) {
    do {
      function.arguments.push_back(TRY(parse_table_argument(c)));
    } while (c.accept(","));
  }
  return c.expect(")");
}

Result<RelationPtr> parse_table_function(Cursor& c) {
  auto begin = c.mark();
  TRY(c.expect("TABLE"));
  TRY(c.expect("("));
  auto function = std::make_unique<TableFunction>();
  function->name = TRY(c.name());
  TRY(parse_table_arguments(c, *function));
  TRY(c.expect(")"));
  function->span = c.span_from(begin);
  return RelationPtr(std::move(function));
}

Result<RelationPtr> parse_unnest(Cursor& c) {
  auto begin = c.mark();
  c.skip();
  auto unnest = std::make_unique<Unnest>();
  unnest->arguments = TRY(parse_parenthesized_exprs(c));
  if (c.accept("WITH")) {
    if (c.redshift() && c.accept("OFFSET")) {
      unnest->with_offset = true;
    } else {
      TRY(c.expect("ORDINALITY"));
      unnest->with_ordinality = true;
    }
  }
  unnest->span = c.span_from(begin);
  return RelationPtr(std::move(unnest));
}

Result<RelationPtr> parse_lateral(Cursor& c) {
  auto begin = c.mark();
  c.skip();
  TRY(c.expect("("));
  auto lateral = std::make_unique<Lateral>();
  lateral->query = TRY(parse_query(c));
  TRY(c.expect(")"));
  lateral->span = c.span_from(begin);
  return RelationPtr(std::move(lateral));
}

// '(' has not been taken. Is it a query, or a relation in parentheses? ((SELECT ..) x JOIN t ..) is a relation.
bool parenthesis_holds_query(const Cursor& c) {
  size_t ahead = 0;
  while (c.at("(", ahead)) ++ahead;
  if (!begins_query(c, ahead)) return false;
  if (ahead == 1) return true;
  int depth = 0;
  for (ahead = 1; !c.at_kind(TokenKind::end, ahead); ++ahead) {
    if (c.at("(", ahead)) ++depth;
    if (c.at(")", ahead) && --depth == 0) break;
  }
  return c.at_any({")", "UNION", "INTERSECT", "EXCEPT", "MINUS", "ORDER", "LIMIT", "OFFSET", "FETCH"}, ahead + 1);
}

Result<RelationPtr> parse_parenthesized(Cursor& c) {
  auto nest = TRY(c.nest());
  auto begin = c.mark();
  if (parenthesis_holds_query(c)) {
    c.skip();
    auto subquery = std::make_unique<SubqueryRelation>();
    subquery->query = TRY(parse_query(c));
    TRY(c.expect(")"));
    subquery->span = c.span_from(begin);
    return RelationPtr(std::move(subquery));
  }
  c.skip();
  c.note("<query>");
  auto inner = TRY(parse_relation(c));
  TRY(c.expect(")"));
  auto wrapped = std::make_unique<ParenthesizedRelation>();
  wrapped->inner = std::move(inner);
  wrapped->span = c.span_from(begin);
  return RelationPtr(std::move(wrapped));
}

Result<RelationPtr> parse_call_relation(Cursor& c, Cursor::Mark begin, ObjectName name) {
  auto function = std::make_unique<TableFunction>();
  function->name = std::move(name);
  function->keyword = false;
  TRY(parse_table_arguments(c, *function));
  function->span = c.span_from(begin);
  return RelationPtr(std::move(function));
}

Result<RelationPtr> parse_table(Cursor& c) {
  auto begin = c.mark();
  bool only = c.redshift() && c.at("ONLY") && c.at_identifier(1);
  if (only) c.skip();
  auto name_begin = c.mark();
  auto name = TRY(c.name());
  if (c.redshift() && c.at("(") && !only) return parse_call_relation(c, begin, std::move(name));
  auto table = std::make_unique<TableRelation>();
  table->name = std::move(name);
  table->only = only;
  if (c.redshift() && c.at("[")) {
    c.reset(name_begin);
    table->path = TRY(parse_primary(c));
  }
  if (c.trino() && c.accept("FOR")) {
    auto kind = TRY(c.expect_any({"TIMESTAMP", "VERSION"}));
    table->travel = kind == "TIMESTAMP" ? TableRelation::Travel::timestamp : TableRelation::Travel::version;
    TRY(c.expect_all({"AS", "OF"}));
    table->as_of = TRY(parse_value_expr(c));
  }
  table->span = c.span_from(begin);
  return RelationPtr(std::move(table));
}

Result<RelationPtr> parse_object_unpivot(Cursor& c) {
  auto begin = c.mark();
  c.skip();
  auto unpivot = std::make_unique<ObjectUnpivot>();
  unpivot->object = TRY(parse_primary(c));
  unpivot->span = c.span_from(begin);
  return RelationPtr(std::move(unpivot));
}

Result<RelationPtr> parse_primary_relation(Cursor& c) {
  if (c.at("(")) return parse_parenthesized(c);
  if (c.at("UNNEST") && (c.trino() || c.at("(", 1))) return parse_unnest(c);
  if (c.at("LATERAL") && c.at("(", 1)) return parse_lateral(c);
  if (c.trino()) {
    for (auto word : {"(", "UNNEST", "LATERAL", "TABLE"}) c.note(word);
    if (c.trino()) c.note("JSON_TABLE");
    if (c.at("TABLE")) return parse_table_function(c);
  }
  if (c.redshift() && c.at("UNPIVOT")) return parse_object_unpivot(c);
  return parse_table(c);
}

// --- what may follow a primary

Result<Pivot::Value> parse_pivot_value(Cursor& c) {
  Pivot::Value value;
  value.value = TRY(parse_expr(c));
  if (c.accept("AS")) {
    value.alias = TRY(c.label());
  } else if (c.at_identifier()) {
    value.alias = TRY(c.identifier());
  }
  return value;
}

Result<RelationPtr> parse_pivot(Cursor& c, Cursor::Mark begin, RelationPtr input) {
  auto pivot = std::make_unique<Pivot>();
  pivot->input = std::move(input);
  TRY(c.expect("("));
  do {
    Pivot::Aggregate aggregate;
    aggregate.call = TRY(parse_primary(c));
    if (c.accept("AS")) aggregate.alias = TRY(c.label());
    pivot->aggregates.push_back(std::move(aggregate));
  } while (c.accept(","));
  TRY(c.expect("FOR"));
  pivot->column = TRY(c.identifier());
  TRY(c.expect_all({"IN", "("}));
  do {
    pivot->values.push_back(TRY(parse_pivot_value(c)));
  } while (c.accept(","));
  TRY(c.expect_all({")", ")"}));
  pivot->span = c.span_from(begin);
  return RelationPtr(std::move(pivot));
}

Result<RelationPtr> parse_unpivot(Cursor& c, Cursor::Mark begin, RelationPtr input) {
  auto unpivot = std::make_unique<Unpivot>();
  unpivot->input = std::move(input);
  if (c.accept_all({"INCLUDE", "NULLS"})) unpivot->include_nulls = true;
  c.accept_all({"EXCLUDE", "NULLS"});
  TRY(c.expect("("));
  unpivot->value = TRY(c.identifier());
  TRY(c.expect("FOR"));
  unpivot->name = TRY(c.identifier());
  TRY(c.expect_all({"IN", "("}));
  do {
    Unpivot::Column column;
    column.name = TRY(c.identifier());
    if (c.accept("AS")) column.alias = TRY(parse_primary(c));
    unpivot->columns.push_back(std::move(column));
  } while (c.accept(","));
  TRY(c.expect_all({")", ")"}));
  unpivot->span = c.span_from(begin);
  return RelationPtr(std::move(unpivot));
}

Result<RelationPtr> parse_match_recognize(Cursor& c, Cursor::Mark begin, RelationPtr input) {
  auto match = std::make_unique<MatchRecognize>();
  match->input = std::move(input);
  TRY(c.expect("("));
  match->body = TRY(skip_balanced(c));
  TRY(c.expect(")"));
  match->span = c.span_from(begin);
  return RelationPtr(std::move(match));
}

// Parentheses around one relation are kept only where they carry an alias over another.
RelationPtr unwrap(RelationPtr relation) {
  auto* wrapped = try_as<ParenthesizedRelation>(relation.get());
  if (!wrapped || (relation->alias && wrapped->inner->alias) || relation->sample) return relation;
  auto inner = std::move(wrapped->inner);
  if (relation->alias) inner->alias = std::move(relation->alias);
  return inner;
}

Result<RelationPtr> parse_aliased(Cursor& c) {
  auto begin = c.mark();
  auto relation = TRY(parse_primary_relation(c));
  relation->alias = TRY(parse_alias(c));
  for (int links = 1;; ++links) {
    TRY(c.chain(links));
    if (c.trino() && c.at("MATCH_RECOGNIZE") && c.at("(", 1)) {
      c.skip();
      relation = TRY(parse_match_recognize(c, begin, std::move(relation)));
    } else if (c.redshift() && c.accept("PIVOT")) {
      relation = TRY(parse_pivot(c, begin, std::move(relation)));
    } else if (c.redshift() && c.accept("UNPIVOT")) {
      relation = TRY(parse_unpivot(c, begin, std::move(relation)));
    } else {
      if (c.trino()) c.note("MATCH_RECOGNIZE");
      break;
    }
    relation->alias = TRY(parse_alias(c));
  }
  return unwrap(std::move(relation));
}

Result<RelationPtr> parse_sampled(Cursor& c) {
  auto relation = TRY(parse_aliased(c));
  if (c.redshift() || !c.accept("TABLESAMPLE")) return relation;
  Sample sample;
  sample.bernoulli = TRY(c.expect_any({"BERNOULLI", "SYSTEM"})) == "BERNOULLI";
  TRY(c.expect("("));
  sample.percentage = TRY(parse_expr(c));
  TRY(c.expect(")"));
  relation->sample = std::move(sample);
  return relation;
}

// --- joins

bool at_join(const Cursor& c) { return c.at_any({"CROSS", "INNER", "LEFT", "RIGHT", "FULL", "JOIN", "NATURAL"}); }

Result<RelationPtr> parse_joins(Cursor& c, Cursor::Mark begin, RelationPtr left, bool until_criteria);

Result<JoinType> parse_join_type(Cursor& c) {
  JoinType type = JoinType::inner;
  auto word = c.accept_any({"INNER", "LEFT", "RIGHT", "FULL"});
  if (word == "LEFT") type = JoinType::left;
  if (word == "RIGHT") type = JoinType::right;
  if (word == "FULL") type = JoinType::full;
  if (type != JoinType::inner) c.accept("OUTER");
  TRY(c.expect("JOIN"));
  return type;
}

Result<void> parse_criteria(Cursor& c, Join& join) {
  if (c.accept("ON")) {
    join.on = TRY(parse_expr(c));
    return {};
  }
  TRY(c.expect("USING"));
  join.using_columns = TRY(c.parenthesized_identifiers());
  return {};
}

Result<RelationPtr> parse_join(Cursor& c, Cursor::Mark begin, RelationPtr left) {
  auto join = std::make_unique<Join>();
  join->left = std::move(left);
  if (c.accept("CROSS")) {
    join->type = JoinType::cross;
    TRY(c.expect("JOIN"));
    join->right = TRY(parse_sampled(c));
  } else if (c.accept("NATURAL")) {
    join->natural = true;
    join->type = TRY(parse_join_type(c));
    join->right = TRY(parse_sampled(c));
  } else {
    join->type = TRY(parse_join_type(c));
    auto start = c.mark();
    join->right = TRY(parse_sampled(c));
    if (at_join(c)) {  // a JOIN b JOIN c ON x ON y
      auto nest = TRY(c.nest());
      join->right = TRY(parse_joins(c, start, std::move(join->right), true));
    }
    TRY(parse_criteria(c, *join));
  }
  join->span = c.span_from(begin);
  return RelationPtr(std::move(join));
}

Result<RelationPtr> parse_joins(Cursor& c, Cursor::Mark begin, RelationPtr left, bool until_criteria) {
  for (int links = 1;; ++links) {
    TRY(c.chain(links));
    if (!at_join(c)) {
      for (auto word : {"CROSS", "INNER", "LEFT", "RIGHT", "FULL", "JOIN", "NATURAL"}) c.note(word);
      return left;
    }
    left = TRY(parse_join(c, begin, std::move(left)));
    if (until_criteria && c.at_any({"ON", "USING"})) return left;
  }
}

}  // namespace

bool at_clause(const Cursor& c) {
  if (c.at("LIMIT")) return c.at_integer(1) || c.at("ALL", 1) || c.at_kind(TokenKind::parameter, 1) || c.redshift();
  if (c.at("OFFSET")) return c.at_integer(1) || c.at_kind(TokenKind::parameter, 1) || c.redshift();
  if (c.at("FETCH")) return c.at_any({"FIRST", "NEXT"}, 1);
  if (c.at("WINDOW")) return c.at_identifier(1) && c.at("AS", 2);
  if (c.at("TABLESAMPLE")) return c.at_any({"BERNOULLI", "SYSTEM"}, 1) || c.trino();
  if (c.at("MATCH_RECOGNIZE")) return c.at("(", 1);
  if (c.at("SET")) return !c.trino() || c.at_identifier(1);
  return false;
}

Result<std::optional<Alias>> parse_alias(Cursor& c) {
  auto begin = c.mark();
  Alias alias;
  if (c.accept("AS")) {
    alias.name = TRY(c.label());
  } else {
    if (!c.at_identifier() || at_clause(c)) {
      c.note("<identifier>");
      return std::optional<Alias>();
    }
    alias.name = TRY(c.identifier());
  }
  if (c.at("(")) {
    TRY(parse_alias_columns(c, alias));
  } else {
    c.note("(");
  }
  if (c.redshift() && c.accept("AT")) alias.at = TRY(c.identifier());
  alias.span = c.span_from(begin);
  return std::optional<Alias>(std::move(alias));
}

Result<RelationPtr> parse_relation(Cursor& c) {
  auto nest = TRY(c.nest());
  auto begin = c.mark();
  auto left = TRY(parse_sampled(c));
  return parse_joins(c, begin, std::move(left), false);
}

Result<RelationPtr> parse_relations(Cursor& c) {
  auto begin = c.mark();
  auto left = TRY(parse_relation(c));
  for (int links = 1; c.accept(","); ++links) {
    TRY(c.chain(links));
    auto join = std::make_unique<Join>();
    join->type = JoinType::implicit;
    join->left = std::move(left);
    join->right = TRY(parse_relation(c));
    join->span = c.span_from(begin);
    left = std::move(join);
  }
  return left;
}

}  // namespace tarn::sql
