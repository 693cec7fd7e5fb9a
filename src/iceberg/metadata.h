// Table metadata (the metadata.json of Iceberg's table spec, format versions 1 to 3), kept as the JSON that it is, so that members
// which this version does not know survive a commit. parse_metadata checks what the rest relies on.
#pragma once
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "iceberg/fields.h"

namespace tarn::iceberg {

constexpr int kNewestFormatVersion = 3;
constexpr int kDefaultFormatVersion = 2;
constexpr size_t kMaxMetadataBytes = 64 * 1024 * 1024;  // of a metadata file; ours
constexpr std::string_view kMainBranch = "main";

class TableMetadata {
 public:
  // What a new table starts from before its first updates (AddSchema, AddSpec, ...) are applied: assert-create commits.
  static TableMetadata blank();

  const boost::json::object& json() const { return json_; }
  boost::json::object& json() { return json_; }

  int64_t format_version() const { return number("format-version"); }
  int64_t number(std::string_view name) const;       // 0 when absent
  std::string text(std::string_view name) const;     // empty when absent
  const boost::json::array& list(std::string_view name) const;
  boost::json::array& list(std::string_view name);   // made when absent
  std::string uuid() const { return text("table-uuid"); }
  std::string location() const { return text("location"); }
  std::string property(std::string_view name) const;  // empty when absent

  // nullptr: no such thing.
  const boost::json::object* schema(int64_t id) const { return find_by_id(list("schemas"), "schema-id", id); }
  const boost::json::object* current_schema() const { return schema(number("current-schema-id")); }
  const boost::json::object* snapshot(int64_t id) const { return find_by_id(list("snapshots"), "snapshot-id", id); }
  std::optional<int64_t> current_snapshot_id() const;
  std::optional<int64_t> ref_snapshot_id(std::string_view ref) const;

 private:
  friend Result<TableMetadata> parse_metadata(std::string_view text);
  boost::json::object json_;
};

// Error InvalidInputException: not table metadata, or of a format version that is not known.
Result<TableMetadata> parse_metadata(std::string_view text);
// Everything that a reader relies on is there and refers to what exists. parse_metadata and commits end with it.
Result<void> check_metadata(const TableMetadata& metadata);
std::string serialize_metadata(const TableMetadata& metadata);

// What a client says of a table that it creates; ids in it are given anew.
struct NewTable {
  std::string uuid;
  std::string location;
  boost::json::object schema;
  std::optional<boost::json::object> partition_spec;  // nullopt: unpartitioned
  std::optional<boost::json::object> sort_order;      // nullopt: unsorted
  std::map<std::string, std::string> properties;      // "format-version" chooses the version and is not kept
};
Result<TableMetadata> new_metadata(const NewTable& table, TimePoint now);

// `metadata` as the successor of what stands at `base_location` (written at `base_updated_ms`): last-updated-ms and the metadata log.
void follow(TableMetadata& metadata, const std::string& base_location, int64_t base_updated_ms, TimePoint now);

int64_t milliseconds(TimePoint time);

}  // namespace tarn::iceberg
