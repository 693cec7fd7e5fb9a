// The files of one lake table in one scan: partitions that the filters leave, each listed when the scan reaches it.
#pragma once
#include <duckdb/common/multi_file/multi_file_list.hpp>
#include <memory>
#include <mutex>
#include <vector>

#include "engine/engine.h"
#include "engine/query_state.h"

namespace tarn::engine {

// Which of a table's partitions a scan function reads: DuckDB's Parquet reader or our line reader.
enum class ReaderKind { parquet, lines };
ReaderKind reader_kind(const StorageFormat& storage);  // throws NotImplementedException for a format that none reads

// What all parts of one scan share. The request is kept alive by it.
struct ScannedTable {
  std::shared_ptr<const QueryRequest> request;
  duckdb::shared_ptr<QueryState> state;
  const PinnedTable* table = nullptr;
  ReaderKind kind = ReaderKind::parquet;
  std::vector<duckdb::LogicalType> column_types, key_types;

  ScannedTable(duckdb::ClientContext& context, size_t index, ReaderKind kind);
  // A partition's value as its key's type; HIVE_INVALID_PARTITION_VALUE when the text is none.
  duckdb::Value key_value(const PinnedPartition& partition, size_t key) const;
  [[noreturn]] void fail(const Error& error) const;
};

using Partitions = std::vector<PinnedPartition>;

class LakeFileList final : public duckdb::MultiFileList {
 public:
  explicit LakeFileList(std::shared_ptr<const ScannedTable> scan) : scan_(std::move(scan)) {}
  LakeFileList(std::shared_ptr<const ScannedTable> scan, std::shared_ptr<const Partitions> partitions)
      : scan_(std::move(scan)), partitions_(std::move(partitions)) {}

  const std::shared_ptr<const ScannedTable>& scan() const { return scan_; }
  // The partition that a file of this list belongs to.
  const PinnedPartition& partition_of(const duckdb::OpenFileInfo& file) const;
  static uint64_t size_of(const duckdb::OpenFileInfo& file);
  static int64_t modified_us_of(const duckdb::OpenFileInfo& file);

  duckdb::unique_ptr<duckdb::MultiFileList> ComplexFilterPushdown(duckdb::ClientContext& context, const duckdb::MultiFileOptions& options,
                                                                  duckdb::MultiFilePushdownInfo& info,
                                                                  duckdb::vector<duckdb::unique_ptr<duckdb::Expression>>& filters) const override;
  duckdb::vector<duckdb::OpenFileInfo> GetAllFiles() const override;
  // SINGLE_FILE only once a Parquet table is known to be one file: its footer's statistics are then the table's.
  duckdb::FileExpandResult GetExpandResult() const override;
  duckdb::idx_t GetTotalFileCount() const override { return GetAllFiles().size(); }
  duckdb::MultiFileCount GetFileCount(duckdb::idx_t min_exact_count) const override;
  duckdb::OpenFileInfo GetFile(duckdb::idx_t i) const override;
  duckdb::vector<duckdb::OpenFileInfo> GetDisplayFileList(duckdb::optional_idx) const override {
    return {duckdb::OpenFileInfo(scan_->table->location)};
  }
  duckdb::unique_ptr<duckdb::NodeStatistics> GetCardinality(duckdb::ClientContext&) const override;
  duckdb::unique_ptr<duckdb::MultiFileList> Copy() const override { return duckdb::make_uniq<LakeFileList>(scan_, partitions_); }

 private:
  const Partitions& partitions() const;  // fetched without filters if no filter came before
  bool list_next_partition() const;      // mutex_ held; false at the end

  std::shared_ptr<const ScannedTable> scan_;
  mutable std::mutex mutex_;
  mutable std::shared_ptr<const Partitions> partitions_;
  mutable std::vector<duckdb::OpenFileInfo> files_;
  mutable size_t next_partition_ = 0;
};

// Asks the catalog for the partitions that may match.
std::shared_ptr<const Partitions> fetch_partitions(const ScannedTable& scan, const std::vector<PartitionFilter>& filters);

}  // namespace tarn::engine
