// One snapshot of a table as a scan sees it: its schema, and the files that it holds with the deletes that apply to each (table spec,
// "Scan Planning"). Manifests are read when they are first needed, delete manifests once.
#pragma once
#include <functional>
#include <memory>
#include <mutex>

#include "iceberg/pruning.h"

namespace tarn::iceberg {

// The whole of a metadata file (manifest list, manifest), with the rights of the scan's caller.
using ReadFile = std::function<Result<std::string>(const std::string& location)>;

// Which state of the table: the current one, a snapshot, a branch or tag, or what was current at a time.
struct Version {
  enum class Kind : uint8_t { current, snapshot, ref, timestamp } kind = Kind::current;
  int64_t number = 0;  // snapshot: its id; timestamp: milliseconds since 1970, UTC
  std::string ref;
};

struct DataFile {
  Entry entry;
  std::vector<std::shared_ptr<const Entry>> deletes;  // position delete files, or one deletion vector
};

class Snapshot {
 public:
  // Errors: INVALID_ARGUMENTS (no such version), NOT_SUPPORTED (a type that is not read), InvalidInputException (broken metadata).
  static Result<std::shared_ptr<const Snapshot>> open(TableMetadata metadata, const Version& version, ReadFile read);

  const TableMetadata& metadata() const { return metadata_; }
  const std::vector<Field>& fields() const { return fields_; }
  const std::map<int32_t, PartitionSpec>& specs() const { return specs_; }
  const std::map<int32_t, Type>& types() const { return types_; }
  const boost::json::object* json() const { return json_; }  // nullptr: the table has no snapshot, and no rows

  Result<std::vector<Manifest>> manifests() const;
  Result<std::vector<Entry>> entries(const Manifest& manifest, Statistics statistics) const;

  // The files that may hold rows which pass all filters.
  Result<std::vector<DataFile>> files(const std::vector<Filter>& filters) const;
  // All equality delete files; they apply to data of lower sequence numbers in the same partition, or everywhere when unpartitioned.
  Result<std::vector<Entry>> equality_deletes() const;

  // Names the partition of a file, equal for files of one partition; empty for an unpartitioned spec.
  std::string partition_key(const Entry& entry) const;

 private:
  struct Deletes {
    std::vector<Entry> equality;
    std::multimap<std::string, std::shared_ptr<const Entry>> by_path, by_partition;
    std::map<std::string, std::shared_ptr<const Entry>> vectors;  // by data file
  };
  Result<const Deletes*> deletes() const;
  Result<void> add_deletes(const Manifest& manifest, Deletes& out) const;

  TableMetadata metadata_;
  const boost::json::object* json_ = nullptr;  // inside metadata_
  std::vector<Field> fields_;
  std::map<int32_t, PartitionSpec> specs_;
  std::map<int32_t, Type> types_;
  ReadFile read_;
  mutable std::mutex mutex_;
  mutable std::optional<std::vector<Manifest>> manifests_;
  mutable std::unique_ptr<const Deletes> deletes_;
};

}  // namespace tarn::iceberg
