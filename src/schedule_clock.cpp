#include "schedule_clock.h"

#include <fstream>

namespace tarn {

TimePoint ScheduleClock::now() const {
  int64_t seconds = 0;
  if (!file_.empty() && !(std::ifstream(file_) >> seconds)) seconds = 0;
  return clock_.now() + std::chrono::seconds(seconds);
}

}  // namespace tarn
