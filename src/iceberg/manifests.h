// Manifest lists and manifests (table spec, "Manifests"): which files a snapshot holds, with the partitions and statistics of each.
#pragma once
#include <map>

#include "iceberg/metadata.h"
#include "iceberg/transforms.h"

namespace tarn::iceberg {

struct PartitionField {
  int32_t source_id = 0, field_id = 0;
  std::string name;
  Transform transform;
};

struct PartitionSpec {
  int32_t id = 0;
  std::vector<PartitionField> fields;
};
// Every spec of the table, by id.
Result<std::map<int32_t, PartitionSpec>> partition_specs(const TableMetadata& metadata);

// The values of one partition field in a manifest, as its list sums them up.
struct FieldSummary {
  bool contains_null = true;
  std::optional<bool> contains_nan;
  std::optional<std::string> lower, upper;  // encoded; absent: unknown, or nulls only
};

struct Manifest {
  std::string path;
  int64_t length = 0;
  int32_t spec_id = 0;
  bool deletes = false;  // it lists delete files
  int64_t sequence_number = 0, min_sequence_number = 0;
  int64_t added_snapshot_id = 0;
  // -1: the list does not say.
  int64_t added_files = -1, existing_files = -1, deleted_files = -1, added_rows = -1, existing_rows = -1, deleted_rows = -1;
  std::vector<FieldSummary> partitions;
};

enum class Content : uint8_t { data = 0, position_deletes = 1, equality_deletes = 2 };
enum class EntryStatus : uint8_t { existing = 0, added = 1, deleted = 2 };

struct Entry {
  EntryStatus status = EntryStatus::added;
  int64_t snapshot_id = 0;
  int64_t sequence_number = 0;  // of the data: inherited from the manifest where the entry has none
  Content content = Content::data;
  std::string path, format;     // format in lower case
  int32_t spec_id = 0;
  std::vector<std::pair<int32_t, Value>> partition;  // by partition field id, decoded as the field's result type
  int64_t records = 0, bytes = 0;
  std::map<int32_t, int64_t> column_sizes, value_counts, null_counts, nan_counts;
  std::map<int32_t, std::string> lower, upper;  // encoded bounds
  std::vector<int64_t> split_offsets;
  std::vector<int32_t> equality_ids;
  std::string referenced_data_file;
  int64_t content_offset = -1, content_size = -1;  // of a deletion vector in its Puffin file; -1: none
};

// Which statistics of the files are kept: those that pruning reads, or all (the metadata tables).
enum class Statistics : uint8_t { bounds, all };

Result<std::vector<Manifest>> read_manifest_list(std::string_view bytes);

// `types` of the partition fields' results, by field id; deleted entries are left out. Errors: InvalidInputException.
Result<std::vector<Entry>> read_manifest(std::string_view bytes, const Manifest& manifest, const std::map<int32_t, Type>& types, Statistics statistics);

// The result types of the partition fields of all specs, over the fields of all schemas.
Result<std::map<int32_t, Type>> partition_types(const TableMetadata& metadata, const std::map<int32_t, PartitionSpec>& specs);

}  // namespace tarn::iceberg
