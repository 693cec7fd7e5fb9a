// The layout of the catalog's keys. Names in keys are folded to lower case.
//
//   cat.catalog     account, region, path           -> Catalog: a nested one
//   cat.database    account, region, name           -> Database; of a nested catalog: account:path, region, name
//   cat.table       database id, name               -> Table, its current state
//   cat.version     table id, version (descending)  -> Table, an archived state
//   cat.partition   table id, key fields            -> Partition without what it shares with others (partition_record.h)
//   cat.layout      table id, digest                -> what partitions share: columns, formats, SerDe
//   cat.statistics  table id, column, values...     -> ColumnStatistics; no values: of the table
//   cat.index       table id, name                  -> PartitionIndex
//   cat.indexrow    table id, number, key fields    -> nothing; fields in the index's order
//   cat.indexwork   table id, name                  -> what the background still has to do on an index
//   cat.function    database id, name               -> UserDefinedFunction
//   cat.deleted     'd' or 't', id                  -> rows of a deleted database or table that wait for removal
//   cat.id                                          -> the last id given
//
// Key fields are the partition's values in an order-preserving form: partition_order.h.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "catalog/catalog.h"

namespace tarn::catalog {

std::string catalogs_prefix(const CatalogId& catalog);  // every nested catalog of the account and region
std::string catalog_key(const CatalogId& catalog);
std::string databases_prefix(const CatalogId& catalog);
std::string database_key(const CatalogId& catalog, std::string_view name);
std::string tables_prefix(uint64_t database_id);
std::string table_key(uint64_t database_id, std::string_view name);
std::string versions_prefix(uint64_t table_id);
std::string version_key(uint64_t table_id, uint64_t version);
std::string partitions_prefix(uint64_t table_id);
std::string partition_key(uint64_t table_id, std::string_view order, const std::vector<std::string>& values);
std::string layouts_prefix(uint64_t table_id);
std::string layout_key(uint64_t table_id, std::string_view digest);
std::string statistics_prefix(uint64_t table_id);
std::string column_statistics_prefix(uint64_t table_id, std::string_view column);
std::string column_statistics_key(uint64_t table_id, std::string_view column, const std::vector<std::string>* values);
std::string indexes_prefix(uint64_t table_id);
std::string index_key(uint64_t table_id, std::string_view name);
std::string all_index_rows_prefix(uint64_t table_id);
std::string index_rows_prefix(uint64_t table_id, uint64_t number);
std::string index_work_prefix();
std::string index_work_key(uint64_t table_id, std::string_view name);
std::string functions_prefix(uint64_t database_id);
std::string function_key(uint64_t database_id, std::string_view name);
std::string deleted_prefix();
std::string deleted_key(char kind, uint64_t id);
std::string next_id_key();

// The fields back; nullopt: not such a key.
std::optional<std::string> name_of_database_key(std::string_view key);
std::optional<std::string> name_of_table_key(std::string_view key);
std::optional<uint64_t> version_of_key(std::string_view key);
std::optional<std::vector<std::string>> values_of_partition_key(std::string_view key, std::string_view order);
std::optional<std::string> name_of_index_key(std::string_view key);
std::optional<std::pair<uint64_t, std::string>> read_index_work_key(std::string_view key);  // table id, name
struct Deleted {
  char kind;
  uint64_t id;
};
std::optional<Deleted> read_deleted_key(std::string_view key);

}  // namespace tarn::catalog
