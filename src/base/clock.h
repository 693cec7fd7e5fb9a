// Time comes in from outside: services take a Clock, requests read it once (RequestContext::now).
#pragma once
#include <atomic>
#include <chrono>
#include <cstdint>

namespace tarn {

using TimePoint = std::chrono::sys_time<std::chrono::microseconds>;
using Duration = std::chrono::microseconds;

class Clock {
 public:
  virtual ~Clock() = default;
  virtual TimePoint now() const = 0;
};

class SystemClock final : public Clock {
 public:
  TimePoint now() const override { return std::chrono::time_point_cast<Duration>(std::chrono::system_clock::now()); }
};

// Stands still until a test moves it. Safe to move while others read.
class ManualClock final : public Clock {
 public:
  explicit ManualClock(TimePoint start = TimePoint{std::chrono::seconds{1'800'000'000}}) : micros_(start.time_since_epoch().count()) {}
  TimePoint now() const override { return TimePoint{Duration{micros_.load()}}; }
  void advance(Duration by) { micros_ += by.count(); }

 private:
  std::atomic<int64_t> micros_;
};

}  // namespace tarn
