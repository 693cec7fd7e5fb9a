#include "glue/crawler/table_form.h"

#include <algorithm>
#include <boost/json.hpp>

#include "base/encoding.h"
#include "sql/type_text.h"

namespace tarn::glue::crawler {
namespace {

constexpr size_t kMaxTableNameBytes = 128;

struct Formats {
  std::string_view input, output, serde;
};
constexpr Formats kText{"org.apache.hadoop.mapred.TextInputFormat", "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat", ""};

constexpr Formats kOpenCsv{kText.input, kText.output, "org.apache.hadoop.hive.serde2.OpenCSVSerde"};

std::string attribute(const FileClass& file_class, const std::string& name) {
  auto found = file_class.attributes.find(name);
  return found == file_class.attributes.end() ? std::string() : found->second;
}

Formats formats_of(const FileClass& file_class) {
  const std::string& format = file_class.format;
  if (format == "csv" && attribute(file_class, "serde") == "OpenCSVSerDe") return kOpenCsv;
  if (format == "csv") return {kText.input, kText.output, "org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe"};
  if (format == "json") return {kText.input, kText.output, "org.openx.data.jsonserde.JsonSerDe"};
  if (format == "grok") return {kText.input, kText.output, "com.amazonaws.glue.serde.GrokSerDe"};
  if (format == "parquet")
    return {"org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat", "org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat",
            "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe"};
  if (format == "orc")
    return {"org.apache.hadoop.hive.ql.io.orc.OrcInputFormat", "org.apache.hadoop.hive.ql.io.orc.OrcOutputFormat", "org.apache.hadoop.hive.ql.io.orc.OrcSerde"};
  if (format == "avro")
    return {"org.apache.hadoop.hive.ql.io.avro.AvroContainerInputFormat", "org.apache.hadoop.hive.ql.io.avro.AvroContainerOutputFormat",
            "org.apache.hadoop.hive.serde2.avro.AvroSerDe"};
  if (format == "ion") return {"com.amazon.ionhiveserde.formats.IonInputFormat", "com.amazon.ionhiveserde.formats.IonOutputFormat", "com.amazon.ionhiveserde.IonHiveSerDe"};
  return {"", "", ""};  // XML and what nobody knows
}

std::string joined(const std::vector<std::string>& texts) {
  std::string out;
  for (auto& text : texts) out += (out.empty() ? "" : ",") + text;
  return out;
}

catalog::Parameters csv_serde_parameters(const FileClass& file_class) {
  if (attribute(file_class, "serde") == "OpenCSVSerDe")
    return {{"separatorChar", std::string(1, file_class.delimiter)}, {"quoteChar", attribute(file_class, "quoteChar")}, {"escapeChar", "\\"}};
  catalog::Parameters out{{"field.delim", std::string(1, file_class.delimiter)}};
  if (!file_class.encoding.empty()) out["serialization.encoding"] = file_class.encoding;
  return out;
}

catalog::Parameters serde_parameters(const FileClass& file_class) {
  const std::string& format = file_class.format;
  if (format == "csv") return csv_serde_parameters(file_class);
  if (format == "json") return {{"paths", joined(file_class.paths)}};
  if (format == "parquet" || format == "orc") return {{"serialization.format", "1"}};
  if (format == "avro") return {{"serialization.format", "1"}, {"avro.schema.literal", file_class.avro_schema}};
  if (format == "grok") {
    catalog::Parameters out{{"input.format", attribute(file_class, "grokPattern")}};
    if (auto custom = attribute(file_class, "grokCustomPatterns"); !custom.empty()) out["input.grokCustomPatterns"] = custom;
    return out;
  }
  if (format == "xml") return {{"rowTag", attribute(file_class, "rowTag")}};
  return {};
}

void add_format_parameters(const FileClass& file_class, catalog::Parameters& out) {
  if (file_class.format == "csv") {
    out["delimiter"] = std::string(1, file_class.delimiter);
    out["columnsOrdered"] = "true";
    out["areColumnsQuoted"] = file_class.is_quoted ? "true" : "false";
    if (int lines = file_class.preamble_lines + file_class.has_header; lines > 0) out["skip.header.line.count"] = std::to_string(lines);
    if (file_class.preamble_lines > 0) out["commentCharacter"] = "#";
  }
  if (file_class.format == "avro") out["avro.schema.literal"] = file_class.avro_schema;
  for (auto& [name, value] : file_class.attributes)
    if (name != "serde") out[name] = value;
}

catalog::Parameters parameters(const FileClass& file_class, const Totals& totals, const S3Place& target, const std::string& crawler_name) {
  auto out = crawler_parameters(file_class.classification, crawler_name);
  out["compressionType"] = file_class.compression;
  out["sizeKey"] = std::to_string(totals.bytes);
  out["objectCount"] = std::to_string(totals.files);
  if (totals.records > 0) {
    out["recordCount"] = std::to_string(totals.records);
    out["averageRecordSize"] = std::to_string(totals.record_bytes());
  }
  add_format_parameters(file_class, out);
  if (!target.exclusions.empty()) {
    boost::json::array patterns(target.exclusions.begin(), target.exclusions.end());
    out["exclusions"] = boost::json::serialize(patterns);
  }
  return out;
}

bool has_column(const Schema& columns, const std::string& name) {
  return std::any_of(columns.begin(), columns.end(), [&](const FoundColumn& column) { return column.name == name; });
}

std::string free_name(const std::string& name, const Schema& columns, const std::vector<std::string>& keys) {
  for (int i = 0;; i++) {
    std::string wanted = name + "_" + std::to_string(i);
    if (!has_column(columns, wanted) && std::find(keys.begin(), keys.end(), wanted) == keys.end()) return wanted;
  }
}

// A partition key keeps its name. The data column of that name is renamed where places or a mapping keep it readable, and left out
// where it would read as NULL.
std::vector<std::string> make_way(FileClass& file_class, const std::vector<std::string>& keys, const std::string& table, catalog::Parameters& serde) {
  std::vector<std::string> warnings;
  for (auto& key : keys) {
    auto column = std::find_if(file_class.columns.begin(), file_class.columns.end(), [&](const FoundColumn& c) { return c.name == key; });
    if (column == file_class.columns.end()) continue;
    std::string what = "Column " + key + " of table " + table + " has the name of a partition key and is ";
    if (!file_class.has_places() && file_class.format != "json") {
      file_class.columns.erase(column);
      warnings.push_back(what + "left out.");
      continue;
    }
    std::string renamed = free_name(key, file_class.columns, keys);
    if (file_class.format == "json") serde["mapping." + renamed] = key;
    column->name = renamed;
    warnings.push_back(what + "called " + renamed + ".");
  }
  return warnings;
}

std::vector<catalog::Column> columns_of(const Schema& schema) {
  std::vector<catalog::Column> out;
  for (auto& column : schema) out.push_back({column.name, hive_type_text(column.type), "", {}});
  return out;
}

catalog::StorageDescriptor storage_of(const FileClass& file_class, const std::string& location, catalog::Parameters serde, catalog::Parameters shown) {
  auto formats = formats_of(file_class);
  catalog::StorageDescriptor out;
  out.columns = columns_of(file_class.columns);
  out.location = location;
  out.input_format = formats.input;
  out.output_format = formats.output;
  out.serde_library = formats.serde;
  out.serde_parameters = std::move(serde);
  out.parameters = std::move(shown);
  out.number_of_buckets = -1;
  out.compressed = file_class.compression != "none";
  return out;
}

// Columns that were all empty in this part have the table's type; the table knows them from other parts.
void take_known_types(Schema& columns, const Schema& table_columns) {
  for (auto& column : columns) {
    if (!column.type.is(sql::TypeKind::unknown)) continue;
    for (auto& known : table_columns)
      if (known.name == column.name) column.type = known.type;
  }
}

catalog::Partition partition_form(const FoundPartition& found, const std::vector<std::string>& keys, const Schema& table_columns, const S3Place& target,
                                  const std::string& crawler_name) {
  catalog::Partition out;
  out.values = found.values;
  out.parameters = parameters(*found.file_class, found.totals, target, crawler_name);
  FileClass file_class = *found.file_class;
  auto serde = serde_parameters(file_class);
  make_way(file_class, keys, "", serde);
  take_known_types(file_class.columns, table_columns);
  out.storage = storage_of(file_class, "s3://" + target.bucket + "/" + found.prefix, std::move(serde), out.parameters);
  return out;
}

}  // namespace

std::string table_name(const std::string& prefix, const std::string& bucket, std::string_view path) {
  if (path.ends_with('/')) path.remove_suffix(1);
  std::string name(path.substr(path.rfind('/') + 1));
  if (name.empty()) name = bucket;
  name = to_lower(prefix + name);
  for (char& c : name)
    if (!(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9')) c = '_';
  if (name.size() > kMaxTableNameBytes) name.resize(kMaxTableNameBytes);
  return name;
}

std::string name_beside(const std::string& name, const std::string& location) {
  std::string suffix = "_" + to_hex(sha256(location)).substr(0, 32);
  return name.substr(0, kMaxTableNameBytes - suffix.size()) + suffix;
}

catalog::Table blank_table(const std::string& database, const std::string& name) {
  catalog::Table table;
  table.database = database;
  table.name = name;
  table.owner = "owner";
  table.table_type = "EXTERNAL_TABLE";
  table.storage.number_of_buckets = -1;
  return table;
}

catalog::Parameters crawler_parameters(const std::string& classification, const std::string& crawler_name) {
  return {{"classification", classification},
          {"typeOfData", "file"},
          {"CrawlerSchemaSerializerVersion", "1.0"},
          {"CrawlerSchemaDeserializerVersion", "1.0"},
          {std::string(kMadeBy), crawler_name}};
}

TableForm table_form(const FoundTable& found, const S3Place& target, const CrawlOptions& options, const std::string& crawler_name) {
  TableForm out;
  catalog::Table& table = out.table = blank_table(options.database, table_name(options.table_prefix, target.bucket, found.root));
  for (auto& key : found.partition_keys) table.partition_keys.push_back({key, "string", "", {}});
  table.parameters = parameters(found.file_class, found.totals, target, crawler_name);
  out.partition_index = options.partition_index && !found.partition_keys.empty();
  FileClass file_class = found.file_class;
  auto serde = serde_parameters(file_class);
  out.warnings = make_way(file_class, found.partition_keys, table.name, serde);
  table.storage = storage_of(file_class, "s3://" + target.bucket + "/" + found.root, serde, table.parameters);
  if (out.partition_index) table.parameters["partition_filtering.enabled"] = "true";

  for (auto& part : found.partitions) out.partitions.push_back(partition_form(part, found.partition_keys, file_class.columns, target, crawler_name));
  return out;
}

catalog::Partition partition_of(const catalog::Table& table, const FoundPartition& found, const S3Place& target, const std::string& crawler_name) {
  std::vector<std::string> keys;
  for (auto& key : table.partition_keys) keys.push_back(key.name);
  Schema columns;
  for (auto& column : table.storage.columns)
    if (auto type = sql::parse_hive_type(column.type); type.ok()) columns.push_back({column.name, std::move(*type)});
  return partition_form(found, keys, columns, target, crawler_name);
}

}  // namespace tarn::glue::crawler
