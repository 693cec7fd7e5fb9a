#include "lake/iceberg_tables.h"

#include <boost/json/parse.hpp>

#include <cmath>

#include "base/encoding.h"
#include "iceberg/deletion_vector.h"
#include "iceberg/files.h"
#include "iceberg/glue_table.h"
#include "objects/read.h"

namespace tarn::lake {
namespace {

using engine::PartitionFilter;
using iceberg::Field;
using iceberg::Snapshot;

// What columns are called in files without ids: by the table's name mapping (table spec, "Column Projection"), else as they are called now.
class NameMapping {
 public:
  explicit NameMapping(const std::string& json) {
    boost::system::error_code failed;
    auto parsed = boost::json::parse(json, failed);
    if (!failed && parsed.is_array()) add(parsed.get_array());
    exists_ = !failed && parsed.is_array();
  }

  std::vector<std::string> names(const Field& field) const {
    if (!exists_) return {field.name};
    auto found = names_.find(field.id);
    return found == names_.end() ? std::vector<std::string>() : found->second;
  }

 private:
  void add(const boost::json::array& fields) {
    for (const auto& item : fields) {
      const auto* field = item.if_object();
      if (!field) continue;
      const auto* id = field->if_contains("field-id");
      const auto* names = field->if_contains("names");
      if (id && id->is_int64() && names && names->is_array())
        for (const auto& name : names->get_array())
          if (name.is_string()) names_[static_cast<int32_t>(id->get_int64())].emplace_back(name.get_string());
      const auto* nested = field->if_contains("fields");
      if (nested && nested->is_array()) add(nested->get_array());
    }
  }

  bool exists_ = false;
  std::map<int32_t, std::vector<std::string>> names_;
};

engine::ColumnId column_id(const Field& field, const NameMapping& mapping) {
  engine::ColumnId out;
  out.id = field.id;
  out.file_names = mapping.names(field);
  out.initial_default = iceberg::initial_default(field);
  for (const auto& child : field.type.fields) out.children.push_back(column_id(child, mapping));
  return out;
}

std::optional<iceberg::Filter::Op> filter_op(PartitionFilter::Op op) {
  using From = PartitionFilter::Op;
  using To = iceberg::Filter::Op;
  switch (op) {
    case From::eq: return To::eq;
    case From::lt: return To::lt;
    case From::le: return To::le;
    case From::gt: return To::gt;
    case From::ge: return To::ge;
    case From::in: return To::in;
    case From::is_null: return To::is_null;
    case From::is_not_null: return To::is_not_null;
    case From::ne: break;
  }
  return std::nullopt;
}

std::optional<iceberg::Filter> filter_of(const PartitionFilter& filter, const Field& field) {
  const auto op = filter_op(filter.op);
  if (!op || !iceberg::is_primitive(field.type.kind)) return std::nullopt;
  iceberg::Filter out{*op, field.id, field.type, {}};
  for (const auto& text : filter.values) {
    auto value = iceberg::parse_constant(field.type, text);
    const auto* number = value ? std::get_if<double>(&*value) : nullptr;
    if (!value || (number && std::isnan(*number))) return std::nullopt;
    out.values.push_back(std::move(*value));
  }
  return out;
}

class PinnedSnapshot final : public engine::TableSnapshot {
 public:
  explicit PinnedSnapshot(std::shared_ptr<const Snapshot> snapshot) : snapshot_(std::move(snapshot)) {
    const NameMapping mapping(snapshot_->metadata().property("schema.name-mapping.default"));
    for (const auto& field : snapshot_->fields()) ids_.push_back(column_id(field, mapping));
  }

  const std::vector<engine::ColumnId>& column_ids() const override { return ids_; }

  Result<std::vector<engine::SnapshotFile>> files(const std::vector<PartitionFilter>& filters) const override {
    std::vector<iceberg::Filter> known;
    for (const auto& filter : filters)
      if (auto one = filter_of(filter, snapshot_->fields().at(filter.key))) known.push_back(std::move(*one));
    std::map<const iceberg::Entry*, std::shared_ptr<const engine::PositionDeletes>> deletes;
    std::vector<engine::SnapshotFile> out;
    for (const auto& file : TRY(snapshot_->files(known))) {
      out.push_back(described(file.entry));
      for (const auto& entry : file.deletes) {
        auto& shared = deletes[entry.get()];
        if (!shared) shared = std::make_shared<engine::PositionDeletes>(engine::PositionDeletes{entry->path, entry->format, entry->content_offset, entry->content_size, entry->records});
        out.back().deletes.push_back(shared);
      }
    }
    return out;
  }

