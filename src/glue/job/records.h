// Jobs and their runs at rest. A job is the document that CreateJob was given, with its times; a run is a record of its own.
//
//   glue.job       account region name                    -> Job document
//   glue.jobrun    account region job-name run-id         -> JobRun
//   glue.jobruns   account region job-name started run-id -> (empty)     newest first
//   glue.jobbusy   account region job-name run-id         -> (empty)     runs that are not final
#pragma once
#include <boost/json.hpp>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "glue/job/run_state.h"
#include "kv/store.h"

namespace tarn::glue::job {

using Arguments = std::map<std::string, std::string>;

struct JobName {
  std::string account_id, region, name;
};

// What the runner needs of a Job document (the shape Job of the model).
struct Definition {
  JobName name;
  boost::json::object document;

  std::string text(std::string_view member) const;                 // "" when absent
  std::string command(std::string_view member) const;              // of Command: Name, ScriptLocation, PythonVersion
  int64_t number(std::string_view member, int64_t absent) const;
  Arguments arguments(std::string_view member) const;              // DefaultArguments, NonOverridableArguments
  int64_t max_concurrent_runs() const;                             // 1 unless told
};

struct JobRun {
  JobName job;
  std::string id;  // jr_ and 64 hex digits; a retry has _attempt_N behind it
  int64_t attempt = 0;
  std::string previous_run_id;
  RunState state = RunState::starting;
  Arguments arguments;  // the run's own
  std::string error_message;
  TimePoint started_at{}, modified_at{};
  std::optional<TimePoint> completed_at;
  int64_t timeout_minutes = 0;
  int64_t execution_seconds = 0;
  std::string glue_version, worker_type, execution_class, session_policy;
  int64_t number_of_workers = 0;

  // Moves the state and sets the times that follow from it; false when the event means nothing now.
  bool apply(RunEvent event, TimePoint now);
};

Result<std::optional<Definition>> find_job(kv::Reader& reader, const JobName& name);
void put_job(kv::Txn& txn, const Definition& job);
void erase_job(kv::Txn& txn, const JobName& name);
// By name, after `after`.
Result<std::vector<Definition>> list_jobs(kv::Reader& reader, const std::string& account_id, const std::string& region, const std::string& after, size_t limit);

Result<std::optional<JobRun>> find_run(kv::Reader& reader, const JobName& job, const std::string& run_id);
void put_run(kv::Txn& txn, const JobRun& run);  // with its index rows
// Newest first. `after` is the sort key of the last one seen (see run_position), empty for the first page.
Result<std::vector<JobRun>> list_runs(kv::Reader& reader, const JobName& job, const std::string& after, size_t limit);
std::string run_position(const JobRun& run);
Result<size_t> count_unfinished(kv::Reader& reader, const JobName& job);
// Of every account: what a restart must end.
Result<std::vector<JobRun>> list_unfinished(kv::Reader& reader);

}  // namespace tarn::glue::job
