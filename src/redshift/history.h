// What ran and what was loaded, for stl_query, sys_query_history, stl_load_errors and their like. Statements collect in memory and are written
// in batches by an engine session of the history's own, so that a rolled-back transaction keeps its traces. Thread-safe.
#pragma once
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "base/clock.h"
#include "engine/engine.h"
#include "redshift/database.h"

namespace tarn::redshift {

struct QueryTrace {
  int64_t user = 0, query = 0, xid = 0, pid = 0;
  std::string label, type;  // type: SELECT, INSERT, COPY, DDL, UTILITY, ...
  std::string text;
  TimePoint started{}, ended{};
  std::string error;  // empty: it succeeded
  int64_t rows = 0;
};

struct LoadError {
  int64_t user = 0, table = 0, session = 0, query = 0;
  TimePoint at{};
  std::string file;
  int64_t line = 0;
  std::string column, type, length;
  int position = 0;
  std::string raw_line, raw_value;
  int code = 0;
  std::string reason;
};

struct LoadedFile {
  int64_t user = 0, query = 0, session = 0;
  std::string relation, file;
  int64_t rows = 0, bytes = 0;
  TimePoint started{}, ended{};
  std::string format, source;
  int64_t errors = 0;
};

class History {
 public:
  explicit History(std::unique_ptr<engine::Session> session) : session_(std::move(session)), db_(*session_) {}
  ~History() { flush(); }

  void add(QueryTrace trace);   // written at the next flush, or when many have collected
  void add(const std::vector<LoadError>& errors);
  void add(const std::vector<LoadedFile>& files);
  void flush();  // before a statement reads these views

 private:
  void flush_locked();
  void run_locked(const std::string& sql);
  std::mutex mutex_;
  std::unique_ptr<engine::Session> session_;
  Database db_;
  std::vector<QueryTrace> waiting_;
};

}  // namespace tarn::redshift
