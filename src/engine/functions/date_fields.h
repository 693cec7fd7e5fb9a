// A date and time taken apart, and the texts of its parts. No DuckDB in here.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace tarn::engine {

struct DateFields {
  int64_t year = 1970;
  int month = 1, day = 1, hour = 0, minute = 0, second = 0, micros = 0;
  std::optional<int> offset_seconds;  // of a zone, where the text has one
  std::string zone;                   // "UTC", "+05:30", "Europe/Berlin"; empty: none

  static DateFields of(int64_t micros_since_1970);
  int64_t micros_since_1970() const;  // as if in UTC
  bool valid() const;                 // the date exists and the time is one of a day
  int weekday() const;                // 0 Sunday .. 6 Saturday
  int day_of_year() const;            // from 1
  std::pair<int64_t, int> iso_week() const;  // year, week
};

int64_t days_from_civil(int64_t year, int month, int day);
extern const char* const kMonthNames[12];
extern const char* const kDayNames[7];

// MySQL's specifiers (date_format, date_parse); nullopt when the format or text does not fit. `bad_at` then tells where in the text.
std::optional<std::string> format_mysql(const DateFields& fields, std::string_view format);
std::optional<DateFields> parse_mysql(std::string_view text, std::string_view format, size_t& bad_at);

// Joda's patterns (format_datetime, parse_datetime).
std::optional<std::string> format_joda(const DateFields& fields, std::string_view pattern);
std::optional<DateFields> parse_joda(std::string_view text, std::string_view pattern, size_t& bad_at);

// "Z", "UTC", "+05:30", "-0800" at the head of `text`: the seconds, and how many characters it took.
std::optional<int> parse_offset(std::string_view text, size_t& length);
std::string offset_name(int seconds);  // "UTC" for 0, else "+05:30"

}  // namespace tarn::engine
