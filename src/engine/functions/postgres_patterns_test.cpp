#include "engine/functions/postgres_patterns.h"

#include <gtest/gtest.h>

namespace tarn::engine {
namespace {

DateFields at(int64_t year, int month, int day, int hour = 0, int minute = 0, int second = 0, int micros = 0) {
  DateFields f;
  f.year = year, f.month = month, f.day = day, f.hour = hour, f.minute = minute, f.second = second, f.micros = micros;
  return f;
}

TEST(PostgresPatterns, FormatDates) {
  auto time = at(2009, 12, 31, 23, 15, 59, 123456);
  const struct {
    const char *pattern, *text;
  } cases[] = {
      {"YYYY-MM-DD HH24:MI:SS", "2009-12-31 23:15:59"}, {"HH12:MI AM", "11:15 PM"},   {"Month DD", "December  31"}, {"FMMonth FMDD", "December 31"},
      {"MON-DY", "DEC-THU"},                            {"Mon Dy", "Dec Thu"},        {"MS US", "123 123456"},      {"Q WW IW DDD D", "4 53 53 365 5"},
      {"DDth", "31st"},                                 {"\"year\" YYYY", "year 2009"}, {"YY CC J", "09 21 2455197"}, {"SSSS", "83759"},
  };
  for (auto& c : cases) EXPECT_EQ(format_postgres(time, c.pattern), c.text) << c.pattern;
}

TEST(PostgresPatterns, ReadDates) {
  const struct {
    const char *text, *pattern;
    DateFields expected;
  } cases[] = {
      {"2020-01-02 03:04:05", "YYYY-MM-DD HH24:MI:SS", at(2020, 1, 2, 3, 4, 5)}, {"20200102", "YYYYMMDD", at(2020, 1, 2)},
      {"02 Jan 2020", "DD Mon YYYY", at(2020, 1, 2)},                            {"01/02/99 11:30 pm", "MM/DD/YY HH:MI AM", at(1999, 1, 2, 23, 30)},
      {"2020-01-02", "YYYY-MM-DD HH24:MI", at(2020, 1, 2)},
  };
  for (auto& c : cases) {
    auto fields = parse_postgres(c.text, c.pattern);
    ASSERT_TRUE(fields) << c.text;
    EXPECT_EQ(fields->micros_since_1970(), c.expected.micros_since_1970()) << c.text;
  }
  EXPECT_FALSE(parse_postgres("2020-13-01", "YYYY-MM-DD"));
  EXPECT_FALSE(parse_postgres("today", "YYYY-MM-DD"));
}

TEST(PostgresPatterns, FormatNumbers) {  // PostgreSQL's documentation of to_char
  const struct {
    double number;
    const char *pattern, *text;
  } cases[] = {
      {-0.1, "99.99", "  -.10"},   {-0.1, "FM9.99", "-.1"},      {0.1, "0.9", " 0.1"},          {12, "9990999.9", "    0012.0"},
      {12, "FM9990999.9", "0012."}, {485, "999", " 485"},         {-485, "999", "-485"},         {1485, "9,999", " 1,485"},
      {148.5, "999.999", " 148.500"}, {148.5, "FM999.999", "148.5"}, {148.5, "FM999.990", "148.500"}, {-485, "999S", "485-"},
      {-485, "999MI", "485-"},     {485, "999MI", "485 "},       {485, "FM999MI", "485"},       {-485, "999PR", "<485>"},
      {485, "S999", "+485"},       {125.8, "999D9", " 125.8"},   {12345, "999", " ###"},
  };
  for (auto& c : cases) EXPECT_EQ(format_number_postgres(c.number, c.pattern).value_or("none"), c.text) << c.number << " " << c.pattern;
  EXPECT_FALSE(format_number_postgres(1, "RN"));
}

}  // namespace
}  // namespace tarn::engine
