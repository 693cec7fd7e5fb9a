#include "glue/job/run_state.h"

#include <gtest/gtest.h>

namespace tarn::glue::job {
namespace {

constexpr struct {
  RunState from;
  RunEvent event;
  std::optional<RunState> to;
} kMoves[] = {
    {RunState::starting, RunEvent::driver_up, RunState::running},
    {RunState::running, RunEvent::script_succeeded, RunState::succeeded},
    {RunState::starting, RunEvent::script_failed, RunState::failed},
    {RunState::running, RunEvent::timed_out, RunState::timeout},
    {RunState::running, RunEvent::stop_requested, RunState::stopping},
    {RunState::stopping, RunEvent::stop_requested, std::nullopt},
    {RunState::stopping, RunEvent::driver_up, std::nullopt},
    {RunState::stopping, RunEvent::script_succeeded, RunState::stopped},
    {RunState::stopping, RunEvent::timed_out, RunState::stopped},
    {RunState::running, RunEvent::interrupted, RunState::failed},
    {RunState::stopping, RunEvent::interrupted, RunState::stopped},
    {RunState::succeeded, RunEvent::stop_requested, std::nullopt},
    {RunState::failed, RunEvent::interrupted, std::nullopt},
};

TEST(RunState, MovesAsPublished) {
  for (const auto& move : kMoves) EXPECT_EQ(next(move.from, move.event), move.to) << to_text(move.from) << " " << static_cast<int>(move.event);
}

TEST(RunState, NamesRoundTrip) {
  for (auto state : {RunState::starting, RunState::running, RunState::stopping, RunState::stopped, RunState::succeeded, RunState::failed, RunState::timeout})
    EXPECT_EQ(parse_run_state(to_text(state)), state);
  EXPECT_EQ(parse_run_state("WAITING FOR GODOT"), std::nullopt);
}

}  // namespace
}  // namespace tarn::glue::job
