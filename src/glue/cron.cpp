#include "glue/cron.h"

#include <array>
#include <charconv>
#include <chrono>
#include <span>

#include "base/encoding.h"

namespace tarn::glue {
namespace {

using std::chrono::days;
using std::chrono::minutes;
using std::chrono::sys_days;
using std::chrono::year_month_day;

constexpr int kLeastMinutes = 5;  // AWS Glue guide, time-based schedules: no more often
constexpr int kMinutesOfDay = 24 * 60;

Error invalid(std::string_view what) { return {"InvalidInputException", "Invalid cron expression: " + std::string(what), 0, {}}; }

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> out;
  while (true) {
    auto end = text.find(separator);
    out.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return out;
    text.remove_prefix(end + 1);
  }
}

std::vector<std::string_view> words(std::string_view text) {
  std::vector<std::string_view> out;
  for (auto word : split(text, ' '))
    if (!word.empty()) out.push_back(word);
  return out;
}

constexpr std::array<std::string_view, 12> kMonths{"JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"};
constexpr std::array<std::string_view, 7> kWeekdays{"SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"};

// What the numbers of one field may be.
struct Bounds {
  int low, high;
  std::span<const std::string_view> names = {};  // of `low` and those above it
};
constexpr Bounds kMinutes{0, 59}, kHours{0, 23}, kDays{1, 31}, kYears{1970, 2199};
constexpr Bounds kMonthBounds{1, 12, kMonths}, kWeekdayBounds{1, 7, kWeekdays};

Result<int> number(std::string_view text, const Bounds& bounds) {
  for (size_t i = 0; i < bounds.names.size(); i++)
    if (equals_ignoring_case(text, bounds.names[i])) return bounds.low + static_cast<int>(i);
  int value = 0;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || error != std::errc() || end != text.data() + text.size() || value < bounds.low || value > bounds.high) return invalid(text);
  return value;
}

// One item of a list: n, a-b, *, each with /step behind it. `add` gets the numbers.
template <class Add>
Result<void> parse_item(std::string_view item, const Bounds& bounds, Add add) {
  auto slash = item.find('/');
  std::string_view range = item.substr(0, slash);
  int step = 1, low = bounds.low, high = bounds.high;
  if (slash != std::string_view::npos) step = TRY(number(item.substr(slash + 1), {1, bounds.high}));
  if (auto dash = range.find('-'); dash != std::string_view::npos) {
    low = TRY(number(range.substr(0, dash), bounds));
    high = TRY(number(range.substr(dash + 1), bounds));
    if (low > high) return invalid(item);
  } else if (range != "*") {
    low = TRY(number(range, bounds));
    if (slash == std::string_view::npos) high = low;
  }
  for (int value = low; value <= high; value += step) add(value);
  return {};
}

template <class Add>
Result<void> parse_list(std::string_view field, const Bounds& bounds, Add add) {
  for (auto item : split(field, ',')) TRY(parse_item(item, bounds, add));
  return {};
}

unsigned weekday_of(year_month_day date) { return std::chrono::weekday(sys_days(date)).c_encoding() + 1; }  // 1 is Sunday
year_month_day last_day_of(year_month_day date) { return date.year() / date.month() / std::chrono::last; }
bool is_weekday(year_month_day date) { return weekday_of(date) != 1 && weekday_of(date) != 7; }

// The weekday nearest to the day, within its month.
year_month_day nearest_weekday(year_month_day date) {
  for (int distance : {0, -1, 1, -2, 2}) {
    year_month_day candidate{sys_days(date) + days(distance)};
    if (candidate.month() == date.month() && is_weekday(candidate)) return candidate;
  }
  return date;
}

}  // namespace

Result<Cron> Cron::parse(std::string_view expression) {
  if (!expression.starts_with("cron(") || !expression.ends_with(')')) return invalid(expression);
  auto fields = words(expression.substr(5, expression.size() - 6));
  if (fields.size() != 6) return invalid(expression);
  Cron out;
  TRY(parse_list(fields[0], kMinutes, [&](int value) { out.minutes_.set(static_cast<size_t>(value)); }));
  TRY(parse_list(fields[1], kHours, [&](int value) { out.hours_.set(static_cast<size_t>(value)); }));
  TRY(parse_list(fields[3], kMonthBounds, [&](int value) { out.months_.set(static_cast<size_t>(value)); }));
  TRY(parse_list(fields[5], kYears, [&](int value) { out.years_.set(static_cast<size_t>(value - kFirstYear)); }));
  if ((fields[2] == "?") == (fields[4] == "?")) return invalid("one of day-of-month and day-of-week must be ?, and only one: " + std::string(expression));
  out.by_day_of_week_ = fields[2] == "?";
  if (out.by_day_of_week_) TRY(out.parse_days_of_week(fields[4]));
  else TRY(out.parse_days_of_month(fields[2]));
  if (out.is_too_frequent()) return invalid("schedules more frequent than every 5 minutes are not allowed: " + std::string(expression));
  return out;
}

