// DESCRIBE (athena.md 1.11): one text a row, tab-separated and padded to 20.
#include "athena/catalog_names.h"
#include "athena/column_info.h"
#include "athena/views.h"

namespace tarn::athena {
namespace {

std::string padded(std::string text) {
  constexpr size_t kWidth = 20;
  if (text.size() < kWidth) text.append(kWidth - text.size(), ' ');
  return text;
}

std::string row(const catalog::Column& column) { return padded(column.name) + "\t" + padded(column.type) + "\t" + padded(column.comment); }

std::vector<std::string> partition_part(const catalog::Table& table) {
  if (table.partition_keys.empty()) return {};
  std::vector<std::string> lines{"\t \t ", "# Partition Information\t \t ", padded("# col_name") + "\t" + padded("data_type") + "\t" + padded("comment"), "\t \t "};
  for (auto& key : table.partition_keys) lines.push_back(row(key));
  return lines;
}

std::vector<std::string> detailed_part(const catalog::Table& table) {
  std::vector<std::string> lines{"\t \t ", "# Detailed Table Information\t \t "};
  auto add = [&](const std::string& name, const std::string& value) { lines.push_back(padded(name) + "\t" + padded(value) + "\t "); };
  add("Database:", table.database);
  add("Owner:", table.owner);
  add("Location:", table.storage.location);
  add("Table Type:", table.table_type);
  lines.push_back("Table Parameters:\t \t ");
  for (auto& [key, value] : table.parameters) lines.push_back("\t" + padded(key) + "\t" + padded(value));
  lines.push_back("\t \t ");
  lines.push_back("# Storage Information\t \t ");
  add("SerDe Library:", table.storage.serde_library);
  add("InputFormat:", table.storage.input_format);
  add("OutputFormat:", table.storage.output_format);
  return lines;
}

}  // namespace

Result<Outcome> run_describe(Run& run, const sql::ast::HiveDescribe& statement) {
  auto table = TRY(get_table(run, table_name(run, statement.table)));
  std::vector<std::string> lines;
  if (is_view(table)) {
    auto view = TRY(decode_view(table));
    for (auto& column : view.columns) lines.push_back(column.name + "\t" + sql::trino_name(column.type));
    return text_outcome(run, lines, {text_column("column", "varchar"), text_column("type", "varchar")}, 0);
  }
  for (auto& column : table.storage.columns) lines.push_back(row(column));
  for (auto& key : table.partition_keys) lines.push_back(row(key));
  for (auto& line : partition_part(table)) lines.push_back(line);
  if (statement.detail != sql::ast::HiveDescribe::Detail::plain)
    for (auto& line : detailed_part(table)) lines.push_back(line);
  return text_outcome(run, lines, {text_column("col_name"), text_column("data_type"), text_column("comment")}, std::nullopt);
}

}  // namespace tarn::athena
