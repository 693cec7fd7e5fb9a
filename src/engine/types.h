// Logical types to DuckDB's, by the table in sql/emit/layout.h, as values stand in lake scans and warehouse tables.
#pragma once
#include <duckdb/common/types.hpp>

#include "sql/type.h"

namespace tarn::engine {

// Throws NotImplementedException for kinds that nothing is stored as (function, hllsketch).
duckdb::LogicalType to_duckdb(const sql::Type& type);

}  // namespace tarn::engine
