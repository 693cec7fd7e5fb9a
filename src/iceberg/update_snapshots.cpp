#include "iceberg/update_snapshots.h"

#include <functional>
#include <set>

#include "iceberg/errors.h"

namespace tarn::iceberg {
namespace {

void remove_where(boost::json::array& items, const std::function<bool(const boost::json::object&)>& unwanted) {
  boost::json::array kept;
  for (auto& item : items)
    if (!item.is_object() || !unwanted(item.get_object())) kept.push_back(std::move(item));
  items = std::move(kept);
}

bool has_id(const boost::json::object& item, std::string_view name, const std::set<int64_t>& ids) {
  const auto* id = item.if_contains(name);
  return id && id->is_int64() && ids.contains(id->get_int64());
}

boost::json::object& refs_of(TableMetadata& metadata) {
  auto& refs = metadata.json()["refs"];
  return refs.is_object() ? refs.get_object() : refs.emplace_object();
}

Result<void> take_row_ids(TableMetadata& metadata, boost::json::object& snapshot) {
  const int64_t next = metadata.number("next-row-id");
  const int64_t first = TRY(get_integer(snapshot, "first-row-id")), added = TRY(get_integer(snapshot, "added-rows"));
  if (first < next) return errors::commit_failed("Cannot add a snapshot whose first-row-id (" + std::to_string(first) + ") is behind the table's next-row-id (" + std::to_string(next) + ")");
  if (added < 0) return errors::invalid("Invalid added-rows: " + std::to_string(added));
  metadata.json()["next-row-id"] = next + added;
  return {};
}

// Entries of the history before a snapshot that is gone say nothing that can still be looked up.
void trim_snapshot_log(TableMetadata& metadata) {
  boost::json::array kept;
  for (auto& entry : metadata.list("snapshot-log")) {
    const auto* id = entry.is_object() ? entry.get_object().if_contains("snapshot-id") : nullptr;
    if (id && id->is_int64() && metadata.snapshot(id->get_int64())) {
      kept.push_back(std::move(entry));
    } else {
      kept.clear();
    }
  }
  metadata.list("snapshot-log") = std::move(kept);
}

Result<void> replace_entry(TableMetadata& metadata, std::string_view list, const boost::json::object& entry) {
  const int64_t id = TRY(get_integer(entry, "snapshot-id"));
  TRY(get_text(entry, "statistics-path"));
  auto& items = metadata.list(list);
  remove_where(items, [&](const auto& known) { return has_id(known, "snapshot-id", {id}); });
  items.push_back(entry);
  return {};
}

Result<void> remove_entry(TableMetadata& metadata, std::string_view list, const boost::json::object& update) {
  const int64_t id = TRY(get_integer(update, "snapshot-id"));
  remove_where(metadata.list(list), [&](const auto& known) { return has_id(known, "snapshot-id", {id}); });
  return {};
}

}  // namespace

Result<void> add_snapshot(TableMetadata& metadata, CommitState&, const boost::json::object& update) {
  boost::json::object snapshot = *TRY(get_object(update, "snapshot"));
  const int64_t id = TRY(get_integer(snapshot, "snapshot-id"));
  const int64_t made = TRY(get_integer(snapshot, "timestamp-ms"));
  if (id < 0) return errors::invalid("Invalid snapshot id: " + std::to_string(id));
  if (metadata.snapshot(id)) return errors::commit_failed("Snapshot already exists for id: " + std::to_string(id));
  if (metadata.format_version() >= 2) {
    TRY(get_text(snapshot, "manifest-list"));
    const int64_t sequence = TRY(get_integer(snapshot, "sequence-number")), last = metadata.number("last-sequence-number");
    const bool has_parent = TRY(find_integer(snapshot, "parent-snapshot-id")).has_value();
    if (sequence <= last && has_parent)
      return errors::commit_failed("Cannot add snapshot with sequence number " + std::to_string(sequence) + " older than last sequence number " + std::to_string(last));
    metadata.json()["last-sequence-number"] = std::max(sequence, last);
  }
  if (metadata.format_version() >= 3) TRY(take_row_ids(metadata, snapshot));
  metadata.json()["last-updated-ms"] = std::max(made, metadata.number("last-updated-ms"));
  metadata.list("snapshots").push_back(std::move(snapshot));
  return {};
}

Result<void> set_snapshot_ref(TableMetadata& metadata, CommitState& state, const boost::json::object& update) {
  const std::string name = TRY(get_text(update, "ref-name")), type = TRY(get_text(update, "type"));
  const int64_t id = TRY(get_integer(update, "snapshot-id"));
  if (type != "branch" && type != "tag") return errors::invalid("Invalid snapshot ref type: " + type);
  if (name == kMainBranch && type != "branch") return errors::invalid("Cannot set main to a tag, it must be a branch");
  if (!metadata.snapshot(id)) return errors::invalid("Cannot set " + name + " to unknown snapshot: " + std::to_string(id));
  boost::json::object ref{{"snapshot-id", id}, {"type", type}};
  for (std::string_view setting : {"min-snapshots-to-keep", "max-snapshot-age-ms", "max-ref-age-ms"})
    if (const auto value = TRY(find_integer(update, setting))) ref[setting] = *value;
  refs_of(metadata)[name] = std::move(ref);
  if (name != kMainBranch || metadata.current_snapshot_id() == id) return {};
  metadata.json()["current-snapshot-id"] = id;
  const int64_t now = std::max(milliseconds(state.now), metadata.number("last-updated-ms"));
  metadata.list("snapshot-log").push_back(boost::json::object{{"timestamp-ms", now}, {"snapshot-id", id}});
  return {};
}

Result<void> remove_snapshots(TableMetadata& metadata, CommitState&, const boost::json::object& update) {
  std::set<int64_t> ids;
  for (const auto& id : *TRY(get_array(update, "snapshot-ids"))) {
    if (!id.is_int64()) return errors::invalid("Cannot parse to an integer value: snapshot-ids");
    ids.insert(id.get_int64());
  }
  for (std::string_view list : {"snapshots", "statistics", "partition-statistics"})
    if (metadata.json().contains(list)) remove_where(metadata.list(list), [&](const auto& item) { return has_id(item, "snapshot-id", ids); });
  boost::json::object kept;
  for (auto& [name, ref] : refs_of(metadata))
    if (!ref.is_object() || !has_id(ref.get_object(), "snapshot-id", ids)) kept[name] = std::move(ref);
  metadata.json()["refs"] = std::move(kept);
  if (const auto current = metadata.current_snapshot_id(); current && ids.contains(*current)) metadata.json()["current-snapshot-id"] = nullptr;
  trim_snapshot_log(metadata);
  return {};
}

Result<void> remove_snapshot_ref(TableMetadata& metadata, CommitState&, const boost::json::object& update) {
  const std::string name = TRY(get_text(update, "ref-name"));
  refs_of(metadata).erase(name);
  if (name == kMainBranch) metadata.json()["current-snapshot-id"] = nullptr;
  return {};
}

Result<void> set_statistics(TableMetadata& metadata, CommitState&, const boost::json::object& update) {
  return replace_entry(metadata, "statistics", *TRY(get_object(update, "statistics")));
}
Result<void> remove_statistics(TableMetadata& metadata, CommitState&, const boost::json::object& update) { return remove_entry(metadata, "statistics", update); }
Result<void> set_partition_statistics(TableMetadata& metadata, CommitState&, const boost::json::object& update) {
  return replace_entry(metadata, "partition-statistics", *TRY(get_object(update, "partition-statistics")));
}
Result<void> remove_partition_statistics(TableMetadata& metadata, CommitState&, const boost::json::object& update) {
  return remove_entry(metadata, "partition-statistics", update);
}

}  // namespace tarn::iceberg
