// tarn_scan(N): relation N of the statement's program as a table. It stands for tarn_scan_parquet(N), DuckDB's Parquet reader over
// the table's files, or tarn_scan_lines(N), our reader of text formats, by what the table's partitions hold.
#pragma once
#include <duckdb.hpp>

namespace tarn::engine {

void register_lake_scans(duckdb::DatabaseInstance& database);

}  // namespace tarn::engine
