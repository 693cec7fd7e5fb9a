// What the statement that runs on a DuckDB connection was given: its pinned tables, its files, its meters. The scan functions and
// the s3:// file system find it through the connection's ClientContext.
#pragma once
#include <duckdb/main/client_context_state.hpp>
#include <memory>
#include <mutex>

#include "engine/engine.h"

namespace tarn::engine {

class QueryState final : public duckdb::ClientContextState {
 public:
  // The state of the connection; made on first use.
  static duckdb::shared_ptr<QueryState> of(duckdb::ClientContext& context);

  void begin(std::shared_ptr<const QueryRequest> request);
  void end();

  // Throws when no statement of ours runs: nothing else may reach the lake.
  std::shared_ptr<const QueryRequest> request() const;
  std::shared_ptr<const QueryRequest> try_request() const;

  // The first error that the lake's files answered, with its own code: DuckDB passes only texts on.
  void remember(Error error);
  std::optional<Error> remembered() const;

  // Counts bytes read; throws when the query was cancelled or has passed its limit.
  static void count(const QueryRequest& request, uint64_t bytes);

 private:
  mutable std::mutex mutex_;
  std::shared_ptr<const QueryRequest> request_;
  std::optional<Error> error_;
};

}  // namespace tarn::engine
