// Functions about the session and the catalog that clients call when they connect. Those that read the warehouse's catalog are
// macros of its schema `redshift`.
#include <array>

#include "sql/functions/function_table.h"

namespace tarn::sql {
namespace {

constexpr std::array kFunctions{
    FunctionRow{"version", "() -> varchar", "'PostgreSQL 8.0.2 on i686-pc-linux-gnu, compiled by GCC gcc (GCC) 3.4.2 20041017 (Red Hat 3.4.2-6.fc3), Redshift 1.0.98085'"},
    FunctionRow{"pg_backend_pid", "() -> integer", "redshift.pg_backend_pid()"},
    FunctionRow{"pg_last_query_id", "() -> bigint", "redshift.pg_last_query_id()"},
    FunctionRow{"pg_last_copy_id", "() -> bigint", "redshift.pg_last_copy_id()"},
    FunctionRow{"pg_last_copy_count", "() -> bigint", "redshift.pg_last_copy_count()"},
    FunctionRow{"current_setting", "(varchar) -> varchar", "redshift.current_setting($1)"},
    FunctionRow{"set_config", "(varchar, varchar, boolean) -> varchar", "redshift.set_config($1, $2, $3)"},
    FunctionRow{"has_schema_privilege", "(varchar, varchar) -> boolean", "redshift.has_schema_privilege($1, $2)"},
    FunctionRow{"has_schema_privilege", "(varchar, varchar, varchar) -> boolean", "redshift.has_schema_privilege($1, $2, $3)"},
    FunctionRow{"has_table_privilege", "(varchar, varchar) -> boolean", "redshift.has_table_privilege($1, $2)"},
    FunctionRow{"has_table_privilege", "(varchar, varchar, varchar) -> boolean", "redshift.has_table_privilege($1, $2, $3)"},
    FunctionRow{"has_database_privilege", "(varchar, varchar) -> boolean", "redshift.has_database_privilege($1, $2)"},
    FunctionRow{"format_type", "(oid, integer) -> varchar", "redshift.format_type($1, $2)"},
    FunctionRow{"pg_get_userbyid", "(oid) -> name", "redshift.pg_get_userbyid($1)"},
    FunctionRow{"pg_get_expr", "(varchar, oid) -> varchar", "$1"},
    FunctionRow{"pg_get_viewdef", "(oid) -> varchar", "redshift.pg_get_viewdef($1)"},
    FunctionRow{"pg_get_viewdef", "(oid, boolean) -> varchar", "redshift.pg_get_viewdef($1)"},
    FunctionRow{"pg_get_constraintdef", "(oid) -> varchar", "redshift.pg_get_constraintdef($1)"},
    FunctionRow{"pg_get_constraintdef", "(oid, boolean) -> varchar", "redshift.pg_get_constraintdef($1)"},
    FunctionRow{"pg_get_indexdef", "(oid, integer, boolean) -> varchar", "CAST(NULL AS VARCHAR)"},
    FunctionRow{"pg_table_is_visible", "(oid) -> boolean", "redshift.pg_table_is_visible($1)"},
    FunctionRow{"pg_type_is_visible", "(oid) -> boolean", "TRUE"},
    FunctionRow{"pg_function_is_visible", "(oid) -> boolean", "TRUE"},
    FunctionRow{"obj_description", "(oid) -> varchar", "redshift.obj_description($1, 'pg_class')"},
    FunctionRow{"obj_description", "(oid, varchar) -> varchar", "redshift.obj_description($1, $2)"},
    FunctionRow{"col_description", "(oid, integer) -> varchar", "redshift.col_description($1, $2)"},
    FunctionRow{"pg_encoding_to_char", "(integer) -> name", "'UTF8'"},
    FunctionRow{"slice_num", "() -> integer", "0"},
};

}  // namespace

std::span<const FunctionRow> redshift_system() { return kFunctions; }

}  // namespace tarn::sql
