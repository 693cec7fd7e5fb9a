// Runs column statistics tasks in the background: a few at a time, the others wait. Owned by main beside the Glue service. A run that a
// restart has cut begins again.
#pragma once
#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>
#include <thread>

#include "base/random.h"
#include "glue/statistics/compute.h"
#include "glue/statistics/records.h"
#include "iam/identities.h"

namespace tarn::glue::statistics {

// Everything is borrowed.
struct RunnerNeeds {
  kv::Store& store;
  objects::ObjectStore& objects;
  iam::Identities& identities;
  engine::Engine& engine;
  const Clock& clock;
  Random& random;
};

// What a run begins with: STARTING.
ColumnStatisticsTaskRun new_run(const std::string& id, const TaskTable& table, const std::string& role, TimePoint now);

class Runner {
 public:
  explicit Runner(RunnerNeeds needs) : needs_(needs) {}
  ~Runner();  // stop_all

  // Takes up the runs that an earlier server left unfinished. Call once, before start().
  Result<void> recover();

  void start(const Busy& busy);  // its run is stored as STARTING
  void stop(const RunId& id);    // its Busy is stored as stopping
  // Starts the runs of tables whose schedule is due.
  Result<void> start_due();
  // Ends the threads; runs in progress are taken up by recover().
  void stop_all();

 private:
  struct Live {
    std::shared_ptr<std::atomic<bool>> cancelled = std::make_shared<std::atomic<bool>>(false);  // shared with the query
    engine::Session* session = nullptr;                                                         // while its query runs
  };

  void work();
  void run(const Busy& busy);
  Result<void> measure(const Busy& busy, ColumnStatisticsTaskRun& run, const std::shared_ptr<std::atomic<bool>>& cancelled);
  Result<std::optional<Busy>> begin_due(kv::Txn& txn, const TaskTable& table);

  RunnerNeeds needs_;
  std::mutex mutex_;
  std::condition_variable wake_;
  bool stopping_ = false;
  size_t idle_ = 0;
  std::deque<Busy> waiting_;
  std::map<std::string, Live> live_;  // by run id
  std::vector<std::thread> threads_;
};

}  // namespace tarn::glue::statistics
