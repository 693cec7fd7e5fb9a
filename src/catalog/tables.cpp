#include "catalog/tables.h"

#include <algorithm>

#include "base/encoding.h"
#include "catalog/errors.h"
#include "catalog/ids.h"
#include "catalog/keys.h"
#include "catalog/links.h"
#include "catalog/partition_index.h"
#include "catalog/partition_order.h"
#include "catalog/records.h"

namespace tarn::catalog {
namespace {

void fold_partition_keys(Table& table) {
  for (Column& key : table.partition_keys) key.name = to_lower(key.name);
}

Result<bool> has_partitions(kv::Reader& reader, uint64_t table_id) {
  return !TRY(reader.page(kv::Range::prefix(partitions_prefix(table_id)), 1)).empty();
}

const Column* find_column(const Table& table, std::string_view name) {
  for (const auto* columns : {&table.storage.columns, &table.partition_keys})
    for (const Column& column : *columns)
      if (equals_ignoring_case(column.name, name)) return &column;
  return nullptr;
}

// Statistics of columns that go or change type say nothing about the new ones.
Result<void> drop_stale_statistics(kv::Txn& txn, const Table& before, const Table& after) {
  for (const auto* columns : {&before.storage.columns, &before.partition_keys}) {
    for (const Column& column : *columns) {
      const Column* now = find_column(after, column.name);
      if (now && equals_ignoring_case(now->type, column.type)) continue;
      std::vector<std::string> stale;
      TRY(txn.scan(kv::Range::prefix(column_statistics_prefix(before.id, column.name)), [&](std::string_view key, std::string_view) {
        stale.emplace_back(key);
        return true;
      }));
      for (const std::string& key : stale) txn.erase(key);
    }
  }
  return {};
}

// Keys of a table with partitions keep the order in which the partitions are stored; those of an index their names and types.
Result<void> check_keys(kv::Txn& txn, const Table& known, Table& table) {
  for (const PartitionIndex& index : TRY(partition_indexes(txn, known))) {
    for (size_t key = 0; key < known.partition_keys.size(); ++key) {
      const bool kept = key < table.partition_keys.size() && table.partition_keys[key].name == known.partition_keys[key].name;
      const bool indexed = std::find(index.keys.begin(), index.keys.end(), key) != index.keys.end();
      if (!kept || (indexed && !equals_ignoring_case(table.partition_keys[key].type, known.partition_keys[key].type)))
        return errors::invalid_input("The partition keys of a table with partition indexes cannot change.");
    }
  }
  const bool partitioned = TRY(has_partitions(txn, known.id));
  if (partitioned && table.partition_keys.size() != known.partition_keys.size())
    return errors::invalid_input("The number of partition keys of a table with partitions cannot change.");
  table.key_order = partitioned ? known.key_order : key_order_of(table.partition_keys);
  return {};
}

}  // namespace

Result<std::optional<Table>> find_table(kv::Reader& reader, const CatalogId& catalog, std::string_view database, std::string_view name,
                                        const aws::AccessContext& access) {
  auto parent = TRY(find_database(reader, catalog, database, access));
  if (!parent) return std::optional<Table>();
  auto stored = TRY(reader.get(table_key(parent->id, name)));
  if (!stored) return std::optional<Table>();
  auto table = std::optional(TRY(decode_table(*stored)));
  table->catalog = catalog;
  return table;
}

Result<Table> get_table(kv::Reader& reader, const CatalogId& catalog, std::string_view database, std::string_view name, const aws::AccessContext& access) {
  const Database parent = TRY(get_database(reader, catalog, database, access));
  auto stored = TRY(reader.get(table_key(parent.id, name)));
  if (!stored) return errors::table_not_found();
  auto table = TRY(decode_table(*stored));
  table.catalog = catalog;
  return table;
}

Result<Page<Table>> list_tables(kv::Reader& reader, const CatalogId& catalog, std::string_view database, const PageRequest& request,
                                const aws::AccessContext& access, const std::function<bool(std::string_view name)>& wanted) {
  const Database parent = TRY(get_database(reader, catalog, database, access));
  kv::Range range = kv::Range::prefix(tables_prefix(parent.id));
  if (!request.through.empty()) range.end = range.begin + request.through + '\1';  // above the end of that name
  range.begin += request.from;
  if (!request.after.empty()) range.begin = std::max(range.begin, table_key(parent.id, request.after) + '\0');
  Page<Table> page;
  Result<void> outcome;
  TRY(reader.scan(range, [&](std::string_view key, std::string_view value) {
    auto name = name_of_table_key(key);
    if (!name || (wanted && !wanted(*name))) return true;
    if (page.items.size() == request.limit) {
      page.next = page.items.back().name;
      return false;
    }
    auto table = decode_table(value);
    if (!table.ok()) {
      outcome = table.error();
      return false;
    }
    page.items.push_back(std::move(*table));
    page.items.back().catalog = catalog;
    return true;
  }));
  TRY(outcome);
  return page;
}

Result<Table> create_table(kv::Txn& txn, const CatalogId& catalog, Table table, const aws::AccessContext& access) {
  const Database parent = TRY(get_database(txn, catalog, table.database, access));
  if (link_of(parent)) return errors::invalid_input("Database " + parent.name + " is a resource link: it holds no tables of its own.");
  const std::string key = table_key(parent.id, table.name);
  if (TRY(txn.get(key))) return errors::table_exists();
  table.catalog = catalog;
  table.database = parent.name;
  table.name = to_lower(table.name);
  fold_partition_keys(table);
  table.created_at = table.updated_at = access.now;
  table.created_by = access.principal.arn;
  table.version = 0;
  table.key_order = key_order_of(table.partition_keys);
  table.id = TRY(next_id(txn));
  txn.put(key, encode_table(table));
  return table;
}

Result<Table> update_table(kv::Txn& txn, const CatalogId& catalog, Table table, const UpdateOptions& options, const aws::AccessContext& access) {
  const Database parent = TRY(get_database(txn, catalog, table.database, access));
  const Table known = TRY(get_table(txn, catalog, table.database, table.name, access));
  if (options.expected_version && *options.expected_version != known.version) return errors::stale_version();
  if (link_of(table).has_value() != link_of(known).has_value()) return errors::invalid_input("A table cannot become a resource link, nor a resource link a table.");
  fold_partition_keys(table);
  TRY(check_keys(txn, known, table));
  table.catalog = catalog;
  table.database = known.database;
  table.name = known.name;
  table.created_at = known.created_at;
  table.created_by = known.created_by;
  table.updated_at = access.now;
  table.id = known.id;
  table.version = known.version + 1;
  TRY(drop_stale_statistics(txn, known, table));
  if (!options.skip_archive) txn.put(version_key(known.id, known.version), encode_table(known));
  txn.put(table_key(parent.id, known.name), encode_table(table));
  return table;
}

Result<void> delete_table(kv::Txn& txn, const CatalogId& catalog, std::string_view database, std::string_view name, const aws::AccessContext& access) {
  const Database parent = TRY(get_database(txn, catalog, database, access));
  const Table known = TRY(get_table(txn, catalog, database, name, access));
  txn.erase(table_key(parent.id, known.name));
  txn.put(deleted_key('t', known.id), "");
  return {};
}

Result<std::optional<Table>> find_table_version(kv::Reader& reader, const Table& table, uint64_t version) {
  if (version == table.version) return std::optional(table);
  auto stored = TRY(reader.get(version_key(table.id, version)));
  if (!stored) return std::optional<Table>();
  auto archived = std::optional(TRY(decode_table(*stored)));
  archived->catalog = table.catalog;
  return archived;
}

Result<Page<Table>> list_table_versions(kv::Reader& reader, const Table& table, const PageRequest& request) {
  Page<Table> page;
  kv::Range range = kv::Range::prefix(versions_prefix(table.id));
  if (request.after.empty()) {
    page.items.push_back(table);
  } else if (request.after.size() < 19 && request.after.find_first_not_of("0123456789") == request.after.npos) {
    range.begin = version_key(table.id, std::stoull(request.after)) + '\0';
  } else {
    return errors::invalid_input("The token does not belong to this listing.");
  }
  for (const kv::Entry& entry : TRY(reader.page(range, request.limit + 1 - page.items.size()))) {
    if (page.items.size() == request.limit) {
      page.next = std::to_string(page.items.back().version);
      break;
    }
    page.items.push_back(TRY(decode_table(entry.value)));
    page.items.back().catalog = table.catalog;
  }
  return page;
}

Result<void> delete_table_version(kv::Txn& txn, const Table& table, uint64_t version) {
  if (version == table.version) return errors::invalid_input("The current version of a table cannot be deleted.");
  const std::string key = version_key(table.id, version);
  if (!TRY(txn.get(key))) return errors::version_not_found();
  txn.erase(key);
  return {};
}

}  // namespace tarn::catalog
