#include "engine/snapshot_files.h"

#include <duckdb.hpp>
#include <duckdb/planner/expression/list.hpp>

#include <numeric>

#include "engine/conjuncts.h"
#include "engine/snapshot_values.h"

namespace tarn::engine {

using duckdb::idx_t;
using duckdb::OpenFileInfo;

namespace {

constexpr const char* kIndex = "tarn_file";  // member of OpenFileInfo's option map

OpenFileInfo describe(const SnapshotFile& file, size_t index) {
  OpenFileInfo info(file.path);
  info.extended_info = duckdb::make_shared_ptr<duckdb::ExtendedOpenFileInfo>();
  info.extended_info->options[kIndex] = duckdb::Value::UBIGINT(index);
  return info;
}

}  // namespace

SnapshotScan::SnapshotScan(duckdb::ClientContext& context, size_t relation, std::optional<size_t> set)
    : scanned(context, relation, ReaderKind::parquet), snapshot(scanned.table->snapshot), positions(scanned.request, scanned.state, snapshot) {
  if (!snapshot) throw duckdb::InvalidInputException("GENERIC_INTERNAL_ERROR: relation %llu lists no files of its own", relation);
  if (!set) {
    columns.resize(scanned.table->columns.size());
    std::iota(columns.begin(), columns.end(), 0);
    return;
  }
  auto sets = snapshot->equality_deletes();
  if (!sets.ok()) scanned.fail(sets.error());
  deletes = std::move(sets->at(*set));
  columns = deletes->columns;
}

std::vector<SnapshotFile> SnapshotScan::files(const std::vector<PartitionFilter>& filters) const {
  std::vector<SnapshotFile> found;
  if (deletes) {
    found = deletes->files;
  } else {
    auto listed = snapshot->files(filters);
    if (!listed.ok()) scanned.fail(listed.error());
    found = std::move(*listed);
  }
  for (auto& file : found)
    if (file.format != "parquet") scanned.fail({"NOT_SUPPORTED", "Tarn does not read " + file.format + " files of Iceberg tables yet: " + file.path});
  return found;
}

const SnapshotFileList::Files& SnapshotFileList::files() const {
  std::lock_guard lock(mutex_);
  if (!files_) files_ = std::make_shared<const Files>(scan_->files({}));
  return *files_;
}

const SnapshotFile& SnapshotFileList::file_of(const OpenFileInfo& file) const {
  return files().at(file.extended_info->options.at(kIndex).GetValue<uint64_t>());
}

duckdb::vector<OpenFileInfo> SnapshotFileList::GetAllFiles() const {
  duckdb::vector<OpenFileInfo> all;
  auto& listed = files();
  for (size_t i = 0; i < listed.size(); ++i) all.push_back(describe(listed[i], i));
  return all;
}

OpenFileInfo SnapshotFileList::GetFile(idx_t i) const {
  auto& listed = files();
  return i < listed.size() ? describe(listed[i], i) : OpenFileInfo();
}

duckdb::unique_ptr<duckdb::NodeStatistics> SnapshotFileList::GetCardinality(duckdb::ClientContext&) const {
  int64_t rows = 0;
  for (auto& file : files()) rows += file.rows;
  return duckdb::make_uniq<duckdb::NodeStatistics>(static_cast<idx_t>(rows));
}

duckdb::unique_ptr<duckdb::MultiFileList> SnapshotFileList::ComplexFilterPushdown(
    duckdb::ClientContext&, const duckdb::MultiFileOptions&, duckdb::MultiFilePushdownInfo& info,
    duckdb::vector<duckdb::unique_ptr<duckdb::Expression>>& filters) const {
  if (scan_->deletes || filters.empty()) return nullptr;
  const ConjunctReader reader{[&](const duckdb::Expression& e) -> std::optional<size_t> {
                                if (e.GetExpressionType() != duckdb::ExpressionType::BOUND_COLUMN_REF) return std::nullopt;
                                auto& binding = e.Cast<duckdb::BoundColumnRefExpression>().binding;
                                if (binding.table_index != info.table_index) return std::nullopt;
                                auto column = info.column_ids[binding.column_index];
                                return column < scan_->columns.size() ? std::optional<size_t>(column) : std::nullopt;
                              },
                              snapshot_text};
  std::vector<PartitionFilter> found;
  for (auto& filter : filters)
    if (!filter->IsVolatile()) add_conjuncts(reader, *filter, found);
  if (found.empty()) return nullptr;
  return duckdb::make_uniq<SnapshotFileList>(scan_, std::make_shared<const Files>(scan_->files(found)));
}

}  // namespace tarn::engine
