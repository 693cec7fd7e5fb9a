// Hudi targets: each folder with a .hoodie folder in it is a table; merge-on-read tables are two, _ro and _rt (glue-crawlers.md
// sections 2 and 6.2). The schema is the one that the newest commit of the timeline names.
#include <algorithm>
#include <boost/json.hpp>

#include "base/encoding.h"
#include "glue/crawler/avro_schema.h"
#include "glue/crawler/lake_roots.h"

namespace tarn::glue::crawler {
namespace {

constexpr std::string_view kMetaColumns[] = {"_hoodie_commit_time", "_hoodie_commit_seqno", "_hoodie_record_key", "_hoodie_partition_path", "_hoodie_file_name"};
constexpr const char* kParquetInput = "org.apache.hudi.hadoop.HoodieParquetInputFormat";
constexpr const char* kRealtimeInput = "org.apache.hudi.hadoop.realtime.HoodieParquetRealtimeInputFormat";
constexpr const char* kParquetOutput = "org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat";
constexpr const char* kParquetSerde = "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe";

// hoodie.properties: key=value lines (java.util.Properties without its escapes, which Hudi's own keys do not need).
std::map<std::string, std::string> properties_of(std::string_view text) {
  std::map<std::string, std::string> out;
  while (!text.empty()) {
    auto line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    auto equals = line.find('=');
    if (line.starts_with('#') || equals == std::string_view::npos) continue;
    out[std::string(line.substr(0, equals))] = line.substr(equals + 1);
  }
  return out;
}

// "date", "region:SIMPLE,day:TIMESTAMP": the fields' names.
std::vector<std::string> partition_fields(std::string_view text) {
  std::vector<std::string> out;
  while (!text.empty()) {
    auto field = text.substr(0, text.find(','));
    text.remove_prefix(std::min(field.size() + 1, text.size()));
    field = field.substr(0, field.find(':'));
    if (!field.empty()) out.push_back(to_lower(field));
  }
  return out;
}

bool is_commit(std::string_view key) {
  return key.ends_with(".commit") || key.ends_with(".deltacommit") || key.ends_with(".replacecommit");
}

struct HudiTable {
  std::string root;  // key prefix
  bool merge_on_read = false;
  std::vector<std::string> keys;
  Schema columns;  // without the keys
  Schema key_columns;
  std::vector<catalog::Partition> partitions;  // values and locations only
};

class HudiTarget final : public Target {
 public:
  explicit HudiTarget(FormatPlace place) : place_(std::move(place)) {}

  Result<std::vector<TableForm>> find(const TargetNeeds& needs) override {
    std::vector<TableForm> out;
    for (auto& root : TRY(find_table_roots(needs, place_, ".hoodie/"))) {
      auto table = read_table(needs, root);
      if (!table.ok() && !is_invalid_metadata(table.error())) return table.error();
      if (!table.ok()) {
        needs.log.warn(table.error().message);
        continue;
      }
      add_forms(needs, *table, out);
    }
    return out;
  }

  bool covers(const std::string& location) const override { return location.starts_with(place_.root.str()); }

 private:
  std::string uri(const std::string& key) const { return "s3://" + place_.root.bucket + "/" + key; }

  Result<HudiTable> read_table(const TargetNeeds& needs, const std::string& root) const {
    HudiTable out;
    out.root = root;
    auto text = read_text(needs, place_.root.bucket, root + ".hoodie/hoodie.properties");
    if (!text.ok() && text.error().code == "NoSuchKey") return invalid_metadata(uri(root) + ".hoodie/", "it has no hoodie.properties");
    auto properties = properties_of(TRY(text));
    out.merge_on_read = properties["hoodie.table.type"] == "MERGE_ON_READ";
    out.keys = partition_fields(properties["hoodie.table.partition.fields"]);
    auto schema = TRY(newest_schema(needs, root));
    if (schema.empty()) schema = properties["hoodie.table.create.schema"];
    auto columns = avro_columns(schema);
    if (!columns) return invalid_metadata(uri(root) + ".hoodie/", "no commit names a schema");
    split_columns(*columns, out);
    TRY(add_partitions(needs, root, {}, out));
    return out;
  }

