#include "iceberg/snapshot.h"

#include "iceberg/errors.h"

namespace tarn::iceberg {
namespace {

constexpr int32_t kDeleteFilePathId = 2147483546;  // reserved field id of a position delete file's file_path

Error no_version(const std::string& what) { return {"INVALID_ARGUMENTS", what, 0, {}}; }

struct Chosen {
  const boost::json::object* snapshot = nullptr;
  const boost::json::object* schema = nullptr;
};

const boost::json::object* schema_of(const TableMetadata& metadata, const boost::json::object& snapshot) {
  auto id = find_integer(snapshot, "schema-id");
  const auto* schema = id.ok() && *id ? metadata.schema(**id) : nullptr;
  return schema ? schema : metadata.current_schema();
}

Result<Chosen> by_id(const TableMetadata& metadata, int64_t id) {
  const auto* snapshot = metadata.snapshot(id);
  if (!snapshot) return no_version("Iceberg snapshot ID does not exists: " + std::to_string(id));
  return Chosen{snapshot, schema_of(metadata, *snapshot)};
}

Result<Chosen> by_ref(const TableMetadata& metadata, const std::string& ref) {
  const auto id = metadata.ref_snapshot_id(ref);
  if (!id) return no_version("Cannot find snapshot with reference name: " + ref);
  auto chosen = TRY(by_id(metadata, *id));
  const auto* refs = TRY(find_object(metadata.json(), "refs"));
  const auto* found = refs ? refs->if_contains(ref) : nullptr;
  const auto* type = found && found->is_object() ? found->get_object().if_contains("type") : nullptr;
  if (type && type->is_string() && type->get_string() == "branch") chosen.schema = metadata.current_schema();
  return chosen;
}

Result<Chosen> by_time(const TableMetadata& metadata, int64_t milliseconds) {
  std::optional<int64_t> id;
  for (const auto& item : metadata.list("snapshot-log")) {
    if (!item.is_object()) continue;
    if (TRY(get_integer(item.get_object(), "timestamp-ms")) <= milliseconds) id = TRY(get_integer(item.get_object(), "snapshot-id"));
  }
  if (!id) return no_version("No version history table exists at or before " + std::to_string(milliseconds) + " ms");
  return by_id(metadata, *id);
}

Result<Chosen> choose(const TableMetadata& metadata, const Version& version) {
  switch (version.kind) {
    case Version::Kind::snapshot: return by_id(metadata, version.number);
    case Version::Kind::ref: return by_ref(metadata, version.ref);
    case Version::Kind::timestamp: return by_time(metadata, version.number);
    case Version::Kind::current: break;
  }
  const auto id = metadata.current_snapshot_id();
  return Chosen{id ? metadata.snapshot(*id) : nullptr, metadata.current_schema()};
}

// Of version 1 tables whose snapshots name their manifests themselves.
std::vector<Manifest> inline_manifests(const boost::json::object& snapshot) {
  std::vector<Manifest> out;
  const auto* paths = snapshot.if_contains("manifests");
  if (!paths || !paths->is_array()) return out;
  for (const auto& path : paths->get_array())
    if (path.is_string()) out.emplace_back().path = std::string(path.get_string());
  return out;
}

// A position delete file that names one data file, if its metadata tell: by the member of version 3, or by equal bounds.
std::string deletes_from(const Entry& entry) {
  if (!entry.referenced_data_file.empty()) return entry.referenced_data_file;
  auto lower = entry.lower.find(kDeleteFilePathId), upper = entry.upper.find(kDeleteFilePathId);
  const bool one = lower != entry.lower.end() && upper != entry.upper.end() && lower->second == upper->second;
  return one ? lower->second : std::string();
}

}  // namespace

Result<std::shared_ptr<const Snapshot>> Snapshot::open(TableMetadata metadata, const Version& version, ReadFile read) {
  auto made = std::make_shared<Snapshot>();
  made->metadata_ = std::move(metadata);
  const auto chosen = TRY(choose(made->metadata_, version));
  made->json_ = chosen.snapshot;
  made->fields_ = TRY(parse_fields(*chosen.schema));
  made->specs_ = TRY(partition_specs(made->metadata_));
  made->types_ = TRY(partition_types(made->metadata_, made->specs_));
  made->read_ = std::move(read);
  return std::shared_ptr<const Snapshot>(std::move(made));
}

Result<std::vector<Manifest>> Snapshot::manifests() const {
  if (!json_) return std::vector<Manifest>();
  std::lock_guard lock(mutex_);
  if (manifests_) return *manifests_;
  const auto list = TRY(find_text(*json_, "manifest-list"));
  manifests_ = list ? TRY(read_manifest_list(TRY(read_(*list)))) : inline_manifests(*json_);
  return *manifests_;
}

Result<std::vector<Entry>> Snapshot::entries(const Manifest& manifest, Statistics statistics) const {
  return read_manifest(TRY(read_(manifest.path)), manifest, types_, statistics);
}

std::string Snapshot::partition_key(const Entry& entry) const {
  auto spec = specs_.find(entry.spec_id);
  if (spec == specs_.end() || entry.partition.empty()) return {};
  std::string key = std::to_string(entry.spec_id);
  for (const auto& [id, value] : entry.partition) {
    const auto bytes = encode_value(types_.at(id), value);
    key += '/' + std::to_string(id) + (is_null(value) ? "!" : "=" + std::to_string(bytes.size()) + ":" + bytes);
  }
  return key;
}

Result<void> Snapshot::add_deletes(const Manifest& manifest, Deletes& out) const {
  for (auto& entry : TRY(entries(manifest, Statistics::bounds))) {
    if (entry.content == Content::equality_deletes) {
      out.equality.push_back(std::move(entry));
      continue;
    }
    auto shared = std::make_shared<const Entry>(std::move(entry));
    const auto path = deletes_from(*shared);
    if (shared->format == "puffin") {
      if (path.empty()) return errors::invalid("A deletion vector of " + shared->path + " names no data file");
      out.vectors[path] = shared;
    } else if (!path.empty()) {
      out.by_path.emplace(path, shared);
    } else {
      out.by_partition.emplace(partition_key(*shared), shared);
    }
  }
  return {};
}

Result<const Snapshot::Deletes*> Snapshot::deletes() const {
  const auto all = TRY(manifests());
  std::lock_guard lock(mutex_);
  if (deletes_) return deletes_.get();
  auto made = std::make_unique<Deletes>();
  for (const auto& manifest : all)
    if (manifest.deletes) TRY(add_deletes(manifest, *made));
  deletes_ = std::move(made);
  return deletes_.get();
}

Result<std::vector<Entry>> Snapshot::equality_deletes() const { return TRY(deletes())->equality; }

Result<std::vector<DataFile>> Snapshot::files(const std::vector<Filter>& filters) const {
  const auto* deletes = TRY(this->deletes());
  static const PartitionSpec kUnknownSpec;
  std::vector<DataFile> out;
  for (const auto& manifest : TRY(manifests())) {
    auto found = specs_.find(manifest.spec_id);
    const auto& spec = found == specs_.end() ? kUnknownSpec : found->second;
    if (manifest.deletes || !may_match(manifest, spec, types_, filters)) continue;
    for (auto& entry : TRY(entries(manifest, Statistics::bounds))) {
      if (!may_match(entry, spec, filters)) continue;
      DataFile file{std::move(entry), {}};
      if (auto vector = deletes->vectors.find(file.entry.path); vector != deletes->vectors.end()) {
        file.deletes.push_back(vector->second);  // it takes the place of position deletes
      } else {
        const auto add = [&](auto range) {
          for (auto at = range.first; at != range.second; ++at)
            if (at->second->sequence_number >= file.entry.sequence_number) file.deletes.push_back(at->second);
        };
        add(deletes->by_path.equal_range(file.entry.path));
        if (!deletes->by_partition.empty()) add(deletes->by_partition.equal_range(partition_key(file.entry)));
      }
      out.push_back(std::move(file));
    }
  }
  return out;
}

}  // namespace tarn::iceberg
