// CREATE [OR REPLACE] VIEW, DROP VIEW, SHOW CREATE VIEW.
#include "athena/catalog_names.h"
#include "athena/column_info.h"
#include "athena/views.h"
#include "sql/ast/print.h"

namespace tarn::athena {
namespace {

std::string qualified(const TableName& name) { return std::string(kCatalog) + "." + name.str(); }

}  // namespace

Result<Outcome> run_create_view(Run& run, const sql::ast::CreateView& statement) {
  auto name = table_name(run, statement.name);
  TRY(authorize_glue(run, "glue:CreateTable", name.database, name.table));
  auto program = TRY(sql::analyze_table_query(*statement.query, sql::Dialect::trino, run.resolver, run.analysis_options()));
  StoredView view{sql::ast::print(*statement.query, sql::Dialect::trino), kCatalog, run.query.default_database, program.columns};
  auto table = make_view(name.database, name.table, view, run.who().principal.name);
  auto outcome = TRY(empty_outcome(run));
  outcome.changes.push_back([&run, table, name, replace = statement.or_replace](kv::Txn& txn) -> Result<void> {
    if (!TRY(catalog::find_database(txn, run.catalog_id(), name.database, run.who())))
      return Error{"SCHEMA_NOT_FOUND", "line 1:1: Schema '" + name.database + "' does not exist"};
    auto existing = TRY(catalog::find_table(txn, run.catalog_id(), name.database, name.table, run.who()));
    if (!existing) {
      TRY(catalog::create_table(txn, run.catalog_id(), table, run.who()));
      return {};
    }
    if (!is_view(*existing)) return Error{"TABLE_ALREADY_EXISTS", "line 1:1: Table already exists: '" + qualified(name) + "'"};
    if (!replace) return Error{"TABLE_ALREADY_EXISTS", "line 1:1: View already exists: '" + qualified(name) + "'"};
    TRY(catalog::update_table(txn, run.catalog_id(), table, {}, run.who()));
    return {};
  });
  return outcome;
}

Result<Outcome> run_drop_view(Run& run, const sql::ast::DropView& statement) {
  auto name = table_name(run, statement.name);
  TRY(authorize_glue(run, "glue:DeleteTable", name.database, name.table));
  auto outcome = TRY(empty_outcome(run));
  outcome.changes.push_back([&run, name, lenient = statement.if_exists](kv::Txn& txn) -> Result<void> {
    auto table = TRY(catalog::find_table(txn, run.catalog_id(), name.database, name.table, run.who()));
    if (!table && lenient) return {};
    if (!table || !is_view(*table)) return Error{"TABLE_NOT_FOUND", "line 1:1: View '" + qualified(name) + "' does not exist"};
    return catalog::delete_table(txn, run.catalog_id(), name.database, name.table, run.who());
  });
  return outcome;
}

Result<Outcome> run_show_create_view(Run& run, const sql::ast::ShowCreateView& statement) {
  auto name = table_name(run, statement.name);
  auto table = TRY(get_table(run, name));
  if (!is_view(table)) return Error{"NOT_SUPPORTED", "line 1:1: Relation '" + qualified(name) + "' is a table, not a view"};
  auto view = TRY(decode_view(table));
  std::vector<std::string> lines{"CREATE VIEW " + name.str() + " AS"};
  std::string_view rest = view.sql;
  while (true) {
    auto end = rest.find('\n');
    lines.emplace_back(rest.substr(0, end));
    if (end == std::string_view::npos) break;
    rest.remove_prefix(end + 1);
  }
  return text_outcome(run, lines, {text_column("create view", "varchar")}, 0);
}

}  // namespace tarn::athena
