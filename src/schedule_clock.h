// The time by which schedules run: the system's, which tests move by seconds written into a file (serve --schedule-clock). Nothing
// else follows it: signatures, sessions and dates of what happens are of the system's own time.
#pragma once
#include <string>

#include "base/clock.h"

namespace tarn {

class ScheduleClock final : public Clock {
 public:
  // `clock` is borrowed. `file`: empty, nobody moves the time.
  ScheduleClock(const Clock& clock, std::string file) : clock_(clock), file_(std::move(file)) {}
  // A file that is not there or holds no number moves nothing.
  TimePoint now() const override;

 private:
  const Clock& clock_;
  const std::string file_;
};

}  // namespace tarn
