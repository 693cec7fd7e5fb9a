// Functions about the session and the catalog that clients call when they connect. Those that read the warehouse's catalog are
// macros of its schema `tarn` (redshift/catalog_functions.cpp).
#include <array>

#include "sql/functions/function_table.h"

namespace tarn::sql {
namespace {

constexpr std::array kFunctions{
    FunctionRow{"version", "() -> varchar", "'PostgreSQL 8.0.2 on i686-pc-linux-gnu, compiled by GCC gcc (GCC) 3.4.2 20041017 (Red Hat 3.4.2-6.fc3), Redshift 1.0.98085'"},
    FunctionRow{"pg_backend_pid", "() -> integer", "tarn.pg_backend_pid()"},
    FunctionRow{"pg_last_query_id", "() -> bigint", "tarn.pg_last_query_id()"},
    FunctionRow{"pg_last_copy_id", "() -> bigint", "tarn.pg_last_copy_id()"},
    FunctionRow{"pg_last_copy_count", "() -> bigint", "tarn.pg_last_copy_count()"},
    FunctionRow{"current_setting", "(varchar) -> varchar", "tarn.current_setting($1)"},
    FunctionRow{"set_config", "(varchar, varchar, boolean) -> varchar", "tarn.set_config($1, $2, $3)"},
    FunctionRow{"current_schemas", "(boolean) -> array(name)", "tarn.current_schemas($1)"},
    FunctionRow{"has_schema_privilege", "(varchar, varchar) -> boolean", "tarn.has_schema_privilege($1, $2)"},
    FunctionRow{"has_schema_privilege", "(varchar, varchar, varchar) -> boolean", "tarn.has_schema_privilege($1, $2, $3)"},
    FunctionRow{"has_table_privilege", "(varchar, varchar) -> boolean", "tarn.has_table_privilege($1, $2)"},
    FunctionRow{"has_table_privilege", "(varchar, varchar, varchar) -> boolean", "tarn.has_table_privilege($1, $2, $3)"},
    FunctionRow{"has_database_privilege", "(varchar, varchar) -> boolean", "tarn.has_database_privilege($1, $2)"},
    FunctionRow{"format_type", "(oid, integer) -> varchar", "tarn.format_type($1, $2)"},
    FunctionRow{"format_encoding", "(integer) -> varchar",
                "CASE $1 WHEN 0 THEN 'none' WHEN 1 THEN 'bytedict' WHEN 2 THEN 'delta' WHEN 3 THEN 'lzo' WHEN 4 THEN 'runlength' WHEN 8 THEN 'mostly8' WHEN 9 THEN 'mostly16' "
                "WHEN 10 THEN 'mostly32' WHEN 16 THEN 'zstd' WHEN 17 THEN 'az64' WHEN 128 THEN 'delta32k' WHEN 256 THEN 'text255' WHEN 257 THEN 'text32k' END"},
    FunctionRow{"pg_get_userbyid", "(oid) -> name", "tarn.pg_get_userbyid($1)"},
    FunctionRow{"pg_get_expr", "(varchar, oid) -> varchar", "$1"},
    FunctionRow{"pg_get_expr", "(varchar, oid, boolean) -> varchar", "$1"},
    FunctionRow{"array_to_string", "(array(T), varchar) -> varchar", "array_to_string($1, $2)"},
    FunctionRow{"array_upper", "(array(T), integer) -> integer", "CASE WHEN $2 = 1 AND len($1) > 0 THEN CAST(len($1) AS INTEGER) END"},
    FunctionRow{"array_lower", "(array(T), integer) -> integer", "CASE WHEN $2 = 1 AND len($1) > 0 THEN 1 END"},
    FunctionRow{"string_to_array", "(varchar, varchar) -> array(varchar)", "string_split($1, $2)"},
    FunctionRow{"textin", "(varchar) -> varchar", "$1"},
    FunctionRow{"byteaout", "(varchar) -> varchar", "$1"},
    FunctionRow{"pg_get_viewdef", "(oid) -> varchar", "tarn.pg_get_viewdef($1)"},
    FunctionRow{"pg_get_viewdef", "(oid, boolean) -> varchar", "tarn.pg_get_viewdef($1)"},
    FunctionRow{"pg_get_constraintdef", "(oid) -> varchar", "tarn.pg_get_constraintdef($1)"},
    FunctionRow{"pg_get_constraintdef", "(oid, boolean) -> varchar", "tarn.pg_get_constraintdef($1)"},
    FunctionRow{"pg_get_indexdef", "(oid, integer, boolean) -> varchar", "CAST(NULL AS VARCHAR)"},
    FunctionRow{"pg_table_is_visible", "(oid) -> boolean", "tarn.pg_table_is_visible($1)"},
    FunctionRow{"pg_type_is_visible", "(oid) -> boolean", "TRUE"},
    FunctionRow{"pg_get_function_result", "(oid) -> varchar", "CAST(NULL AS VARCHAR)"},  // there are none
    FunctionRow{"pg_get_function_arguments", "(oid) -> varchar", "CAST(NULL AS VARCHAR)"},
    FunctionRow{"pg_function_is_visible", "(oid) -> boolean", "TRUE"},
    FunctionRow{"obj_description", "(oid) -> varchar", "tarn.obj_description($1, 'pg_class')"},
    FunctionRow{"obj_description", "(oid, varchar) -> varchar", "tarn.obj_description($1, $2)"},
    FunctionRow{"col_description", "(oid, integer) -> varchar", "tarn.col_description($1, $2)"},
    FunctionRow{"pg_encoding_to_char", "(integer) -> name", "'UTF8'"},
    FunctionRow{"slice_num", "() -> integer", "0"},
};

constexpr std::array kSets{
    FunctionRow{"generate_series", "(integer, integer) -> integer", "CAST(generate_series($1, $2) AS INTEGER[])"},
    FunctionRow{"generate_series", "(integer, integer, integer) -> integer", "CAST(generate_series($1, $2, $3) AS INTEGER[])"},
    FunctionRow{"generate_series", "(bigint, bigint) -> bigint", "generate_series($1, $2)"},
    FunctionRow{"generate_series", "(bigint, bigint, bigint) -> bigint", "generate_series($1, $2, $3)"},
};

}  // namespace

std::span<const FunctionRow> redshift_system() { return kFunctions; }
std::span<const FunctionRow> redshift_sets() { return kSets; }

}  // namespace tarn::sql
