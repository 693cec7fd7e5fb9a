#include "athena/show_create_table.h"

namespace tarn::athena {
namespace {

std::string quoted(const std::string& text) {
  std::string out = "'";
  for (char c : text) {
    switch (c) {
      case '\'': out += "\\'"; break;
      case '\\': out += "\\\\"; break;
      case '\t': out += "\\t"; break;
      case '\n': out += "\\n"; break;
      default:
        if (static_cast<unsigned char>(c) < 0x20) {
          char code[8];
          out.append(code, static_cast<size_t>(std::snprintf(code, sizeof code, "\\u%04X", c)));
        } else {
          out += c;
        }
    }
  }
  return out + "'";
}

void add_columns(const std::vector<catalog::Column>& columns, std::vector<std::string>& lines) {
  for (size_t i = 0; i < columns.size(); ++i) {
    auto line = "  `" + columns[i].name + "` " + columns[i].type;
    if (!columns[i].comment.empty()) line += " COMMENT " + quoted(columns[i].comment);
    lines.push_back(line + (i + 1 == columns.size() ? ")" : ", "));
  }
}

void add_properties(const catalog::Parameters& properties, std::vector<std::string>& lines) {
  size_t left = properties.size();
  for (auto& [key, value] : properties) lines.push_back("  " + quoted(key) + "=" + quoted(value) + (--left ? ", " : ")"));
}

}  // namespace

std::vector<std::string> create_table_text(const catalog::Table& table) {
  auto& storage = table.storage;
  std::vector<std::string> lines{"CREATE EXTERNAL TABLE `" + table.database + "." + table.name + "`("};
  add_columns(storage.columns, lines);
  if (!table.description.empty()) lines.push_back("COMMENT " + quoted(table.description));
  if (!table.partition_keys.empty()) {
    lines.push_back("PARTITIONED BY ( ");
    add_columns(table.partition_keys, lines);
  }
  if (!storage.bucket_columns.empty()) {
    lines.push_back("CLUSTERED BY ( ");
    for (size_t i = 0; i < storage.bucket_columns.size(); ++i)
      lines.push_back("  " + storage.bucket_columns[i] + (i + 1 == storage.bucket_columns.size() ? ") " : ", "));
    lines.push_back("INTO " + std::to_string(storage.number_of_buckets) + " BUCKETS");
  }
  lines.push_back("ROW FORMAT SERDE ");
  lines.push_back("  " + quoted(storage.serde_library) + " ");
  if (!storage.serde_parameters.empty() && !(storage.serde_parameters.size() == 1 && storage.serde_parameters.contains("serialization.format"))) {
    lines.push_back("WITH SERDEPROPERTIES ( ");
    add_properties(storage.serde_parameters, lines);
  }
  lines.push_back("STORED AS INPUTFORMAT ");
  lines.push_back("  " + quoted(storage.input_format) + " ");
  lines.push_back("OUTPUTFORMAT ");
  lines.push_back("  " + quoted(storage.output_format));
  lines.push_back("LOCATION");
  lines.push_back("  " + quoted(storage.location));
  auto properties = table.parameters;
  properties.erase("EXTERNAL");
  if (!properties.empty()) {
    lines.push_back("TBLPROPERTIES (");
    add_properties(properties, lines);
  }
  return lines;
}

}  // namespace tarn::athena
