// Which types of a Parquet file may stand for which types of a table.
#pragma once
#include <duckdb/common/multi_file/multi_file_data.hpp>
#include <string>

namespace tarn::engine {

// Throws HIVE_BAD_DATA, naming column and file, when the file's column of the same name is of a type that Hive's reader refuses.
void check_parquet_type(const duckdb::MultiFileColumnDefinition& table_column, const duckdb::vector<duckdb::MultiFileColumnDefinition>& file_columns,
                        const std::string& path);

}  // namespace tarn::engine
