#include "glue/job/run_state.h"

#include <utility>

namespace tarn::glue::job {
namespace {

constexpr std::pair<RunState, std::string_view> kNames[] = {
    {RunState::starting, "STARTING"}, {RunState::running, "RUNNING"},     {RunState::stopping, "STOPPING"}, {RunState::stopped, "STOPPED"},
    {RunState::succeeded, "SUCCEEDED"}, {RunState::failed, "FAILED"}, {RunState::timeout, "TIMEOUT"},
};

}  // namespace

std::optional<RunState> next(RunState from, RunEvent event) {
  if (is_final(from)) return std::nullopt;
  switch (event) {
    case RunEvent::driver_up: return from == RunState::starting ? std::optional(RunState::running) : std::nullopt;
    case RunEvent::script_succeeded: return from == RunState::stopping ? RunState::stopped : RunState::succeeded;
    case RunEvent::script_failed: return from == RunState::stopping ? RunState::stopped : RunState::failed;
    case RunEvent::timed_out: return from == RunState::stopping ? RunState::stopped : RunState::timeout;
    case RunEvent::stop_requested: return from == RunState::stopping ? std::nullopt : std::optional(RunState::stopping);
    case RunEvent::ended: return RunState::stopped;
    case RunEvent::interrupted: return from == RunState::stopping ? RunState::stopped : RunState::failed;
  }
  return std::nullopt;
}

std::string_view to_text(RunState state) {
  for (const auto& [value, name] : kNames)
    if (value == state) return name;
  return "FAILED";
}

std::optional<RunState> parse_run_state(std::string_view text) {
  for (const auto& [value, name] : kNames)
    if (name == text) return value;
  return std::nullopt;
}

}  // namespace tarn::glue::job
