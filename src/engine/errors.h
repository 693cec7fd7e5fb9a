// DuckDB's errors in the dialect's words: Trino's error names for the lake, SQLSTATEs for a warehouse.
#pragma once
#include <duckdb/common/error_data.hpp>

#include "engine/engine.h"
#include "engine/query_state.h"

namespace tarn::engine {

// `state` tells the error that the lake's files answered, if one is behind this.
Error translate(const duckdb::ErrorData& error, sql::Dialect dialect, const QueryState* state);

// True for errors after which DuckDB refuses every statement on the instance.
bool is_fatal(const duckdb::ErrorData& error);

}  // namespace tarn::engine
