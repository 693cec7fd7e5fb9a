#include "engine/snapshot_deletes.h"

#include <algorithm>

#include "sql/emit/layout.h"

namespace tarn::engine {
namespace {

using duckdb::idx_t;

class KeepOthers final : public duckdb::DeleteFilter {
 public:
  explicit KeepOthers(std::vector<int64_t> deleted) : deleted_(std::move(deleted)) {}

  idx_t Filter(duckdb::row_t start, idx_t count, duckdb::SelectionVector& kept) override {
    kept.Initialize(STANDARD_VECTOR_SIZE);
    auto next = std::lower_bound(deleted_.begin(), deleted_.end(), start);
    idx_t left = 0;
    for (idx_t i = 0; i < count; ++i) {
      if (next != deleted_.end() && *next == start + static_cast<int64_t>(i)) {
        ++next;
      } else {
        kept.set_index(left++, i);
      }
    }
    return left;
  }

 private:
  const std::vector<int64_t> deleted_;  // ascending, each once
};

}  // namespace

void SnapshotDeletes::fail(const Error& error) const {
  state_->remember(error);
  throw duckdb::IOException("%s: %s", error.code, error.message);
}

// The delete file is read by DuckDB's own reader on a connection beside the statement's, in the name and on the meter of the statement.
void SnapshotDeletes::read_rows(duckdb::ClientContext& context, const PositionDeletes& deletes, Read& out) {
  if (deletes.format != "parquet") fail({"NOT_SUPPORTED", "Tarn does not read delete files of the format " + deletes.format + " yet: " + deletes.path});
  duckdb::Connection connection(*context.db);
  auto state = QueryState::of(*connection.context);
  state->begin(request_);
  auto result = connection.Query("SELECT file_path, pos FROM parquet_scan(" + sql::quote_string(deletes.path) + ")");
  state->end();
  if (auto error = state->remembered()) fail(*error);
  if (result->HasError()) result->ThrowError();
  while (auto chunk = result->Fetch()) {
    if (chunk->size() == 0) break;
    for (idx_t row = 0; row < chunk->size(); ++row)
      out.by_path[chunk->GetValue(0, row).ToString()].push_back(chunk->GetValue(1, row).GetValue<int64_t>());
  }
  for (auto& [path, positions] : out.by_path) std::sort(positions.begin(), positions.end());
}

void SnapshotDeletes::read_bitmap(const PositionDeletes& deletes, Read& out) {
  auto opened = request_->files->open(deletes.path);
  if (!opened.ok()) fail(opened.error());
  if (deletes.length < 0 || static_cast<uint64_t>(deletes.length) > (*opened)->info().size)
    fail({"ICEBERG_BAD_DATA", "A deletion vector is longer than its file: " + deletes.path});
  std::string bytes(static_cast<size_t>(deletes.length), '\0');
  size_t done = 0;
  while (done < bytes.size()) {
    auto n = (*opened)->read_at(static_cast<uint64_t>(deletes.offset) + done, {bytes.data() + done, bytes.size() - done});
    if (!n.ok()) fail(n.error());
    if (*n == 0) break;
    done += *n;
  }
  QueryState::count(*request_, done);
  auto positions = snapshot_->deleted_positions(deletes, bytes);
  if (!positions.ok()) fail(positions.error());
  out.by_path[""].assign(positions->begin(), positions->end());
}

SnapshotDeletes::Read& SnapshotDeletes::read(duckdb::ClientContext& context, const PositionDeletes& deletes) {
  Read* found;
  {
    std::lock_guard lock(mutex_);
    auto& slot = reads_[&deletes];
    if (!slot) slot = std::make_unique<Read>();
    found = slot.get();
  }
  std::lock_guard lock(found->mutex);
  if (found->done) return *found;
  if (deletes.length >= 0) {
    read_bitmap(deletes, *found);
  } else {
    read_rows(context, deletes, *found);
  }
  found->done = true;
  return *found;
}

duckdb::unique_ptr<duckdb::DeleteFilter> SnapshotDeletes::filter(duckdb::ClientContext& context, const SnapshotFile& file) {
  Positions all;
  for (auto& deletes : file.deletes) {
    auto& known = read(context, *deletes).by_path;
    auto found = known.find(deletes->length >= 0 ? "" : file.path);
    if (found != known.end()) all.insert(all.end(), found->second.begin(), found->second.end());
  }
  if (all.empty()) return nullptr;
  std::sort(all.begin(), all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());
  return duckdb::make_uniq<KeepOthers>(std::move(all));
}

}  // namespace tarn::engine
