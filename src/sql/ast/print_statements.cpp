// Printing of the statements of Trino and of those that it shares with Redshift.
#include "sql/ast/writer.h"
#include "sql/scanner/dialect.h"

namespace tarn::sql::ast {
namespace {

void write_properties(Writer& w, const std::vector<Property>& properties) {
  if (properties.empty()) return;
  w << "WITH (\n";
  bool first = true;
  for (const auto& property : properties) {
    w << (first ? "   " : ",\n   ");
    write_name(w, property.name);
    w << " = ";
    write_expr(w, *property.value);
    first = false;
  }
  w << "\n)\n";
}

void write_insert(Writer& w, const Insert& insert) {
  w << "INSERT INTO ";
  write_name(w, insert.table);
  if (!insert.columns.empty()) {
    w << " ";
    write_parenthesized(w, insert.columns);
  }
  if (!insert.query) {
    w << " DEFAULT VALUES";
    return;
  }
  w << "\n";
  write_query(w, *insert.query, 0);
}

void write_create_table_as(Writer& w, const CreateTableAs& create) {
  w << "CREATE TABLE " << (create.if_not_exists ? "IF NOT EXISTS " : "");
  write_name(w, create.table);
  if (!create.columns.empty()) {
    w << " ";
    write_parenthesized(w, create.columns);
  }
  if (create.comment) {
    w << "\nCOMMENT ";
    write_string(w, *create.comment);
  }
  w << "\n";
  write_properties(w, create.properties);
  w << "AS (\n";
  write_query(w, *create.query, 1);
  w << ")";
  if (!create.with_data) w << " WITH NO DATA";
}

void write_create_view(Writer& w, const CreateView& view) {
  w << "CREATE " << (view.or_replace ? "OR REPLACE " : "") << (view.protected_multi_dialect ? "PROTECTED MULTI DIALECT " : "")
    << (view.external ? "EXTERNAL " : "") << "VIEW ";
  write_name(w, view.name);
  if (!view.columns.empty()) {
    w << " ";
    write_parenthesized(w, view.columns);
  }
  if (view.comment) {
    w << " COMMENT ";
    write_string(w, *view.comment);
  }
  if (view.security_definer) w << (*view.security_definer ? " SECURITY DEFINER" : " SECURITY INVOKER");
  w << " AS\n";
  write_query(w, *view.query, 0);
  if (view.no_schema_binding) w << "WITH NO SCHEMA BINDING";
}

void write_drop_view(Writer& w, const DropView& drop) {
  w << "DROP VIEW " << (drop.if_exists ? "IF EXISTS " : "");
  write_name(w, drop.name);
}

void write_assignments(Writer& w, const std::vector<Assignment>& assignments) {
  write_list(w, assignments, [&](const Assignment& assignment) {
    bool first = true;
    for (const auto& part : assignment.column) {
      if (!first) w << ".";
      write_name(w, part);
      first = false;
    }
    w << " = ";
    write_expr(w, *assignment.value);
  });
}

void write_where(Writer& w, const ExprPtr& where) {
  if (!where) return;
  w << "\nWHERE ";
  write_expr(w, *where);
}

void write_target(Writer& w, const ObjectName& table, const std::optional<Alias>& alias) {
  write_name(w, table);
  if (alias) write_alias(w, *alias);
}

void write_delete(Writer& w, const Delete& statement) {
  if (statement.with) write_with(w, *statement.with, 0);
  w << "DELETE FROM ";
  write_target(w, statement.table, statement.alias);
  if (statement.using_relations) {
    w << "\nUSING ";
    write_relation(w, *statement.using_relations, 0);
  }
  write_where(w, statement.where);
}

void write_update(Writer& w, const Update& update) {
  if (update.with) write_with(w, *update.with, 0);
  w << "UPDATE ";
  write_target(w, update.table, update.alias);
  w << " SET ";
  write_assignments(w, update.assignments);
  if (update.from) {
    w << "\nFROM ";
    write_relation(w, *update.from, 0);
  }
  write_where(w, update.where);
}

void write_merge_clause(Writer& w, const MergeClause& clause) {
  w << "\nWHEN " << (clause.matched ? "MATCHED" : "NOT MATCHED");
  if (clause.condition) {
    w << " AND ";
    write_expr(w, *clause.condition);
  }
  w << " THEN ";
  switch (clause.action) {
    case MergeClause::Action::delete_: w << "DELETE"; break;
    case MergeClause::Action::update:
      w << "UPDATE SET ";
      write_assignments(w, clause.assignments);
      break;
    case MergeClause::Action::insert:
      w << "INSERT ";
      if (!clause.columns.empty()) {
        write_parenthesized(w, clause.columns);
        w << " ";
      }
      w << "VALUES (";
      write_exprs(w, clause.values);
      w << ")";
      break;
  }
}

void write_merge(Writer& w, const Merge& merge) {
  w << "MERGE INTO ";
  write_target(w, merge.target, merge.alias);
  w << "\nUSING ";
  write_relation(w, *merge.source, 0);
  w << " ON ";
  write_expr(w, *merge.on);
  for (const auto& clause : merge.clauses) write_merge_clause(w, clause);
  if (merge.remove_duplicates) w << "\nREMOVE DUPLICATES";
}

void write_explain(Writer& w, const Explain& explain) {
  w << "EXPLAIN " << (explain.analyze ? "ANALYZE " : "") << (explain.verbose ? "VERBOSE " : "");
  if (!explain.format.empty() || !explain.type.empty()) {
    w << "(";
    if (!explain.format.empty()) w << "FORMAT " << upper_ascii(explain.format);
    if (!explain.format.empty() && !explain.type.empty()) w << ", ";
    if (!explain.type.empty()) w << "TYPE " << upper_ascii(explain.type);
    w << ") ";
  }
  w << "\n";
  write_statement(w, *explain.statement);
}

void write_prepare(Writer& w, const Prepare& prepare) {
  w << "PREPARE ";
  write_name(w, prepare.name);
  if (!prepare.parameter_types.empty()) {
    w << " (";
    write_list(w, prepare.parameter_types, [&](const DataType& type) { write_type(w, type); });
    w << ")";
  }
  w << (w.dialect == Dialect::redshift ? " AS\n" : " FROM\n");
  write_statement(w, *prepare.statement);
}

void write_execute(Writer& w, const Execute& execute) {
  w << "EXECUTE ";
  write_name(w, execute.name);
  if (execute.arguments.empty()) return;
  bool redshift = w.dialect == Dialect::redshift;
  w << (redshift ? " (" : " USING ");
  write_exprs(w, execute.arguments);
  if (redshift) w << ")";
}

void write_deallocate(Writer& w, const Deallocate& deallocate) {
  w << "DEALLOCATE PREPARE ";
  if (deallocate.all) {
    w << "ALL";
  } else {
    write_name(w, deallocate.name);
  }
}

void write_unload(Writer& w, const Unload& unload) {
  w << "UNLOAD (\n";
  write_query(w, *unload.query, 1);
  w << ") TO ";
  write_string(w, unload.location);
  w << "\n";
  write_properties(w, unload.properties);
}

void write_optimize(Writer& w, const Optimize& optimize) {
  w << "OPTIMIZE ";
  write_name(w, optimize.table);
  w << " REWRITE DATA USING BIN_PACK";
  write_where(w, optimize.where);
}

void write_show_functions(Writer& w, const ShowFunctions& show) {
  w << "SHOW FUNCTIONS";
  if (show.like) {
    w << " LIKE ";
    write_string(w, *show.like);
  }
  if (show.escape) {
    w << " ESCAPE ";
    write_string(w, *show.escape);
  }
}

void write_external_functions(Writer& w, const ExternalFunctions& statement) {
  w << "USING ";
  write_list(w, statement.functions, [&](const ExternalFunction& function) {
    w << "EXTERNAL FUNCTION ";
    write_name(w, function.name);
    w << "(";
    write_list(w, function.parameters, [&](const auto& parameter) {
      write_name(w, parameter.first);
      w << " ";
      write_type(w, parameter.second);
    });
    w << ") RETURNS ";
    write_type(w, function.returns);
    w << " " << upper_ascii(function.kind) << " ";
    write_string(w, function.target);
  });
  w << "\n";
  write_statement(w, *statement.statement);
}

bool write_athena_statement(Writer& w, const Statement& statement) {
  switch (statement.kind) {
    case StatementKind::unload: write_unload(w, as<Unload>(statement)); return true;
    case StatementKind::optimize: write_optimize(w, as<Optimize>(statement)); return true;
    case StatementKind::vacuum_table:
      w << "VACUUM ";
      write_name(w, as<VacuumTable>(statement).table);
      return true;
    case StatementKind::show_functions: write_show_functions(w, as<ShowFunctions>(statement)); return true;
    case StatementKind::show_create_view:
      w << "SHOW CREATE VIEW ";
      write_name(w, as<ShowCreateView>(statement).name);
      return true;
    case StatementKind::external_functions: write_external_functions(w, as<ExternalFunctions>(statement)); return true;
    default: return false;
  }
}

}  // namespace

bool write_shared_statement(Writer& w, const Statement& statement) {
  switch (statement.kind) {
    case StatementKind::query: write_query(w, *as<QueryStatement>(statement).query, 0); return true;
    case StatementKind::insert: write_insert(w, as<Insert>(statement)); return true;
    case StatementKind::create_table_as: write_create_table_as(w, as<CreateTableAs>(statement)); return true;
    case StatementKind::create_view: write_create_view(w, as<CreateView>(statement)); return true;
    case StatementKind::drop_view: write_drop_view(w, as<DropView>(statement)); return true;
    case StatementKind::delete_: write_delete(w, as<Delete>(statement)); return true;
    case StatementKind::update: write_update(w, as<Update>(statement)); return true;
    case StatementKind::merge: write_merge(w, as<Merge>(statement)); return true;
    case StatementKind::explain: write_explain(w, as<Explain>(statement)); return true;
    case StatementKind::prepare: write_prepare(w, as<Prepare>(statement)); return true;
    case StatementKind::execute: write_execute(w, as<Execute>(statement)); return true;
    case StatementKind::deallocate: write_deallocate(w, as<Deallocate>(statement)); return true;
    default: return write_athena_statement(w, statement);
  }
}

}  // namespace tarn::sql::ast
