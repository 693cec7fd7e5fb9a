// Deleted positions of data files, read once a scan however many files share a delete file.
#pragma once
#include <duckdb.hpp>
#include <duckdb/common/multi_file/multi_file_data.hpp>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "engine/engine.h"
#include "engine/query_state.h"

namespace tarn::engine {

class SnapshotDeletes {
 public:
  SnapshotDeletes(std::shared_ptr<const QueryRequest> request, duckdb::shared_ptr<QueryState> state, std::shared_ptr<const TableSnapshot> snapshot)
      : request_(std::move(request)), state_(std::move(state)), snapshot_(std::move(snapshot)) {}

  // Keeps the rows of the file that no delete file names; nullptr when all rows stay. Throws what reading throws.
  duckdb::unique_ptr<duckdb::DeleteFilter> filter(duckdb::ClientContext& context, const SnapshotFile& file);

 private:
  using Positions = std::vector<int64_t>;
  struct Read {  // of one delete file
    std::mutex mutex;
    bool done = false;
    std::map<std::string, Positions> by_path;  // a bitmap stands under the empty path
  };
  Read& read(duckdb::ClientContext& context, const PositionDeletes& deletes);
  void read_rows(duckdb::ClientContext& context, const PositionDeletes& deletes, Read& out);
  void read_bitmap(const PositionDeletes& deletes, Read& out);
  [[noreturn]] void fail(const Error& error) const;

  const std::shared_ptr<const QueryRequest> request_;
  const duckdb::shared_ptr<QueryState> state_;
  const std::shared_ptr<const TableSnapshot> snapshot_;
  std::mutex mutex_;
  std::map<const PositionDeletes*, std::unique_ptr<Read>> reads_;
};

}  // namespace tarn::engine
