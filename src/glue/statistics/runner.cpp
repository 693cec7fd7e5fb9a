#include "glue/statistics/runner.h"

#include "base/log.h"
#include "catalog/catalog_names.h"
#include "catalog/links.h"
#include "glue/column_statistics.h"
#include "glue/cron.h"
#include "glue/errors.h"

namespace tarn::glue::statistics {
namespace {

constexpr size_t kConcurrentRuns = 2;
constexpr size_t kMaxMessage = 2048;  // ErrorMessage in the model
constexpr const char* kService = "glue.amazonaws.com";

Error is_stopped() { return {"Stopped", "The run was stopped.", 0, {}}; }

Result<void> authorize(const iam::Authorizer& authorizer, const aws::AccessContext& who, const std::string& action, const std::vector<std::string>& arns) {
  for (const std::string& arn : arns) TRY(authorizer.authorize(who, {action, arn, {}}));
  return {};
}

}  // namespace

ColumnStatisticsTaskRun new_run(const std::string& id, const TaskTable& table, const std::string& role, TimePoint now) {
  ColumnStatisticsTaskRun run;
  run.customer_id = table.catalog.account_id;
  run.column_statistics_task_run_id = id;
  run.database_name = table.database;
  run.table_name = table.table;
  run.catalog_id = catalog::catalog_id_text(table.catalog);
  run.role = role;
  run.computation_type = "FULL";
  run.status = "STARTING";
  run.creation_time = run.last_updated = now;
  return run;
}

Runner::~Runner() { stop_all(); }

Result<void> Runner::recover() {
  const auto unfinished = TRY(every_busy(*needs_.store.snapshot()));
  for (const Busy& busy : unfinished) {
    start(busy);
    if (busy.stopping) stop(busy.run);
  }
  return {};
}

void Runner::start(const Busy& busy) {
  std::lock_guard lock(mutex_);
  if (stopping_) return;
  live_[busy.run.id];
  waiting_.push_back(busy);
  if (idle_ < waiting_.size() && threads_.size() < kConcurrentRuns) threads_.emplace_back([this] { work(); });
  wake_.notify_one();
}

void Runner::stop(const RunId& id) {
  std::lock_guard lock(mutex_);
  const auto found = live_.find(id.id);
  if (found == live_.end()) return;
  found->second.cancelled->store(true);
  if (found->second.session) found->second.session->cancel();
}

void Runner::stop_all() {
  {
    std::lock_guard lock(mutex_);
    stopping_ = true;
    for (auto& [id, live] : live_) {
      live.cancelled->store(true);
      if (live.session) live.session->cancel();
    }
  }
  wake_.notify_all();
  for (auto& thread : threads_) thread.join();
  threads_.clear();
}

void Runner::work() {
  while (true) {
    Busy busy;
    {
      std::unique_lock lock(mutex_);
      idle_++;
      wake_.wait(lock, [&] { return stopping_ || !waiting_.empty(); });
      idle_--;
      if (stopping_) return;
      busy = std::move(waiting_.front());
      waiting_.pop_front();
    }
    run(busy);
  }
}

// From STARTING to the final state, which is stored whatever happens, unless the server is going down.
void Runner::run(const Busy& busy) {
  std::shared_ptr<std::atomic<bool>> cancelled;
  {
    std::lock_guard lock(mutex_);
    cancelled = live_[busy.run.id].cancelled;
  }
  ColumnStatisticsTaskRun run;
  auto outcome = measure(busy, run, cancelled);
  {
    std::lock_guard lock(mutex_);
    if (stopping_) return;
    live_.erase(busy.run.id);
  }
  run.end_time = run.last_updated = needs_.clock.now();
  run.status = outcome.ok() ? "SUCCEEDED" : cancelled->load() ? "STOPPED" : "FAILED";
  if (run.status == "FAILED") run.error_message = outcome.error().message.substr(0, kMaxMessage);
  auto stored = needs_.store.transact([&](kv::Txn& txn) -> Result<void> {
    end_run(txn, busy, run);
    return {};
  });
  if (!stored.ok()) log_line(LogLevel::error, "column statistics run " + busy.run.id + ": its end cannot be stored: " + stored.error().message);
}

Result<void> Runner::measure(const Busy& busy, ColumnStatisticsTaskRun& run, const std::shared_ptr<std::atomic<bool>>& cancelled) {
  auto found = TRY(find_run(*needs_.store.snapshot(), busy.run));
  if (!found) return internal_error("the run is gone");
  run = std::move(*found);
  if (cancelled->load()) return is_stopped();
  run.status = "RUNNING";
  run.start_time = run.last_updated = needs_.clock.now();
  TRY(needs_.store.transact([&](kv::Txn& txn) -> Result<void> {
    put_run(txn, busy.run, run);
    return {};
  }));
  auto role = TRY(needs_.identities.act_as_role(busy.run.account_id, run.role.value_or(""), kService, "GlueColumnStatisticsTask", needs_.clock.now()));
  role.region = busy.run.region;

  const auto& at = busy.table;
  TRY(authorize(needs_.objects.authorizer, role, "glue:GetTable", catalog::table_arns(at.catalog, at.database, at.table)));
  const std::string reading = "glue:GetTable", writing = "glue:UpdateColumnStatisticsForTable";
  auto table = TRY(catalog::follow_table({*needs_.store.snapshot(), needs_.objects.authorizer, role, reading}, at.catalog, at.database, at.table));
  if (!table) return errors::table_not_found();
  Question question{std::move(*table), run.column_name_list.value_or(std::vector<std::string>()), run.sample_size.value_or(100)};
  auto running = [&](engine::Session* session) {
    std::lock_guard lock(mutex_);
    live_[busy.run.id].session = session;
  };
  const auto statistics = TRY(compute({needs_.store, needs_.objects, needs_.engine}, role, question, cancelled, running));
  if (cancelled->load()) return is_stopped();
  TRY(authorize(needs_.objects.authorizer, role, writing, catalog::table_arns(at.catalog, at.database, at.table)));
  return needs_.store.transact([&](kv::Txn& txn) -> Result<void> {
    const auto current = TRY(catalog::follow_table({txn, needs_.objects.authorizer, role, writing}, at.catalog, at.database, at.table));
    if (!current || current->id != question.table.id) return errors::table_not_found();
    for (const ColumnStatistics& column : statistics) TRY(store_column_statistics(txn, *current, column));
    return {};
  });
}

// The run of a table whose schedule is due; nullopt: it is not, or a run is still going.
Result<std::optional<Busy>> Runner::begin_due(kv::Txn& txn, const TaskTable& table) {
  auto settings = TRY(find_settings(txn, table));
  const TimePoint now = needs_.clock.now();
  if (!settings || !settings->shown.schedule || settings->shown.schedule->state != "SCHEDULED") return std::optional<Busy>();
  const auto cron = TRY(Cron::parse(settings->shown.schedule->schedule_expression.value_or("")));
  const auto due = cron.next(settings->since);
  if (!due || *due > now) return std::optional<Busy>();

  settings->since = now;
  const Busy busy{{table.catalog.account_id, table.catalog.region, needs_.random.uuid()}, table, false};
  ColumnStatisticsTaskRun run = new_run(busy.run.id, table, settings->shown.role.value_or(""), now);
  run.column_name_list = settings->shown.column_name_list;
  run.sample_size = settings->shown.sample_size;
  run.security_configuration = settings->shown.security_configuration;
  const auto begun = begin_run(txn, busy.run, table, run);
  auto& attempt = settings->shown.last_execution_attempt.emplace();
  attempt.status = begun.ok() ? "STARTED" : "FAILED";
  attempt.execution_timestamp = now;
  if (begun.ok()) attempt.column_statistics_task_run_id = busy.run.id;
  else attempt.error_message = begun.error().message;
  put_settings(txn, *settings);
  return begun.ok() ? std::optional(busy) : std::nullopt;
}

Result<void> Runner::start_due() {
  const auto settings = TRY(every_settings(*needs_.store.snapshot()));
  for (const Settings& one : settings) {
    const auto begun = TRY(needs_.store.transact([&](kv::Txn& txn) { return begin_due(txn, one.table); }));
    if (begun) start(*begun);
  }
  return {};
}

}  // namespace tarn::glue::statistics
