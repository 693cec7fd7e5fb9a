// The functions of sql/functions/engine_functions.h, in schemas trino and redshift of DuckDB's system catalog. All can fail (so
// DuckDB never evaluates them before a filter) and none is volatile.
#pragma once
#include <duckdb.hpp>

namespace tarn::engine {

void register_native_functions(duckdb::DatabaseInstance& database);

}  // namespace tarn::engine
