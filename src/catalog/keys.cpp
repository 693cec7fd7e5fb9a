#include "catalog/keys.h"

#include "base/encoding.h"
#include "catalog/partition_order.h"
#include "kv/key.h"

namespace tarn::catalog {
namespace {

using kv::KeyBuilder;
using kv::KeyReader;

constexpr std::string_view kCatalog = "cat.catalog", kDatabase = "cat.database", kTable = "cat.table", kVersion = "cat.version", kPartition = "cat.partition",
                           kLayout = "cat.layout", kStatistics = "cat.statistics", kIndex = "cat.index", kIndexRow = "cat.indexrow", kIndexWork = "cat.indexwork",
                           kFunction = "cat.function", kDeleted = "cat.deleted", kId = "cat.id";

}  // namespace

std::string catalogs_prefix(const CatalogId& catalog) { return KeyBuilder(kCatalog).text(catalog.account_id).text(catalog.region).take(); }
std::string catalog_key(const CatalogId& catalog) {
  return KeyBuilder(kCatalog).text(catalog.account_id).text(catalog.region).text(to_lower(catalog.nested)).take();
}
std::string databases_prefix(const CatalogId& catalog) {
  const std::string owner = catalog.nested.empty() ? catalog.account_id : catalog.account_id + ":" + to_lower(catalog.nested);
  return KeyBuilder(kDatabase).text(owner).text(catalog.region).take();
}
std::string database_key(const CatalogId& catalog, std::string_view name) {
  std::string key = databases_prefix(catalog);
  append_key_field('s', to_lower(name), key);
  return key;
}
std::string tables_prefix(uint64_t database_id) { return KeyBuilder(kTable).u64(database_id).take(); }
std::string table_key(uint64_t database_id, std::string_view name) { return KeyBuilder(kTable).u64(database_id).text(to_lower(name)).take(); }
std::string versions_prefix(uint64_t table_id) { return KeyBuilder(kVersion).u64(table_id).take(); }
std::string version_key(uint64_t table_id, uint64_t version) { return KeyBuilder(kVersion).u64(table_id).descending_u64(version).take(); }
std::string partitions_prefix(uint64_t table_id) { return KeyBuilder(kPartition).u64(table_id).take(); }

std::string partition_key(uint64_t table_id, std::string_view order, const std::vector<std::string>& values) {
  std::string key = partitions_prefix(table_id);
  for (size_t i = 0; i < values.size(); ++i) append_key_field(i < order.size() ? order[i] : 's', values[i], key);
  return key;
}

std::string layouts_prefix(uint64_t table_id) { return KeyBuilder(kLayout).u64(table_id).take(); }
std::string layout_key(uint64_t table_id, std::string_view digest) { return KeyBuilder(kLayout).u64(table_id).text(digest).take(); }
std::string statistics_prefix(uint64_t table_id) { return KeyBuilder(kStatistics).u64(table_id).take(); }
std::string column_statistics_prefix(uint64_t table_id, std::string_view column) {
  return KeyBuilder(kStatistics).u64(table_id).text(to_lower(column)).take();
}

std::string column_statistics_key(uint64_t table_id, std::string_view column, const std::vector<std::string>* values) {
  KeyBuilder key(kStatistics);
  key.u64(table_id).text(to_lower(column));
  if (values)
    for (const std::string& value : *values) key.text(value);
  return key.take();
}

std::string indexes_prefix(uint64_t table_id) { return KeyBuilder(kIndex).u64(table_id).take(); }
std::string index_key(uint64_t table_id, std::string_view name) { return KeyBuilder(kIndex).u64(table_id).text(name).take(); }
std::string all_index_rows_prefix(uint64_t table_id) { return KeyBuilder(kIndexRow).u64(table_id).take(); }
std::string index_rows_prefix(uint64_t table_id, uint64_t number) { return KeyBuilder(kIndexRow).u64(table_id).u64(number).take(); }
std::string index_work_prefix() { return KeyBuilder(kIndexWork).take(); }
std::string index_work_key(uint64_t table_id, std::string_view name) { return KeyBuilder(kIndexWork).u64(table_id).text(name).take(); }
std::string functions_prefix(uint64_t database_id) { return KeyBuilder(kFunction).u64(database_id).take(); }
std::string function_key(uint64_t database_id, std::string_view name) { return KeyBuilder(kFunction).u64(database_id).text(to_lower(name)).take(); }
std::string deleted_prefix() { return KeyBuilder(kDeleted).take(); }
std::string deleted_key(char kind, uint64_t id) { return KeyBuilder(kDeleted).text(std::string_view(&kind, 1)).u64(id).take(); }
std::string next_id_key() { return KeyBuilder(kId).take(); }

std::optional<std::string> name_of_database_key(std::string_view key) {
  KeyReader reader(kDatabase, key);
  if (!reader.text() || !reader.text()) return std::nullopt;
  return reader.text();
}

std::optional<std::string> name_of_table_key(std::string_view key) {
  KeyReader reader(kTable, key);
  if (!reader.u64()) return std::nullopt;
  return reader.text();
}

std::optional<uint64_t> version_of_key(std::string_view key) {
  KeyReader reader(kVersion, key);
  if (!reader.u64()) return std::nullopt;
  return reader.descending_u64();
}

std::optional<std::vector<std::string>> values_of_partition_key(std::string_view key, std::string_view order) {
  KeyReader reader(kPartition, key);
  if (!reader.u64()) return std::nullopt;
  std::string_view rest = reader.rest();
  std::vector<std::string> values;
  while (!rest.empty()) {
    auto value = take_key_field(values.size() < order.size() ? order[values.size()] : 's', rest);
    if (!value) return std::nullopt;
    values.push_back(std::move(*value));
  }
  return values;
}

std::optional<std::string> name_of_index_key(std::string_view key) {
  KeyReader reader(kIndex, key);
  if (!reader.u64()) return std::nullopt;
  return reader.text();
}

std::optional<std::pair<uint64_t, std::string>> read_index_work_key(std::string_view key) {
  KeyReader reader(kIndexWork, key);
  auto table = reader.u64();
  auto name = reader.text();
  if (!table || !name) return std::nullopt;
  return std::pair(*table, std::move(*name));
}

std::optional<Deleted> read_deleted_key(std::string_view key) {
  KeyReader reader(kDeleted, key);
  auto kind = reader.text();
  auto id = reader.u64();
  if (!kind || !id || kind->size() != 1) return std::nullopt;
  return Deleted{(*kind)[0], *id};
}

}  // namespace tarn::catalog
