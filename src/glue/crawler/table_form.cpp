#include "glue/crawler/table_form.h"

#include <algorithm>
#include <boost/json.hpp>

#include "base/encoding.h"

namespace tarn::glue::crawler {
namespace {

constexpr size_t kMaxTableNameBytes = 128;

struct Formats {
  std::string_view input, output, serde;
};
constexpr Formats kText{"org.apache.hadoop.mapred.TextInputFormat", "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat", ""};

Formats formats_of(const std::string& classification) {
  if (classification == "csv") return {kText.input, kText.output, "org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe"};
  if (classification == "json") return {kText.input, kText.output, "org.openx.data.jsonserde.JsonSerDe"};
  if (classification == "parquet")
    return {"org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat", "org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat",
            "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe"};
  return {"", "", ""};
}

std::string joined(const std::vector<std::string>& texts) {
  std::string out;
  for (auto& text : texts) out += (out.empty() ? "" : ",") + text;
  return out;
}

catalog::Parameters serde_parameters(const FileClass& file_class) {
  if (file_class.classification == "csv") return {{"field.delim", std::string(1, file_class.delimiter)}};
  if (file_class.classification == "json") return {{"paths", joined(file_class.paths)}};
  if (file_class.classification == "parquet") return {{"serialization.format", "1"}};
  return {};
}

catalog::Parameters parameters(const FileClass& file_class, const Totals& totals, const S3Place& target, const std::string& crawler_name) {
  catalog::Parameters out{{"classification", file_class.classification},
                          {"compressionType", file_class.compression},
                          {"typeOfData", "file"},
                          {"sizeKey", std::to_string(totals.bytes)},
                          {"objectCount", std::to_string(totals.files)},
                          {"CrawlerSchemaSerializerVersion", "1.0"},
                          {"CrawlerSchemaDeserializerVersion", "1.0"},
                          {std::string(kMadeBy), crawler_name}};
  if (totals.records > 0) {
    out["recordCount"] = std::to_string(totals.records);
    out["averageRecordSize"] = std::to_string(std::max<int64_t>(1, static_cast<int64_t>(file_class.record_bytes())));
  }
  if (file_class.classification == "csv") {
    out["delimiter"] = std::string(1, file_class.delimiter);
    out["columnsOrdered"] = "true";
    out["areColumnsQuoted"] = file_class.is_quoted ? "true" : "false";
    if (file_class.has_header) out["skip.header.line.count"] = "1";
  }
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
    if (file_class.classification == "parquet") {
      file_class.columns.erase(column);
      warnings.push_back(what + "left out.");
      continue;
    }
    std::string renamed = free_name(key, file_class.columns, keys);
    if (file_class.classification == "json") serde["mapping." + renamed] = key;
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
  auto formats = formats_of(file_class.classification);
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

}  // namespace

std::string table_name(const std::string& prefix, const std::string& bucket, const FoundTable& found) {
  std::string_view path = found.root;
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

TableForm table_form(const FoundTable& found, const S3Place& target, const CrawlOptions& options, const std::string& crawler_name) {
  TableForm out;
  catalog::Table& table = out.table;
  table.database = options.database;
  table.name = table_name(options.table_prefix, target.bucket, found);
  table.owner = "owner";
  table.table_type = "EXTERNAL_TABLE";
  for (auto& key : found.partition_keys) table.partition_keys.push_back({key, "string", "", {}});
  table.parameters = parameters(found.file_class, found.totals, target, crawler_name);
  FileClass file_class = found.file_class;
  auto serde = serde_parameters(file_class);
  out.warnings = make_way(file_class, found.partition_keys, table.name, serde);
  const std::string bucket = "s3://" + target.bucket + "/";
  table.storage = storage_of(file_class, bucket + found.root, serde, table.parameters);

  for (auto& part : found.partitions) {
    catalog::Partition partition;
    partition.values = part.values;
    partition.parameters = parameters(part.file_class, part.totals, target, crawler_name);
    FileClass part_class = options.partitions_inherit ? found.file_class : part.file_class;
    auto part_serde = serde_parameters(part_class);
    make_way(part_class, found.partition_keys, table.name, part_serde);
    // Columns that were all empty in this part have the table's type; the table's schema knows them from other parts.
    for (auto& column : part_class.columns)
      for (auto& known : file_class.columns)
        if (column.type.is(sql::TypeKind::unknown) && known.name == column.name) column.type = known.type;
    partition.storage = storage_of(part_class, bucket + part.prefix, std::move(part_serde), partition.parameters);
    out.partitions.push_back(std::move(partition));
  }
  return out;
}

}  // namespace tarn::glue::crawler
