// Delta targets: the newest version of a table's log becomes a native table, or a table of symlinks over the manifest
// (glue-crawlers.md sections 2 and 6.2).
#include <algorithm>

#include "base/encoding.h"
#include "glue/crawler/delta_log.h"
#include "glue/crawler/lake_roots.h"
#include "objects/write.h"

namespace tarn::glue::crawler {
namespace {

constexpr std::string_view kManifestFolder = "_symlink_format_manifest/";
constexpr std::string_view kNullPartition = "__HIVE_DEFAULT_PARTITION__";
constexpr size_t kSchemaPart = 4000;  // of spark.sql.sources.schema.part.N, as Spark cuts it

// The live files of one partition.
struct Part {
  std::vector<std::string> values;
  std::string folder;  // below the manifest's, with the slash at its end; empty without partitions
  std::vector<std::string> paths;
  uint64_t bytes = 0;
};

std::vector<Part> parts_of(const DeltaSnapshot& snapshot) {
  std::map<std::vector<std::string>, Part> parts;
  if (snapshot.partition_columns.empty()) parts[{}];
  for (auto& [path, file] : snapshot.files) {
    std::vector<std::string> values;
    std::string folder;
    for (auto& column : snapshot.partition_columns) {
      auto value = file.partition_values.find(column);
      bool is_null = value == file.partition_values.end() || !value->second;
      values.push_back(is_null ? std::string(kNullPartition) : *value->second);
      folder += column + "=" + percent_encode(values.back()) + "/";
    }
    auto& part = parts[values];
    part.values = std::move(values);
    part.folder = std::move(folder);
    part.paths.push_back(path);
    part.bytes += file.size;
  }
  std::vector<Part> out;
  for (auto& [values, part] : parts) out.push_back(std::move(part));
  return out;
}

class DeltaTarget final : public Target {
 public:
  explicit DeltaTarget(DeltaPlace place) : place_(std::move(place)) {}

  Result<std::vector<TableForm>> find(const TargetNeeds& needs) override {
    auto snapshot = read_delta_log(needs, place_.table.bucket, place_.table.path);
    if (!snapshot.ok()) {
      if (!is_invalid_metadata(snapshot.error())) return snapshot.error();
      needs.log.warn(snapshot.error().message);
      return std::vector<TableForm>();
    }
    std::vector<TableForm> out;
    out.push_back(place_.native ? native_form(needs, *snapshot) : symlink_form(needs, *snapshot));
    if (place_.write_manifest && !place_.native) manifest_ = parts_of(*snapshot);
    return out;
  }

  bool covers(const std::string& location) const override { return location.starts_with(place_.table.str()); }

  Result<void> published(const TargetNeeds& needs) override {
    for (auto& part : manifest_) TRY(write_manifest(needs, part));
    return {};
  }

 private:
  std::string uri(std::string_view below) const { return place_.table.str() + std::string(below); }

  TableForm blank_form(const TargetNeeds& needs, const DeltaSnapshot& snapshot, const std::string& classification) const {
    TableForm out;
    auto& table = out.table = blank_table(needs.options.database, table_name(needs.options.table_prefix, place_.table.bucket, place_.table.path));
    table.parameters = crawler_parameters(classification, needs.crawler.name.name);
    uint64_t bytes = 0;
    for (auto& [path, file] : snapshot.files) bytes += file.size;
    table.parameters["sizeKey"] = std::to_string(bytes);
    table.parameters["objectCount"] = std::to_string(snapshot.files.size());
    for (auto& column : snapshot.columns)
      if (!is_partition_column(snapshot, column.name)) table.storage.columns.push_back({column.name, hive_type_text(column.type), "", {}});
    for (auto& name : snapshot.partition_columns) {
      auto column = std::find_if(snapshot.columns.begin(), snapshot.columns.end(), [&](const FoundColumn& c) { return equals_ignoring_case(c.name, name); });
      table.partition_keys.push_back({to_lower(name), column == snapshot.columns.end() ? "string" : hive_type_text(column->type), "", {}});
    }
    return out;
  }

