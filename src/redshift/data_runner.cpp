#include "redshift/data_runner.h"

#include "base/encoding.h"
#include "base/log.h"
#include "redshift/api_errors.h"
#include "redshift/catalog.h"
#include "redshift/data_parameters.h"
#include "redshift/data_results.h"
#include "redshift/errors.h"
#include "redshift/passwords.h"
#include "redshift/temporary_logins.h"

namespace tarn::redshift {
namespace {

constexpr size_t kWorkers = 8;
constexpr size_t kMaxActive = 500;    // Data API, considerations: active statements of a cluster
constexpr size_t kMaxSessions = 500;  // and sessions

std::string shown_error(const Error& error) {
  std::string text = (error.code == "28000" || error.code == "3D000" ? "FATAL: " : "ERROR: ") + error.message;
  for (const auto& [name, value] : error.details)
    if (name == "Position") text += "\n  Position: " + value;
  return text;
}

int64_t nanoseconds(TimePoint from, TimePoint to) { return (to - from).count() * 1000; }

}  // namespace

struct DataRunner::Live {
  DataJob job;
  SqlSession* session = nullptr;  // while it runs
  bool cancelled = false;
};

struct DataRunner::Session {
  KeptSession opened;
  std::unique_ptr<SqlSession> sql;  // null while a statement runs in it
  bool busy = false;
  TimePoint expires_at{};
};

DataRunner::DataRunner(Shared& shared) : shared_(shared) {}
DataRunner::~DataRunner() { stop(); }

void DataRunner::stop() {
  {
    std::lock_guard lock(mutex_);
    stopping_ = true;
    for (auto& [id, live] : live_) {
      live->cancelled = true;
      if (live->session != nullptr) live->session->cancel(true);
    }
  }
  queued_.notify_all();
  for (std::thread& worker : workers_) worker.join();
  workers_.clear();
  sessions_.clear();
}

Result<void> DataRunner::submit(DataJob job) {
  close_idle_sessions();
  std::lock_guard lock(mutex_);
  if (stopping_) return internal_error("the server is stopping");
  if (live_.size() >= kMaxActive) return errors::too_many_statements();
  if (!job.session_id.empty()) {
    auto found = sessions_.find(job.session_id);
    if (found == sessions_.end()) {
      if (sessions_.size() >= kMaxSessions) return errors::too_many_sessions();
      const auto& shown = job.record.shown;
      found = sessions_.emplace(job.session_id, Session{{job.record.owner, job.login, shown.cluster_identifier, shown.workgroup_name, shown.secret_arn, shown.db_user}, nullptr, false, {}}).first;
    }
    if (found->second.busy) return errors::validation("Session " + job.session_id + " is not available.");
    found->second.busy = true;
  }
  auto live = std::make_shared<Live>();
  live->job = std::move(job);
  live_.emplace(live->job.record.id(), live);
  queue_.push_back(std::move(live));
  if (workers_.size() < kWorkers && workers_.size() < live_.size()) workers_.emplace_back([this] { work(); });
  queued_.notify_one();
  return {};
}

std::optional<StatementRecord> DataRunner::find(const std::string& id) {
  std::lock_guard lock(mutex_);
  auto found = live_.find(id);
  return found == live_.end() ? std::nullopt : std::optional(found->second->job.record);
}

void DataRunner::wait(const std::string& id, std::chrono::seconds longest) {
  std::unique_lock lock(mutex_);
  changed_.wait_for(lock, longest, [&] { return stopping_ || !live_.contains(id); });
}

bool DataRunner::cancel(const std::string& id) {
  std::lock_guard lock(mutex_);
  auto found = live_.find(id);
  if (found == live_.end()) return false;
  found->second->cancelled = true;
  if (found->second->session != nullptr) found->second->session->cancel(true);
  return true;
}

std::optional<DataRunner::KeptSession> DataRunner::session(const std::string& session_id) {
  close_idle_sessions();
  std::lock_guard lock(mutex_);
  auto found = sessions_.find(session_id);
  return found == sessions_.end() ? std::nullopt : std::optional(found->second.opened);
}

void DataRunner::close_idle_sessions() {
  std::vector<std::unique_ptr<SqlSession>> closed;  // they end outside the lock
  std::lock_guard lock(mutex_);
  const TimePoint now = shared_.needs.clock.now();
  for (auto at = sessions_.begin(); at != sessions_.end();) {
    if (at->second.busy || at->second.expires_at > now) {
      ++at;
      continue;
    }
    closed.push_back(std::move(at->second.sql));
    at = sessions_.erase(at);
  }
}

void DataRunner::work() {
  for (;;) {
    std::shared_ptr<Live> live;
    {
      std::unique_lock lock(mutex_);
      queued_.wait(lock, [&] { return stopping_ || !queue_.empty(); });
      if (queue_.empty()) return;
      live = std::move(queue_.front());
      queue_.pop_front();
    }
    run(*live);
    {
      std::lock_guard lock(mutex_);
      live_.erase(live->job.record.id());
    }
    changed_.notify_all();
  }
}

// What find() shows and what is stored change together.
void DataRunner::update(Live& live, const std::function<void(StatementRecord&)>& change) {
  std::lock_guard lock(mutex_);
  change(live.job.record);
  live.job.record.shown.updated_at = shared_.needs.clock.now();
}

Result<std::unique_ptr<SqlSession>> DataRunner::open(const DataLogin& login) {
  if (to_lower(login.database) != shared_.options.database) return errors::make("3D000", "database \"" + login.database + "\" does not exist");
  UserRecord user;
  {
    std::lock_guard lock(shared_.login_mutex);
    Database db(*shared_.login_session);
    user = TRY(ensure_user(db, login.user, login.create));
  }
  if (login.password && !password_matches(user.password, *login.password, user.name))
    return errors::make("28000", "password authentication failed for user \"" + login.user + "\"");
  return open_session(shared_, std::move(user), shared_.next_pid.fetch_add(1));
}

void DataRunner::end_session(const DataJob& job, std::unique_ptr<SqlSession> session) {
  if (job.session_id.empty()) return;
  std::unique_ptr<SqlSession> ended;
  std::lock_guard lock(mutex_);
  auto kept = sessions_.find(job.session_id);
  if (kept == sessions_.end()) return;
  kept->second.busy = false;
  kept->second.expires_at = shared_.needs.clock.now() + std::chrono::seconds(job.keep_alive_seconds);
  if (session) {
    kept->second.sql = std::move(session);
  } else {
    sessions_.erase(kept);
  }
}

void DataRunner::run(Live& live) {
  const TimePoint started = shared_.needs.clock.now();
  std::unique_ptr<SqlSession> session;
  {
    std::lock_guard lock(mutex_);
    auto kept = sessions_.find(live.job.session_id);
    if (kept != sessions_.end()) session = std::move(kept->second.sql);
  }
  Result<void> ran;
  if (!session) {
    auto opened = open(live.job.login);
    if (opened.ok()) session = std::move(*opened);
    else ran = opened.error();
  }
  if (session) {
    update(live, [&](StatementRecord& record) {
      record.shown.status = "STARTED";
      record.shown.redshift_pid = session->pid();
      live.session = session.get();
    });
    ran = run_parts(live, *session);
  }
  update(live, [&](StatementRecord& record) {
    live.session = nullptr;
    record.shown.status = ran.ok() ? "FINISHED" : live.cancelled ? "ABORTED" : "FAILED";
    if (!ran.ok() && !live.cancelled) record.shown.error = shown_error(ran.error());
    record.shown.duration = nanoseconds(started, shared_.needs.clock.now());
    for (data::SubStatementData& part : record.parts)
      if (part.status != "FINISHED" && part.status != "FAILED") part.status = "ABORTED";
    if (record.batch) record.shown.sub_statements = record.parts;
  });
  if (session) session->forget_cancel();
  end_session(live.job, std::move(session));
  if (auto stored = put_statement(shared_.needs.store, live.job.record); !stored.ok())
    log_line(LogLevel::error, "redshift-data: the end of a statement was not stored: " + stored.error().message);
}

Result<void> DataRunner::run_parts(Live& live, SqlSession& session) {
  const bool together = live.job.record.batch && live.job.one_transaction;
  if (together) TRY(session.begin_implicit());
  Result<void> first_failure;
  for (size_t part = 0; part < live.job.record.sqls.size() && first_failure.ok(); ++part) {
    if (live.cancelled) first_failure = errors::cancelled();
    else first_failure = run_part(live, session, part);
  }
  if (together) {
    auto ended = session.end_implicit(first_failure.ok());
    if (first_failure.ok()) first_failure = ended;
  }
  return first_failure;
}

Result<void> DataRunner::run_part(Live& live, SqlSession& session, size_t part) {
  StatementRecord& record = live.job.record;
  const TimePoint started = shared_.needs.clock.now();
  std::vector<sql::ResultColumn> columns;
  WrittenRows written;
  bool has_rows = false;
  int64_t changed = 0;
  auto execute = [&]() -> Result<void> {
    auto [text, values] = TRY(bind_parameters(record.sqls[part], live.job.parameters));
    auto statement = TRY(session.prepare(std::move(text), {}));
    Outcome outcome = TRY(session.execute(*statement, std::move(values)));
    has_rows = outcome.has_rows;
    columns = outcome.columns;
    if (has_rows) {
      const std::string id = record.part_id(part);
      written = TRY(write_rows(outcome, record.shown.result_format == "CSV",
                               [&](uint64_t page, const std::string& content) { return put_page(shared_.needs.store, id, page, content); }));
    } else if (const size_t blank = outcome.tag.rfind(' '); blank != std::string::npos && outcome.tag.find_first_not_of("0123456789", blank + 1) == std::string::npos) {
      changed = std::stoll(outcome.tag.substr(blank + 1));  // INSERT 0 3
    }
    return {};
  };
  const Result<void> ran = execute();
  session.finish(ran.ok() ? nullptr : &ran.error(), written.rows);
  update(live, [&](StatementRecord& r) {
    data::SubStatementData& shown = r.parts[part];
    shown.status = ran.ok() ? "FINISHED" : live.cancelled ? "ABORTED" : "FAILED";
    if (!ran.ok() && !live.cancelled) shown.error = shown_error(ran.error());
    shown.updated_at = shared_.needs.clock.now();
    shown.duration = nanoseconds(started, *shown.updated_at);
    shown.redshift_query_id = session.query_id();
    shown.has_result_set = has_rows && ran.ok();
    shown.result_rows = has_rows ? written.rows : changed;
    shown.result_size = has_rows ? written.bytes : 0;
    for (const sql::ResultColumn& column : columns) r.columns[part].push_back(column_metadata(column));
    r.pages[part] = written.pages;
    r.shown.redshift_query_id = session.query_id();
    r.shown.has_result_set = shown.has_result_set.value_or(false) || r.shown.has_result_set.value_or(false);
    r.shown.result_rows = shown.result_rows;
    r.shown.result_size = shown.result_size;
  });
  return ran;
}

}  // namespace tarn::redshift
