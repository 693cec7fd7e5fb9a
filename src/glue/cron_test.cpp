#include "glue/cron.h"

#include <gtest/gtest.h>

#include "base/encoding.h"

namespace tarn::glue {
namespace {

TimePoint at(const char* text) { return *parse_iso8601(text); }

struct Case {
  const char* expression;
  const char* after;
  const char* next;  // "": never
};

class CronNext : public testing::TestWithParam<Case> {};

TEST_P(CronNext, IsTheFirstTimeAfterwards) {
  auto& [expression, after, next] = GetParam();
  auto cron = Cron::parse(expression);
  ASSERT_TRUE(cron.ok()) << cron.error().message;
  auto found = cron->next(at(after));
  if (!*next) EXPECT_FALSE(found);
  else EXPECT_EQ(found, at(next)) << expression;
}

INSTANTIATE_TEST_SUITE_P(Glue, CronNext, testing::Values(
    Case{"cron(15 12 * * ? *)", "2026-11-24T12:14:59Z", "2026-11-24T12:15:00Z"},
    Case{"cron(15 12 * * ? *)", "2026-11-24T12:15:00Z", "2026-11-25T12:15:00Z"},
    Case{"cron(0/10 * ? * MON-FRI *)", "2026-11-27T23:55:00Z", "2026-11-30T00:00:00Z"},
    Case{"cron(0 18 ? * 2-6 *)", "2026-11-28T00:00:00Z", "2026-11-30T18:00:00Z"},
    Case{"cron(0 8 1 * ? *)", "2026-12-01T08:00:00Z", "2027-01-01T08:00:00Z"},
    Case{"cron(0 0 L * ? *)", "2027-02-01T00:00:00Z", "2027-02-28T00:00:00Z"},
    Case{"cron(0 0 L FEB ? *)", "2027-03-01T00:00:00Z", "2028-02-29T00:00:00Z"},
    Case{"cron(0 0 3W * ? *)", "2026-10-01T00:00:00Z", "2026-10-02T00:00:00Z"},   // the 3rd is a Saturday
    Case{"cron(0 0 1W * ? *)", "2026-07-31T12:00:00Z", "2026-08-03T00:00:00Z"},   // never into the month before
    Case{"cron(0 0 LW * ? *)", "2026-10-01T00:00:00Z", "2026-10-30T00:00:00Z"},
    Case{"cron(0 0 ? * 6L *)", "2026-11-01T00:00:00Z", "2026-11-27T00:00:00Z"},
    Case{"cron(0 0 ? * TUE#2 *)", "2026-11-01T00:00:00Z", "2026-11-10T00:00:00Z"},
    Case{"cron(0 0 ? * L *)", "2026-11-24T00:00:00Z", "2026-11-28T00:00:00Z"},
    Case{"cron(30 4 1,15 jan-mar/2 ? *)", "2026-01-15T04:30:00Z", "2026-03-01T04:30:00Z"},
    Case{"cron(0 0 1 1 ? 2030)", "2026-01-15T04:30:00Z", "2030-01-01T00:00:00Z"},
    Case{"cron(0 0 1 1 ? 2020)", "2026-01-15T04:30:00Z", ""},
    Case{"cron(0 0 30 2 ? *)", "2026-01-15T04:30:00Z", ""}));

TEST(Cron, WhatIsRefused) {
  for (auto expression : {"", "rate(5 minutes)", "cron(0 12 * * ?)", "cron(0 12 * * * *)", "cron(0 12 ? * ? *)", "cron(60 12 * * ? *)", "cron(0 24 * * ? *)",
                          "cron(0 12 32 * ? *)", "cron(0 12 * 13 ? *)", "cron(0 12 ? * 8 *)", "cron(0 12 * * ? 1969)", "cron(0 12 5-1 * ? *)", "cron(a 12 * * ? *)",
                          "cron(0/ 12 * * ? *)", "cron(0 12 , * ? *)", "cron(0/4 * * * ? *)", "cron(* * * * ? *)", "cron(0,58 * * * ? *)", "cron(58,0 0,23 * * ? *)"})
    EXPECT_FALSE(Cron::parse(expression).ok()) << expression;
  for (auto expression : {"cron(0/5 * * * ? *)", "cron(0,58 12 * * ? *)", "cron(0,58 0/2 * * ? *)"}) EXPECT_TRUE(Cron::parse(expression).ok()) << expression;
}

}  // namespace
}  // namespace tarn::glue
