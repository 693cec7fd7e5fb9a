#include "iceberg/updates.h"

#include <algorithm>

#include "base/encoding.h"
#include "iceberg/errors.h"
#include "iceberg/schema.h"
#include "iceberg/update_snapshots.h"

namespace tarn::iceberg {
namespace {

using boost::json::object;

bool same_member(const object& left, const object& right, std::string_view member) {
  const auto *a = left.if_contains(member), *b = right.if_contains(member);
  return a && b ? *a == *b : a == b;
}

// The id of what is known to be the same as `wanted` but for its own id, else one that is free.
struct Place {
  int64_t id;
  bool known;
};
Place place_for(const boost::json::array& items, std::string_view id_name, const object& wanted, int64_t first, std::initializer_list<std::string_view> compared) {
  Place out{first, false};
  for (const auto& item : items) {
    const auto& known = item.get_object();
    auto same = [&](std::string_view member) { return same_member(known, wanted, member); };
    const int64_t id = known.at(id_name).get_int64();
    if (std::all_of(compared.begin(), compared.end(), same)) return {id, true};
    out.id = std::max(out.id, id + 1);
  }
  return out;
}

Result<int64_t> chosen(const object& update, std::string_view member, const std::optional<int64_t>& last) {
  const int64_t id = TRY(get_integer(update, member));
  if (id != -1) return id;
  if (!last) return errors::invalid("Cannot set the last added " + std::string(member) + ": nothing has been added");
  return *last;
}

Result<void> assign_uuid(TableMetadata& metadata, CommitState&, const object& update) {
  const std::string uuid = TRY(get_text(update, "uuid"));
  if (!metadata.uuid().empty() && !equals_ignoring_case(metadata.uuid(), uuid)) return errors::invalid("Cannot reassign the table's uuid");
  metadata.json()["table-uuid"] = uuid;
  return {};
}

Result<void> upgrade_format_version(TableMetadata& metadata, CommitState&, const object& update) {
  const int64_t wanted = TRY(get_integer(update, "format-version")), known = metadata.format_version();
  if (wanted > kNewestFormatVersion) return errors::invalid("Cannot upgrade table to unsupported format version: v" + std::to_string(wanted));
  if (wanted < known) {
    // A table that this commit creates may still be of any version.
    if (!metadata.list("snapshots").empty() || metadata.number("current-schema-id") >= 0) return errors::invalid("Cannot downgrade v" + std::to_string(known) + " table to v" + std::to_string(wanted));
  }
  metadata.json()["format-version"] = wanted;
  if (wanted == 1) metadata.json().erase("last-sequence-number");
  if (wanted >= 2 && !metadata.json().contains("last-sequence-number")) metadata.json()["last-sequence-number"] = 0;
  if (wanted >= 3 && !metadata.json().contains("next-row-id")) metadata.json()["next-row-id"] = 0;
  if (wanted >= 2) {
    metadata.json().erase("schema");
    metadata.json().erase("partition-spec");
  }
  return {};
}

Result<void> add_schema(TableMetadata& metadata, CommitState& state, const object& update) {
  object schema = *TRY(get_object(update, "schema"));
  TRY(check_schema(schema));
  schema["type"] = "struct";
  const auto place = place_for(metadata.list("schemas"), "schema-id", schema, 0, {"fields", "identifier-field-ids"});
  state.last_schema = place.id;
  metadata.json()["last-column-id"] = std::max(metadata.number("last-column-id"), highest_field_id(schema));
  if (place.known) return {};
  schema["schema-id"] = place.id;
  metadata.list("schemas").push_back(std::move(schema));
  return {};
}

Result<void> set_current_schema(TableMetadata& metadata, CommitState& state, const object& update) {
  const int64_t id = TRY(chosen(update, "schema-id", state.last_schema));
  if (!metadata.schema(id)) return errors::invalid("Cannot set current schema to unknown schema: " + std::to_string(id));
  metadata.json()["current-schema-id"] = id;
  return {};
}

const object& schema_for_specs(const TableMetadata& metadata, const CommitState& state) {
  static const object kNone{{"fields", boost::json::array()}};
  const auto* schema = metadata.current_schema();
  if (!schema && state.last_schema) schema = metadata.schema(*state.last_schema);
  return schema ? *schema : kNone;
}

// Fields without an id get the one that the same source and transform have in another spec, else the next.
Result<void> give_partition_ids(TableMetadata& metadata, object& spec) {
  int64_t last = std::max(metadata.number("last-partition-id"), kFirstPartitionFieldId - 1);
  for (auto& item : spec["fields"].get_array()) {
    auto& field = item.get_object();
    auto id = TRY(find_integer(field, "field-id"));
    for (const auto& other : metadata.list("partition-specs")) {
      if (id) break;
      for (const auto& known : other.get_object().at("fields").get_array())
        if (same_member(known.get_object(), field, "source-id") && same_member(known.get_object(), field, "transform")) id = TRY(get_integer(known.get_object(), "field-id"));
    }
    if (!id) id = last + 1;
    last = std::max(last, *id);
    field["field-id"] = *id;
  }
  metadata.json()["last-partition-id"] = last;
  return {};
}

Result<void> add_spec(TableMetadata& metadata, CommitState& state, const object& update) {
  object spec = *TRY(get_object(update, "spec"));
  TRY(check_partition_spec(spec, schema_for_specs(metadata, state)));
  TRY(give_partition_ids(metadata, spec));
  const auto place = place_for(metadata.list("partition-specs"), "spec-id", spec, 0, {"fields"});
  state.last_spec = place.id;
  if (place.known) return {};
  spec["spec-id"] = place.id;
  metadata.list("partition-specs").push_back(std::move(spec));
  return {};
}

Result<void> set_default_spec(TableMetadata& metadata, CommitState& state, const object& update) {
  metadata.json()["default-spec-id"] = TRY(chosen(update, "spec-id", state.last_spec));
  return {};
}

Result<void> add_sort_order(TableMetadata& metadata, CommitState& state, const object& update) {
  object order = *TRY(get_object(update, "sort-order"));
  TRY(check_sort_order(order, schema_for_specs(metadata, state)));
  // Order 0 is the unsorted one, in every table.
  const bool unsorted = order["fields"].get_array().empty();
  const auto place = place_for(metadata.list("sort-orders"), "order-id", order, unsorted ? 0 : 1, {"fields"});
  state.last_order = unsorted ? 0 : place.id;
  if (place.known) return {};
  order["order-id"] = *state.last_order;
  metadata.list("sort-orders").push_back(std::move(order));
  return {};
}

Result<void> set_default_sort_order(TableMetadata& metadata, CommitState& state, const object& update) {
  metadata.json()["default-sort-order-id"] = TRY(chosen(update, "sort-order-id", state.last_order));
  return {};
}

Result<void> set_location(TableMetadata& metadata, CommitState&, const object& update) {
  metadata.json()["location"] = TRY(get_text(update, "location"));
  return {};
}

object& properties_of(TableMetadata& metadata) {
  auto& properties = metadata.json()["properties"];
  return properties.is_object() ? properties.get_object() : properties.emplace_object();
}

Result<void> set_properties(TableMetadata& metadata, CommitState&, const object& update) {
  for (const auto& [name, value] : *TRY(get_object(update, "updates"))) {
    if (!value.is_string()) return errors::invalid("Cannot parse to a string value: " + std::string(std::string_view(name)));
    properties_of(metadata)[name] = value;
  }
  return {};
}

Result<void> remove_properties(TableMetadata& metadata, CommitState&, const object& update) {
  for (const auto& name : *TRY(get_array(update, "removals")))
    if (name.is_string()) properties_of(metadata).erase(name.get_string());
  return {};
}

Result<void> remove_listed(TableMetadata& metadata, const object& update, std::string_view ids, std::string_view list, std::string_view id_name, int64_t kept_id) {
  boost::json::array kept;
  const auto& unwanted = *TRY(get_array(update, ids));
  for (auto& item : metadata.list(list)) {
    const auto& id = item.get_object().at(id_name);
    const bool removed = std::find(unwanted.begin(), unwanted.end(), id) != unwanted.end();
    if (removed && id.get_int64() == kept_id) return errors::invalid("Cannot remove what is in use: " + std::string(id_name) + " " + std::to_string(kept_id));
    if (!removed) kept.push_back(item);
  }
  metadata.list(list) = std::move(kept);
  return {};
}

Result<void> remove_schemas(TableMetadata& metadata, CommitState&, const object& update) {
  return remove_listed(metadata, update, "schema-ids", "schemas", "schema-id", metadata.number("current-schema-id"));
}
Result<void> remove_partition_specs(TableMetadata& metadata, CommitState&, const object& update) {
  return remove_listed(metadata, update, "spec-ids", "partition-specs", "spec-id", metadata.number("default-spec-id"));
}

using Apply = Result<void> (*)(TableMetadata&, CommitState&, const object&);
struct Action {
  std::string_view name;
  Apply apply;
};
constexpr Action kActions[] = {
    {"add-schema", add_schema},
    {"add-snapshot", add_snapshot},
    {"add-sort-order", add_sort_order},
    {"add-spec", add_spec},
    {"assign-uuid", assign_uuid},
    {"remove-partition-specs", remove_partition_specs},
    {"remove-partition-statistics", remove_partition_statistics},
    {"remove-properties", remove_properties},
    {"remove-schemas", remove_schemas},
    {"remove-snapshot-ref", remove_snapshot_ref},
    {"remove-snapshots", remove_snapshots},
    {"remove-statistics", remove_statistics},
    {"set-current-schema", set_current_schema},
    {"set-default-sort-order", set_default_sort_order},
    {"set-default-spec", set_default_spec},
    {"set-location", set_location},
    {"set-partition-statistics", set_partition_statistics},
    {"set-properties", set_properties},
    {"set-snapshot-ref", set_snapshot_ref},
    {"set-statistics", set_statistics},
    {"upgrade-format-version", upgrade_format_version},
};

}  // namespace

Result<void> apply_update(TableMetadata& metadata, CommitState& state, const boost::json::value& update) {
  if (!update.is_object()) return errors::invalid("Cannot parse metadata update: not an object");
  const std::string name = TRY(get_text(update.get_object(), "action"));
  for (const Action& action : kActions)
    if (action.name == name) return action.apply(metadata, state, update.get_object());
  return errors::invalid("Cannot convert metadata update from json. Unrecognized action: " + name);
}

Result<void> apply_updates(TableMetadata& metadata, const std::vector<boost::json::value>& updates, TimePoint now) {
  CommitState state{.now = now};
  for (const auto& update : updates) TRY(apply_update(metadata, state, update));
  return check_metadata(metadata);
}

}  // namespace tarn::iceberg
