#include "redshift/history.h"

#include "base/encoding.h"
#include "base/log.h"

namespace tarn::redshift {
namespace {

constexpr size_t kBatch = 500;
constexpr size_t kMaxText = 64 * 1024;  // of one statement
constexpr int kDaysKept = 7;            // as STL views keep them (Developer Guide)

std::string when(TimePoint time) { return literal(iso8601(time, 6)) + "::TIMESTAMP"; }

std::string joined(std::initializer_list<std::string> values) {
  std::string row;
  for (const std::string& value : values) row += (row.empty() ? "(" : ", ") + value;
  return row + ")";
}

}  // namespace

void History::run_locked(const std::string& sql) {
  if (auto done = db_.execute(sql); !done.ok()) log_line(LogLevel::error, "the warehouse's history was not written: " + done.error().message);
}

void History::add(QueryTrace trace) {
  std::lock_guard lock(mutex_);
  if (trace.text.size() > kMaxText) trace.text.resize(kMaxText);
  waiting_.push_back(std::move(trace));
  if (waiting_.size() >= kBatch) flush_locked();
}

void History::flush() {
  std::lock_guard lock(mutex_);
  flush_locked();
}

void History::flush_locked() {
  if (waiting_.empty()) return;
  std::string rows;
  for (const QueryTrace& q : waiting_)
    rows += (rows.empty() ? "" : ", ") + joined({literal(q.user), literal(q.query), literal(q.xid), literal(q.pid), literal(q.label), literal(q.type), literal(q.text),
                                                 when(q.started), when(q.ended), q.error.empty() ? "0" : "1", q.error.empty() ? "NULL" : literal(q.error), literal(q.rows)});
  const std::string oldest = when(waiting_.back().ended - std::chrono::hours(24 * kDaysKept));
  waiting_.clear();
  run_locked("INSERT INTO tarn.queries VALUES " + rows);
  run_locked("DELETE FROM tarn.queries WHERE ended < " + oldest);
}

void History::add(const std::vector<LoadError>& errors) {
  if (errors.empty()) return;
  std::string rows;
  for (const LoadError& e : errors)
    rows += (rows.empty() ? "" : ", ") + joined({literal(e.user), literal(e.table), when(e.at), literal(e.session), literal(e.query), literal(e.file), literal(e.line),
                                                 literal(e.column), literal(e.type), literal(e.length), literal(int64_t{e.position}), literal(e.raw_line), literal(e.raw_value),
                                                 literal(int64_t{e.code}), literal(e.reason)});
  std::lock_guard lock(mutex_);
  run_locked("INSERT INTO tarn.load_errors VALUES " + rows);
}

void History::add(const std::vector<LoadedFile>& files) {
  if (files.empty()) return;
  std::string rows;
  for (const LoadedFile& f : files)
    rows += (rows.empty() ? "" : ", ") + joined({literal(f.user), literal(f.query), literal(f.session), literal(f.relation), literal(f.file), literal(f.rows), literal(f.bytes),
                                                 when(f.started), when(f.ended), literal(f.format), literal(f.source), literal(f.errors)});
  std::lock_guard lock(mutex_);
  run_locked("INSERT INTO tarn.loads VALUES " + rows);
}

}  // namespace tarn::redshift
