#include "glue/job/runner.h"

#include <condition_variable>
#include <filesystem>
#include <fstream>

#include "base/log.h"
#include "glue/job/arguments.h"
#include "glue/job/failure.h"
#include "glue/job/run_logs.h"
#include "objects/read.h"

namespace tarn::glue::job {
namespace {

namespace fs = std::filesystem;

constexpr uint64_t kMaxScriptBytes = 64 * 1024 * 1024;
constexpr std::chrono::hours kCredentialLife{12};  // the longest that a role session can have
constexpr const char* kService = "glue.amazonaws.com";
constexpr const char* kLogGroup = "/aws-glue/jobs";

Result<void> write_file(const std::string& path, std::string_view text) {
  std::error_code failed;
  fs::create_directories(fs::path(path).parent_path(), failed);
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  file << text;
  file.close();
  if (!file) return internal_error("cannot write " + path);
  return {};
}

std::string file_name(const std::string& uri) { return uri.substr(uri.rfind('/') + 1); }

}  // namespace

// One run that has a thread.
struct Runner::Active {
  std::thread thread;
  std::mutex mutex;
  std::condition_variable changed;
  process::Child* child = nullptr;  // while it runs; borrowed from the run's thread
  bool stop_requested = false, shutting_down = false, timed_out = false, child_ended = false;
  std::atomic<bool> done{false};

