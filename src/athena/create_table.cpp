// CREATE EXTERNAL TABLE and DROP TABLE.
#include "athena/catalog_names.h"
#include "athena/storage_classes.h"
#include "base/encoding.h"
#include "sql/ast/print.h"
#include "sql/type_text.h"

namespace tarn::athena {
namespace {

std::string squeezed(const std::string& type) {
  std::string out;
  for (char c : type)
    if (c != ' ') out += c;
  return out;
}

Result<catalog::Column> column(const sql::ast::Identifier& name, const sql::ast::DataType& written, const std::optional<std::string>& comment) {
  auto text = squeezed(to_lower(sql::ast::print(written, sql::Dialect::hive)));
  auto type = sql::parse_hive_type(text);
  if (!type.ok()) return hive_error("FAILED: ParseException cannot recognize input near '" + text + "' in column type");
  return catalog::Column{.name = name.value, .type = sql::hive_name(*type), .comment = comment.value_or("")};
}

void set_delimiters(const sql::ast::RowFormat& format, catalog::Parameters& parameters) {
  auto set = [&](const char* name, const std::optional<std::string>& value) {
    if (value) parameters[name] = *value;
  };
  set("field.delim", format.fields);
  set("serialization.format", format.fields);
  set("escape.delim", format.escaped_by);
  set("collection.delim", format.collection_items);
  set("mapkey.delim", format.map_keys);
  set("line.delim", format.lines);
  set("serialization.null.format", format.null_defined_as);
}

Result<void> set_format(const sql::ast::HiveCreateTable& s, catalog::StorageDescriptor& storage) {
  auto* classes = find_storage_classes(s.stored_as && !s.stored_as->format.empty() ? s.stored_as->format : "TEXTFILE");
  if (!classes) return hive_error("FAILED: SemanticException Unrecognized file format in STORED AS clause: '" + s.stored_as->format + "'");
  set_storage_classes(storage, *classes);
  if (s.stored_as && s.stored_as->format.empty()) {
    storage.input_format = s.stored_as->input_format;
    storage.output_format = s.stored_as->output_format;
  }
  storage.serde_parameters["serialization.format"] = "1";
  if (!s.row_format) return {};
  if (s.row_format->serde) {
    storage.serde_library = *s.row_format->serde;
  } else {
    set_delimiters(*s.row_format, storage.serde_parameters);
  }
  for (auto& [key, value] : s.row_format->serde_properties) storage.serde_parameters[key] = value;
  return {};
}

Result<catalog::Table> described_table(const sql::ast::HiveCreateTable& s, const TableName& name, const aws::AccessContext& who) {
  catalog::Table table;
  table.database = name.database;
  table.name = name.table;
  table.description = s.comment.value_or("");
  table.owner = who.principal.name;
  table.table_type = "EXTERNAL_TABLE";
  for (auto& c : s.columns) table.storage.columns.push_back(TRY(column(c.name, c.type, c.comment)));
  for (auto& key : s.partitioned_by) {
    if (!key.type) return hive_error("FAILED: ParseException cannot recognize input near '" + key.column.value + "' in column specification");
    table.partition_keys.push_back(TRY(column(key.column, *key.type, key.comment)));
  }
  TRY(set_format(s, table.storage));
  table.storage.location = s.location.value_or("");
  table.storage.number_of_buckets = static_cast<int32_t>(s.buckets.value_or(-1));
  for (auto& c : s.clustered_by) table.storage.bucket_columns.push_back(c.value);
  table.parameters["EXTERNAL"] = "TRUE";
  auto seconds = std::chrono::duration_cast<std::chrono::seconds>(who.now.time_since_epoch()).count();
  table.parameters["transient_lastDdlTime"] = std::to_string(seconds);
  if (s.comment) table.parameters["comment"] = *s.comment;
  for (auto& [key, value] : s.properties) table.parameters[key] = value;
  return table;
}

}  // namespace

Result<Outcome> run_create_table(Run& run, const sql::ast::HiveCreateTable& statement) {
  for (auto& [key, value] : statement.properties)
    if (equals_ignoring_case(key, "table_type") && equals_ignoring_case(value, "iceberg"))
      return Error{"NOT_SUPPORTED", "Tarn does not create Iceberg tables yet"};
  auto name = table_name(run, statement.table);
  TRY(authorize_glue(run, "glue:CreateTable", name.database, name.table));
  auto table = TRY(described_table(statement, name, run.who()));
  auto outcome = TRY(empty_outcome(run));
  outcome.changes.push_back([&run, table, name, lenient = statement.if_not_exists](kv::Txn& txn) -> Result<void> {
    if (!TRY(catalog::find_database(txn, run.catalog_id(), name.database, run.who())))
      return hive_error("FAILED: SemanticException [Error 10072]: Database does not exist: " + name.database);
    if (TRY(catalog::find_table(txn, run.catalog_id(), name.database, name.table, run.who()))) {
      if (lenient) return {};
      return execution_error("AlreadyExistsException(message:Table " + name.table + " already exists)");
    }
    TRY(catalog::create_table(txn, run.catalog_id(), table, run.who()));
    return {};
  });
  return outcome;
}

Result<Outcome> run_drop_table(Run& run, const sql::ast::HiveDropTable& statement) {
  auto name = table_name(run, statement.table);
  TRY(authorize_glue(run, "glue:DeleteTable", name.database, name.table));
  auto outcome = TRY(empty_outcome(run));
  outcome.changes.push_back([&run, name, lenient = statement.if_exists](kv::Txn& txn) -> Result<void> {
    auto table = TRY(catalog::find_table(txn, run.catalog_id(), name.database, name.table, run.who()));
    if (!table && lenient) return {};
    if (!table) return table_not_found(name);
    if (table->table_type == "VIRTUAL_VIEW") return hive_error("FAILED: SemanticException Cannot drop a view with DROP TABLE");
    return catalog::delete_table(txn, run.catalog_id(), name.database, name.table, run.who());
  });
  return outcome;
}

}  // namespace tarn::athena
