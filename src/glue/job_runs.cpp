#include "glue/job_runs.h"

#include <algorithm>

#include "base/encoding.h"
#include "glue/job/records.h"
#include "glue/job/runner.h"
#include "glue/job_checks.h"

namespace tarn::glue {
namespace {

constexpr size_t kDefaultPage = 100;
constexpr size_t kMaxArgumentBytes = 260 * 1024;  // "Configuring job properties for Spark jobs in AWS Glue"

Error invalid(std::string message) { return {"InvalidInputException", std::move(message), 0, {}}; }
Error not_found(std::string message) { return {"EntityNotFoundException", std::move(message), 0, {}}; }

job::JobName name_of(const aws::RequestContext& ctx, const std::string& name) { return {ctx.account_id(), ctx.region(), name}; }

std::string joined(const std::vector<std::string>& items) {
  std::string text;
  for (const auto& item : items) text += (text.empty() ? "" : ", ") + item;
  return text.empty() ? "none" : text;
}

Result<void> check_runnable(Glue& glue, const job::Definition& definition) {
  const std::string command = definition.command("Name");
  if (command != "glueetl") return invalid("Jobs of the command " + command + " are not implemented on this server.");
  const std::string language = definition.arguments("DefaultArguments")["--job-language"];
  if (language == "scala") return invalid("Jobs in Scala are not implemented on this server.");
  const auto installed = glue.runner.installed_versions();
  const std::string version = definition.text("GlueVersion");
  if (version == "auto" && !installed.empty()) return {};
  if (std::find(installed.begin(), installed.end(), version) == installed.end())
    return invalid("GlueVersion " + version + " is not installed on this server. Installed versions: " + joined(installed) + ".");
  return {};
}

Result<job::JobRun> new_run(Glue& glue, const job::Definition& definition, const StartJobRunInput& in, TimePoint now) {
  job::JobRun run;
  run.job = definition.name;
  run.id = "jr_" + glue.random.hex(64);
  run.started_at = run.modified_at = now;
  if (in.arguments) run.arguments = *in.arguments;
  size_t bytes = 0;
  for (const auto& [name, value] : run.arguments) bytes += name.size() + value.size();
  if (bytes > kMaxArgumentBytes) return invalid("The arguments of a job run are limited to 260 KB.");
  run.timeout_minutes = in.timeout.value_or(definition.number("Timeout", 480));
  run.glue_version = definition.text("GlueVersion");
  run.worker_type = in.worker_type.value_or(definition.text("WorkerType"));
  run.number_of_workers = in.number_of_workers.value_or(definition.number("NumberOfWorkers", 0));
  run.execution_class = in.execution_class.value_or(definition.text("ExecutionClass"));
  return run;
}

JobRun shown(const job::JobRun& run) {
  JobRun out;
  out.id = run.id;
  out.attempt = static_cast<int32_t>(run.attempt);
  if (!run.previous_run_id.empty()) out.previous_run_id = run.previous_run_id;
  out.job_name = run.job.name;
  out.started_on = run.started_at;
  out.last_modified_on = run.modified_at;
  out.completed_on = run.completed_at;
  out.job_run_state = std::string(job::to_text(run.state));
  if (!run.arguments.empty()) out.arguments = run.arguments;
  if (!run.error_message.empty()) out.error_message = run.error_message;
  out.predecessor_runs.emplace();
  out.execution_time = static_cast<int32_t>(run.execution_seconds);
  out.timeout = static_cast<int32_t>(run.timeout_minutes);
  if (!run.worker_type.empty()) out.worker_type = run.worker_type;
  if (run.number_of_workers > 0) out.number_of_workers = static_cast<int32_t>(run.number_of_workers);
  if (!run.execution_class.empty()) out.execution_class = run.execution_class;
  out.log_group_name = "/aws-glue/jobs";
  out.glue_version = run.glue_version;
  return out;
}

}  // namespace

Result<StartJobRunOutput> start_job_run(Glue& glue, const StartJobRunInput& in, const aws::RequestContext& ctx) {
  if (in.execution_role_session_policy) return Error{"NotImplemented", "StartJobRun with ExecutionRoleSessionPolicy is not implemented", 501, {}};
  std::optional<job::Definition> definition;
  auto run = glue.store.transact([&](kv::Txn& txn) -> Result<job::JobRun> {
    definition = TRY(job::find_job(txn, name_of(ctx, in.job_name)));
    if (!definition) return not_found("Job not found.");
    TRY(check_runnable(glue, *definition));
    if (TRY(job::count_unfinished(txn, definition->name)) >= static_cast<size_t>(definition->max_concurrent_runs()))
      return Error{"ConcurrentRunsExceededException", "Concurrent runs exceeded for " + in.job_name, 0, {}};
    auto made = TRY(new_run(glue, *definition, in, ctx.now()));
    job::put_run(txn, made);
    return made;
  });
  const auto started = TRY(std::move(run));
  glue.runner.start(*definition, started);
  return StartJobRunOutput{.job_run_id = started.id};
}

Result<GetJobRunOutput> get_job_run(Glue& glue, const GetJobRunInput& in, const aws::RequestContext& ctx) {
  auto snapshot = glue.store.snapshot();
  auto run = TRY(job::find_run(*snapshot, name_of(ctx, in.job_name), in.run_id));
  if (!run) return not_found("Job run not found.");
  return GetJobRunOutput{.job_run = shown(*run)};
}

Result<GetJobRunsOutput> get_job_runs(Glue& glue, const GetJobRunsInput& in, const aws::RequestContext& ctx) {
  const auto name = name_of(ctx, in.job_name);
  const size_t limit = static_cast<size_t>(in.max_results.value_or(kDefaultPage));
  std::string after;
  if (in.next_token) {
    auto decoded = from_base64(*in.next_token);
    if (!decoded) return invalid("Invalid pagination token.");
    after = *decoded;
  }
  auto snapshot = glue.store.snapshot();
  if (!TRY(job::find_job(*snapshot, name))) return not_found("Job not found.");
  auto runs = TRY(job::list_runs(*snapshot, name, after, limit + 1));
  GetJobRunsOutput out;
  if (runs.size() > limit) {
    runs.resize(limit);
    out.next_token = to_base64(job::run_position(runs.back()));
  }
  out.job_runs.emplace();
  for (const auto& run : runs) out.job_runs->push_back(shown(run));
  return out;
}

Result<BatchStopJobRunOutput> batch_stop_job_run(Glue& glue, const BatchStopJobRunInput& in, const aws::RequestContext& ctx) {
  BatchStopJobRunOutput out{.successful_submissions = std::vector<BatchStopJobRunSuccessfulSubmission>(), .errors = std::vector<BatchStopJobRunError>()};
  for (const auto& id : in.job_run_ids) {
    auto stopped = glue.store.transact([&](kv::Txn& txn) -> Result<void> {
      auto run = TRY(job::find_run(txn, name_of(ctx, in.job_name), id));
      if (!run) return not_found("Job run not found.");
      if (!run->apply(job::RunEvent::stop_requested, ctx.now()))
        return Error{"JobRunNotInTerminalStateException", "Job Run cannot be stopped in state " + std::string(job::to_text(run->state)), 0, {}};
      job::put_run(txn, *run);
      return {};
    });
    if (stopped.ok()) {
      glue.runner.stop(id);
      out.successful_submissions->push_back({.job_name = in.job_name, .job_run_id = id});
    } else {
      out.errors->push_back({.job_name = in.job_name, .job_run_id = id,
                             .error_detail = ErrorDetail{.error_code = stopped.error().code, .error_message = stopped.error().message}});
    }
  }
  return out;
}

aws::AccessChecks may_start_job_run(const StartJobRunInput& in, const aws::RequestContext& ctx) { return {{"glue:StartJobRun", job_arn(ctx, in.job_name), {}}}; }
aws::AccessChecks may_get_job_run(const GetJobRunInput& in, const aws::RequestContext& ctx) { return {{"glue:GetJobRun", job_arn(ctx, in.job_name), {}}}; }
aws::AccessChecks may_get_job_runs(const GetJobRunsInput& in, const aws::RequestContext& ctx) { return {{"glue:GetJobRuns", job_arn(ctx, in.job_name), {}}}; }
aws::AccessChecks may_batch_stop_job_run(const BatchStopJobRunInput& in, const aws::RequestContext& ctx) {
  return {{"glue:BatchStopJobRun", job_arn(ctx, in.job_name), {}}};
}

}  // namespace tarn::glue
