// Runs job runs: a driver process in a sandbox for each, with temporary credentials of the job's role. Owned by the Glue service.
#pragma once
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "aws/log_writer.h"
#include "base/clock.h"
#include "base/random.h"
#include "glue/job/records.h"
#include "glue/job/spark_runtime.h"
#include "iam/identities.h"
#include "kv/store.h"
#include "objects/object_store.h"
#include "process/child.h"

namespace tarn::glue::job {

struct RunnerOptions {
  std::string directory;                // job folders: DIR/jobs
  std::optional<SparkRuntime> runtime;  // of Glue 5.0; nullopt: not installed
  uint16_t api_port = 0;                // plain HTTP on loopback
  uint16_t redshift_port = 0;
};

// Everything is borrowed and must outlive the runner.
struct RunnerNeeds {
  kv::Store& store;
  objects::ObjectStore& objects;
  iam::Identities& identities;
  process::Launcher& launcher;
  aws::LogWriter& logs;
  const Clock& clock;
  Random& random;
};

class Runner {
 public:
  Runner(RunnerNeeds needs, RunnerOptions options);
  ~Runner();  // stop_all

  // Runs that an earlier server left unfinished end FAILED (STOPPED, if they were being stopped). Call once, before start().
  Result<void> recover();

  // The versions that can run here: {"5.0"} or none.
  std::vector<std::string> installed_versions() const;

  // `run` is stored and STARTING. Returns at once; the run's thread does the rest.
  void start(const Definition& job, const JobRun& run);
  // The run is stored as STOPPING: ends its driver.
  void stop(const std::string& run_id);
  // Ends every driver; their runs become FAILED with a reason.
  void stop_all();

 private:
  struct Active;
  struct Prepared;

  void run_to_end(Definition job, JobRun run, std::shared_ptr<Active> active);
  Result<Prepared> prepare(const Definition& job, const JobRun& run);
  Result<void> fetch(const aws::AccessContext& role, const std::string& uri, const std::string& path);
  Result<std::vector<std::string>> fetch_all(const aws::AccessContext& role, const std::string& list, const std::string& folder, const std::string& inside);
  void watch(const JobRun& run, Active& active, process::Child& child);
  void finish(const Definition& job, JobRun run, RunEvent event, std::string message);
  void retry(const Definition& job, const JobRun& failed);
  void launch(const Definition& job, const JobRun& run);  // a thread for it
  bool record(JobRun& run, RunEvent event);
  void reap();

  RunnerNeeds needs_;
  const RunnerOptions options_;
  std::mutex mutex_;
  bool stopping_ = false;
  std::map<std::string, std::shared_ptr<Active>> active_;  // shared with the run's thread
};

}  // namespace tarn::glue::job
