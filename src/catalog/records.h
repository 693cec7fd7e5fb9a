// The stored forms of the catalog's structs: kv records (JSON). Empty members are left out.
#pragma once
#include <string>
#include <string_view>

#include "catalog/catalog.h"
#include "catalog/column_statistics.h"

namespace tarn::catalog {

std::string encode_database(const Database& database);
Result<Database> decode_database(std::string_view stored);

std::string encode_table(const Table& table);
Result<Table> decode_table(std::string_view stored);

std::string encode_statistics(const ColumnStatistics& statistics);
Result<ColumnStatistics> decode_statistics(std::string_view stored);

}  // namespace tarn::catalog
