#include <boost/json/parse.hpp>
#include <gtest/gtest.h>

#include "iceberg/requirements.h"
#include "iceberg/schema.h"
#include "iceberg/updates.h"

namespace tarn::iceberg {
namespace {

constexpr TimePoint kNow{std::chrono::seconds(1'800'000'000)};

boost::json::object object(std::string_view text) { return boost::json::parse(text).get_object(); }

TableMetadata sample(const std::map<std::string, std::string>& properties = {}) {
  NewTable table{.uuid = "u-1", .location = "s3://b/t", .schema = object(R"({"fields":[{"id":7,"name":"id","type":"long","required":true},
      {"id":8,"name":"m","required":false,"type":{"type":"map","key-id":3,"key":"string","value-id":4,"value":"int"}}],"identifier-field-ids":[7]})"),
                 .partition_spec = object(R"({"fields":[{"source-id":7,"transform":"bucket[4]","name":"p"}]})"), .sort_order = {}, .properties = properties};
  return new_metadata(table, kNow).value();
}

std::string snapshot(int id, int sequence) {
  return R"({"action":"add-snapshot","snapshot":{"snapshot-id":)" + std::to_string(id) + R"(,"parent-snapshot-id":0,"sequence-number":)" + std::to_string(sequence) +
         R"(,"timestamp-ms":5,"manifest-list":"s3://b/m","summary":{"operation":"append"}}})";
}
std::string main_at(int id) { return R"({"action":"set-snapshot-ref","ref-name":"main","type":"branch","snapshot-id":)" + std::to_string(id) + "}"; }

Result<void> apply(TableMetadata& metadata, std::initializer_list<std::string> updates) {
  std::vector<boost::json::value> list;
  for (const auto& update : updates) list.push_back(boost::json::parse(update));
  return apply_updates(metadata, list, kNow);
}

std::string code(const Result<void>& result) { return result.ok() ? "ok" : result.error().code; }

TEST(IcebergMetadata, NewTablesHaveFreshIds) {
  const auto metadata = sample();
  EXPECT_EQ(metadata.number("last-column-id"), 4);
  EXPECT_EQ(metadata.number("last-partition-id"), 1000);
  EXPECT_EQ(metadata.current_schema()->at("identifier-field-ids"), boost::json::parse("[1]"));
  EXPECT_EQ(metadata.list("partition-specs")[0].at("fields").at(0).at("source-id"), 1);
  EXPECT_TRUE(parse_metadata(serialize_metadata(metadata)).ok());
}

TEST(IcebergMetadata, EveryVersionIsReadAndUnknownMembersStay) {
  for (const char* version : {"1", "2", "3"}) {
    auto metadata = sample({{"format-version", version}});
    metadata.json()["of-the-future"] = 1;
    auto again = parse_metadata(serialize_metadata(metadata));
    ASSERT_TRUE(again.ok()) << version;
    EXPECT_EQ(again->number("of-the-future"), 1);
  }
  auto old = parse_metadata(R"({"format-version":1,"location":"s3://b/t","last-column-id":1,"schema":{"type":"struct","fields":[{"id":1,"name":"a","type":"int",
      "required":false}]},"partition-spec":[{"source-id":1,"transform":"identity","name":"a"}],"properties":{},"current-snapshot-id":-1})");
  ASSERT_TRUE(old.ok()) << old.error().message;
  EXPECT_EQ(old->number("last-partition-id"), 1000);
}