  void kill_child() {  // mutex held
    if (child) child->kill();
  }
};

// What the driver is started with.
struct Runner::Prepared {
  process::ChildSpec spec;
  std::string folder;
};

Runner::Runner(RunnerNeeds needs, RunnerOptions options) : needs_(needs), options_(std::move(options)) {}

Runner::~Runner() { stop_all(); }

Result<void> Runner::recover() {
  auto snapshot = needs_.store.snapshot();
  for (auto& run : TRY(list_unfinished(*snapshot))) {
    run.error_message = "The run was interrupted by a restart of the server.";
    record(run, RunEvent::interrupted);
  }
  std::error_code ignored;
  fs::remove_all(options_.directory, ignored);
  return {};
}

std::vector<std::string> Runner::installed_versions() const {
  return options_.runtime ? std::vector<std::string>{"5.0"} : std::vector<std::string>{};
}

void Runner::start(const Definition& job, const JobRun& run) {
  reap();
  launch(job, run);
}

void Runner::launch(const Definition& job, const JobRun& run) {
  std::lock_guard lock(mutex_);
  if (stopping_) return;  // recover() of the next start ends the run
  auto active = std::make_shared<Active>();
  active_[run.id] = active;
  active->thread = std::thread([this, job, run, active] {
    run_to_end(job, run, active);
    active->done = true;
  });
}

void Runner::stop(const std::string& run_id) {
  std::lock_guard lock(mutex_);
  auto found = active_.find(run_id);
  if (found == active_.end()) return;
  std::lock_guard active_lock(found->second->mutex);
  found->second->stop_requested = true;
  found->second->kill_child();
}

void Runner::stop_all() {
  std::map<std::string, std::shared_ptr<Active>> ending;
  {
    std::lock_guard lock(mutex_);
    stopping_ = true;
    ending.swap(active_);
  }
  for (auto& [id, active] : ending) {
    std::lock_guard lock(active->mutex);
    active->shutting_down = true;
    active->kill_child();
  }
  for (auto& [id, active] : ending) active->thread.join();
}

void Runner::reap() {
  std::lock_guard lock(mutex_);
  std::erase_if(active_, [](auto& entry) {
    if (!entry.second->done) return false;
    entry.second->thread.join();
    return true;
  });
}

void Runner::run_to_end(Definition job, JobRun run, std::shared_ptr<Active> active) {
  auto prepared = prepare(job, run);
  if (!prepared.ok()) return finish(job, run, RunEvent::script_failed, prepared.error().message);

  FailureText failure;
  RunEvent event = RunEvent::script_failed;
  std::string message;
  {
    RunLogs logs(needs_.logs, needs_.clock, run, kLogGroup);
    prepared->spec.on_output = [&](process::Output where, std::string_view line) {
      if (where == process::Output::error) failure.add(line);
      logs.add(where, line);
    };
    auto child = needs_.launcher.start(std::move(prepared->spec));
    if (!child.ok()) {
      message = child.error().message;
    } else {
      record(run, RunEvent::driver_up);
      watch(run, *active, **child);
      const process::Exit exit = (*child)->wait();
      std::lock_guard lock(active->mutex);
      active->child = nullptr;
      if (active->stop_requested) event = RunEvent::ended;
      else if (active->shutting_down) message = "The run was interrupted by a restart of the server.";
      else if (active->timed_out) event = RunEvent::timed_out, message = "Job run timed out.";
      else if (exit.code == 0) event = RunEvent::script_succeeded;
      else message = failure.message(exit.code);
    }
  }
  std::error_code ignored;
  fs::remove_all(prepared->folder, ignored);
  finish(job, run, event, message);
}

// Returns when the child has ended by itself, by a stop or by its timeout. Polls the child's end through a helper thread so that a
// timeout needs no clock of its own.
void Runner::watch(const JobRun& run, Active& active, process::Child& child) {
  {
    std::lock_guard lock(active.mutex);
    active.child = &child;
    if (active.stop_requested || active.shutting_down) child.kill();
  }
  std::thread waiter([&] {
    child.wait();
    std::lock_guard lock(active.mutex);
    active.child_ended = true;
    active.changed.notify_all();
  });
  {
    std::unique_lock lock(active.mutex);
    const auto limit = std::chrono::minutes(run.timeout_minutes);
    if (!active.changed.wait_for(lock, limit, [&] { return active.child_ended; })) {
      active.timed_out = true;
      child.kill();
    }
  }
  waiter.join();
}

Result<Runner::Prepared> Runner::prepare(const Definition& job, const JobRun& run) {
  if (!options_.runtime) return Error{"InvalidInputException", "No Spark runtime is installed on this server.", 0, {}};
  const auto& runtime = *options_.runtime;
  const Arguments arguments = effective_arguments(job, run);
  const std::string role = job.text("Role");
  auto access = TRY(needs_.identities.act_as_role(run.job.account_id, role, kService, "GlueJobRunnerSession", needs_.clock.now()));
  access.region = run.job.region;
  auto credentials = TRY(needs_.identities.role_credentials(run.job.account_id, role, kService, "GlueJobRunnerSession", kCredentialLife, needs_.clock.now()));

  Prepared prepared;
  prepared.folder = options_.directory + "/" + run.id;
  std::error_code failed;
  for (const char* sub : {"/tmp", "/modules", "/conf", "/jars"}) fs::create_directories(prepared.folder + sub, failed);
  if (failed) return internal_error("cannot make the job's folder: " + failed.message());
  fs::permissions(prepared.folder, fs::perms::owner_all, failed);

  auto script = arguments.find("--scriptLocation");
  TRY(fetch(access, script == arguments.end() ? job.command("ScriptLocation") : script->second, prepared.folder + "/script.py"));
  auto list = [&](const char* name) { auto found = arguments.find(name); return found == arguments.end() ? std::string() : found->second; };
  const auto modules = TRY(fetch_all(access, list("--extra-py-files"), prepared.folder + "/modules", "/job/modules"));

  DriverSettings settings;
  settings.region = run.job.region;
  settings.api_port = options_.api_port;
  settings.data_catalog = arguments.contains("--enable-glue-datacatalog");
  settings.conf = spark_conf(arguments);
  settings.extra_jars = TRY(fetch_all(access, list("--extra-jars"), prepared.folder + "/jars", "/job/jars"));
  TRY(write_file(prepared.folder + "/conf/spark-defaults.conf", spark_defaults(runtime, settings)));
  TRY(write_file(prepared.folder + "/conf/log4j2.properties", log4j_properties()));

  auto& spec = prepared.spec;
  spec.work_directory = prepared.folder;
  spec.command = {"/usr/bin/python3", "/job/script.py"};
  for (auto& argument : script_arguments(job, run, arguments)) spec.command.push_back(std::move(argument));
  spec.readable = runtime.readable();
  spec.environment = driver_environment(runtime, settings);
  spec.environment.insert(spec.environment.end(), {{"AWS_ACCESS_KEY_ID", credentials.access_key_id},
                                                   {"AWS_SECRET_ACCESS_KEY", credentials.secret_access_key},
                                                   {"AWS_SESSION_TOKEN", credentials.session_token}});
  for (auto& [name, value] : spec.environment)
    if (name == "PYTHONPATH")
      for (const auto& module : modules) value += ":" + module;
  spec.ports = {{options_.api_port, options_.api_port}, {options_.redshift_port, options_.redshift_port}};
  return prepared;
}

Result<void> Runner::fetch(const aws::AccessContext& role, const std::string& uri, const std::string& path) {
  auto name = objects::parse_s3_uri(uri);
  if (!name || name->key.empty()) return Error{"InvalidInputException", "Not the location of an object: " + uri, 0, {}};
  auto text = objects::read_object(needs_.objects, role, *name, kMaxScriptBytes);
  if (!text.ok()) return Error{text.error().code, uri + ": " + text.error().message, 0, {}};
  return write_file(path, *text);
}

Result<std::vector<std::string>> Runner::fetch_all(const aws::AccessContext& role, const std::string& list, const std::string& folder,
                                                   const std::string& inside) {
  std::vector<std::string> paths;
  for (const auto& uri : comma_list(list)) {
    TRY(fetch(role, uri, folder + "/" + file_name(uri)));
    paths.push_back(inside + "/" + file_name(uri));
  }
  return paths;
}

bool Runner::record(JobRun& run, RunEvent event) {
  auto stored = needs_.store.transact([&](kv::Txn& txn) -> Result<bool> {
    auto current = TRY(find_run(txn, run.job, run.id));
    if (!current) return false;
    current->error_message = run.error_message;
    const bool moved = current->apply(event, needs_.clock.now());
    if (moved) {
      put_run(txn, *current);
      run = *current;
    }
    return moved;
  });
  if (!stored.ok()) log_line(LogLevel::error, "job run " + run.id + " cannot be recorded: " + stored.error().message);
  return stored.ok() && *stored;
}

void Runner::finish(const Definition& job, JobRun run, RunEvent event, std::string message) {
  run.error_message = std::move(message);
  if (!record(run, event)) return;
  if (run.state == RunState::failed && run.attempt < job.number("MaxRetries", 0)) retry(job, run);
}

void Runner::retry(const Definition& job, const JobRun& failed) {
  JobRun again = failed;
  const std::string first = failed.id.substr(0, failed.id.find("_attempt_"));
  again.attempt = failed.attempt + 1;
  again.id = first + "_attempt_" + std::to_string(again.attempt);
  again.previous_run_id = failed.id;
  again.state = RunState::starting;
  again.error_message.clear();
  again.started_at = again.modified_at = needs_.clock.now();
  again.completed_at.reset();
  again.execution_seconds = 0;
  auto stored = needs_.store.transact([&](kv::Txn& txn) -> Result<void> {
    put_run(txn, again);
    return {};
  });
  if (!stored.ok()) return log_line(LogLevel::error, "job run " + again.id + " cannot be stored: " + stored.error().message);
  launch(job, again);
}

}  // namespace tarn::glue::job
