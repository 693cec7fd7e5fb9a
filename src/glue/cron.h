// Schedules of crawlers and triggers: cron(Minutes Hours Day-of-month Month Day-of-week Year), in UTC (glue-jobs.md 6.6).
#pragma once
#include <bitset>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "base/result.h"

namespace tarn::glue {

class Cron {
 public:
  // Error InvalidInputException: not of that form, or more often than every five minutes.
  static Result<Cron> parse(std::string_view expression);

  // The first time after `after`, always at a full minute; nullopt: there is none.
  std::optional<TimePoint> next(TimePoint after) const;

 private:
  static constexpr int kFirstYear = 1970, kLastYear = 2199;

  struct DaysOfMonth {
    std::bitset<32> days;
    bool last = false;          // L
    bool last_weekday = false;  // LW
    std::bitset<32> nearest;    // nW: the weekday nearest to day n of the same month
  };
  struct DaysOfWeek {
    std::bitset<8> days;  // 1 is Sunday
    std::bitset<8> last;  // nL: the month's last
    std::vector<std::pair<unsigned, unsigned>> numbered;  // d#n: the n-th d of the month
  };

  Result<void> parse_days_of_month(std::string_view field);
  Result<void> parse_days_of_week(std::string_view field);
  bool is_too_frequent() const;
  bool holds_day(std::chrono::year_month_day date) const;
  bool holds_day_of_month(std::chrono::year_month_day date) const;
  bool holds_day_of_week(std::chrono::year_month_day date) const;
  // Minutes of the day, the first at or after `minute`.
  std::optional<int> next_minute(int minute) const;

  std::bitset<60> minutes_;
  std::bitset<24> hours_;
  std::bitset<13> months_;
  std::bitset<kLastYear - kFirstYear + 1> years_;
  bool by_day_of_week_ = false;
  DaysOfMonth of_month_;
  DaysOfWeek of_week_;
};

}  // namespace tarn::glue
