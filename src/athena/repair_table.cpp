// MSCK REPAIR TABLE: folders k=v/ that the catalog does not know become partitions.
#include <set>

#include "athena/partition_specs.h"
#include "base/encoding.h"
#include "catalog/links.h"
#include "engine/hive_paths.h"
#include "objects/list.h"

namespace tarn::athena {
namespace {

// The values that the folders at the head of `path` give to the table's keys; empty where they do not fit.
std::vector<std::string> values_in_path(const catalog::Table& table, std::string_view path) {
  std::vector<std::string> values;
  for (auto& key : table.partition_keys) {
    auto slash = path.find('/');
    if (slash == std::string_view::npos) return {};
    auto folder = path.substr(0, slash);
    auto equals = folder.find('=');
    if (equals == std::string_view::npos || engine::unescape_hive_path(folder.substr(0, equals)) != key.name) return {};
    values.push_back(engine::unescape_hive_path(folder.substr(equals + 1)));
    path.remove_prefix(slash + 1);
  }
  return values;
}

struct Found {
  std::vector<std::vector<std::string>> values;  // in key order
  bool any_object = false;
};

Result<Found> partitions_in_storage(Run& run, const catalog::Table& table) {
  auto location = table.storage.location;
  if (!location.ends_with('/')) location += '/';
  auto name = objects::parse_s3_uri(location);
  if (!name) return execution_error("MetaException(message:" + location + " is not an S3 location)");
  std::set<std::vector<std::string>> seen;
  Found found;
  TRY(objects::for_each_object(run.state.objects, run.who(), name->bucket, name->key, [&](const objects::ListedObject& object) {
    found.any_object = true;
    auto values = values_in_path(table, std::string_view(object.key).substr(name->key.size()));
    if (!values.empty() && seen.insert(values).second) found.values.push_back(std::move(values));
    return true;
  }));
  return found;
}

}  // namespace

Result<Outcome> run_repair_table(Run& run, const sql::ast::HiveRepair& statement) {
  auto name = table_name(run, statement.table);
  auto table = TRY(get_table(run, name, "glue:GetTable"));
  TRY(authorize_glue(run, "glue:BatchCreatePartition", name.database, name.table));
  if (table.partition_keys.empty()) return hive_error("FAILED: SemanticException table is not partitioned");
  auto found = TRY(partitions_in_storage(run, table));
  auto reader = run.state.store.snapshot();
  std::vector<std::vector<std::string>> missing;
  for (auto& values : found.values)
    if (!TRY(catalog::find_partition(*reader, table, values))) missing.push_back(values);

  std::vector<std::string> lines;
  if (!found.any_object) lines.push_back("Tables missing on filesystem:\t" + name.table);
  if (!missing.empty()) {
    std::string line = "Partitions not in metastore:";
    for (auto& values : missing) line += "\t" + name.table + ":" + partition_path(table, values);
    lines.push_back(line);
  }
  for (auto& values : missing) lines.push_back("Repair: Added partition to metastore " + name.table + ":" + partition_path(table, values));

  Outcome outcome;
  std::string text;
  for (size_t i = 0; i < lines.size(); ++i) text += (i ? "\n" : "") + lines[i];
  TRY(run.stage(outcome, run.location(), text));
  outcome.changes.push_back([&run, name, missing](kv::Txn& txn) -> Result<void> {
    const std::string action = "glue:BatchCreatePartition";
    auto current = TRY(catalog::follow_table({txn, run.state.authorizer, run.who(), action}, run.catalog_id(), name.database, name.table));
    if (!current) return table_not_found(name);
    for (auto& values : missing)
      if (!TRY(catalog::find_partition(txn, *current, values))) TRY(catalog::create_partition(txn, *current, new_partition(*current, values), run.who()));
    return {};
  });
  return outcome;
}

}  // namespace tarn::athena
