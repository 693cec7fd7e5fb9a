#include "logs/logs.h"

#include <gtest/gtest.h>

#include <boost/json.hpp>

#include "base/encoding.h"
#include "logs/filter_pattern.h"

namespace tarn::logs {
namespace {

namespace json = boost::json;

class LogsTest : public testing::Test {
 protected:
  Result<json::value> call(std::string_view name, const json::value& input) {
    auto service = logs_->service();
    for (auto& operation : service.operations) {
      if (operation.name != name) continue;
      auto prepared = TRY(operation.prepare(input));
      TRY(prepared->checks(service.self, context()));
      return TRY(prepared->run(service.self, context())).output;
    }
    return Error{"NotImplemented", std::string(name), 501, {}};
  }
  json::value done(std::string_view name, const json::value& input) {
    auto result = call(name, input);
    EXPECT_TRUE(result.ok()) << (result.ok() ? "" : result.error().code + ": " + result.error().message);
    return result.ok() ? *result : json::value();
  }
  std::string message(std::string_view name, const json::value& input) {
    auto result = call(name, input);
    return result.ok() ? "ok" : result.error().message;
  }
  aws::RequestContext context() {
    aws::RequestContext ctx;
    ctx.access.principal.account_id = "000000000000";
    ctx.access.region = "us-east-1";
    ctx.access.now = clock_.now();
    return ctx;
  }
  int64_t now_ms() { return clock_.now().time_since_epoch().count() / 1000; }
  void append(const std::string& stream, const std::string& text) {
    EXPECT_TRUE(logs_->append({"000000000000", "us-east-1", "/aws-glue/crawlers", stream}, {{clock_.now(), text}}).ok());
    clock_.advance(std::chrono::seconds{1});
  }
  static std::string texts(const json::value& reply, std::string_view list = "events") {
    std::string out;
    for (auto& event : reply.at(list).as_array()) out += std::string(event.at("message").as_string()) + " ";
    return out;
  }

