// Where a warehouse keeps everything: one DuckDB file in its directory.
#pragma once
#include <string>

namespace tarn::redshift {

inline std::string database_file(const std::string& directory) { return directory + "/warehouse.duckdb"; }

}  // namespace tarn::redshift
