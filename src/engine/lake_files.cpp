#include "engine/lake_files.h"

#include <duckdb.hpp>

#include "engine/partition_pruning.h"
#include "engine/types.h"

namespace tarn::engine {

using duckdb::idx_t;
using duckdb::OpenFileInfo;

namespace {

constexpr const char* kHivePartitionNull = "__HIVE_DEFAULT_PARTITION__";

// Members of OpenFileInfo's option map.
constexpr const char* kPartition = "tarn_partition";
constexpr const char* kSize = "tarn_size";
constexpr const char* kModified = "tarn_modified_us";

uint64_t option(const OpenFileInfo& file, const char* name) { return file.extended_info->options.at(name).GetValue<uint64_t>(); }

OpenFileInfo describe(const FileInfo& file, size_t partition) {
  OpenFileInfo info(file.path);
  info.extended_info = duckdb::make_shared_ptr<duckdb::ExtendedOpenFileInfo>();
  info.extended_info->options[kPartition] = duckdb::Value::UBIGINT(partition);
  info.extended_info->options[kSize] = duckdb::Value::UBIGINT(file.size);
  info.extended_info->options[kModified] = duckdb::Value::UBIGINT(static_cast<uint64_t>(file.modified_us));
  return info;
}

}  // namespace

ReaderKind reader_kind(const StorageFormat& storage) {
  switch (storage.format) {
    case FileFormat::parquet: return ReaderKind::parquet;
    case FileFormat::csv:
    case FileFormat::json:
    case FileFormat::text: return ReaderKind::lines;
    case FileFormat::orc:
    case FileFormat::avro: break;
  }
  throw duckdb::NotImplementedException("HIVE_UNSUPPORTED_FORMAT: Tarn does not read this format yet: %s", storage.serde);
}

ScannedTable::ScannedTable(duckdb::ClientContext& context, size_t index, ReaderKind reader) : kind(reader) {
  state = QueryState::of(context);
  request = state->request();
  if (index >= request->program.relations.size())
    throw duckdb::InvalidInputException("GENERIC_INTERNAL_ERROR: the statement has no relation %llu", index);
  auto& pin = request->program.relations[index].pin;
  for (auto& candidate : request->tables)
    if (candidate.pin == pin) table = &candidate;
  if (!table) throw duckdb::InvalidInputException("GENERIC_INTERNAL_ERROR: relation %s was not pinned", pin);
  for (auto& column : table->columns) column_types.push_back(to_duckdb(column.type));
  for (auto& key : table->partition_keys) key_types.push_back(to_duckdb(key.type));
}

void ScannedTable::fail(const Error& error) const {
  state->remember(error);
  throw duckdb::IOException("%s: %s", error.code, error.message);
}

duckdb::Value ScannedTable::key_value(const PinnedPartition& partition, size_t key) const {
  auto& text = partition.values.at(key);
  if (!text || *text == kHivePartitionNull) return duckdb::Value(key_types[key]);
  duckdb::Value value(*text);
  std::string error;
  duckdb::Value typed;
  if (!value.DefaultTryCastAs(key_types[key], typed, &error))
    throw duckdb::InvalidInputException("HIVE_INVALID_PARTITION_VALUE: Invalid partition value '%s' for %s partition key: %s", *text,
                                        sql::trino_name(table->partition_keys[key].type), table->partition_keys[key].name);
  return typed;
}

std::shared_ptr<const Partitions> fetch_partitions(const ScannedTable& scan, const std::vector<PartitionFilter>& filters) {
  auto& table = *scan.table;
  auto kept = std::make_shared<Partitions>();
  if (table.partition_keys.empty() || !table.partitions) {
    kept->push_back({{}, table.location, 0});
  } else {
    auto found = table.partitions(filters);
    if (!found.ok()) scan.fail(found.error());
    *kept = std::move(*found);
  }
  std::erase_if(*kept, [&](const PinnedPartition& p) { return reader_kind(table.storages.at(p.storage)) != scan.kind; });
  return kept;
}

const Partitions& LakeFileList::partitions() const {
  if (!partitions_) partitions_ = fetch_partitions(*scan_, {});
  return *partitions_;
}

const PinnedPartition& LakeFileList::partition_of(const OpenFileInfo& file) const {
  std::lock_guard lock(mutex_);
  return partitions().at(option(file, kPartition));
}

uint64_t LakeFileList::size_of(const OpenFileInfo& file) { return option(file, kSize); }
int64_t LakeFileList::modified_us_of(const OpenFileInfo& file) { return static_cast<int64_t>(option(file, kModified)); }

bool LakeFileList::list_next_partition() const {
  if (next_partition_ >= partitions().size()) return false;
  auto at = next_partition_++;
  auto& location = partitions()[at].location;
  auto prefix = location.ends_with('/') ? location : location + '/';
  auto listed = scan_->request->files->list(prefix);
  if (!listed.ok()) scan_->fail(listed.error());
  for (auto& file : *listed)
    if (file.size > 0) files_.push_back(describe(file, at));
  return true;
}

duckdb::vector<OpenFileInfo> LakeFileList::GetAllFiles() const {
  std::lock_guard lock(mutex_);
  while (list_next_partition()) {
  }
  return {files_.begin(), files_.end()};
}

duckdb::MultiFileCount LakeFileList::GetFileCount(idx_t min_exact_count) const {
  std::lock_guard lock(mutex_);
  while (files_.size() < min_exact_count && list_next_partition()) {
  }
  bool all = partitions_ && next_partition_ >= partitions_->size();
  return duckdb::MultiFileCount(files_.size(), all ? duckdb::FileExpansionType::ALL_FILES_EXPANDED : duckdb::FileExpansionType::NOT_ALL_FILES_KNOWN);
}

OpenFileInfo LakeFileList::GetFile(idx_t i) const {
  std::lock_guard lock(mutex_);
  while (files_.size() <= i)
    if (!list_next_partition()) return {};
  return files_[i];
}

duckdb::FileExpandResult LakeFileList::GetExpandResult() const {
  std::lock_guard lock(mutex_);
  bool one = scan_->kind == ReaderKind::parquet && partitions_ && next_partition_ >= partitions_->size() && files_.size() == 1;
  return one ? duckdb::FileExpandResult::SINGLE_FILE : duckdb::FileExpandResult::MULTIPLE_FILES;
}

duckdb::unique_ptr<duckdb::NodeStatistics> LakeFileList::GetCardinality(duckdb::ClientContext&) const {
  constexpr idx_t kRowsPerPartitionGuess = 100'000;
  std::lock_guard lock(mutex_);
  if (scan_->table->row_count >= 0) return duckdb::make_uniq<duckdb::NodeStatistics>(idx_t(scan_->table->row_count));
  if (scan_->kind == ReaderKind::parquet && !files_.empty()) return nullptr;  // rows of the first file times files
  return duckdb::make_uniq<duckdb::NodeStatistics>(kRowsPerPartitionGuess * (partitions_ ? partitions_->size() + 1 : 10));
}

duckdb::unique_ptr<duckdb::MultiFileList> LakeFileList::ComplexFilterPushdown(
    duckdb::ClientContext& context, const duckdb::MultiFileOptions&, duckdb::MultiFilePushdownInfo& info,
    duckdb::vector<duckdb::unique_ptr<duckdb::Expression>>& filters) const {
  if (scan_->table->partition_keys.empty() || filters.empty()) return nullptr;
  std::lock_guard lock(mutex_);
  PartitionPruning pruning(context, *scan_, info, filters);
  if (!pruning.any()) return nullptr;
  auto kept = pruning.prune(partitions_ ? partitions_ : fetch_partitions(*scan_, pruning.catalog_filters()), filters);
  return duckdb::make_uniq<LakeFileList>(scan_, std::move(kept));
}

}  // namespace tarn::engine
