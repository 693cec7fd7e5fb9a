// ALTER TABLE, one function an action.
#include <algorithm>

#include "athena/partition_specs.h"
#include "base/encoding.h"
#include "catalog/links.h"
#include "sql/ast/print.h"
#include "sql/type_text.h"

namespace tarn::athena {
namespace {

using sql::ast::HiveAlterTable;
using Action = HiveAlterTable::Action;

Result<catalog::Column> column(const sql::ast::HiveColumn& written) {
  std::string text;
  for (char c : to_lower(sql::ast::print(written.type, sql::Dialect::hive)))
    if (c != ' ') text += c;
  auto type = sql::parse_hive_type(text);
  if (!type.ok()) return hive_error("FAILED: ParseException cannot recognize input near '" + text + "' in column type");
  return catalog::Column{.name = written.name.value, .type = sql::hive_name(*type), .comment = written.comment.value_or("")};
}

Result<void> add_partitions(kv::Txn& txn, const catalog::Table& table, const HiveAlterTable& s, const aws::AccessContext& who) {
  for (auto& spec : s.partitions) {
    auto values = TRY(partition_values(table, spec));
    if (TRY(catalog::find_partition(txn, table, values))) {
      if (s.if_not_exists) continue;
      return execution_error("AlreadyExistsException(message:Partition already exists.)");
    }
    auto partition = new_partition(table, values);
    if (spec.location) partition.storage.location = *spec.location;
    TRY(catalog::create_partition(txn, table, std::move(partition), who));
  }
  return {};
}

Result<void> drop_partitions(kv::Txn& txn, const catalog::Table& table, const HiveAlterTable& s, const aws::AccessContext& who) {
  for (auto& spec : s.partitions) {
    auto matching = TRY(matching_partitions(txn, table, spec, who));
    if (matching.empty() && !s.if_exists) {
      auto values = partition_values(table, spec);
      return hive_error("FAILED: SemanticException [Error 10006]: Partition not found " + (values.ok() ? partition_path(table, *values) : ""));
    }
    for (auto& partition : matching) TRY(catalog::delete_partition(txn, table, partition.values));
  }
  return {};
}

Result<void> rename_partition(kv::Txn& txn, const catalog::Table& table, const HiveAlterTable& s, const aws::AccessContext& who) {
  auto from = TRY(partition_values(table, s.partitions.at(0)));
  auto to = TRY(partition_values(table, *s.rename_to));
  auto partition = TRY(catalog::find_partition(txn, table, from));
  if (!partition) return hive_error("FAILED: SemanticException [Error 10006]: Partition not found " + partition_path(table, from));
  partition->values = to;
  return catalog::update_partition(txn, table, from, std::move(*partition), who);
}

// The columns or the location of one partition, where the statement names one.
Result<void> update_one_partition(kv::Txn& txn, const catalog::Table& table, const HiveAlterTable& s, const aws::AccessContext& who) {
  auto values = TRY(partition_values(table, s.partitions.at(0)));
  auto partition = TRY(catalog::find_partition(txn, table, values));
  if (!partition) return hive_error("FAILED: SemanticException [Error 10006]: Partition not found " + partition_path(table, values));
  if (s.action == Action::set_location) {
    partition->storage.location = s.text;
  } else {
    if (s.action == Action::replace_columns) partition->storage.columns.clear();
    for (auto& c : s.columns) partition->storage.columns.push_back(TRY(column(c)));
  }
  return catalog::update_partition(txn, table, values, std::move(*partition), who);
}

Result<void> change_column(catalog::Table& table, const HiveAlterTable& s) {
  auto& columns = table.storage.columns;
  auto old = std::find_if(columns.begin(), columns.end(), [&](const catalog::Column& c) { return c.name == s.column.value; });
  if (old == columns.end()) return hive_error("FAILED: Execution Error, return code 1 from org.apache.hadoop.hive.ql.exec.DDLTask. Invalid column reference " + s.column.value);
  auto changed = TRY(column(s.columns.at(0)));
  if (!s.columns[0].comment) changed.comment = old->comment;
  columns.erase(old);
  auto place = columns.begin() + (old - columns.begin());
  if (s.place == HiveAlterTable::Place::first) place = columns.begin();
  if (s.place == HiveAlterTable::Place::after) {
    place = std::find_if(columns.begin(), columns.end(), [&](const catalog::Column& c) { return c.name == s.after.value; });
    if (place != columns.end()) ++place;
  }
  columns.insert(place, std::move(changed));
  return {};
}

Result<void> add_columns(catalog::Table& table, const HiveAlterTable& s) {
  if (s.action == Action::replace_columns) table.storage.columns.clear();
  for (auto& c : s.columns) {
    auto added = TRY(column(c));
    for (auto& existing : table.storage.columns)
      if (existing.name == added.name) return execution_error("Duplicate column name: " + added.name);
    table.storage.columns.push_back(std::move(added));
  }
  return {};
}

Result<void> update_whole_table(kv::Txn& txn, Run& run, catalog::Table table, const HiveAlterTable& s) {
  switch (s.action) {
    case Action::add_columns:
    case Action::replace_columns: TRY(add_columns(table, s)); break;
    case Action::change_column: TRY(change_column(table, s)); break;
    case Action::set_location: table.storage.location = s.text; break;
    case Action::set_properties:
      for (auto& [key, value] : s.properties) table.parameters[key] = value;
      break;
    case Action::unset_properties:
      for (auto& key : s.property_names) table.parameters.erase(key);
      break;
    default: return hive_error("Query type not supported by DDL engine.");
  }
  const auto catalog = table.catalog;
  TRY(catalog::update_table(txn, catalog, std::move(table), {}, run.who()));
  return {};
}

const char* glue_action(Action action) {
  switch (action) {
    case Action::add_partition: return "glue:BatchCreatePartition";
    case Action::drop_partition: return "glue:BatchDeletePartition";
    case Action::rename_partition: return "glue:UpdatePartition";
    default: return "glue:UpdateTable";
  }
}

Result<void> alter(kv::Txn& txn, Run& run, const TableName& name, const HiveAlterTable& s) {
  const std::string action = glue_action(s.action);
  auto table = TRY(catalog::follow_table({txn, run.state.authorizer, run.who(), action}, run.catalog_id(), name.database, name.table));
  if (!table) return table_not_found(name);
  switch (s.action) {
    case Action::add_partition: return add_partitions(txn, *table, s, run.who());
    case Action::drop_partition: return drop_partitions(txn, *table, s, run.who());
    case Action::rename_partition: return rename_partition(txn, *table, s, run.who());
    case Action::rename_table: return hive_error("FAILED: Execution Error, return code 1 from org.apache.hadoop.hive.ql.exec.DDLTask. Unable to alter table. Table cannot be renamed");
    case Action::drop_column:
      return hive_error("FAILED: ParseException line 1:" + std::to_string(s.column.span.position.column) + " mismatched input 'COLUMN' expecting PARTITION");
    default: break;
  }
  if (!s.partitions.empty()) return update_one_partition(txn, *table, s, run.who());
  return update_whole_table(txn, run, std::move(*table), s);
}

}  // namespace

Result<Outcome> run_alter_table(Run& run, const HiveAlterTable& statement) {
  auto name = table_name(run, statement.table);
  TRY(authorize_glue(run, glue_action(statement.action), name.database, name.table));
  auto outcome = TRY(empty_outcome(run));
  outcome.changes.push_back([&run, name, &statement](kv::Txn& txn) { return alter(txn, run, name, statement); });
  return outcome;
}

}  // namespace tarn::athena
