#include "iceberg/metadata.h"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <charconv>

#include "iceberg/errors.h"
#include "iceberg/schema.h"

namespace tarn::iceberg {
namespace {

constexpr int64_t kPreviousVersionsMax = 100;  // Iceberg's default of write.metadata.previous-versions-max

int64_t integer_property(const TableMetadata& metadata, std::string_view name, int64_t otherwise) {
  const std::string text = metadata.property(name);
  int64_t value = 0;
  auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), value);
  return text.empty() || failed != std::errc() || end != text.data() + text.size() ? otherwise : value;
}

// Version 1 writers give one schema and one spec without their ids; readers of today expect the lists.
Result<void> fill_lists_of_version_1(boost::json::object& json) {
  if (!json.contains("schemas")) {
    boost::json::object schema(*TRY(get_object(json, "schema")));
    if (!schema.contains("schema-id")) schema["schema-id"] = 0;
    json["current-schema-id"] = schema["schema-id"];
    json["schemas"] = boost::json::array{std::move(schema)};
  }
  if (!json.contains("partition-specs")) {
    const auto* fields = TRY(find_array(json, "partition-spec"));
    boost::json::array copy = fields ? *fields : boost::json::array();
    int64_t next = kFirstPartitionFieldId;
    for (auto& field : copy)
      if (field.is_object() && !field.get_object().contains("field-id")) field.get_object()["field-id"] = next++;
    json["partition-specs"] = boost::json::array{boost::json::object{{"spec-id", 0}, {"fields", std::move(copy)}}};
    json["default-spec-id"] = 0;
  }
  if (!json.contains("sort-orders")) {
    json["sort-orders"] = boost::json::array{boost::json::object{{"order-id", 0}, {"fields", boost::json::array()}}};
    json["default-sort-order-id"] = 0;
  }
  return {};
}

void fill_main_ref(TableMetadata& metadata) {
  const auto current = metadata.current_snapshot_id();
  if (!current || metadata.json().contains("refs")) return;
  metadata.json()["refs"] = boost::json::object{{kMainBranch, boost::json::object{{"snapshot-id", *current}, {"type", "branch"}}}};
}

Result<void> check_objects(const TableMetadata& metadata, std::string_view list, std::string_view id) {
  const auto* items = TRY(find_array(metadata.json(), list));
  if (!items) return {};
  for (const auto& item : *items) {
    if (!item.is_object()) return errors::invalid("Cannot parse " + std::string(list) + ": not objects");
    TRY(get_integer(item.get_object(), id));
  }
  return {};
}

Result<void> check_refs(const TableMetadata& metadata) {
  const auto* refs = TRY(find_object(metadata.json(), "refs"));
  if (!refs) return {};
  for (const auto& [name, ref] : *refs) {
    if (!ref.is_object()) return errors::invalid("Cannot parse a snapshot ref: not an object");
    if (!metadata.snapshot(TRY(get_integer(ref.get_object(), "snapshot-id"))))
      return errors::invalid("Snapshot for reference " + std::string(std::string_view(name)) + " does not exist");
  }
  return {};
}

int64_t highest_partition_field_id(const boost::json::object& spec) {
  int64_t highest = kFirstPartitionFieldId - 1;
  const auto* fields = spec.if_contains("fields");
  if (!fields || !fields->is_array()) return highest;
  for (const auto& field : fields->get_array()) {
    const auto* id = field.is_object() ? field.get_object().if_contains("field-id") : nullptr;
    if (id && id->is_int64()) highest = std::max(highest, id->get_int64());
  }
  return highest;
}

// Source columns by the ids that the schema was given.
Result<void> renumber_sources(boost::json::object& owner, const std::map<int64_t, int64_t>& new_ids) {
  TRY(get_array(owner, "fields"));
  for (auto& item : owner["fields"].get_array()) {
    if (!item.is_object()) return errors::invalid("Cannot parse a field: not an object");
    auto found = new_ids.find(TRY(get_integer(item.get_object(), "source-id")));
    if (found == new_ids.end()) return errors::invalid("Cannot find source column for a partition or sort field");
    item.get_object()["source-id"] = found->second;
  }
  return {};
}

Result<int64_t> wanted_version(const NewTable& table) {
  auto found = table.properties.find("format-version");
  if (found == table.properties.end()) return int64_t{kDefaultFormatVersion};
  if (found->second.size() != 1 || found->second[0] < '1' || found->second[0] > '0' + kNewestFormatVersion)
    return errors::invalid("Unsupported format version: " + found->second);
  return int64_t{found->second[0] - '0'};
}

