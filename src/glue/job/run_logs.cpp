#include "glue/job/run_logs.h"

#include <chrono>
#include <utility>

#include "base/log.h"

namespace tarn::glue::job {
namespace {

constexpr std::chrono::milliseconds kGatherTime{500};
constexpr size_t kMaxWaitingLines = 50'000;  // past it the script waits: memory is bounded

}  // namespace

RunLogs::RunLogs(aws::LogWriter& writer, const Clock& clock, const JobRun& run, std::string group)
    : writer_(writer), clock_(clock), output_{{run.job.account_id, run.job.region, group + "/output", run.id}, {}},
      error_{{run.job.account_id, run.job.region, group + "/error", run.id}, {}}, thread_([this] { write_all(); }) {}

RunLogs::~RunLogs() {
  {
    std::lock_guard lock(mutex_);
    done_ = true;
  }
  wake_.notify_all();
  thread_.join();
}

void RunLogs::add(process::Output where, std::string_view line) {
  if (line.empty()) return;  // an event has at least one byte
  std::unique_lock lock(mutex_);
  auto& waiting = (where == process::Output::standard ? output_ : error_).waiting;
  wake_.wait(lock, [&] { return waiting.size() < kMaxWaitingLines; });
  waiting.push_back({clock_.now(), std::string(line)});
}

void RunLogs::write_all() {
  std::unique_lock lock(mutex_);
  while (true) {
    wake_.wait_for(lock, kGatherTime, [this] { return done_; });
    auto output = std::exchange(output_.waiting, {});
    auto error = std::exchange(error_.waiting, {});
    const bool last = done_;
    lock.unlock();
    wake_.notify_all();
    write(output_, std::move(output));
    write(error_, std::move(error));
    if (last) return;
    lock.lock();
  }
}

void RunLogs::write(Stream& stream, std::vector<aws::LogLine> lines) {
  if (lines.empty()) return;
  auto written = writer_.append(stream.name, lines);
  if (!written.ok()) log_line(LogLevel::error, "job logs of " + stream.name.stream + " are lost: " + written.error().message);
}

}  // namespace tarn::glue::job
