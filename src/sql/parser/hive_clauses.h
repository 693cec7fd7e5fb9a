// Clauses of Hive DDL that Redshift's external tables have too.
#pragma once
#include "sql/ast/hive.h"
#include "sql/parser/cursor.h"

namespace tarn::sql {

Result<ast::TextProperties> parse_text_properties(Cursor& c);           // ('k'='v', ...)
Result<std::vector<ast::HiveColumn>> parse_hive_columns(Cursor& c);     // (c type [COMMENT 's'], ...)
Result<std::vector<ast::PartitionField>> parse_partition_fields(Cursor& c);
Result<ast::RowFormat> parse_row_format(Cursor& c);                     // ROW FORMAT has been taken
Result<ast::StoredAs> parse_stored_as(Cursor& c);                       // STORED AS has been taken
Result<ast::PartitionSpec> parse_partition_spec(Cursor& c, bool comparisons);  // PARTITION has been taken
Result<void> parse_table_clauses(Cursor& c, ast::HiveCreateTable& table);      // all behind the columns

}  // namespace tarn::sql
