#include "athena/statement_kind.h"

namespace tarn::athena {
namespace {

using sql::ast::HiveAlterTable;
using sql::ast::HiveShow;

const char* alter_subtype(HiveAlterTable::Action action) {
  using enum HiveAlterTable::Action;
  switch (action) {
    case add_partition: return "ALTER_TABLE_ADD_PARTITION";
    case drop_partition: return "ALTER_TABLE_DROP_PARTITION";
    case rename_partition: return "ALTER_TABLE_RENAME_PARTITION";
    case add_columns: return "ALTER_TABLE_ADD_COLUMN";
    case replace_columns: return "ALTER_TABLE_REPLACE_COLUMN";
    case change_column: return "ALTER_TABLE_CHANGE_COLUMN";
    case drop_column: return "ALTER_TABLE_DROP_COLUMN";
    case rename_table: return "ALTER_TABLE_RENAME";
    case set_properties:
    case unset_properties: return "ALTER_TABLE_PROPERTIES";
    case set_location: return "ALTER_TABLE_SET_LOCATION";
    case set_file_format:
    case set_serde:
    case set_serde_properties: return "ALTER_TABLE";
  }
  return "";
}

const char* show_subtype(HiveShow::What what) {
  using enum HiveShow::What;
  switch (what) {
    case databases: return "SHOW_DATABASES";
    case tables: return "SHOW_TABLES";
    case views: return "SHOW_VIEWS";
    case columns: return "SHOW_COLUMNS";
    case partitions: return "SHOW_PARTITIONS";
    case create_table: return "SHOW_CREATE_TABLE";
    case table_properties: return "SHOW_TABLE_PROPERTIES";
  }
  return "";
}

}  // namespace

StatementKind statement_kind(const sql::ast::Statement& statement) {
  using K = sql::ast::StatementKind;
  auto dml = [](const char* subtype, ResultObject object) { return StatementKind{"DML", subtype, object, false}; };
  auto ddl = [](const char* subtype, bool hive) { return StatementKind{"DDL", subtype, ResultObject::text, hive}; };
  auto utility = [](const char* subtype, bool hive) { return StatementKind{"UTILITY", subtype, ResultObject::text, hive}; };
  switch (statement.kind) {
    case K::query:
    case K::external_functions: return dml("SELECT", ResultObject::csv);
    case K::insert: return dml("INSERT", ResultObject::none);
    case K::update: return dml("UPDATE", ResultObject::csv);
    case K::delete_: return dml("DELETE", ResultObject::csv);
    case K::merge: return dml("MERGE", ResultObject::csv);
    case K::unload: return dml("UNLOAD", ResultObject::none);
    case K::explain: return dml("EXPLAIN", ResultObject::text);
    case K::vacuum_table: return dml("", ResultObject::text);
    case K::optimize: return ddl("", false);
    case K::create_table_as: return {"DDL", "CREATE_TABLE_AS_SELECT", ResultObject::table, false};
    case K::create_view:
    case K::hive_alter_view: return ddl("CREATE_VIEW", false);
    case K::drop_view: return ddl("DROP_VIEW", false);
    case K::show_functions: return {"UTILITY", "SHOW_FUNCTIONS", ResultObject::csv, false};
    case K::show_create_view: return utility("SHOW_CREATE_VIEW", true);
    case K::prepare: return utility("PREPARE", false);
    case K::execute: return utility("EXECUTE", false);
    case K::deallocate: return utility("DEALLOCATE", false);
    case K::hive_create_table: return ddl("CREATE_TABLE", true);
    case K::hive_drop_table: return ddl("DROP_TABLE", true);
    case K::hive_create_database: return ddl("CREATE_DATABASE", true);
    case K::hive_alter_database: return ddl("ALTER_DATABASE", true);
    case K::hive_drop_database: return ddl("DROP_DATABASE", true);
    case K::hive_alter_table: return ddl(alter_subtype(static_cast<const HiveAlterTable&>(statement).action), true);
    case K::hive_repair: return ddl("MSCK_REPAIR", true);
    case K::hive_describe: return utility("DESCRIBE_TABLE", true);
    case K::hive_show: return utility(show_subtype(static_cast<const HiveShow&>(statement).what), true);
    default: return ddl("", false);
  }
}

}  // namespace tarn::athena
