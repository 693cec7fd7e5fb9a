// Runs executions in the background: a queue, worker threads with a warm engine session each, and what is known of the ones
// that have not ended yet. There is no polling: a worker wakes when something is queued.
#pragma once
#include <condition_variable>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "athena/executions.h"
#include "sql/parser/parser.h"

namespace tarn::athena {

// One execution from start to its final state.
struct LiveQuery {
  std::mutex mutex;  // over `execution` and `session`
  Execution execution;
  engine::Session* session = nullptr;  // while a worker runs it

  // Set before it is queued, then only read.
  sql::ast::StatementPtr statement;
  aws::AccessContext who;
  std::string default_database;
  std::string default_catalog;
  uint64_t bytes_limit = 0;
  std::vector<std::string> parameters;
  std::atomic<bool> stopped_by_user = false;  // else: by the server, which is ending
  std::shared_ptr<std::atomic<bool>> cancelled = std::make_shared<std::atomic<bool>>(false);
  std::shared_ptr<engine::QueryMetrics> metrics = std::make_shared<engine::QueryMetrics>();

  Execution seen();  // a copy, with the bytes scanned so far
};

class Executor {
 public:
  Executor(State& state, unsigned workers);
  ~Executor();  // stop()

  void enqueue(std::shared_ptr<LiveQuery> query);
  std::shared_ptr<LiveQuery> find(const Scope& scope, const std::string& id);
  // True if it was running or queued; a queued one is final when this returns.
  bool cancel(const Scope& scope, const std::string& id);
  void stop();

 private:
  void work();
  void run(LiveQuery& query, std::unique_ptr<engine::Session>& session);
  void forget(const LiveQuery& query);

  State& state_;
  std::mutex mutex_;
  std::condition_variable wake_;
  bool stopping_ = false;
  std::deque<std::shared_ptr<LiveQuery>> queue_;
  std::map<std::string, std::shared_ptr<LiveQuery>> live_;  // by execution key
  std::vector<std::thread> threads_;
};

}  // namespace tarn::athena
