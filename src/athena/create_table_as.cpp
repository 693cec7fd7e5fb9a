// CREATE TABLE AS: the query's files, the table, its partitions and the execution's state become visible at once.
#include <set>

#include "athena/partition_specs.h"
#include "athena/storage_classes.h"
#include "athena/write_files.h"
#include "base/encoding.h"
#include "catalog/databases.h"

namespace tarn::athena {
namespace {

using sql::TypeKind;

Result<void> check_storable(const sql::Type& type) {
  switch (type.kind) {
    case TypeKind::time:
    case TypeKind::time_tz:
    case TypeKind::timestamp_tz:
    case TypeKind::interval_day_time:
    case TypeKind::interval_year_month:
    case TypeKind::json:
    case TypeKind::uuid:
    case TypeKind::ipaddress:
    case TypeKind::unknown: return Error{"NOT_SUPPORTED", "Unsupported Hive type: " + sql::trino_name(type)};
    default: break;
  }
  for (auto& child : type.children) TRY(check_storable(child));
  return {};
}

// Where the data go: external_location, or tables/<id>/ of the result location.
std::string data_location(const Run& run, const WithProperties& properties) {
  auto location = properties.text("external_location").value_or(run.output_prefix() + "tables/" + run.query.execution.id());
  return location.ends_with('/') ? location : location + '/';
}

catalog::Table described_table(const Run& run, const TableName& name, const std::vector<sql::ResultColumn>& columns, const FileStyle& style,
                               const std::vector<std::string>& partitioned_by, const std::string& location) {
  catalog::Table table;
  table.database = name.database;
  table.name = name.table;
  table.owner = run.who().principal.name;
  table.table_type = "EXTERNAL_TABLE";
  for (size_t i = 0; i < columns.size(); ++i) {
    auto& list = i + partitioned_by.size() >= columns.size() ? table.partition_keys : table.storage.columns;
    list.push_back({.name = columns[i].name, .type = sql::hive_name(columns[i].type)});
  }
  set_storage_classes(table.storage, *find_storage_classes(style.format));
  table.storage.location = location;
  if (style.engine_format == engine::FileFormat::text) {
    table.storage.serde_parameters["field.delim"] = style.delimiter;
    table.storage.serde_parameters["serialization.format"] = style.delimiter;
  }
  table.parameters = {{"EXTERNAL", "TRUE"}, {"has_encrypted_data", "false"}};
  if (style.engine_format == engine::FileFormat::parquet) {
    table.parameters["parquet.compression"] = style.compression == "none" ? "UNCOMPRESSED" : style.compression;
    for (char& c : table.parameters["parquet.compression"]) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  }
  return table;
}

// Each partition once.
std::set<std::vector<std::string>> partitions_of(const std::vector<engine::WrittenFile>& files) {
  std::set<std::vector<std::string>> partitions;
  for (auto& file : files) {
    std::vector<std::string> values;
    for (auto& [key, value] : file.partition_values) values.push_back(value);
    if (!values.empty()) partitions.insert(std::move(values));
  }
  return partitions;
}

Error already_exists(const TableName& name) {
  return {"TABLE_ALREADY_EXISTS", "line 1:1: Destination table 'awsdatacatalog." + name.str() + "' already exists"};
}

Result<Outcome> create(Run& run, const sql::ast::CreateTableAs& statement, const TableName& name) {
  auto properties = TRY(WithProperties::read(statement.properties));
  if (equals_ignoring_case(properties.text("table_type").value_or("hive"), "iceberg"))
    return Error{"NOT_SUPPORTED", "Tarn does not create Iceberg tables yet"};
  TRY(properties.only({"table_type", "external_location", "is_external", "format", "write_compression", "parquet_compression", "orc_compression", "field_delimiter",
                       "partitioned_by"}));
  auto style = TRY(file_style(properties, "PARQUET"));
  auto program = TRY(sql::analyze_table_query(*statement.query, sql::Dialect::trino, run.resolver, run.analysis_options()));
  auto partitioned_by = properties.list("partitioned_by");
  for (auto& column : partitioned_by) column = to_lower(column);
  TRY(check_partition_columns(program.columns, partitioned_by));
  for (auto& column : program.columns) TRY(check_storable(column.type));
  auto location = data_location(run, properties);
  TRY(must_be_empty(run, location, name.str()));
  auto table = described_table(run, name, program.columns, style, partitioned_by, location);

  Outcome outcome;
  Written written;
  if (statement.with_data) written = TRY(write_program(run, std::move(program), write_target(run, style, location, partitioned_by)));
  outcome.staged = run.files.take_staged();
  TRY(stage_manifest(run, outcome, run.location() + "-manifest.csv", written.files));
  TRY(set_row_count(run, outcome, "CREATE TABLE", written.rows));
  outcome.changes.push_back([&run, table, name, partitions = partitions_of(written.files)](kv::Txn& txn) -> Result<void> {
    if (!TRY(catalog::find_database(txn, run.catalog_id(), name.database, run.who())))
      return Error{"FAILED", "Database " + name.database + " not found. Please check your query."};
    if (TRY(catalog::find_table(txn, run.catalog_id(), name.database, name.table, run.who()))) return already_exists(name);
    auto created = TRY(catalog::create_table(txn, run.catalog_id(), table, run.who()));
    for (auto& values : partitions) TRY(catalog::create_partition(txn, created, new_partition(created, values), run.who()));
    return {};
  });
  return outcome;
}

}  // namespace

Result<Outcome> run_create_table_as(Run& run, const sql::ast::CreateTableAs& statement) {
  auto name = table_name(run, statement.table);
  TRY(authorize_glue(run, "glue:CreateTable", name.database, name.table));
  auto existing = TRY(catalog::find_table(*run.state.store.snapshot(), run.catalog_id(), name.database, name.table, run.who()));
  if (existing && statement.if_not_exists) {  // nothing is run
    Outcome outcome;
    TRY(set_row_count(run, outcome, "CREATE TABLE", 0));
    return outcome;
  }
  auto outcome = existing ? Result<Outcome>(already_exists(name)) : create(run, statement, name);
  if (outcome.ok()) return outcome;
  return with_sentence(outcome.error(), "You may need to manually clean the data at location '" + run.output_prefix() + "tables/" + run.query.execution.id() +
                                            "' before retrying. Athena will not delete data in your account.");
}

}  // namespace tarn::athena