Result<boost::json::object> new_spec(const NewTable& table, const FreshSchema& fresh) {
  boost::json::object spec = table.partition_spec.value_or(boost::json::object{{"fields", boost::json::array()}});
  spec["spec-id"] = 0;
  TRY(renumber_sources(spec, fresh.new_ids));
  int64_t next = kFirstPartitionFieldId;
  for (auto& field : spec["fields"].get_array()) field.get_object()["field-id"] = next++;
  TRY(check_partition_spec(spec, fresh.schema));
  return spec;
}

Result<boost::json::object> new_order(const NewTable& table, const FreshSchema& fresh) {
  boost::json::object order = table.sort_order.value_or(boost::json::object{{"fields", boost::json::array()}});
  TRY(renumber_sources(order, fresh.new_ids));
  order["order-id"] = order["fields"].get_array().empty() ? 0 : 1;
  TRY(check_sort_order(order, fresh.schema));
  return order;
}

}  // namespace

int64_t milliseconds(TimePoint time) { return std::chrono::duration_cast<std::chrono::milliseconds>(time.time_since_epoch()).count(); }

int64_t TableMetadata::number(std::string_view name) const {
  const auto* value = json_.if_contains(name);
  return value && value->is_int64() ? value->get_int64() : 0;
}

std::string TableMetadata::text(std::string_view name) const {
  const auto* value = json_.if_contains(name);
  return value && value->is_string() ? std::string(std::string_view(value->get_string())) : std::string();
}

const boost::json::array& TableMetadata::list(std::string_view name) const {
  static const boost::json::array kEmpty;
  const auto* value = json_.if_contains(name);
  return value && value->is_array() ? value->get_array() : kEmpty;
}

boost::json::array& TableMetadata::list(std::string_view name) {
  auto& value = json_[name];
  return value.is_array() ? value.get_array() : value.emplace_array();
}

std::string TableMetadata::property(std::string_view name) const {
  const auto* properties = json_.if_contains("properties");
  const auto* value = properties && properties->is_object() ? properties->get_object().if_contains(name) : nullptr;
  return value && value->is_string() ? std::string(std::string_view(value->get_string())) : std::string();
}

std::optional<int64_t> TableMetadata::current_snapshot_id() const {
  const auto* value = json_.if_contains("current-snapshot-id");
  if (!value || !value->is_int64() || value->get_int64() < 0) return std::nullopt;  // -1: none, as old writers say it
  return value->get_int64();
}

std::optional<int64_t> TableMetadata::ref_snapshot_id(std::string_view ref) const {
  const auto* refs = json_.if_contains("refs");
  const auto* found = refs && refs->is_object() ? refs->get_object().if_contains(ref) : nullptr;
  const auto* id = found && found->is_object() ? found->get_object().if_contains("snapshot-id") : nullptr;
  if (id && id->is_int64()) return id->get_int64();
  return ref == kMainBranch ? current_snapshot_id() : std::nullopt;
}

TableMetadata TableMetadata::blank() {
  TableMetadata out;
  out.json_ = {{"format-version", kDefaultFormatVersion}, {"last-sequence-number", 0}, {"last-column-id", 0}, {"last-partition-id", kFirstPartitionFieldId - 1},
               {"schemas", boost::json::array()}, {"current-schema-id", -1}, {"partition-specs", boost::json::array()}, {"default-spec-id", -1},
               {"sort-orders", boost::json::array()}, {"default-sort-order-id", -1}, {"properties", boost::json::object()}, {"current-snapshot-id", nullptr},
               {"refs", boost::json::object()}, {"snapshots", boost::json::array()}, {"snapshot-log", boost::json::array()},
               {"metadata-log", boost::json::array()}};
  return out;
}

Result<TableMetadata> parse_metadata(std::string_view text) {
  boost::system::error_code failed;
  boost::json::value parsed = boost::json::parse(text, failed);
  if (failed || !parsed.is_object()) return errors::invalid("The table metadata is not a JSON object");
  TableMetadata out;
  out.json_ = std::move(parsed.get_object());
  const int64_t version = TRY(get_integer(out.json_, "format-version"));
  if (version < 1 || version > kNewestFormatVersion) return errors::invalid("Cannot read unsupported version " + std::to_string(version));
  if (version == 1) TRY(fill_lists_of_version_1(out.json_));
  fill_main_ref(out);
  TRY(check_metadata(out));
  if (!out.json_.contains("last-partition-id")) {
    int64_t last = kFirstPartitionFieldId - 1;
    for (const auto& spec : out.list("partition-specs")) last = std::max(last, highest_partition_field_id(spec.get_object()));
    out.json_["last-partition-id"] = last;
  }
  return out;
}