Result<void> Cron::parse_days_of_month(std::string_view field) {
  for (auto item : split(field, ',')) {
    if (item == "L") of_month_.last = true;
    else if (item == "LW") of_month_.last_weekday = true;
    else if (item.ends_with('W')) of_month_.nearest.set(static_cast<size_t>(TRY(number(item.substr(0, item.size() - 1), kDays))));
    else TRY(parse_item(item, kDays, [&](int value) { of_month_.days.set(static_cast<size_t>(value)); }));
  }
  return {};
}

Result<void> Cron::parse_days_of_week(std::string_view field) {
  for (auto item : split(field, ',')) {
    auto hash = item.find('#');
    if (item == "L") {
      of_week_.days.set(7);
    } else if (item.size() > 1 && item.ends_with('L')) {
      of_week_.last.set(static_cast<size_t>(TRY(number(item.substr(0, item.size() - 1), kWeekdayBounds))));
    } else if (hash != std::string_view::npos) {
      auto day = TRY(number(item.substr(0, hash), kWeekdayBounds)), which = TRY(number(item.substr(hash + 1), {1, 5}));
      of_week_.numbered.emplace_back(static_cast<unsigned>(day), static_cast<unsigned>(which));
    } else {
      TRY(parse_item(item, kWeekdayBounds, [&](int value) { of_week_.days.set(static_cast<size_t>(value)); }));
    }
  }
  return {};
}

bool Cron::is_too_frequent() const {
  std::optional<int> first, before;
  for (auto minute = next_minute(0); minute; minute = next_minute(*minute + 1)) {
    if (before && *minute - *before < kLeastMinutes) return true;
    if (!first) first = minute;
    before = minute;
  }
  // From the last of one day to the first of the next.
  return *first + kMinutesOfDay - *before < kLeastMinutes;
}

std::optional<int> Cron::next_minute(int minute) const {
  for (; minute < kMinutesOfDay; minute++)
    if (hours_.test(static_cast<size_t>(minute / 60)) && minutes_.test(static_cast<size_t>(minute % 60))) return minute;
  return std::nullopt;
}

bool Cron::holds_day(year_month_day date) const { return by_day_of_week_ ? holds_day_of_week(date) : holds_day_of_month(date); }

bool Cron::holds_day_of_month(year_month_day date) const {
  auto day = static_cast<unsigned>(date.day());
  auto last = last_day_of(date);
  if (of_month_.days.test(day) || (of_month_.last && date == last)) return true;
  if (of_month_.last_weekday && date == nearest_weekday(last)) return true;
  for (unsigned wanted = 1; wanted <= static_cast<unsigned>(last.day()); wanted++)
    if (of_month_.nearest.test(wanted) && date == nearest_weekday(date.year() / date.month() / wanted)) return true;
  return false;
}

bool Cron::holds_day_of_week(year_month_day date) const {
  auto weekday = weekday_of(date), day = static_cast<unsigned>(date.day());
  if (of_week_.days.test(weekday)) return true;
  bool is_last = day + 7 > static_cast<unsigned>(last_day_of(date).day());
  if (is_last && of_week_.last.test(weekday)) return true;
  for (auto& [wanted, which] : of_week_.numbered)
    if (wanted == weekday && (day + 6) / 7 == which) return true;
  return false;
}

std::optional<TimePoint> Cron::next(TimePoint after) const {
  auto start = std::chrono::floor<minutes>(after) + minutes(1);
  auto today = std::chrono::floor<days>(start);
  int from = static_cast<int>((start - today) / minutes(1));
  for (auto day = today;; day += days(1), from = 0) {
    year_month_day date{day};
    int year = static_cast<int>(date.year());
    if (year > kLastYear) return std::nullopt;
    bool may_hold = year >= kFirstYear && years_.test(static_cast<size_t>(year - kFirstYear)) && months_.test(static_cast<unsigned>(date.month()));
    if (!may_hold || !holds_day(date)) continue;
    if (auto minute = next_minute(from)) return std::chrono::time_point_cast<Duration>(day + minutes(*minute));
  }
}

}  // namespace tarn::glue
