// One locked-down DuckDB instance and the connections to it.
#pragma once
#include <duckdb.hpp>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "engine/engine.h"

namespace tarn::engine {

class Instance;

// A connection, and the result that is being read from it. Held by a session and its stream; emptied when the instance is lost.
struct Link {
  std::mutex mutex;  // held while anything below is used
  std::shared_ptr<Instance> instance;
  duckdb::unique_ptr<duckdb::Connection> connection;
  duckdb::unique_ptr<duckdb::QueryResult> result;
  std::string time_zone;  // empty: UTC

  void drop();
};

class Instance : public std::enable_shared_from_this<Instance> {
 public:
  // `file` empty: in memory. Throws DuckDB's exceptions.
  Instance(const std::string& file, const EngineOptions& options);

  std::shared_ptr<Link> connect();
  bool lost();  // after a fatal error: every statement would fail
  // Empties all links, so that the file is closed once this object is gone.
  void abandon();

 private:
  void lock_down();

  duckdb::unique_ptr<duckdb::DuckDB> database_;
  std::mutex mutex_;
  std::vector<std::weak_ptr<Link>> links_;
};

}  // namespace tarn::engine
