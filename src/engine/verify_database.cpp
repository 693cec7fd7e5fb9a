#include "engine/verify_database.h"

#include <duckdb.hpp>
#include <duckdb/common/error_data.hpp>
#include <duckdb/main/config.hpp>
#include <filesystem>

namespace tarn::engine {
namespace {

std::string quoted(const std::string& name) { return '"' + duckdb::StringUtil::Replace(name, "\"", "\"\"") + '"'; }

// Of every column, so that every block is read; a hash, so that no value is cut from the reading.
std::string reading(const std::string& schema, const std::string& table) {
  return "SELECT bit_xor(hash(COLUMNS(*))) FROM " + quoted(schema) + "." + quoted(table);
}

std::vector<std::string> read_tables(duckdb::Connection& connection) {
  auto tables = connection.Query("SELECT schema_name, table_name FROM duckdb_tables() WHERE NOT temporary ORDER BY ALL");
  if (tables->HasError()) return {tables->GetErrorObject().RawMessage()};
  std::vector<std::string> defects;
  for (duckdb::idx_t row = 0; row < tables->RowCount(); ++row) {
    auto schema = tables->GetValue(0, row).ToString(), table = tables->GetValue(1, row).ToString();
    auto read = connection.Query(reading(schema, table));
    if (read->HasError()) defects.push_back("table " + schema + "." + table + ": " + read->GetErrorObject().RawMessage());
  }
  return defects;
}

}  // namespace

Result<std::vector<std::string>> verify_database(const std::string& file) {
  if (!std::filesystem::exists(file)) return internal_error(file + " is missing");
  try {
    duckdb::DBConfig config;
    config.SetOptionByName("access_mode", duckdb::Value("READ_ONLY"));
    config.SetOptionByName("autoinstall_known_extensions", duckdb::Value::BOOLEAN(false));
    config.SetOptionByName("autoload_known_extensions", duckdb::Value::BOOLEAN(false));
    duckdb::DuckDB database(file, &config);
    duckdb::Connection connection(database);
    return read_tables(connection);
  } catch (const std::exception& thrown) {
    return internal_error(file + " cannot be read: " + duckdb::ErrorData(thrown).RawMessage());
  }
}

}  // namespace tarn::engine