Result<void> check_metadata(const TableMetadata& metadata) {
  const auto& json = metadata.json();
  TRY(get_text(json, "location"));
  if (metadata.format_version() >= 2) TRY(get_text(json, "table-uuid"));
  TRY(get_integer(json, "last-column-id"));
  for (auto [list, id] : {std::pair("schemas", "schema-id"), {"partition-specs", "spec-id"}, {"sort-orders", "order-id"}, {"snapshots", "snapshot-id"}})
    TRY(check_objects(metadata, list, id));
  const auto* schema = metadata.current_schema();
  if (!schema) return errors::invalid("Cannot find schema with current-schema-id=" + std::to_string(metadata.number("current-schema-id")));
  for (const auto& known : metadata.list("schemas")) TRY(check_schema(known.get_object()));
  for (std::string_view list : {"partition-specs", "sort-orders"})
    for (const auto& item : metadata.list(list))
      for (const auto& field : *TRY(get_array(item.get_object(), "fields")))
        if (!field.is_object()) return errors::invalid("Cannot parse a field of " + std::string(list) + ": not an object");
  if (!find_by_id(metadata.list("partition-specs"), "spec-id", metadata.number("default-spec-id"))) return errors::invalid("Cannot find the default partition spec");
  if (!find_by_id(metadata.list("sort-orders"), "order-id", metadata.number("default-sort-order-id"))) return errors::invalid("Cannot find the default sort order");
  if (const auto current = metadata.current_snapshot_id(); current && !metadata.snapshot(*current)) return errors::invalid("Cannot find the current snapshot");
  if (const auto* properties = TRY(find_object(json, "properties"))) {
    for (const auto& [name, value] : *properties)
      if (!value.is_string()) return errors::invalid("Cannot parse to a string value: " + std::string(std::string_view(name)));
  }
  return check_refs(metadata);
}

std::string serialize_metadata(const TableMetadata& metadata) {
  if (metadata.format_version() > 1) return boost::json::serialize(metadata.json());
  boost::json::object json = metadata.json();  // version 1 readers look for these two
  if (const auto* schema = metadata.current_schema()) json["schema"] = *schema;
  if (const auto* spec = find_by_id(metadata.list("partition-specs"), "spec-id", metadata.number("default-spec-id"))) json["partition-spec"] = spec->at("fields");
  return boost::json::serialize(json);
}

Result<TableMetadata> new_metadata(const NewTable& table, TimePoint now) {
  FreshSchema fresh = TRY(with_fresh_ids(table.schema));
  fresh.schema["type"] = "struct";
  fresh.schema["schema-id"] = 0;
  TRY(check_schema(fresh.schema));
  const auto spec = TRY(new_spec(table, fresh));
  const auto order = TRY(new_order(table, fresh));
  TableMetadata out = TableMetadata::blank();
  auto& json = out.json();
  json["format-version"] = TRY(wanted_version(table));
  if (out.format_version() == 1) json.erase("last-sequence-number");
  if (out.format_version() >= 3) json["next-row-id"] = 0;
  json["table-uuid"] = table.uuid;
  json["location"] = table.location;
  json["last-updated-ms"] = milliseconds(now);
  json["last-column-id"] = highest_field_id(fresh.schema);
  json["last-partition-id"] = highest_partition_field_id(spec);
  json["current-schema-id"] = 0;
  json["default-spec-id"] = 0;
  json["default-sort-order-id"] = order.at("order-id");
  out.list("schemas").push_back(std::move(fresh.schema));
  out.list("partition-specs").push_back(spec);
  out.list("sort-orders").push_back(order);
  for (const auto& [name, value] : table.properties)
    if (name != "format-version") json["properties"].get_object()[name] = value;
  TRY(check_metadata(out));
  return out;
}

void follow(TableMetadata& metadata, const std::string& base_location, int64_t base_updated_ms, TimePoint now) {
  metadata.json()["last-updated-ms"] = std::max({milliseconds(now), base_updated_ms, metadata.number("last-updated-ms")});
  auto& log = metadata.list("metadata-log");
  log.push_back(boost::json::object{{"timestamp-ms", base_updated_ms}, {"metadata-file", base_location}});
  const int64_t limit = std::max<int64_t>(1, integer_property(metadata, "write.metadata.previous-versions-max", kPreviousVersionsMax));
  while (static_cast<int64_t>(log.size()) > limit) log.erase(log.begin());
}

}  // namespace tarn::iceberg
