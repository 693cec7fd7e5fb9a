// Runs work on the file system that loses power, once for each of its writes, syncs and changes of names: the power goes there.
#pragma once
#include <gtest/gtest.h>

#include <atomic>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "io/power_cut_files.h"

namespace tarn::crash {

struct Scenario {
  std::function<void(io::PowerCutFiles& files)> prepare;  // with power
  std::function<void(io::PowerCutFiles& files)> work;     // the power may go at any call; notes what was acknowledged
  std::function<void(io::PowerCutFiles& files)> check;    // with power again
};

constexpr uint64_t kCallsAtMost = 5000;
constexpr uint64_t kSeeds = 3;
constexpr int kRunsAtOnce = 24;  // RocksDB waits a second after a failed flush, so most of a run may be sleep

// Calls run_at(1), run_at(2), ... until one returns false or a test fails.
inline void for_every_call(const std::function<bool(uint64_t call)>& run_at) {
  std::atomic<uint64_t> next = 1;
  std::atomic<bool> ended = false;
  std::vector<std::thread> threads;
  for (int t = 0; t < kRunsAtOnce; ++t)
    threads.emplace_back([&] {
      while (!ended) {
        uint64_t call = next++;
        if (!run_at(call) || testing::Test::HasFailure() || call >= kCallsAtMost) ended = true;
      }
    });
  for (auto& thread : threads) thread.join();
  EXPECT_LT(next, kCallsAtMost) << "the work does not end";
}

// `fresh` makes a scenario with nothing acknowledged yet. Every third time the power goes once more, while `reopen` opens the
// state again.
inline void stop_at_every_call(const std::function<Scenario()>& fresh, const std::function<void(io::PowerCutFiles&)>& reopen) {
  for (uint64_t seed = 1; seed <= kSeeds && !testing::Test::HasFailure(); ++seed)
    for_every_call([&](uint64_t call) {
      SCOPED_TRACE("seed " + std::to_string(seed) + ", power gone at call " + std::to_string(call));
      io::PowerCutFiles files(seed * 1'000'003 + call);
      auto scenario = fresh();
      scenario.prepare(files);
      files.stop_at(files.calls() + call);
      scenario.work(files);
      bool stopped = files.is_off();
      files.power_cut();
      if (call % 3 == 0) {
        files.stop_at(files.calls() + 1 + call % 23);
        reopen(files);
        files.power_cut();
      }
      scenario.check(files);
      return stopped;
    });
}

// The same with one call that fails instead of the power; the power goes at the end.
inline void fail_every_call(const std::function<Scenario()>& fresh) {
  for_every_call([&](uint64_t call) {
    SCOPED_TRACE("call " + std::to_string(call) + " failed");
    io::PowerCutFiles files(call);
    auto scenario = fresh();
    scenario.prepare(files);
    uint64_t failing = files.calls() + call;
    files.fail_at(failing);
    scenario.work(files);
    bool reached = files.calls() >= failing;
    files.power_cut();
    scenario.check(files);
    return reached;
  });
}

}  // namespace tarn::crash
