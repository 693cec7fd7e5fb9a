// Rows of a result written to files of the lake: Parquet by DuckDB's COPY, text formats by our own writers.
#pragma once
#include <duckdb.hpp>
#include <string>

#include "engine/engine.h"

namespace tarn::engine {

bool writes_by_copy(const WriteTarget& target);

// Both fill request.written, return the number of rows, and throw.
uint64_t copy_to_files(duckdb::Connection& connection, const std::string& select, const QueryRequest& request);
uint64_t write_rows(duckdb::QueryResult& rows, duckdb::ClientContext& context, const QueryRequest& request);

// The key that a file of the statement gets: DuckDB names partition folders its own way, Hive another.
std::string hive_output_path(const WriteTarget& target, const std::string& path);

}  // namespace tarn::engine
