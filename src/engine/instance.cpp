#include "engine/instance.h"

#include <duckdb/catalog/catalog_search_path.hpp>
#include <duckdb/main/client_data.hpp>
#include <duckdb/main/config.hpp>
#include <duckdb/main/database_manager.hpp>
#include <duckdb/main/valid_checker.hpp>

#include "engine/barrier.h"
#include "engine/lake_file_system.h"
#include "engine/lake_scan.h"
#include "engine/native_functions.h"

namespace tarn::engine {
namespace {

constexpr const char* kVersion = "v1.5.5";  // of the headers: a library of another version has other layouts

// Qualified names of our functions (trino.fail) are found in DuckDB's system catalog; bare names mean DuckDB's own.
void set_search_path(duckdb::ClientContext& context) {
  duckdb::vector<duckdb::CatalogSearchEntry> path;
  path.emplace_back(duckdb::DatabaseManager::GetDefaultDatabase(context), DEFAULT_SCHEMA);
  path.emplace_back(SYSTEM_CATALOG, DEFAULT_SCHEMA);
  for (auto* schema : {"trino", "redshift"}) path.emplace_back(SYSTEM_CATALOG, schema);
  context.client_data->catalog_search_path->Set(std::move(path), duckdb::CatalogSetPathType::SET_DIRECTLY);
}

void must(duckdb::Connection& connection, const std::string& sql) {
  auto result = connection.Query(sql);
  if (result->HasError()) result->ThrowError();
}

}  // namespace

void Link::drop() {
  std::lock_guard lock(mutex);
  result.reset();
  connection.reset();
  instance.reset();
}

Instance::Instance(const std::string& file, const EngineOptions& options) {
  if (std::string(duckdb::DuckDB::LibraryVersion()) != kVersion)
    throw duckdb::InvalidInputException("libduckdb is %s, Tarn is built for %s", duckdb::DuckDB::LibraryVersion(), kVersion);
  duckdb::DBConfig config;
  if (options.threads) config.SetOptionByName("threads", duckdb::Value::UBIGINT(options.threads));
  if (options.memory_bytes) config.SetOptionByName("memory_limit", duckdb::Value(std::to_string(options.memory_bytes) + "B"));
  config.SetOptionByName("temp_directory", duckdb::Value(options.spill_directory));
  config.SetOptionByName("enable_external_file_cache", duckdb::Value::BOOLEAN(false));  // or bytes read twice would count once
  config.SetOptionByName("autoinstall_known_extensions", duckdb::Value::BOOLEAN(false));
  config.SetOptionByName("autoload_known_extensions", duckdb::Value::BOOLEAN(false));
  database_ = duckdb::make_uniq<duckdb::DuckDB>(file.empty() ? nullptr : file.c_str(), &config);
  database_->GetFileSystem().RegisterSubSystem(duckdb::unique_ptr<duckdb::FileSystem>(make_lake_file_system().release()));
  register_lake_scans(*database_->instance);
  register_barrier(*database_->instance);
  register_native_functions(*database_->instance);
  lock_down();
}

// After this no statement reads or writes anything of the machine but through s3://, which asks the statement's LakeFiles.
void Instance::lock_down() {
  duckdb::Connection connection(*database_);
  must(connection, "SET GLOBAL TimeZone = 'UTC'");
  must(connection, "SET GLOBAL default_null_order = 'nulls_last'");
  must(connection, "SET GLOBAL allowed_directories = ['s3://']");
  must(connection, "SET GLOBAL enable_external_access = false");
  must(connection, "SET GLOBAL lock_configuration = true");
}

std::shared_ptr<Link> Instance::connect() {
  auto link = std::make_shared<Link>();
  link->connection = duckdb::make_uniq<duckdb::Connection>(*database_);
  set_search_path(*link->connection->context);
  link->instance = shared_from_this();
  std::lock_guard lock(mutex_);
  std::erase_if(links_, [](const std::weak_ptr<Link>& old) { return old.expired(); });
  links_.push_back(link);
  return link;
}

bool Instance::lost() { return duckdb::ValidChecker::IsInvalidated(*database_->instance); }

void Instance::abandon() {
  std::vector<std::weak_ptr<Link>> links;
  {
    std::lock_guard lock(mutex_);
    links.swap(links_);
  }
  for (auto& weak : links)
    if (auto link = weak.lock()) link->drop();
}

}  // namespace tarn::engine
