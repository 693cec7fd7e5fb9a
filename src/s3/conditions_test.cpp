#include "s3/conditions.h"

#include <gtest/gtest.h>

namespace tarn::s3 {
namespace {

using namespace std::chrono_literals;

constexpr TimePoint kModified{Duration{1'000'000'500'000}};  // half a second after a whole one
constexpr TimePoint kNow = kModified + 1h;

objects::ObjectInfo object() {
  objects::ObjectInfo info;
  info.etag = "abc";
  info.modified = kModified;
  return info;
}

std::string code_of(const Result<void>& outcome) { return outcome.ok() ? "" : outcome.error().code; }

TEST(Conditions, OfReadsAndOfCopySources) {
  const struct {
    const char* what;
    ReadConditions conditions;
    const char* read;
    const char* copy;
  } kCases[] = {
      {"none", {}, "", ""},
      {"the right ETag", {"\"abc\"", {}, {}, {}}, "", ""},
      {"without quotes", {"abc", {}, {}, {}}, "", ""},
      {"any", {"*", {}, {}, {}}, "", ""},
      {"one of a list", {"\"x\", \"abc\"", {}, {}, {}}, "", ""},
      {"another ETag", {"\"x\"", {}, {}, {}}, "PreconditionFailed", "PreconditionFailed"},
      {"not this ETag", {{}, "\"abc\"", {}, {}}, "NotModified", "PreconditionFailed"},
      {"not another", {{}, "\"x\"", {}, {}}, "", ""},
      {"changed since before", {{}, {}, kModified - 1s, {}}, "", ""},
      {"changed since the same second", {{}, {}, kModified - 500ms, {}}, "NotModified", "PreconditionFailed"},
      {"unchanged since the same second", {{}, {}, {}, kModified - 500ms}, "", ""},
      {"unchanged since before", {{}, {}, {}, kModified - 2s}, "PreconditionFailed", "PreconditionFailed"},
      {"the ETag outweighs unchanged-since", {"abc", {}, {}, kModified - 2s}, "", ""},
      {"none-match outweighs changed-since", {{}, "x", kModified, {}}, "", ""},
  };
  for (auto& row : kCases) {
    EXPECT_EQ(code_of(check_read_conditions(row.conditions, object(), kNow)), row.read) << row.what;
    EXPECT_EQ(code_of(check_source_conditions(row.conditions, object(), kNow)), row.copy) << row.what;
  }
}

TEST(Conditions, ADateInTheFutureIsIgnored) {
  EXPECT_EQ(code_of(check_read_conditions({{}, {}, kNow + 1h, {}}, object(), kNow)), "");
}

}  // namespace
}  // namespace tarn::s3