  std::unique_ptr<kv::Store> store_ = kv::open_in_memory();
  ManualClock clock_;
  SeededRandom random_{5};
  std::unique_ptr<Logs> logs_ = open_logs(*store_, clock_, random_);
};

const json::value kStream{{"logGroupName", "/aws-glue/crawlers"}, {"logStreamName", "c"}};

json::value with(json::value input, std::initializer_list<std::pair<std::string_view, json::value>> more) {
  for (auto& [key, value] : more) input.as_object()[key] = value;
  return input;
}

TEST_F(LogsTest, ServicesWriteAndClientsRead) {
  append("c", "one");
  append("c", "t\xFFwo");
  EXPECT_EQ(texts(done("GetLogEvents", kStream)), "one t\xEF\xBF\xBDwo ");
  auto groups = done("DescribeLogGroups", {{"logGroupNamePrefix", "/aws-glue"}});
  ASSERT_EQ(groups.at("logGroups").as_array().size(), 1u);
  EXPECT_EQ(groups.at("logGroups").at(0).at("arn").as_string(), "arn:aws:logs:us-east-1:000000000000:log-group:/aws-glue/crawlers:*");
  EXPECT_EQ(groups.at("logGroups").at(0).at("storedBytes").as_int64(), 3 + 6 + 2 * 26);
  auto streams = done("DescribeLogStreams", {{"logGroupName", "/aws-glue/crawlers"}});
  EXPECT_EQ(streams.at("logStreams").at(0).at("lastEventTimestamp").as_int64() + 1000, now_ms());
}

TEST_F(LogsTest, ForwardTokensStopByRepeating) {
  for (auto text : {"1", "2", "3", "4", "5"}) append("c", text);
  std::string seen;
  json::value token;
  for (int page = 0; page < 5; page++) {
    auto input = with(kStream, {{"limit", 2}, {"startFromHead", true}});
    if (token.is_string()) input.as_object()["nextToken"] = token;
    auto reply = done("GetLogEvents", input);
    seen += texts(reply);
    if (token == reply.at("nextForwardToken")) break;
    token = reply.at("nextForwardToken");
  }
  EXPECT_EQ(seen, "1 2 3 4 5 ");
  append("c", "6");
  EXPECT_EQ(texts(done("GetLogEvents", with(kStream, {{"nextToken", token}}))), "6 ");
}

TEST_F(LogsTest, BackwardTokensWalkToTheBeginning) {
  for (auto text : {"1", "2", "3", "4", "5"}) append("c", text);
  auto newest = done("GetLogEvents", with(kStream, {{"limit", 2}}));
  EXPECT_EQ(texts(newest), "4 5 ");
  auto older = done("GetLogEvents", with(kStream, {{"limit", 2}, {"nextToken", newest.at("nextBackwardToken")}}));
  EXPECT_EQ(texts(older), "2 3 ");
  auto oldest = done("GetLogEvents", with(kStream, {{"limit", 2}, {"nextToken", older.at("nextBackwardToken")}}));
  EXPECT_EQ(texts(oldest), "1 ");
  auto end = done("GetLogEvents", with(kStream, {{"limit", 2}, {"nextToken", oldest.at("nextBackwardToken")}}));
  EXPECT_EQ(texts(end), "");
  EXPECT_EQ(end.at("nextBackwardToken"), oldest.at("nextBackwardToken"));
  EXPECT_EQ(texts(done("GetLogEvents", with(kStream, {{"limit", 2}, {"nextToken", end.at("nextForwardToken")}}))), "1 2 ");
  EXPECT_EQ(message("GetLogEvents", with(kStream, {{"nextToken", "x"}})), "The specified nextToken is invalid.");
}

TEST_F(LogsTest, StartIsInclusiveAndEndExclusive) {
  int64_t start = now_ms();
  for (auto text : {"1", "2", "3"}) append("c", text);
  EXPECT_EQ(texts(done("GetLogEvents", with(kStream, {{"startTime", start + 1000}, {"endTime", start + 2000}}))), "2 ");
}

TEST_F(LogsTest, PutChecksTheBatch) {
  json::value put{{"logGroupName", "g"}, {"logStreamName", "s"}, {"logEvents", json::array{json::object{{"timestamp", now_ms()}, {"message", "m"}}}}};
  EXPECT_EQ(message("PutLogEvents", put), "The specified log group does not exist.");
  done("CreateLogGroup", {{"logGroupName", "g"}});
  EXPECT_EQ(message("CreateLogGroup", {{"logGroupName", "g"}}), "The specified log group already exists");
  EXPECT_EQ(message("PutLogEvents", put), "The specified log stream does not exist.");
  done("CreateLogStream", {{"logGroupName", "g"}, {"logStreamName", "s"}});
  EXPECT_TRUE(done("PutLogEvents", put).as_object().contains("nextSequenceToken"));
  int64_t hour = 3'600'000;
  auto at = [&](std::initializer_list<int64_t> times) {
    json::array events;
    for (auto time : times) events.push_back(json::object{{"timestamp", time}, {"message", "m"}});
    return with(put, {{"logEvents", events}});
  };
  EXPECT_EQ(message("PutLogEvents", at({now_ms(), now_ms() - 1})), "Log events in a single PutLogEvents request must be in chronological order.");
  EXPECT_EQ(message("PutLogEvents", at({now_ms() - 25 * hour, now_ms()})), "The batch of log events in a single PutLogEvents request cannot span more than 24 hours.");
  auto late = done("PutLogEvents", at({now_ms(), now_ms() + 3 * hour}));
  EXPECT_EQ(late.at("rejectedLogEventsInfo").at("tooNewLogEventStartIndex").as_int64(), 1);
  auto old = done("PutLogEvents", at({now_ms() - 15 * 24 * hour}));
  EXPECT_EQ(old.at("rejectedLogEventsInfo").at("tooOldLogEventEndIndex").as_int64(), 1);
}

TEST_F(LogsTest, FilterMergesStreamsByTime) {
  append("a", "ERROR one");
  append("b", "INFO two");
  append("a", "ERROR three");
  append("b", "ERROR four");
  json::value group{{"logGroupName", "/aws-glue/crawlers"}};
  EXPECT_EQ(texts(done("FilterLogEvents", group)), "ERROR one INFO two ERROR three ERROR four ");
  EXPECT_EQ(texts(done("FilterLogEvents", with(group, {{"filterPattern", "ERROR -three"}}))), "ERROR one ERROR four ");
  EXPECT_EQ(texts(done("FilterLogEvents", with(group, {{"logStreamNames", json::array{"b"}}}))), "INFO two ERROR four ");
  auto first = done("FilterLogEvents", with(group, {{"limit", 3}}));
  EXPECT_EQ(texts(first), "ERROR one INFO two ERROR three ");
  auto second = done("FilterLogEvents", with(group, {{"limit", 3}, {"nextToken", first.at("nextToken")}}));
  EXPECT_EQ(texts(second), "ERROR four ");
  EXPECT_FALSE(second.as_object().contains("nextToken"));
  EXPECT_EQ(first.at("events").at(0).at("eventId").as_string().size(), 56u);
  EXPECT_EQ(message("FilterLogEvents", with(group, {{"logStreamNames", json::array{"z"}}})), "The specified log stream does not exist.");
}

TEST_F(LogsTest, DeletedStreamsComeBackEmpty) {
  append("c", "old");
  done("DeleteLogGroup", {{"logGroupName", "/aws-glue/crawlers"}});
  EXPECT_EQ(message("GetLogEvents", kStream), "The specified log group does not exist.");
  auto left = store_->snapshot()->page(kv::Range{"", ""}, 100);
  EXPECT_TRUE(left.ok() && left->empty());
  append("c", "new");
  EXPECT_EQ(texts(done("GetLogEvents", kStream)), "new ");
}

TEST_F(LogsTest, RetentionHidesAndErases) {
  append("c", "old");
  done("PutRetentionPolicy", {{"logGroupName", "/aws-glue/crawlers"}, {"retentionInDays", 1}});
  clock_.advance(std::chrono::hours{25});
  EXPECT_EQ(texts(done("GetLogEvents", kStream)), "");
  append("c", "new");
  auto groups = done("DescribeLogGroups", json::object{});
  EXPECT_EQ(groups.at("logGroups").at(0).at("storedBytes").as_int64(), 3 + 26);
  EXPECT_NE(message("PutRetentionPolicy", {{"logGroupName", "/aws-glue/crawlers"}, {"retentionInDays", 2}}), "ok");
}

TEST(FilterPatternTest, Terms) {
  struct {
    std::string_view pattern, message;
    bool matches;
  } cases[] = {{"", "x", true},           {"a b", "b then a", true},    {"a b", "a", false},     {"\"a b\"", "a b", true}, {"\"a b\"", "a  b", false},
               {"?x ?y", "only y", true}, {"?x ?y", "neither", false}, {"a -b", "a b", false}, {"A", "a", false}};
  for (auto& c : cases) EXPECT_EQ(FilterPattern::parse(c.pattern)->matches(c.message), c.matches) << c.pattern << " on " << c.message;
  EXPECT_FALSE(FilterPattern::parse("{ $.a = 1 }").ok());
  EXPECT_FALSE(FilterPattern::parse("\"open").ok());
}

}  // namespace
}  // namespace tarn::logs
