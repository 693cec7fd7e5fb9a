// Names in Hive statements, and what of the catalog they mean to the caller.
#pragma once
#include <optional>
#include <string>

#include "athena/run_statement.h"
#include "catalog/tables.h"

namespace tarn::athena {

struct TableName {
  std::string database, table;  // lower case
  std::string str() const { return database + "." + table; }
};

// [catalog.][database.]table; a single back-quoted `db.t` counts as two parts.
TableName table_name(const Run& run, const sql::ast::ObjectName& name);

// Hive's own error, whole: "FAILED: SemanticException ...".
Error hive_error(std::string text);
Error execution_error(const std::string& cause);  // FAILED: Execution Error, return code 1 from ...DDLTask. <cause>
Error table_not_found(const TableName& name);     // [Error 10001]

// The table, after checking `action` ("glue:GetTable") on catalog, database and table. Error [Error 10001] when it is not there.
Result<catalog::Table> get_table(Run& run, const TableName& name, const std::string& action = "glue:GetTable");
// Checks a glue: action on catalog, database and table; table empty: on catalog and database.
Result<void> authorize_glue(const Run& run, const std::string& action, const std::string& database, const std::string& table);

}  // namespace tarn::athena