  static bool is_partition_column(const DeltaSnapshot& snapshot, const std::string& name) {
    return std::any_of(snapshot.partition_columns.begin(), snapshot.partition_columns.end(), [&](const std::string& column) { return equals_ignoring_case(column, name); });
  }

  TableForm native_form(const TargetNeeds& needs, const DeltaSnapshot& snapshot) const {
    auto out = blank_form(needs, snapshot, "delta");
    auto& parameters = out.table.parameters;
    parameters["table_type"] = "delta";
    parameters["spark.sql.sources.provider"] = "delta";
    parameters["EXTERNAL"] = "TRUE";
    parameters["delta.lastUpdateVersion"] = std::to_string(snapshot.version);
    parameters["delta.lastCommitTimestamp"] = std::to_string(snapshot.committed_ms);
    add_spark_schema(snapshot, parameters);
    auto& storage = out.table.storage;
    storage.location = place_.table.str();
    storage.input_format = "org.apache.hadoop.mapred.SequenceFileInputFormat";
    storage.output_format = "org.apache.hadoop.hive.ql.io.HiveSequenceFileOutputFormat";
    storage.serde_library = "org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe";
    storage.serde_parameters = {{"serialization.format", "1"}, {"path", storage.location}};
    return out;
  }

  static void add_spark_schema(const DeltaSnapshot& snapshot, catalog::Parameters& out) {
    size_t parts = 0;
    for (size_t at = 0; at < snapshot.schema_text.size(); at += kSchemaPart)
      out["spark.sql.sources.schema.part." + std::to_string(parts++)] = snapshot.schema_text.substr(at, kSchemaPart);
    out["spark.sql.sources.schema.numParts"] = std::to_string(parts);
    if (snapshot.partition_columns.empty()) return;
    out["spark.sql.sources.schema.numPartCols"] = std::to_string(snapshot.partition_columns.size());
    for (size_t i = 0; i < snapshot.partition_columns.size(); i++) out["spark.sql.sources.schema.partCol." + std::to_string(i)] = snapshot.partition_columns[i];
  }

  TableForm symlink_form(const TargetNeeds& needs, const DeltaSnapshot& snapshot) const {
    auto out = blank_form(needs, snapshot, "parquet");
    out.table.parameters["compressionType"] = "none";
    out.partition_index = needs.options.partition_index && !snapshot.partition_columns.empty();
    auto& storage = out.table.storage;
    storage.location = uri(kManifestFolder);
    storage.input_format = "org.apache.hadoop.hive.ql.io.SymlinkTextInputFormat";
    storage.output_format = "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat";
    storage.serde_library = "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe";
    storage.serde_parameters = {{"serialization.format", "1"}};
    if (snapshot.partition_columns.empty()) return out;
    for (auto& part : parts_of(snapshot)) {
      catalog::Partition partition;
      partition.values = part.values;
      partition.storage = storage;
      partition.storage.location = storage.location + part.folder;
      partition.parameters = crawler_parameters("parquet", needs.crawler.name.name);
      partition.parameters["sizeKey"] = std::to_string(part.bytes);
      partition.parameters["objectCount"] = std::to_string(part.paths.size());
      out.partitions.push_back(std::move(partition));
    }
    return out;
  }

  Result<void> write_manifest(const TargetNeeds& needs, const Part& part) const {
    std::string lines;
    for (auto& path : part.paths) lines += (path.find("://") == std::string::npos ? uri(path) : path) + "\n";
    objects::ObjectName name{place_.table.bucket, place_.table.path + std::string(kManifestFolder) + part.folder + "manifest"};
    TRY(objects::put_object(needs.objects, needs.role, name, std::move(lines)));
    return {};
  }

  DeltaPlace place_;
  std::vector<Part> manifest_;
};

}  // namespace

std::unique_ptr<Target> delta_target(DeltaPlace place) { return std::make_unique<DeltaTarget>(std::move(place)); }

}  // namespace tarn::glue::crawler
