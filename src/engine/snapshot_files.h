// The files of a table that lists them itself (engine.h, TableSnapshot) in one scan: of its data, or of one set of equality deletes.
#pragma once
#include <duckdb/common/multi_file/multi_file_list.hpp>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

#include "engine/lake_files.h"
#include "engine/snapshot_deletes.h"

namespace tarn::engine {

// What all parts of one scan share.
struct SnapshotScan {
  ScannedTable scanned;
  std::shared_ptr<const TableSnapshot> snapshot;
  std::vector<size_t> columns;             // of the table; of an equality delete scan only those that are compared
  std::optional<EqualityDeletes> deletes;  // set: its files are read, not the data
  mutable SnapshotDeletes positions;

  // `relation` of the statement's program; `deletes` indexes TableSnapshot::equality_deletes.
  SnapshotScan(duckdb::ClientContext& context, size_t relation, std::optional<size_t> deletes);
  std::vector<SnapshotFile> files(const std::vector<PartitionFilter>& filters) const;
};

class SnapshotFileList final : public duckdb::MultiFileList {
 public:
  using Files = std::vector<SnapshotFile>;

  explicit SnapshotFileList(std::shared_ptr<const SnapshotScan> scan, std::shared_ptr<const Files> files = nullptr)
      : scan_(std::move(scan)), files_(std::move(files)) {}

  const std::shared_ptr<const SnapshotScan>& scan() const { return scan_; }
  const SnapshotFile& file_of(const duckdb::OpenFileInfo& file) const;

  duckdb::unique_ptr<duckdb::MultiFileList> ComplexFilterPushdown(duckdb::ClientContext& context, const duckdb::MultiFileOptions& options,
                                                                  duckdb::MultiFilePushdownInfo& info,
                                                                  duckdb::vector<duckdb::unique_ptr<duckdb::Expression>>& filters) const override;
  duckdb::vector<duckdb::OpenFileInfo> GetAllFiles() const override;
  duckdb::FileExpandResult GetExpandResult() const override { return duckdb::FileExpandResult::MULTIPLE_FILES; }
  duckdb::idx_t GetTotalFileCount() const override { return files().size(); }
  duckdb::OpenFileInfo GetFile(duckdb::idx_t i) const override;
  duckdb::vector<duckdb::OpenFileInfo> GetDisplayFileList(duckdb::optional_idx) const override {
    return {duckdb::OpenFileInfo(scan_->scanned.table->location)};
  }
  duckdb::unique_ptr<duckdb::NodeStatistics> GetCardinality(duckdb::ClientContext&) const override;
  duckdb::unique_ptr<duckdb::MultiFileList> Copy() const override { return duckdb::make_uniq<SnapshotFileList>(scan_, files_); }

 private:
  const Files& files() const;  // listed without filters if no filter came before

  std::shared_ptr<const SnapshotScan> scan_;
  mutable std::mutex mutex_;
  mutable std::shared_ptr<const Files> files_;  // shared by copies of the list
};

}  // namespace tarn::engine
