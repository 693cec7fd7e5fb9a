// The layout of the catalog's keys. Names in keys are folded to lower case.
//
//   cat.database    account, region, name           -> Database
//   cat.table       database id, name               -> Table, its current state
//   cat.version     table id, version (descending)  -> Table, an archived state
//   cat.partition   table id, values...             -> Partition without what it shares with others
//   cat.layout      table id, digest                -> what partitions share: columns, formats, SerDe
//   cat.statistics  table id, column, values...     -> ColumnStatistics; no values: of the table
//   cat.deleted     'd' or 't', id                  -> rows of a deleted database or table that wait for removal
//   cat.id                                          -> the last id given
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "catalog/catalog.h"

namespace tarn::catalog {

std::string databases_prefix(const CatalogId& catalog);
std::string database_key(const CatalogId& catalog, std::string_view name);
std::string tables_prefix(uint64_t database_id);
std::string table_key(uint64_t database_id, std::string_view name);
std::string versions_prefix(uint64_t table_id);
std::string version_key(uint64_t table_id, uint64_t version);
std::string partitions_prefix(uint64_t table_id);
std::string partition_key(uint64_t table_id, const std::vector<std::string>& values);
std::string layouts_prefix(uint64_t table_id);
std::string layout_key(uint64_t table_id, std::string_view digest);
std::string statistics_prefix(uint64_t table_id);
std::string column_statistics_prefix(uint64_t table_id, std::string_view column);
std::string column_statistics_key(uint64_t table_id, std::string_view column, const std::vector<std::string>* values);
std::string deleted_prefix();
std::string deleted_key(char kind, uint64_t id);
std::string next_id_key();

// The fields back; nullopt: not such a key.
std::optional<std::string> name_of_database_key(std::string_view key);
std::optional<std::string> name_of_table_key(std::string_view key);
std::optional<uint64_t> version_of_key(std::string_view key);
std::optional<std::vector<std::string>> values_of_partition_key(std::string_view key);
struct Deleted {
  char kind;
  uint64_t id;
};
std::optional<Deleted> read_deleted_key(std::string_view key);

}  // namespace tarn::catalog
