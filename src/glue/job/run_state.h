// The states of a job run and the moves between them (glue-jobs.md 6.1).
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace tarn::glue::job {

enum class RunState { starting, running, stopping, stopped, succeeded, failed, timeout };

enum class RunEvent {
  driver_up,
  script_succeeded,
  script_failed,    // also: the driver could not be started
  timed_out,
  stop_requested,
  ended,            // the child is gone after a stop
  interrupted,      // found unfinished when the server started
};

// nullopt: the event means nothing in that state (a stop after the end).
std::optional<RunState> next(RunState from, RunEvent event);

constexpr bool is_final(RunState state) {
  return state == RunState::stopped || state == RunState::succeeded || state == RunState::failed || state == RunState::timeout;
}

std::string_view to_text(RunState state);  // "STARTING"
std::optional<RunState> parse_run_state(std::string_view text);

}  // namespace tarn::glue::job
