#include "s3/ranges.h"

#include <gtest/gtest.h>

#include "s3/part_range.h"

namespace tarn::s3 {
namespace {

// "offset+length", '*' behind it when partial, or the error's code.
std::string shown(const Result<Selection>& selection) {
  if (!selection.ok()) return selection.error().code;
  return std::to_string(selection->offset) + "+" + std::to_string(selection->length) + (selection->is_partial ? "*" : "");
}

TEST(Ranges, SelectBytes) {
  const struct {
    const char* range;
    uint64_t size;
    const char* expected;
  } kCases[] = {
      {"bytes=0-0", 10, "0+1*"},
      {"bytes=2-5", 10, "2+4*"},
      {"bytes=5-", 10, "5+5*"},
      {"bytes=-3", 10, "7+3*"},
      {"bytes=-30", 10, "0+10*"},
      {"bytes=8-99999999999999999999999", 10, "8+2*"},
      {"bytes=10-", 10, "InvalidRange"},
      {"bytes=-0", 10, "InvalidRange"},
      {"bytes=0-", 0, "InvalidRange"},
      {"bytes=-1", 0, "InvalidRange"},
      {"bytes=5-2", 10, "0+10"},
      {"bytes=0-1,3-4", 10, "0+10"},
      {"bytes=a-b", 10, "0+10"},
      {"bytes=-", 10, "0+10"},
      {"lines=0-1", 10, "0+10"},
  };
  for (auto& row : kCases) {
    objects::ObjectInfo object;
    object.size = row.size;
    EXPECT_EQ(shown(select_bytes(row.range, std::nullopt, object)), row.expected) << row.range << " of " << row.size;
  }
}

TEST(Ranges, SelectParts) {
  objects::ObjectInfo whole, in_parts;
  whole.size = 10;
  in_parts.size = 12;
  in_parts.parts = {{1, 7, ""}, {4, 5, ""}};
  EXPECT_EQ(shown(select_bytes(std::nullopt, 1, whole)), "0+10*");
  EXPECT_EQ(shown(select_bytes(std::nullopt, 2, whole)), "InvalidPartNumber");
  EXPECT_EQ(shown(select_bytes(std::nullopt, 1, in_parts)), "0+7*");
  EXPECT_EQ(shown(select_bytes(std::nullopt, 3, in_parts)), "InvalidPartNumber");
  EXPECT_EQ(shown(select_bytes("bytes=0-1", 1, in_parts)), "InvalidRequest");
}

TEST(Ranges, OfCopySources) {
  const struct {
    const char* header;
    const char* expected;
  } kCases[] = {
      {"bytes=0-9", "0+10"}, {"bytes=3-3", "3+1"}, {"bytes=0-10", "InvalidArgument"}, {"bytes=5-", "InvalidArgument"},
      {"bytes=-5", "InvalidArgument"}, {"bytes=6-5", "InvalidArgument"}, {"0-9", "InvalidArgument"},
  };
  for (auto& row : kCases) {
    auto range = parse_part_range(std::string(row.header), 10);
    auto text = range.ok() ? std::to_string(range->offset) + "+" + std::to_string(range->length) : range.error().code;
    EXPECT_EQ(text, row.expected) << row.header;
  }
}

}  // namespace
}  // namespace tarn::s3
