// tarn_scan_snapshot('N'): relation N, whose table lists its own files (engine.h, TableSnapshot); 'N/k' is the k-th set of its equality
// deletes.
#pragma once
#include <duckdb.hpp>
#include <string>

#include "engine/lake_files.h"

namespace tarn::engine {

// The SELECT that stands for such a table in a statement: its data without the rows that equality deletes name.
std::string snapshot_relation(const ScannedTable& scan, int64_t relation);

// `parquet` is DuckDB's own Parquet scan.
duckdb::TableFunction snapshot_scan(duckdb::TableFunction parquet);

}  // namespace tarn::engine
