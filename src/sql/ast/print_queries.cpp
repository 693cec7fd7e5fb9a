// Printing of queries and relations in the layout of Trino's formatter.
#include "sql/ast/writer.h"

namespace tarn::sql::ast {
namespace {

// --- relations

void write_join(Writer& w, const Join& join, int depth) {
  bool implicit = join.type == JoinType::implicit;
  constexpr std::string_view kTypes[] = {"CROSS JOIN ", ", ", "INNER JOIN ", "LEFT JOIN ", "RIGHT JOIN ", "FULL JOIN "};
  if (!implicit) w << "(";
  write_relation(w, *join.left, depth);
  w << "\n";
  w.indent(depth) << (join.natural ? "NATURAL " : "") << kTypes[static_cast<size_t>(join.type)];
  write_relation(w, *join.right, depth);
  if (join.on) {
    w << " ON ";
    write_expr(w, *join.on);
  } else if (!join.using_columns.empty()) {
    w << " USING ";
    write_parenthesized(w, join.using_columns);
  }
  if (!implicit) w << ")";
}

void write_nested(Writer& w, const Query& query, int depth) {
  w << "(\n";
  write_query(w, query, depth + 1);
  w.indent(depth) << ")";
}

void write_table(Writer& w, const TableRelation& table) {
  if (table.only) w << "ONLY ";
  if (table.path) {
    write_expr(w, *table.path);
  } else {
    write_name(w, table.name);
  }
  if (table.travel == TableRelation::Travel::none) return;
  w << (table.travel == TableRelation::Travel::timestamp ? " FOR TIMESTAMP AS OF " : " FOR VERSION AS OF ");
  write_expr(w, *table.as_of);
}

void write_unnest(Writer& w, const Unnest& unnest) {
  w << "UNNEST(";
  write_exprs(w, unnest.arguments);
  w << ")";
  if (unnest.with_ordinality) w << " WITH ORDINALITY";
  if (unnest.with_offset) w << " WITH OFFSET";
}

void write_table_argument(Writer& w, const TableFunction::Argument& argument, int depth) {
  if (argument.name) {
    write_name(w, *argument.name);
    w << " => ";
  }
  if (argument.descriptor) {
    w << "DESCRIPTOR";
    write_parenthesized(w, *argument.descriptor);
  } else if (argument.table) {
    w << "TABLE(";
    if (const auto* subquery = try_as<SubqueryRelation>(argument.table.get())) {
      w << "\n";
      write_query(w, *subquery->query, depth + 1);
    } else {
      write_table(w, as<TableRelation>(*argument.table));
    }
    w << ")";
    if (argument.table->alias) write_alias(w, *argument.table->alias);
    if (!argument.partition_by.empty()) {
      w << " PARTITION BY ";
      write_exprs(w, argument.partition_by);
    }
    if (argument.keep_when_empty) w << (*argument.keep_when_empty ? " KEEP WHEN EMPTY" : " PRUNE WHEN EMPTY");
    if (!argument.order_by.empty()) {
      w << " ORDER BY ";
      write_sort_items(w, argument.order_by);
    }
  } else {
    write_expr(w, *argument.value);
  }
}

void write_table_function(Writer& w, const TableFunction& function, int depth) {
  if (function.keyword) w << "TABLE(";
  write_name(w, function.name);
  w << "(";
  write_list(w, function.arguments, [&](const auto& argument) { write_table_argument(w, argument, depth); });
  w << ")";
  if (function.keyword) w << ")";
}

void write_pivot(Writer& w, const Pivot& pivot, int depth) {
  write_relation(w, *pivot.input, depth);
  w << " PIVOT (";
  write_list(w, pivot.aggregates, [&](const Pivot::Aggregate& aggregate) {
    write_expr(w, *aggregate.call);
    if (!aggregate.alias) return;
    w << " AS ";
    write_name(w, *aggregate.alias);
  });
  w << " FOR ";
  write_name(w, pivot.column);
  w << " IN (";
  write_list(w, pivot.values, [&](const Pivot::Value& value) {
    write_expr(w, *value.value);
    if (!value.alias) return;
    w << " AS ";
    write_name(w, *value.alias);
  });
  w << "))";
}

void write_unpivot(Writer& w, const Unpivot& unpivot, int depth) {
  write_relation(w, *unpivot.input, depth);
  w << " UNPIVOT " << (unpivot.include_nulls ? "INCLUDE NULLS (" : "(");
  write_name(w, unpivot.value);
  w << " FOR ";
  write_name(w, unpivot.name);
  w << " IN (";
  write_list(w, unpivot.columns, [&](const Unpivot::Column& column) {
    write_name(w, column.name);
    if (!column.alias) return;
    w << " AS ";
    write_expr(w, *column.alias);
  });
  w << "))";
}

void write_relation_body(Writer& w, const Relation& relation, int depth) {
  switch (relation.kind) {
    case RelationKind::table: write_table(w, as<TableRelation>(relation)); break;
    case RelationKind::subquery: write_nested(w, *as<SubqueryRelation>(relation).query, depth); break;
    case RelationKind::join: write_join(w, as<Join>(relation), depth); break;
    case RelationKind::unnest: write_unnest(w, as<Unnest>(relation)); break;
    case RelationKind::lateral:
      w << "LATERAL ";
      write_nested(w, *as<Lateral>(relation).query, depth);
      break;
    case RelationKind::table_function: write_table_function(w, as<TableFunction>(relation), depth); break;
    case RelationKind::parenthesized:
      w << "(";
      write_relation(w, *as<ParenthesizedRelation>(relation).inner, depth);
      w << ")";
      break;
    case RelationKind::match_recognize:
      write_relation(w, *as<MatchRecognize>(relation).input, depth);
      w << " MATCH_RECOGNIZE (" << as<MatchRecognize>(relation).body << ")";
      break;
    case RelationKind::pivot: write_pivot(w, as<Pivot>(relation), depth); break;
    case RelationKind::unpivot: write_unpivot(w, as<Unpivot>(relation), depth); break;
    case RelationKind::object_unpivot:
      w << "UNPIVOT ";
      write_expr(w, *as<ObjectUnpivot>(relation).object);
      break;
  }
}

// --- SELECT

void write_item(Writer& w, const SelectItem& item) {
  if (item.expr) write_expr(w, *item.expr);
  if (item.kind == SelectItem::Kind::all) w << "*";
  if (item.kind == SelectItem::Kind::all_of) w << ".*";
  if (!item.aliases.empty()) {
    w << " AS ";
    write_parenthesized(w, item.aliases);
  }
  if (!item.exclude.empty()) {
    w << " EXCLUDE ";
    write_parenthesized(w, item.exclude);
  }
  if (item.alias) {
    // Redshift takes reserved words as labels behind AS only; Trino's formatter leaves the word out.
    w << (w.dialect == Dialect::redshift ? " AS " : " ");
    write_name(w, *item.alias);
  }
}

void write_items(Writer& w, const Select& select, int depth) {
  w.indent(depth) << "SELECT";
  if (select.distinct) w << " DISTINCT";
  if (select.top) {
    w << " TOP ";
    write_expr(w, *select.top);
  }
  if (select.items.size() == 1) {
    w << " ";
    write_item(w, select.items[0]);
  } else {
    bool first = true;
    for (const auto& item : select.items) {
      w << "\n";
      w.indent(depth) << (first ? "  " : ", ");
      write_item(w, item);
      first = false;
    }
  }
  w << "\n";
}

void write_set(Writer& w, const std::vector<ExprPtr>& set) {
  w << "(";
  write_exprs(w, set);
  w << ")";
}

void write_grouping(Writer& w, const GroupingElement& element) {
  using Kind = GroupingElement::Kind;
  auto write_one = [&](const std::vector<ExprPtr>& set) {
    if (set.size() == 1) {
      write_expr(w, *set[0]);
    } else {
      write_set(w, set);
    }
  };
  if (element.kind == Kind::simple) return write_one(element.sets[0]);
  w << (element.kind == Kind::rollup ? "ROLLUP (" : element.kind == Kind::cube ? "CUBE (" : "GROUPING SETS (");
  write_list(w, element.sets, write_one);
  w << ")";
}

void write_group_by(Writer& w, const GroupBy& group, int depth) {
  w.indent(depth) << "GROUP BY " << (group.distinct ? "DISTINCT " : "") << (group.all ? "ALL" : "");
  write_list(w, group.elements, [&](const GroupingElement& element) { write_grouping(w, element); });
  w << "\n";
}

void write_clause(Writer& w, std::string_view word, const ExprPtr& e, int depth) {
  if (!e) return;
  w.indent(depth) << word;
  write_expr(w, *e);
  w << "\n";
}

void write_windows(Writer& w, const Select& select, int depth) {
  if (select.windows.empty()) return;
  w.indent(depth) << "WINDOW ";
  write_list(w, select.windows, [&](const NamedWindow& window) {
    write_name(w, window.name);
    w << " AS ";
    write_window(w, window.spec);
  });
  w << "\n";
}

void write_connect_by(Writer& w, const ConnectBy& connect, int depth) {
  if (connect.start_with) write_clause(w, "START WITH ", connect.start_with, depth);
  write_clause(w, connect.no_cycle ? "CONNECT BY NOCYCLE " : "CONNECT BY ", connect.condition, depth);
}

void write_select(Writer& w, const Select& select, int depth) {
  write_items(w, select, depth);
  if (select.into) {
    w.indent(depth) << "INTO " << (select.into->temporary ? "TEMPORARY TABLE " : "");
    write_name(w, select.into->name);
    w << "\n";
  }
  if (select.from) {
    w.indent(depth) << "FROM\n";
    w.indent(depth) << "  ";
    write_relation(w, *select.from, depth);
    w << "\n";
  }
  if (select.connect_by) write_connect_by(w, *select.connect_by, depth);
  write_clause(w, "WHERE ", select.where, depth);
  if (select.group_by) write_group_by(w, *select.group_by, depth);
  write_clause(w, "HAVING ", select.having, depth);
  write_clause(w, "QUALIFY ", select.qualify, depth);
  write_windows(w, select, depth);
}

// --- bodies

void write_body(Writer& w, const QueryBody& body, int depth);

// Parentheses that were written are nodes (NestedQuery), so none are needed here.
void write_set_operation(Writer& w, const SetOperation& set, int depth) {
  constexpr std::string_view kOps[] = {"UNION", "INTERSECT", "EXCEPT"};
  write_body(w, *set.left, depth);
  w.indent(depth) << kOps[static_cast<size_t>(set.op)] << (set.all ? " ALL" : "") << "\n";
  write_body(w, *set.right, depth);
}

void write_values(Writer& w, const Values& values, int depth) {
  w.indent(depth) << "VALUES";
  bool first = true;
  for (const auto& row : values.rows) {
    w << "\n";
    w.indent(depth) << (first ? "  " : ", ");
    const auto* fields = try_as<RowConstructor>(row.get());
    if (w.dialect == Dialect::redshift && fields) {
      write_set(w, fields->fields);
    } else {
      write_expr(w, *row);
    }
    first = false;
  }
  w << "\n";
}

void write_body(Writer& w, const QueryBody& body, int depth) {
  switch (body.kind) {
    case BodyKind::select: write_select(w, as<Select>(body), depth); break;
    case BodyKind::set_operation: write_set_operation(w, as<SetOperation>(body), depth); break;
    case BodyKind::values: write_values(w, as<Values>(body), depth); break;
    case BodyKind::table:
      w.indent(depth) << "TABLE ";
      write_name(w, as<TableBody>(body).name);
      w << "\n";
      break;
    case BodyKind::nested:
      w.indent(depth) << "(\n";
      write_query(w, *as<NestedQuery>(body).query, depth + 1);
      w.indent(depth) << ")\n";
      break;
  }
}

}  // namespace

void write_alias(Writer& w, const Alias& alias) {
  w << (w.dialect == Dialect::redshift ? " AS " : " ");
  write_name(w, alias.name);
  if (!alias.columns.empty()) {
    w << " (";
    for (size_t i = 0; i < alias.columns.size(); ++i) {
      if (i > 0) w << ", ";
      write_name(w, alias.columns[i]);
      if (i >= alias.column_types.size()) continue;
      w << " ";
      write_type(w, alias.column_types[i]);
    }
    w << ")";
  }
  if (alias.at) {
    w << " AT ";
    write_name(w, *alias.at);
  }
}

void write_relation(Writer& w, const Relation& relation, int depth) {
  write_relation_body(w, relation, depth);
  if (relation.alias) write_alias(w, *relation.alias);
  if (!relation.sample) return;
  w << " TABLESAMPLE " << (relation.sample->bernoulli ? "BERNOULLI (" : "SYSTEM (");
  write_expr(w, *relation.sample->percentage);
  w << ")";
}

void write_with(Writer& w, const With& with, int depth) {
  w.indent(depth) << "WITH" << (with.recursive ? " RECURSIVE" : "") << "\n";
  bool first = true;
  for (const auto& table : with.tables) {
    w.indent(depth) << (first ? "  " : ", ");
    write_name(w, table.name);
    if (!table.columns.empty()) {
      w << " ";
      write_parenthesized(w, table.columns);
    }
    w << " AS ";
    write_nested(w, *table.query, depth);
    w << "\n";
    first = false;
  }
}

void write_query(Writer& w, const Query& query, int depth) {
  if (query.with) write_with(w, *query.with, depth);
  write_body(w, *query.body, depth);
  if (!query.order_by.empty()) {
    w.indent(depth) << "ORDER BY ";
    write_sort_items(w, query.order_by);
    w << "\n";
  }
  if (query.offset) {
    w.indent(depth) << "OFFSET ";
    write_expr(w, *query.offset);
    w << (w.dialect == Dialect::redshift ? "\n" : " ROWS\n");
  }
  if (query.with_ties) {
    w.indent(depth) << "FETCH FIRST ";
    write_expr(w, *query.limit);
    w << " ROWS WITH TIES\n";
  } else {
    write_clause(w, "LIMIT ", query.limit, depth);
  }
}

void write_query_in_parentheses(Writer& w, const Query& query) {
  w << "(\n";
  write_query(w, query, 1);
  w << ")";
}

}  // namespace tarn::sql::ast
