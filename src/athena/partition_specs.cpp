#include "athena/partition_specs.h"

#include "engine/hive_paths.h"
#include "sql/ast/print.h"

namespace tarn::athena {
namespace {

using namespace sql::ast;

std::string literal_text(const Expr& value) {
  if (auto* text = try_as<StringLiteral>(&value)) return text->value;
  if (auto* number = try_as<NumberLiteral>(&value)) return number->text;
  if (auto* typed = try_as<TypedLiteral>(&value)) return typed->value;
  return print(value, sql::Dialect::hive);
}

Error bad_key(const std::string& key) { return hive_error("FAILED: SemanticException [Error 10098]: Non-Partition column appears in the partition specification:  " + key); }

Result<size_t> key_position(const catalog::Table& table, const std::string& key) {
  for (size_t i = 0; i < table.partition_keys.size(); ++i)
    if (table.partition_keys[i].name == key) return i;
  return bad_key(key);
}

bool is_numeric(const std::string& type) {
  return type == "int" || type == "bigint" || type == "smallint" || type == "tinyint" || type == "double" || type == "float" || type.starts_with("decimal");
}

int compare(const std::string& type, const std::string& a, const std::string& b) {
  if (!is_numeric(type)) return a.compare(b);
  double x = std::strtod(a.c_str(), nullptr), y = std::strtod(b.c_str(), nullptr);
  return x < y ? -1 : x > y;
}

bool holds(BinaryOp op, int order) {
  switch (op) {
    case BinaryOp::equal: return order == 0;
    case BinaryOp::not_equal: return order != 0;
    case BinaryOp::less: return order < 0;
    case BinaryOp::less_equal: return order <= 0;
    case BinaryOp::greater: return order > 0;
    case BinaryOp::greater_equal: return order >= 0;
    default: return false;
  }
}

}  // namespace

Result<std::vector<std::string>> partition_values(const catalog::Table& table, const PartitionSpec& spec) {
  if (table.partition_keys.empty())
    return hive_error("FAILED: SemanticException table is not partitioned but partition spec exists: {" +
                      (spec.items.empty() ? "" : spec.items[0].key.value + "=" + literal_text(*spec.items[0].value)) + "}");
  std::vector<std::string> values(table.partition_keys.size());
  std::vector<bool> given(values.size());
  for (auto& item : spec.items) {
    auto at = TRY(key_position(table, item.key.value));
    values[at] = literal_text(*item.value);
    given[at] = true;
  }
  for (size_t i = 0; i < given.size(); ++i)
    if (!given[i]) return hive_error("FAILED: SemanticException partition spec doesn't contain all (" + std::to_string(given.size()) + ") partition columns");
  return values;
}

Result<std::vector<catalog::Partition>> matching_partitions(kv::Reader& reader, const catalog::Table& table, const PartitionSpec& spec,
                                                            const aws::AccessContext& who) {
  for (auto& item : spec.items) TRY(key_position(table, item.key.value));
  std::vector<catalog::Partition> matching;
  for (auto& partition : TRY(catalog::all_partitions(reader, table, nullptr, who))) {
    bool all = true;
    for (auto& item : spec.items) {
      auto at = TRY(key_position(table, item.key.value));
      all = all && holds(item.op, compare(table.partition_keys[at].type, partition.values[at], literal_text(*item.value)));
    }
    if (all) matching.push_back(std::move(partition));
  }
  return matching;
}

std::string partition_path(const catalog::Table& table, const std::vector<std::string>& values) {
  std::string path;
  for (size_t i = 0; i < values.size(); ++i)
    path += (i ? "/" : "") + engine::escape_hive_path(table.partition_keys[i].name) + "=" + engine::escape_hive_path(values[i]);
  return path;
}

catalog::Partition new_partition(const catalog::Table& table, const std::vector<std::string>& values) {
  catalog::Partition partition;
  partition.values = values;
  partition.storage = table.storage;
  auto root = table.storage.location;
  if (!root.ends_with('/')) root += '/';
  partition.storage.location = root + partition_path(table, values) + "/";
  return partition;
}

}  // namespace tarn::athena
