// INSERT, UPDATE, DELETE and MERGE of Trino and Redshift.
#include "sql/parser/expressions.h"
#include "sql/parser/queries.h"
#include "sql/parser/statements.h"

namespace tarn::sql {
namespace {

using namespace ast;

Result<Assignment> parse_assignment(Cursor& c) {
  Assignment assignment;
  assignment.column = TRY(c.name()).parts;
  TRY(c.expect("="));
  assignment.value = TRY(parse_expr(c));
  return assignment;
}

Result<std::vector<Assignment>> parse_assignments(Cursor& c) {
  std::vector<Assignment> out;
  do {
    out.push_back(TRY(parse_assignment(c)));
  } while (c.accept(","));
  return out;
}

// '(' begins the list of columns unless a query stands behind it.
bool at_column_list(const Cursor& c) {
  if (!c.at("(")) return false;
  size_t ahead = 1;
  while (c.at("(", ahead)) ++ahead;
  return !begins_query(c, ahead);
}

Result<void> parse_merge_insert(Cursor& c, MergeClause& clause) {
  clause.action = MergeClause::Action::insert;
  if (c.at("(")) clause.columns = TRY(c.parenthesized_identifiers());
  TRY(c.expect("VALUES"));
  clause.values = TRY(parse_parenthesized_exprs(c));
  return {};
}

Result<MergeClause> parse_merge_clause(Cursor& c) {
  auto begin = c.mark();
  MergeClause clause;
  TRY(c.expect("WHEN"));
  clause.matched = !c.accept("NOT");
  TRY(c.expect("MATCHED"));
  if (c.accept("AND")) clause.condition = TRY(parse_expr(c));
  TRY(c.expect("THEN"));
  if (!clause.matched) {
    TRY(c.expect("INSERT"));
    TRY(parse_merge_insert(c, clause));
  } else if (c.accept("DELETE")) {
    clause.action = MergeClause::Action::delete_;
  } else {
    TRY(c.expect_all({"UPDATE", "SET"}));
    clause.assignments = TRY(parse_assignments(c));
  }
  clause.span = c.span_from(begin);
  return clause;
}

}  // namespace

Result<StatementPtr> parse_insert(Cursor& c) {
  auto begin = c.mark();
  TRY(c.expect("INSERT"));
  TRY(c.expect("INTO"));
  auto insert = std::make_unique<Insert>();
  insert->table = TRY(c.name());
  if (at_column_list(c)) insert->columns = TRY(c.parenthesized_identifiers());
  if (!c.redshift() || !c.accept_all({"DEFAULT", "VALUES"})) insert->query = TRY(parse_query(c));
  return finish(c, begin, std::move(insert));
}

Result<StatementPtr> parse_update(Cursor& c, std::optional<With> with) {
  auto begin = c.mark();
  TRY(c.expect("UPDATE"));
  auto update = std::make_unique<Update>();
  update->with = std::move(with);
  update->table = TRY(c.name());
  if (c.redshift()) update->alias = TRY(parse_alias(c));
  TRY(c.expect("SET"));
  update->assignments = TRY(parse_assignments(c));
  if (c.redshift() && c.accept("FROM")) update->from = TRY(parse_relations(c));
  if (c.accept("WHERE")) update->where = TRY(parse_expr(c));
  return finish(c, begin, std::move(update));
}

Result<StatementPtr> parse_delete(Cursor& c, std::optional<With> with) {
  auto begin = c.mark();
  TRY(c.expect("DELETE"));
  if (c.redshift()) {
    c.accept("FROM");
  } else {
    TRY(c.expect("FROM"));
  }
  auto statement = std::make_unique<Delete>();
  statement->with = std::move(with);
  statement->table = TRY(c.name());
  if (c.redshift()) {
    statement->alias = TRY(parse_alias(c));
    if (c.accept("USING")) statement->using_relations = TRY(parse_relations(c));
  }
  if (c.accept("WHERE")) statement->where = TRY(parse_expr(c));
  return finish(c, begin, std::move(statement));
}

Result<StatementPtr> parse_merge(Cursor& c) {
  auto begin = c.mark();
  TRY(c.expect("MERGE"));
  TRY(c.expect("INTO"));
  auto merge = std::make_unique<Merge>();
  merge->target = TRY(c.name());
  merge->alias = TRY(parse_alias(c));
  TRY(c.expect("USING"));
  merge->source = TRY(parse_relation(c));
  TRY(c.expect("ON"));
  merge->on = TRY(parse_expr(c));
  if (c.redshift() && c.accept_all({"REMOVE", "DUPLICATES"})) {
    merge->remove_duplicates = true;
    return finish(c, begin, std::move(merge));
  }
  do {
    merge->clauses.push_back(TRY(parse_merge_clause(c)));
  } while (c.at("WHEN"));
  return finish(c, begin, std::move(merge));
}

Result<std::vector<Property>> parse_properties(Cursor& c) {
  std::vector<Property> out;
  TRY(c.expect("("));
  do {
    Property property;
    property.name = TRY(c.identifier());
    TRY(c.expect("="));
    property.value = TRY(parse_expr(c));
    out.push_back(std::move(property));
  } while (c.accept(","));
  TRY(c.expect(")"));
  return out;
}

}  // namespace tarn::sql