TEST(IcebergMetadata, WhatIsBrokenIsRefused) {
  for (const char* text : {"", "[]", "{}", R"({"format-version":9})", R"({"format-version":2,"location":1})",
                           R"({"format-version":2,"location":"s3://b","table-uuid":"u","last-column-id":1,"schemas":[7],"current-schema-id":0})",
                           R"({"format-version":1,"location":"s3://b","last-column-id":1,"schema":{"fields":[{"id":1,"name":"a","type":{"type":"list"},"required":true}]}})"})
    EXPECT_FALSE(parse_metadata(text).ok()) << text;
}

TEST(IcebergUpdates, SnapshotsMakeTheHistory) {
  auto metadata = sample();
  ASSERT_EQ(code(apply(metadata, {snapshot(1, 1), main_at(1)})), "ok");
  ASSERT_EQ(code(apply(metadata, {snapshot(2, 2), main_at(2)})), "ok");
  EXPECT_EQ(metadata.list("snapshot-log").size(), 2);
  EXPECT_EQ(metadata.number("last-sequence-number"), 2);
  EXPECT_EQ(code(apply(metadata, {snapshot(3, 2)})), "CommitFailedException");
  EXPECT_EQ(code(apply(metadata, {snapshot(2, 9)})), "CommitFailedException");
  ASSERT_EQ(code(apply(metadata, {R"({"action":"remove-snapshots","snapshot-ids":[1]})"})), "ok");
  EXPECT_EQ(metadata.list("snapshot-log").size(), 1);
  EXPECT_EQ(metadata.current_snapshot_id(), 2);
}

TEST(IcebergUpdates, TheSameSchemaIsAddedOnce) {
  auto metadata = sample();
  const std::string grown = R"({"action":"add-schema","schema":{"type":"struct","fields":[{"id":9,"name":"x","type":"date","required":false}]}})";
  const std::string current = R"({"action":"set-current-schema","schema-id":-1})";
  ASSERT_EQ(code(apply(metadata, {R"({"action":"set-properties","updates":{"a":"b"}})", grown})), "ok");
  ASSERT_EQ(code(apply(metadata, {grown})), "ok");
  EXPECT_EQ(metadata.list("schemas").size(), 2);
  EXPECT_EQ(metadata.number("last-column-id"), 9);
  ASSERT_EQ(code(apply(metadata, {grown, current})), "ok");
  EXPECT_EQ(metadata.number("current-schema-id"), 1);
  EXPECT_EQ(code(apply(metadata, {R"({"action":"remove-schemas","schema-ids":[1]})"})), "InvalidInputException");
}

TEST(IcebergUpdates, BadUpdatesAreRefused) {
  for (const char* update : {"1", "{}", R"({"action":"fly"})", R"({"action":"assign-uuid","uuid":"other"})", R"({"action":"upgrade-format-version","format-version":1})",
                             R"({"action":"upgrade-format-version","format-version":4})", R"({"action":"set-default-spec","spec-id":5})",
                             R"({"action":"add-spec","spec":{"fields":[{"source-id":99,"transform":"identity","name":"x"}]}})",
                             R"({"action":"add-spec","spec":{"fields":[{"source-id":1,"transform":"reverse","name":"x"}]}})",
                             R"({"action":"add-sort-order","sort-order":{"fields":[{"source-id":1,"transform":"identity","direction":"up","null-order":"nulls-first"}]}})",
                             R"({"action":"set-properties","updates":{"a":1}})", R"({"action":"add-snapshot","snapshot":{"snapshot-id":"x"}})"}) {
    auto metadata = sample();
    EXPECT_EQ(code(apply(metadata, {update})), "InvalidInputException") << update;
  }
}

TEST(IcebergRequirements, HoldOrFail) {
  const auto metadata = sample();
  const struct {
    const char* requirement;
    const char* outcome;
  } kCases[] = {{R"({"type":"assert-table-uuid","uuid":"U-1"})", "ok"},
                {R"({"type":"assert-table-uuid","uuid":"u-2"})", "CommitFailedException"},
                {R"({"type":"assert-ref-snapshot-id","ref":"main","snapshot-id":null})", "ok"},
                {R"({"type":"assert-ref-snapshot-id","ref":"main","snapshot-id":1})", "CommitFailedException"},
                {R"({"type":"assert-current-schema-id","current-schema-id":0})", "ok"},
                {R"({"type":"assert-last-assigned-partition-id","last-assigned-partition-id":999})", "CommitFailedException"},
                {R"({"type":"assert-create"})", "CommitFailedException"},
                {R"({"type":"assert-nothing"})", "InvalidInputException"}};
  for (const auto& c : kCases) EXPECT_EQ(code(check_requirement(&metadata, boost::json::parse(c.requirement))), c.outcome) << c.requirement;
  EXPECT_EQ(code(check_requirement(nullptr, boost::json::parse(kCases[0].requirement))), "CommitFailedException");
}

TEST(IcebergMetadata, TheLogIsBounded) {
  auto metadata = sample({{"write.metadata.previous-versions-max", "2"}});
  for (int i = 0; i < 5; ++i) follow(metadata, "s3://b/" + std::to_string(i), i, kNow);
  EXPECT_EQ(metadata.list("metadata-log").size(), 2);
  EXPECT_EQ(metadata.list("metadata-log")[1].at("metadata-file"), "s3://b/4");
}

TEST(IcebergSchema, HiveTypes) {
  EXPECT_EQ(hive_type(boost::json::parse(R"({"type":"struct","fields":[{"id":1,"name":"a","type":"long","required":true},{"id":2,"name":"b","required":true,
      "type":{"type":"list","element-id":3,"element":"timestamptz","element-required":true}}]})")), "struct<a:bigint,b:array<timestamp>>");
  EXPECT_EQ(hive_type("decimal(10, 2)"), "decimal(10,2)");
  EXPECT_EQ(hive_type("fixed[16]"), "binary");
}

}  // namespace
}  // namespace tarn::iceberg