  Result<std::vector<engine::EqualityDeletes>> equality_deletes() const override {
    std::map<std::pair<std::vector<int32_t>, bool>, engine::EqualityDeletes> sets;
    for (const auto& entry : TRY(snapshot_->equality_deletes())) {
      auto file = described(entry);
      auto& set = sets[{entry.equality_ids, !file.partition.empty()}];
      if (set.files.empty()) set.columns = TRY(columns_of(entry));
      set.of_partition = !file.partition.empty();
      set.files.push_back(std::move(file));
    }
    std::vector<engine::EqualityDeletes> out;
    for (auto& [key, set] : sets) out.push_back(std::move(set));
    return out;
  }

  Result<std::vector<uint64_t>> deleted_positions(const engine::PositionDeletes& deletes, std::string_view bitmap) const override {
    return iceberg::read_deletion_vector(bitmap, static_cast<uint64_t>(deletes.rows));
  }

 private:
  engine::SnapshotFile described(const iceberg::Entry& entry) const {
    engine::SnapshotFile out;
    out.path = entry.path;
    out.format = entry.format;
    out.bytes = static_cast<uint64_t>(entry.bytes);
    out.rows = entry.records;
    out.sequence_number = entry.sequence_number;
    out.partition = snapshot_->partition_key(entry);
    auto spec = snapshot_->specs().find(entry.spec_id);
    if (spec == snapshot_->specs().end()) return out;
    for (const auto& field : spec->second.fields) {
      if (field.transform.kind != iceberg::Transform::Kind::identity) continue;
      for (const auto& [id, value] : entry.partition)
        if (id == field.field_id) out.constants.emplace_back(field.source_id, iceberg::constant_text(snapshot_->types().at(id), value));
    }
    return out;
  }

  Result<std::vector<size_t>> columns_of(const iceberg::Entry& entry) const {
    std::vector<size_t> columns;
    for (int32_t id : entry.equality_ids) {
      const auto& fields = snapshot_->fields();
      auto found = std::find_if(fields.begin(), fields.end(), [&](const Field& field) { return field.id == id; });
      if (found == fields.end())
        return Error{"NOT_SUPPORTED", "Tarn does not apply equality deletes by a column that is nested or was dropped: " + entry.path, 0, {}};
      columns.push_back(static_cast<size_t>(found - fields.begin()));
    }
    return columns;
  }

  const std::shared_ptr<const Snapshot> snapshot_;
  std::vector<engine::ColumnId> ids_;
};

}  // namespace

Result<std::shared_ptr<const Snapshot>> open_snapshot(const Tables& tables, const aws::AccessContext& who, const catalog::Table& table,
                                                      const iceberg::Version& version) {
  if (!tables.objects) return Error{"NOT_SUPPORTED", "Iceberg tables are not read here", 0, {}};
  auto location = iceberg::metadata_location(table);
  if (location.empty())
    return Error{"ICEBERG_INVALID_METADATA", "Table " + table.database + "." + table.name + " has no metadata_location", 0, {}};
  auto read = [objects = tables.objects, who](const std::string& path) -> Result<std::string> {
    auto name = objects::parse_s3_uri(path);
    if (!name) return Error{"ICEBERG_INVALID_METADATA", "Not the location of a file in S3: " + path, 0, {}};
    return objects::read_object(*objects, who, *name, kMaxManifestBytes);
  };
  auto metadata = iceberg::read_metadata(*tables.objects, who, location);
  auto opened = metadata.ok() ? Snapshot::open(std::move(*metadata), version, std::move(read)) : Result<std::shared_ptr<const Snapshot>>(metadata.error());
  if (!opened.ok() && opened.error().code == "InvalidInputException")
    return Error{"ICEBERG_INVALID_METADATA", "Invalid metadata file for table " + table.database + "." + table.name + ": " + opened.error().message, 0, {}};
  return opened;
}

Result<PinnedRelation> pin_iceberg_table(const catalog::Table& table, std::shared_ptr<const Snapshot> snapshot, std::string pin,
                                         std::string catalog_name) {
  PinnedRelation made;
  auto& [relation, pinned] = made;
  relation.kind = sql::Relation::Kind::lake_table;
  relation.pin = pinned.pin = std::move(pin);
  relation.catalog = std::move(catalog_name);
  relation.schema = table.reached_as ? table.reached_as->database : table.database;
  relation.name = table.reached_as ? table.reached_as->name : table.name;
  pinned.display_name = relation.catalog + "." + table.database + "." + table.name;
  pinned.location = snapshot->metadata().location();
  for (const auto& field : snapshot->fields()) {
    pinned.columns.push_back({.name = to_lower(field.name), .type = iceberg::sql_type(field.type)});
    relation.columns.push_back({.name = pinned.columns.back().name, .type = pinned.columns.back().type});
  }
  relation.columns.push_back({.name = "$path", .type = sql::varchar(), .hidden = true});
  relation.columns.push_back({.name = "$file_modified_time", .type = {.kind = sql::TypeKind::timestamp_tz, .precision = 3}, .hidden = true});
  pinned.snapshot = std::make_shared<const PinnedSnapshot>(std::move(snapshot));
  return made;
}

}  // namespace tarn::lake
