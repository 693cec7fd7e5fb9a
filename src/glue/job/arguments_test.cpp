#include "glue/job/arguments.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace tarn::glue::job {
namespace {

Definition job_with(boost::json::object defaults, boost::json::object fixed) {
  Definition job{{"1", "r", "j"}, {}};
  job.document["DefaultArguments"] = std::move(defaults);
  job.document["NonOverridableArguments"] = std::move(fixed);
  return job;
}

TEST(Arguments, PrecedenceIsFixedThenRunThenDefault) {
  auto job = job_with({{"--a", "default"}, {"--b", "default"}, {"--c", "default"}}, {{"--a", "fixed"}});
  JobRun run;
  run.arguments = {{"--a", "run"}, {"--b", "run"}};
  EXPECT_EQ(effective_arguments(job, run), (Arguments{{"--a", "fixed"}, {"--b", "run"}, {"--c", "default"}}));
}

TEST(Arguments, GlueInjectsItsOwn) {
  auto job = job_with({}, {});
  JobRun run;
  run.id = "jr_1";
  auto argv = script_arguments(job, run, {{"--JOB_NAME", "mine"}, {"--x", ""}});
  ASSERT_EQ(argv.size(), 10u);
  EXPECT_EQ(argv[0], "--x");
  EXPECT_EQ(argv[1], "");
  EXPECT_EQ(std::count(argv.begin(), argv.end(), "mine"), 0);  // --JOB_NAME is overwritten
  EXPECT_NE(std::find(argv.begin(), argv.end(), "job-bookmark-disable"), argv.end());
}

TEST(Arguments, ConfIsChained) {
  using Pairs = std::vector<std::pair<std::string, std::string>>;
  EXPECT_EQ(spark_conf({{"--conf", "a=1 --conf b=x=y --conf broken"}}), (Pairs{{"a", "1"}, {"b", "x=y"}}));
  EXPECT_EQ(spark_conf({}), Pairs{});
}

TEST(Arguments, CommaLists) { EXPECT_EQ(comma_list(" a, b,,c "), (std::vector<std::string>{"a", "b", "c"})); }

}  // namespace
}  // namespace tarn::glue::job
