// INSERT INTO a Hive table: new files below its location, new partitions where the rows' values have none yet.
#include <set>

#include "athena/partition_specs.h"
#include "athena/views.h"
#include "athena/write_files.h"
#include "base/encoding.h"
#include "catalog/links.h"
#include "lake/storage_format.h"

namespace tarn::athena {
namespace {

Result<FileStyle> style_of(const catalog::Table& table) {
  auto storage = TRY(lake::storage_format(table, {}));
  FileStyle style;
  style.engine_format = storage.format;
  auto parameter = [&](const char* name) {
    auto found = table.parameters.find(name);
    return found == table.parameters.end() ? std::string() : to_lower(found->second);
  };
  auto codec = parameter("write.compression");
  switch (storage.format) {
    case engine::FileFormat::parquet:
      style.format = "PARQUET";
      if (codec.empty()) codec = parameter("parquet.compression");
      style.compression = codec.empty() ? "gzip" : codec == "uncompressed" ? "none" : codec;
      return style;
    case engine::FileFormat::text: {
      style.format = "TEXTFILE";
      auto found = table.storage.serde_parameters.find("field.delim");
      style.delimiter = found == table.storage.serde_parameters.end() ? "\x01" : found->second;
      break;
    }
    case engine::FileFormat::json: style.format = "JSON"; break;
    default: return Error{"NOT_SUPPORTED", "Tarn does not insert into tables of this format yet: " + table.storage.serde_library};
  }
  style.compression = codec == "gzip" ? "gzip" : "none";
  return style;
}

struct Target {
  std::vector<sql::RelationColumn> columns;
  std::vector<std::string> keys;
};

Result<Target> target_of(const catalog::Table& table) {
  Target target;
  for (auto& column : TRY(lake::typed_columns(table.storage.columns))) target.columns.push_back({.name = column.name, .type = column.type});
  for (auto& column : TRY(lake::typed_columns(table.partition_keys))) {
    target.columns.push_back({.name = column.name, .type = column.type, .partition_key = true});
    target.keys.push_back(column.name);
  }
  return target;
}

// A partition may lie elsewhere than its usual folder: its new files follow it there.
Result<void> move_into_partitions(Run& run, const catalog::Table& table, std::vector<objects::StagedObject>& staged,
                                  std::vector<engine::WrittenFile>& files, std::set<std::vector<std::string>>& missing) {
  auto reader = run.state.store.snapshot();
  for (auto& file : files) {
    std::vector<std::string> values;
    for (auto& [key, value] : file.partition_values) values.push_back(value);
    if (values.empty()) continue;
    auto existing = TRY(catalog::find_partition(*reader, table, values));
    if (!existing) {
      missing.insert(values);
      continue;
    }
    auto folder = existing->storage.location.empty() ? new_partition(table, values).storage.location : existing->storage.location;
    if (!folder.ends_with('/')) folder += '/';
    auto moved = folder + file.path.substr(file.path.rfind('/') + 1);
    if (moved == file.path) continue;
    auto name = objects::parse_s3_uri(moved);
    if (!name) return Error{"HIVE_WRITER_OPEN_ERROR", "Partition location is not in S3: " + folder};
    TRY(run.authorize("s3:PutObject", objects::object_arn(*name)));
    for (auto& object : staged)
      if (object.name.str() == file.path) object.name = *name;
    file.path = moved;
  }
  return {};
}

Result<Outcome> insert(Run& run, const sql::ast::Insert& statement, const TableName& name) {
  auto table = TRY(lake::find_table(run.state.tables, run.who(), name.database, name.table));
  if (!table)
    return Error{"TABLE_NOT_FOUND", "line 1:1: Table 'awsdatacatalog." + name.str() + "' does not exist"};
  if (is_view(*table)) return Error{"NOT_SUPPORTED", "line 1:1: Inserting into views is not supported"};
  auto target = TRY(target_of(*table));
  auto style = TRY(style_of(*table));
  std::vector<std::string> named;
  for (auto& column : statement.columns) named.push_back(column.value);
  auto program = TRY(sql::analyze_insert(*statement.query, target.columns, named, sql::Dialect::trino, run.resolver, run.analysis_options()));
  for (size_t i = 0; i < program.columns.size() && i < target.columns.size(); ++i) program.columns[i].name = target.columns[i].name;
  if (!target.keys.empty()) TRY(authorize_glue(run, "glue:BatchCreatePartition", name.database, name.table));

  Outcome outcome;
  auto location = table->storage.location.ends_with('/') ? table->storage.location : table->storage.location + '/';
  auto written = TRY(write_program(run, std::move(program), write_target(run, style, location, target.keys)));
  outcome.staged = run.files.take_staged();
  std::set<std::vector<std::string>> missing;
  TRY(move_into_partitions(run, *table, outcome.staged, written.files, missing));
  TRY(stage_manifest(run, outcome, run.location() + "-manifest.csv", written.files));
  TRY(set_row_count(run, outcome, "INSERT", written.rows));
  outcome.changes.push_back([&run, name, missing](kv::Txn& txn) -> Result<void> {
    const std::string action = missing.empty() ? "glue:GetTable" : "glue:BatchCreatePartition";
    auto current = TRY(catalog::follow_table({txn, run.state.authorizer, run.who(), action}, run.catalog_id(), name.database, name.table));
    if (!current) return Error{"TABLE_NOT_FOUND", "line 1:1: Table 'awsdatacatalog." + name.str() + "' does not exist"};
    for (auto& values : missing)
      if (!TRY(catalog::find_partition(txn, *current, values))) TRY(catalog::create_partition(txn, *current, new_partition(*current, values), run.who()));
    return {};
  });
  return outcome;
}

}  // namespace

Result<Outcome> run_insert(Run& run, const sql::ast::Insert& statement) {
  if (!statement.query) return Error{"NOT_SUPPORTED", "INSERT needs a query"};
  auto outcome = insert(run, statement, table_name(run, statement.table));
  if (outcome.ok()) return outcome;
  return with_sentence(outcome.error(), "If a data manifest file was generated at '" + run.location() +
                                            "-manifest.csv', you may need to manually clean the data from locations specified in the manifest. Athena will not "
                                            "delete data in your account.");
}

}  // namespace tarn::athena
