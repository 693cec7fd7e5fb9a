#include "athena/catalog_names.h"

#include "base/encoding.h"
#include "catalog/links.h"

namespace tarn::athena {

TableName table_name(const Run& run, const sql::ast::ObjectName& name) {
  auto parts = name.qualified().parts;
  if (parts.size() == 1) {
    auto dot = parts[0].find('.');
    if (dot != std::string::npos) parts = {parts[0].substr(0, dot), parts[0].substr(dot + 1)};
  }
  auto database = parts.size() > 1 ? parts[parts.size() - 2] : run.query.default_database;
  return {to_lower(database), to_lower(parts.back())};
}

Error hive_error(std::string text) { return {"FAILED", std::move(text)}; }

Error execution_error(const std::string& cause) {
  return hive_error("FAILED: Execution Error, return code 1 from org.apache.hadoop.hive.ql.exec.DDLTask. " + cause);
}

Error table_not_found(const TableName& name) { return hive_error("FAILED: SemanticException [Error 10001]: Table not found " + name.str()); }

Result<void> authorize_glue(const Run& run, const std::string& action, const std::string& database, const std::string& table) {
  auto arns = lake::table_arns(run.who(), database, table);
  if (table.empty()) arns.pop_back();
  for (auto& arn : arns) TRY(run.authorize(action, arn));
  return {};
}

Result<catalog::Table> get_table(Run& run, const TableName& name, const std::string& action) {
  TRY(authorize_glue(run, action, name.database, name.table));
  auto reader = run.state.store.snapshot();
  auto found = TRY(catalog::follow_table({*reader, run.state.authorizer, run.who(), action}, run.catalog_id(), name.database, name.table));
  if (!found) return table_not_found(name);
  return std::move(*found);
}

}  // namespace tarn::athena
