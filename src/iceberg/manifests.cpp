#include "iceberg/manifests.h"

#include "base/encoding.h"
#include "iceberg/avro.h"
#include "iceberg/errors.h"

namespace tarn::iceberg {
namespace {

using avro::Datum;

// Field ids of the table spec's manifest schemas.
enum Id : int32_t {
  kStatus = 0, kSnapshotId = 1, kDataFile = 2, kSequenceNumber = 3,
  kFilePath = 100, kFileFormat = 101, kPartition = 102, kRecordCount = 103, kFileSize = 104,
  kColumnSizes = 108, kValueCounts = 109, kNullCounts = 110, kLowerBounds = 125, kUpperBounds = 128, kSplitOffsets = 132,
  kContent = 134, kEqualityIds = 135, kNanCounts = 137, kReferencedDataFile = 143, kContentOffset = 144, kContentSize = 145,
  kManifestPath = 500, kManifestLength = 501, kSpecId = 502, kAddedSnapshot = 503, kAddedFiles = 504, kExistingFiles = 505, kDeletedFiles = 506,
  kPartitions = 507, kContainsNull = 509, kLower = 510, kUpper = 511, kAddedRows = 512, kExistingRows = 513, kDeletedRows = 514,
  kManifestSequence = 515, kMinSequence = 516, kManifestContent = 517, kContainsNan = 518,
};

bool truth(const Datum& datum, int32_t id, std::string_view name, bool otherwise) {
  const auto* found = datum.field(id, name);
  const auto* value = found ? std::get_if<bool>(&found->value) : nullptr;
  return value ? *value : otherwise;
}

std::optional<std::string> bytes_of(const Datum& datum, int32_t id, std::string_view name) {
  const auto* found = datum.field(id, name);
  const auto* value = found ? std::get_if<std::string>(&found->value) : nullptr;
  return value ? std::optional(*value) : std::nullopt;
}

std::vector<FieldSummary> summaries(const Datum* list) {
  std::vector<FieldSummary> out;
  if (!list) return out;
  for (const auto& item : list->items) {
    auto& summary = out.emplace_back();
    summary.contains_null = truth(item, kContainsNull, "contains_null", true);
    if (item.field(kContainsNan, "contains_nan")) summary.contains_nan = truth(item, kContainsNan, "contains_nan", true);
    summary.lower = bytes_of(item, kLower, "lower_bound");
    summary.upper = bytes_of(item, kUpper, "upper_bound");
  }
  return out;
}

Manifest manifest_of(const Datum& row) {
  Manifest out;
  out.path = row.text(kManifestPath, "manifest_path");
  out.length = row.integer(kManifestLength, "manifest_length");
  out.spec_id = static_cast<int32_t>(row.integer(kSpecId, "partition_spec_id"));
  out.deletes = row.integer(kManifestContent, "content") == 1;
  out.sequence_number = row.integer(kManifestSequence, "sequence_number");
  out.min_sequence_number = row.integer(kMinSequence, "min_sequence_number");
  out.added_snapshot_id = row.integer(kAddedSnapshot, "added_snapshot_id");
  out.added_files = row.integer(kAddedFiles, "added_files_count", row.integer(-2, "added_data_files_count", -1));
  out.existing_files = row.integer(kExistingFiles, "existing_files_count", row.integer(-2, "existing_data_files_count", -1));
  out.deleted_files = row.integer(kDeletedFiles, "deleted_files_count", row.integer(-2, "deleted_data_files_count", -1));
  out.added_rows = row.integer(kAddedRows, "added_rows_count", -1);
  out.existing_rows = row.integer(kExistingRows, "existing_rows_count", -1);
  out.deleted_rows = row.integer(kDeletedRows, "deleted_rows_count", -1);
  out.partitions = summaries(row.field(kPartitions, "partitions"));
  return out;
}

// A map with integer keys: an array of pairs, since Avro's own maps have text for keys.
template <class Set>
void each_pair(const Datum* map, Set&& set) {
  if (!map) return;
  for (const auto& pair : map->items) {
    if (pair.items.size() < 2) continue;
    const auto* key = std::get_if<int64_t>(&pair.items[0].value);
    if (key) set(static_cast<int32_t>(*key), pair.items[1]);
  }
}

std::map<int32_t, int64_t> counts(const Datum* map) {
  std::map<int32_t, int64_t> out;
  each_pair(map, [&](int32_t key, const Datum& item) {
    if (const auto* value = std::get_if<int64_t>(&item.value)) out[key] = *value;
  });
  return out;
}

std::map<int32_t, std::string> bounds(const Datum* map) {
  std::map<int32_t, std::string> out;
  each_pair(map, [&](int32_t key, const Datum& item) {
    if (const auto* value = std::get_if<std::string>(&item.value)) out[key] = *value;
  });
  return out;
}

template <class T>
std::vector<T> integers(const Datum* list) {
  std::vector<T> out;
  if (!list) return out;
  for (const auto& item : list->items)
    if (const auto* value = std::get_if<int64_t>(&item.value)) out.push_back(static_cast<T>(*value));
  return out;
}

// A partition value as Avro writes it (appendix A).
Value partition_value(const Type& type, const Datum& datum) {
  if (const auto* truth = std::get_if<bool>(&datum.value)) return *truth;
  if (const auto* integer = std::get_if<int64_t>(&datum.value)) return *integer;
  if (const auto* floating = std::get_if<double>(&datum.value)) return *floating;
  const auto* bytes = std::get_if<std::string>(&datum.value);
  if (!bytes) return {};
  auto decoded = decode_value(type, *bytes);
  return decoded.ok() ? *decoded : Value();
}

Result<std::vector<std::pair<int32_t, Value>>> partition_of(const Datum* partition, const std::map<int32_t, Type>& types) {
  std::vector<std::pair<int32_t, Value>> out;
  if (!partition || !partition->schema) return out;
  for (size_t i = 0; i < partition->items.size(); ++i) {
    const int32_t id = partition->schema->fields[i].id;
    auto type = types.find(id);
    if (type == types.end()) continue;  // of a field that the table's specs no longer know
    out.emplace_back(id, partition_value(type->second, partition->items[i]));
  }
  return out;
}

Result<Entry> entry_of(const Datum& row, const Manifest& manifest, const std::map<int32_t, Type>& types) {
  const auto* file = row.field(kDataFile, "data_file");
  if (!file) return errors::invalid("Cannot read the manifest " + manifest.path + ": an entry has no file");
  Entry out;
  const int64_t status = row.integer(kStatus, "status", -1), content = file->integer(kContent, "content");
  if (status < 0 || status > 2 || content < 0 || content > 2) return errors::invalid("Cannot read the manifest " + manifest.path + ": an entry is of no known kind");
  out.status = static_cast<EntryStatus>(status);
  out.content = static_cast<Content>(content);
  out.snapshot_id = row.integer(kSnapshotId, "snapshot_id", manifest.added_snapshot_id);
  // Only what was added with the manifest inherits its number; version 1 has none, which is 0.
  out.sequence_number = row.integer(kSequenceNumber, "sequence_number", out.status == EntryStatus::added ? manifest.sequence_number : 0);
  out.path = file->text(kFilePath, "file_path");
  out.format = to_lower(file->text(kFileFormat, "file_format"));
  out.spec_id = manifest.spec_id;
  out.partition = TRY(partition_of(file->field(kPartition, "partition"), types));
  out.records = file->integer(kRecordCount, "record_count");
  out.bytes = file->integer(kFileSize, "file_size_in_bytes");
  out.column_sizes = counts(file->field(kColumnSizes, "column_sizes"));
  out.value_counts = counts(file->field(kValueCounts, "value_counts"));
  out.null_counts = counts(file->field(kNullCounts, "null_value_counts"));
  out.nan_counts = counts(file->field(kNanCounts, "nan_value_counts"));
  out.lower = bounds(file->field(kLowerBounds, "lower_bounds"));
  out.upper = bounds(file->field(kUpperBounds, "upper_bounds"));
  out.split_offsets = integers<int64_t>(file->field(kSplitOffsets, "split_offsets"));
  out.equality_ids = integers<int32_t>(file->field(kEqualityIds, "equality_ids"));
  out.referenced_data_file = file->text(kReferencedDataFile, "referenced_data_file");
  out.content_offset = file->integer(kContentOffset, "content_offset", -1);
  out.content_size = file->integer(kContentSize, "content_size_in_bytes", -1);
  if (out.path.empty() || out.records < 0 || out.bytes < 0) return errors::invalid("Cannot read the manifest " + manifest.path + ": an entry is incomplete");
  return out;
}

}  // namespace

Result<std::map<int32_t, PartitionSpec>> partition_specs(const TableMetadata& metadata) {
  std::map<int32_t, PartitionSpec> specs;
  for (const auto& item : metadata.list("partition-specs")) {
    const auto& object = item.get_object();
    PartitionSpec spec;
    spec.id = static_cast<int32_t>(TRY(get_integer(object, "spec-id")));
    int32_t next_id = 1000;  // version 1 may leave the ids out: they count up
    for (const auto& part : *TRY(get_array(object, "fields"))) {
      const auto& json = part.get_object();
      PartitionField field;
      field.name = TRY(get_text(json, "name"));
      field.transform = Transform::parse(TRY(get_text(json, "transform")));
      field.source_id = static_cast<int32_t>(TRY(find_integer(json, "source-id")).value_or(-1));
      field.field_id = static_cast<int32_t>(TRY(find_integer(json, "field-id")).value_or(next_id));
      next_id = field.field_id + 1;
      spec.fields.push_back(std::move(field));
    }
    specs[spec.id] = std::move(spec);
  }
  return specs;
}

Result<std::map<int32_t, Type>> partition_types(const TableMetadata& metadata, const std::map<int32_t, PartitionSpec>& specs) {
  std::vector<Field> fields = TRY(parse_fields(*metadata.current_schema()));
  for (const auto& schema : metadata.list("schemas")) {  // sources may have been dropped since
    auto older = parse_fields(schema.get_object());
    if (older.ok()) fields.insert(fields.end(), std::make_move_iterator(older->begin()), std::make_move_iterator(older->end()));
  }
  std::map<int32_t, Type> types;
  for (const auto& [id, spec] : specs)
    for (const auto& field : spec.fields)
      if (const auto* source = find_field(fields, field.source_id)) types.emplace(field.field_id, field.transform.result(source->type));
  return types;
}

Result<std::vector<Manifest>> read_manifest_list(std::string_view bytes) {
  std::vector<Manifest> out;
  TRY(avro::read_file(
      bytes, [](int32_t, std::string_view) { return true; },
      [&](const avro::File&, const Datum& row) -> Result<void> {
        out.push_back(manifest_of(row));
        if (out.back().path.empty()) return errors::invalid("Cannot read a manifest list: an entry has no path");
        return {};
      }));
  return out;
}

Result<std::vector<Entry>> read_manifest(std::string_view bytes, const Manifest& manifest, const std::map<int32_t, Type>& types, Statistics statistics) {
  std::vector<Entry> out;
  const auto wants = [statistics](int32_t id, std::string_view) {
    return statistics == Statistics::all || (id != kColumnSizes && id != kSplitOffsets);
  };
  TRY(avro::read_file(bytes, wants, [&](const avro::File&, const Datum& row) -> Result<void> {
    auto entry = TRY(entry_of(row, manifest, types));
    if (entry.status != EntryStatus::deleted) out.push_back(std::move(entry));
    return {};
  }));
  return out;
}

}  // namespace tarn::iceberg
