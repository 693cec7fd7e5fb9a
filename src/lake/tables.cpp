#include "lake/tables.h"

#include <algorithm>

#include "base/encoding.h"
#include "catalog/catalog_names.h"
#include "catalog/links.h"
#include "catalog/partitions.h"
#include "iceberg/glue_table.h"
#include "lake/iceberg_tables.h"
#include "lake/storage_format.h"
#include "sql/type_text.h"

namespace tarn::lake {
namespace {

using engine::PartitionFilter;

Result<void> check_table_action(const Tables& tables, const aws::AccessContext& who, const std::string& action, const std::vector<std::string>& arns) {
  for (const std::string& arn : arns) TRY(tables.authorizer.authorize(who, {action, arn, {}}));
  return {};
}

bool is_integer_type(const std::string& hive_type) {
  return hive_type == "int" || hive_type == "bigint" || hive_type == "smallint" || hive_type == "tinyint";
}

bool is_number(std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// A literal of the key's type in GetPartitions' language; nullopt where that language could read it otherwise than the engine does.
std::optional<std::string> literal(const catalog::Column& key, const std::string& value) {
  if (is_integer_type(key.type)) return is_number(value) ? std::optional(value) : std::nullopt;
  if (key.type != "string" || value.find('\'') != std::string::npos) return std::nullopt;
  return "'" + value + "'";
}

std::optional<std::string> conjunct(const catalog::Column& key, const PartitionFilter& filter) {
  if (filter.op != PartitionFilter::Op::eq && filter.op != PartitionFilter::Op::in) return std::nullopt;
  std::string values;
  for (const auto& value : filter.values) {
    auto text = literal(key, value);
    if (!text) return std::nullopt;
    values += (values.empty() ? "" : ", ") + *text;
  }
  if (values.empty()) return std::nullopt;
  return key.name + " IN (" + values + ")";
}

// What of the filters the catalog can apply while it lists; the engine applies all of them to what comes back.
std::string listing_expression(const catalog::Table& table, const std::vector<PartitionFilter>& filters) {
  std::string expression;
  for (const auto& filter : filters) {
    auto text = conjunct(table.partition_keys[filter.key], filter);
    if (!text || expression.size() + text->size() + 5 > catalog::kMaxExpressionLength) continue;
    expression += (expression.empty() ? "" : " AND ") + *text;
  }
  return expression;
}

bool same_columns(const std::vector<catalog::Column>& a, const std::vector<catalog::Column>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const auto& x, const auto& y) { return x.name == y.name && x.type == y.type; });
}

// Files that name their columns are read by the table's schema, whatever the partition says; others need the same list of columns.
bool reads_like_table(const catalog::Table& table, engine::FileFormat format, const catalog::StorageDescriptor& partition) {
  const auto& own = table.storage;
  if (!partition.serde_library.empty() && (partition.serde_library != own.serde_library || partition.serde_parameters != own.serde_parameters)) return false;
  const bool by_name = format == engine::FileFormat::parquet || format == engine::FileFormat::json || format == engine::FileFormat::avro;
  return by_name || partition.columns.empty() || same_columns(partition.columns, own.columns);
}

Error differs_from_table(const catalog::Table& table, const catalog::Partition& partition) {
  return {"HIVE_PARTITION_SCHEMA_MISMATCH", "The partition at " + partition.storage.location + " of " + table.database + "." + table.name +
                                                " has another format or column order than its table", 0, {}};
}

// Without this a projected table, whose partitions are rules and not rows of the catalog, would look empty.
Result<void> refuse_projection(const catalog::Table& table) {
  auto enabled = table.parameters.find("projection.enabled");
  if (enabled == table.parameters.end() || !equals_ignoring_case(enabled->second, "true")) return {};
  return Error{"NOT_SUPPORTED", "Partition projection (projection.enabled of " + table.database + "." + table.name + ") is not implemented", 0, {}};
}

}  // namespace

std::vector<std::string> table_arns(const aws::AccessContext& who, std::string_view database, std::string_view table) {
  return catalog::table_arns(catalog::CatalogId::of(who), database, table);
}

Result<std::optional<catalog::Table>> find_table(const Tables& tables, const aws::AccessContext& who, std::string_view database, std::string_view table) {
  const std::string action = "glue:GetTable";
  TRY(check_table_action(tables, who, action, table_arns(who, database, table)));
  auto snapshot = tables.store.snapshot();
  return catalog::follow_table({*snapshot, tables.authorizer, who, action}, catalog::CatalogId::of(who), database, table);
}

Result<PinnedRelation> pin_table(const Tables& tables, const aws::AccessContext& who, const catalog::Table& table, std::string pin, std::string catalog_name) {
  if (iceberg::is_iceberg(table)) return pin_iceberg_table(table, TRY(open_snapshot(tables, who, table, {})), std::move(pin), std::move(catalog_name));
  TRY(refuse_projection(table));
  PinnedRelation made;
  auto& [relation, pinned] = made;
  pinned.pin = pin;
  pinned.display_name = catalog_name + "." + table.database + "." + table.name;
  pinned.location = table.storage.location;
  pinned.columns = TRY(typed_columns(table.storage.columns));
  pinned.partition_keys = TRY(typed_columns(table.partition_keys));
  pinned.storages.push_back(TRY(storage_format(table, {})));

  relation.kind = sql::Relation::Kind::lake_table;
  relation.pin = std::move(pin);
  relation.catalog = std::move(catalog_name);
  relation.schema = table.reached_as ? table.reached_as->database : table.database;
  relation.name = table.reached_as ? table.reached_as->name : table.name;
  for (const auto& column : pinned.columns) relation.columns.push_back({.name = column.name, .type = column.type});
  for (const auto& key : pinned.partition_keys) relation.columns.push_back({.name = key.name, .type = key.type, .partition_key = true});
  relation.columns.push_back({.name = "$path", .type = sql::varchar(), .hidden = true});
  relation.columns.push_back({.name = "$file_size", .type = sql::simple(sql::TypeKind::bigint), .hidden = true});
  relation.columns.push_back({.name = "$file_modified_time", .type = {.kind = sql::TypeKind::timestamp_tz, .precision = 3}, .hidden = true});
  relation.columns.push_back({.name = "$partition", .type = sql::varchar(), .hidden = true});

  if (table.partition_keys.empty()) return made;  // the engine reads `location`
  auto snapshot = std::shared_ptr<kv::Reader>(tables.store.snapshot());
  pinned.partitions = [tables, who, table, snapshot, format = pinned.storages[0].format](
                          const std::vector<PartitionFilter>& filters) -> Result<std::vector<engine::PinnedPartition>> {
    TRY(check_table_action(tables, who, "glue:GetPartitions", catalog::table_arns(table.catalog, table.database, table.name)));
    auto filter = catalog::PartitionExpression::parse(listing_expression(table, filters), table.partition_keys);
    std::vector<engine::PinnedPartition> found;
    for (auto& partition : TRY(catalog::all_partitions(*snapshot, table, filter.ok() ? &*filter : nullptr, who))) {
      if (!reads_like_table(table, format, partition.storage)) return differs_from_table(table, partition);
      engine::PinnedPartition& one = found.emplace_back();
      one.location = partition.storage.location;
      for (auto& value : partition.values) one.values.push_back(value == catalog::kNullPartition ? std::nullopt : std::optional(std::move(value)));
    }
    return found;
  };
  return made;
}

}  // namespace tarn::lake
