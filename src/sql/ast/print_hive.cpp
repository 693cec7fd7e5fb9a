// Printing of Hive DDL.
#include "sql/ast/writer.h"

namespace tarn::sql::ast {
namespace {

void write_text_clause(Writer& w, std::string_view words, const std::optional<std::string>& text) {
  if (!text) return;
  w << words;
  write_string(w, *text);
}

void write_partition_field(Writer& w, const PartitionField& field) {
  if (!field.transform.empty()) {
    w << field.transform << "(";
    if (field.argument) w << std::to_string(*field.argument) << ", ";
    write_name(w, field.column);
    w << ")";
    return;
  }
  write_name(w, field.column);
  if (field.type) {
    w << " ";
    write_type(w, *field.type);
  }
  write_text_clause(w, " COMMENT ", field.comment);
}

void write_row_format(Writer& w, const RowFormat& format) {
  if (format.serde) {
    write_text_clause(w, "\nROW FORMAT SERDE ", format.serde);
  } else if (format.fields || format.escaped_by || format.collection_items || format.map_keys || format.lines || format.null_defined_as) {
    w << "\nROW FORMAT DELIMITED";
    write_text_clause(w, " FIELDS TERMINATED BY ", format.fields);
    write_text_clause(w, " ESCAPED BY ", format.escaped_by);
    write_text_clause(w, " COLLECTION ITEMS TERMINATED BY ", format.collection_items);
    write_text_clause(w, " MAP KEYS TERMINATED BY ", format.map_keys);
    write_text_clause(w, " LINES TERMINATED BY ", format.lines);
    write_text_clause(w, " NULL DEFINED AS ", format.null_defined_as);
  } else if (format.serde_properties.empty()) {
    w << "\nROW FORMAT DELIMITED";
  }
  if (format.serde_properties.empty()) return;
  w << "\nWITH SERDEPROPERTIES ";
  write_text_properties(w, format.serde_properties);
}

void write_stored_as(Writer& w, const StoredAs& stored) {
  w << "\nSTORED AS ";
  if (!stored.format.empty()) {
    w << stored.format;
    return;
  }
  w << "INPUTFORMAT ";
  write_string(w, stored.input_format);
  w << " OUTPUTFORMAT ";
  write_string(w, stored.output_format);
}

void write_clustered_by(Writer& w, const HiveCreateTable& table) {
  w << "\nCLUSTERED BY ";
  write_parenthesized(w, table.clustered_by);
  if (!table.sorted_by.empty()) {
    w << " SORTED BY (";
    write_sort_items(w, table.sorted_by);
    w << ")";
  }
  w << " INTO " << std::to_string(table.buckets.value_or(0)) << " BUCKETS";
}

void write_create_table(Writer& w, const HiveCreateTable& table) {
  w << "CREATE " << (table.external ? "EXTERNAL " : "") << "TABLE " << (table.if_not_exists ? "IF NOT EXISTS " : "");
  write_name(w, table.table);
  if (!table.columns.empty()) {
    w << " ";
    write_hive_columns(w, table.columns);
  }
  write_table_clauses(w, table);
}

void write_partitions(Writer& w, const HiveAlterTable& alter, std::string_view separator) {
  bool first = true;
  for (const auto& spec : alter.partitions) {
    if (!first) w << separator;
    w << "PARTITION ";
    write_partition_spec(w, spec);
    first = false;
  }
}

void write_change(Writer& w, const HiveAlterTable& alter) {
  w << "CHANGE COLUMN ";
  write_name(w, alter.column);
  w << " ";
  const auto& column = alter.columns[0];
  write_name(w, column.name);
  w << " ";
  write_type(w, column.type);
  write_text_clause(w, " COMMENT ", column.comment);
  if (alter.place == HiveAlterTable::Place::first) w << " FIRST";
  if (alter.place == HiveAlterTable::Place::after) {
    w << " AFTER ";
    write_name(w, alter.after);
  }
}

void write_property_change(Writer& w, const HiveAlterTable& alter) {
  if (alter.action == HiveAlterTable::Action::set_properties) {
    w << "SET TBLPROPERTIES ";
    write_text_properties(w, alter.properties);
    return;
  }
  w << "UNSET TBLPROPERTIES " << (alter.if_exists ? "IF EXISTS (" : "(");
  write_list(w, alter.property_names, [&](const std::string& name) { write_string(w, name); });
  w << ")";
}

void write_alter_table(Writer& w, const HiveAlterTable& alter) {
  using Action = HiveAlterTable::Action;
  w << "ALTER TABLE ";
  write_name(w, alter.table);
  w << " ";
  bool subject = !alter.partitions.empty() && alter.action != Action::add_partition && alter.action != Action::drop_partition;
  if (subject) {
    write_partitions(w, alter, " ");
    w << " ";
  }
  switch (alter.action) {
    case Action::add_partition:
      w << "ADD " << (alter.if_not_exists ? "IF NOT EXISTS " : "");
      write_partitions(w, alter, " ");
      break;
    case Action::drop_partition:
      w << "DROP " << (alter.if_exists ? "IF EXISTS " : "");
      write_partitions(w, alter, ", ");
      break;
    case Action::rename_partition:
      w << "RENAME TO PARTITION ";
      write_partition_spec(w, *alter.rename_to);
      break;
    case Action::add_columns:
    case Action::replace_columns:
      w << (alter.action == Action::add_columns ? "ADD COLUMNS " : "REPLACE COLUMNS ");
      write_hive_columns(w, alter.columns);
      break;
    case Action::change_column: write_change(w, alter); break;
    case Action::drop_column:
      w << "DROP COLUMN ";
      write_name(w, alter.column);
      break;
    case Action::rename_table:
      w << "RENAME TO ";
      write_name(w, alter.new_name);
      break;
    case Action::set_properties:
    case Action::unset_properties: write_property_change(w, alter); break;
    case Action::set_location:
      w << "SET LOCATION ";
      write_string(w, alter.text);
      break;
    case Action::set_file_format: w << "SET FILEFORMAT " << alter.text; break;
    case Action::set_serde:
      w << "SET SERDE ";
      write_string(w, alter.text);
      break;
    case Action::set_serde_properties:
      w << "SET SERDEPROPERTIES ";
      write_text_properties(w, alter.properties);
      break;
  }
}

void write_create_database(Writer& w, const HiveCreateDatabase& create) {
  w << "CREATE DATABASE " << (create.if_not_exists ? "IF NOT EXISTS " : "");
  write_name(w, create.name);
  write_text_clause(w, "\nCOMMENT ", create.comment);
  write_text_clause(w, "\nLOCATION ", create.location);
  if (create.properties.empty()) return;
  w << "\nWITH DBPROPERTIES ";
  write_text_properties(w, create.properties);
}

void write_show(Writer& w, const HiveShow& show) {
  using What = HiveShow::What;
  constexpr std::string_view kWords[] = {"DATABASES", "TABLES", "VIEWS", "COLUMNS", "PARTITIONS", "CREATE TABLE", "TBLPROPERTIES"};
  w << "SHOW " << kWords[static_cast<size_t>(show.what)];
  bool in = show.what == What::tables || show.what == What::views || show.what == What::columns;
  if (!show.name.empty()) {
    w << (in ? " IN " : " ");
    write_name(w, show.name);
  }
  if (show.pattern) {
    w << " LIKE ";
    write_string(w, *show.pattern);
  }
  if (show.property.empty()) return;
  w << " (";
  write_string(w, show.property);
  w << ")";
}

void write_describe(Writer& w, const HiveDescribe& describe) {
  constexpr std::string_view kDetails[] = {"", "EXTENDED ", "FORMATTED "};
  w << "DESCRIBE " << kDetails[static_cast<size_t>(describe.detail)];
  write_name(w, describe.table);
  if (describe.partition) {
    w << " PARTITION ";
    write_partition_spec(w, *describe.partition);
  }
  std::string_view gap = " ";
  for (const auto& part : describe.column_path) {
    w << gap;
    write_name(w, part);
    gap = ".";
  }
}

bool write_drop(Writer& w, const Statement& statement) {
  if (statement.kind == StatementKind::hive_drop_table) {
    const auto& drop = as<HiveDropTable>(statement);
    w << "DROP TABLE " << (drop.if_exists ? "IF EXISTS " : "");
    write_name(w, drop.table);
    if (drop.purge) w << " PURGE";
    return true;
  }
  if (statement.kind != StatementKind::hive_drop_database) return false;
  const auto& drop = as<HiveDropDatabase>(statement);
  w << "DROP DATABASE " << (drop.if_exists ? "IF EXISTS " : "");
  write_name(w, drop.name);
  if (drop.cascade) w << " CASCADE";
  return true;
}

}  // namespace

void write_text_properties(Writer& w, const TextProperties& properties) {
  w << "(\n";
  bool first = true;
  for (const auto& [key, value] : properties) {
    w << (first ? "  " : ",\n  ");
    write_string(w, key);
    w << "=";
    write_string(w, value);
    first = false;
  }
  w << ")";
}

void write_hive_columns(Writer& w, const std::vector<HiveColumn>& columns) {
  w << "(\n";
  bool first = true;
  for (const auto& column : columns) {
    w << (first ? "  " : ",\n  ");
    write_name(w, column.name);
    w << " ";
    write_type(w, column.type);
    write_text_clause(w, " COMMENT ", column.comment);
    first = false;
  }
  w << ")";
}

void write_partition_spec(Writer& w, const PartitionSpec& spec) {
  w << "(";
  write_list(w, spec.items, [&](const PartitionSpec::Item& item) {
    write_name(w, item.key);
    w << " " << spelling(item.op) << " ";
    write_expr(w, *item.value);
  });
  w << ")";
  write_text_clause(w, " LOCATION ", spec.location);
}

void write_table_clauses(Writer& w, const HiveCreateTable& table) {
  write_text_clause(w, "\nCOMMENT ", table.comment);
  if (!table.partitioned_by.empty()) {
    w << "\nPARTITIONED BY (";
    write_list(w, table.partitioned_by, [&](const PartitionField& field) { write_partition_field(w, field); });
    w << ")";
  }
  if (!table.clustered_by.empty()) write_clustered_by(w, table);
  if (table.row_format) write_row_format(w, *table.row_format);
  if (table.stored_as) write_stored_as(w, *table.stored_as);
  write_text_clause(w, "\nLOCATION ", table.location);
  if (table.properties.empty()) return;
  w << (w.dialect == Dialect::redshift ? "\nTABLE PROPERTIES " : "\nTBLPROPERTIES ");
  write_text_properties(w, table.properties);
}

bool write_hive_statement(Writer& w, const Statement& statement) {
  switch (statement.kind) {
    case StatementKind::hive_create_table: write_create_table(w, as<HiveCreateTable>(statement)); return true;
    case StatementKind::hive_alter_table: write_alter_table(w, as<HiveAlterTable>(statement)); return true;
    case StatementKind::hive_create_database: write_create_database(w, as<HiveCreateDatabase>(statement)); return true;
    case StatementKind::hive_alter_database:
      w << "ALTER DATABASE ";
      write_name(w, as<HiveAlterDatabase>(statement).name);
      w << " SET DBPROPERTIES ";
      write_text_properties(w, as<HiveAlterDatabase>(statement).properties);
      return true;
    case StatementKind::hive_show: write_show(w, as<HiveShow>(statement)); return true;
    case StatementKind::hive_describe: write_describe(w, as<HiveDescribe>(statement)); return true;
    case StatementKind::hive_repair:
      w << "MSCK REPAIR TABLE ";
      write_name(w, as<HiveRepair>(statement).table);
      return true;
    case StatementKind::hive_alter_view:
      w << "ALTER VIEW ";
      write_name(w, as<HiveAlterView>(statement).name);
      w << " AS\n";
      write_query(w, *as<HiveAlterView>(statement).query, 0);
      return true;
    default: return write_drop(w, statement);
  }
}

}  // namespace tarn::sql::ast
