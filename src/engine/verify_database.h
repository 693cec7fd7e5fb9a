// Reads everything in a database file that nobody has open. For `tarn check`.
#pragma once
#include <string>
#include <vector>

#include "base/result.h"

namespace tarn::engine {

// Opens the file without changing it (its log is replayed in memory) and reads every value of every table, each block of which
// DuckDB compares with its checksum. One line for each table that cannot be read; an error when the file is missing or does not open.
Result<std::vector<std::string>> verify_database(const std::string& file);

}  // namespace tarn::engine