  // The Avro schema of the newest commit that has one; "" without.
  Result<std::string> newest_schema(const TargetNeeds& needs, const std::string& root) const {
    auto listing = TRY(list_folder(needs, place_.root.bucket, root + ".hoodie/"));
    std::sort(listing.keys.rbegin(), listing.keys.rend());  // names begin with the time
    for (auto& key : listing.keys) {
      if (!is_commit(key)) continue;
      boost::system::error_code failure;
      auto commit = boost::json::parse(TRY(read_text(needs, place_.root.bucket, key)), failure);
      auto object = failure ? nullptr : commit.if_object();
      auto extra = object ? object->if_contains("extraMetadata") : nullptr;
      auto schema = extra && extra->is_object() ? extra->get_object().if_contains("schema") : nullptr;
      if (schema && schema->is_string() && !schema->get_string().empty()) return std::string(schema->get_string());
    }
    return std::string();
  }

  static void split_columns(const Schema& all, HudiTable& out) {
    for (auto name : kMetaColumns) out.columns.push_back({std::string(name), sql::varchar()});
    for (auto& column : all) {
      bool is_meta = std::any_of(std::begin(kMetaColumns), std::end(kMetaColumns), [&](std::string_view name) { return column.name == name; });
      bool is_key = std::find(out.keys.begin(), out.keys.end(), column.name) != out.keys.end();
      if (!is_meta) (is_key ? out.key_columns : out.columns).push_back(column);
    }
  }

  // The folders as many levels down as there are keys.
  Result<void> add_partitions(const TargetNeeds& needs, const std::string& folder, const std::vector<std::string>& values, HudiTable& out) const {
    if (out.keys.empty()) return {};
    if (values.size() == out.keys.size()) {
      catalog::Partition partition;
      partition.values = values;
      partition.storage.location = uri(folder);
      out.partitions.push_back(std::move(partition));
      return {};
    }
    for (auto& child : TRY(list_folder(needs, place_.root.bucket, folder)).folders) {
      std::string name = child.substr(folder.size(), child.size() - folder.size() - 1);
      if (name.starts_with('.')) continue;
      auto more = values;
      more.push_back(partition_value(name, out.keys[values.size()]));
      TRY(add_partitions(needs, child, more, out));
    }
    return {};
  }

  void add_forms(const TargetNeeds& needs, const HudiTable& table, std::vector<TableForm>& out) const {
    if (!table.merge_on_read) {
      out.push_back(form_of(needs, table, "", kParquetInput));
    } else {
      out.push_back(form_of(needs, table, "_ro", kParquetInput));
      out.push_back(form_of(needs, table, "_rt", kRealtimeInput));
    }
  }

  TableForm form_of(const TargetNeeds& needs, const HudiTable& found, const std::string& suffix, const std::string& input_format) const {
    TableForm out;
    auto& table = out.table = blank_table(needs.options.database, table_name(needs.options.table_prefix, place_.root.bucket, found.root) + suffix);
    table.parameters = crawler_parameters("hudi", needs.crawler.name.name);
    auto& storage = table.storage;
    for (auto& column : found.columns) storage.columns.push_back({column.name, hive_type_text(column.type), "", {}});
    storage.location = uri(found.root);
    storage.input_format = input_format;
    storage.output_format = kParquetOutput;
    storage.serde_library = kParquetSerde;
    storage.serde_parameters = {{"serialization.format", "1"}, {"path", storage.location}, {"hoodie.query.as.ro.table", suffix == "_ro" ? "true" : "false"}};
    for (auto& key : found.keys) {
      auto column = std::find_if(found.key_columns.begin(), found.key_columns.end(), [&](const FoundColumn& c) { return c.name == key; });
      table.partition_keys.push_back({key, column == found.key_columns.end() ? "string" : hive_type_text(column->type), "", {}});
    }
    for (auto partition : found.partitions) {
      auto location = partition.storage.location;
      partition.storage = storage;
      partition.storage.location = location;
      out.partitions.push_back(std::move(partition));
    }
    return out;
  }

  FormatPlace place_;
};

}  // namespace

std::unique_ptr<Target> hudi_target(FormatPlace place) { return std::make_unique<HudiTarget>(std::move(place)); }

}  // namespace tarn::glue::crawler
