#include "catalog/partition_expression.h"
#include "catalog/partition_order.h"

#include <gtest/gtest.h>

namespace tarn::catalog {
namespace {

const std::vector<Column> kKeys = {{"year", "int"}, {"city", "string"}, {"day", "date"}, {"at", "timestamp"}, {"price", "decimal(10,2)"}, {"odd", "float"}};
const std::vector<std::string> kValues = {"2024", "Zürich", "2024-02-29", "2024-02-29 10:00:00.5", "9.50", "1"};

TEST(PartitionExpression, EvaluatesOnTypedKeys) {
  const struct {
    const char* text;
    bool matches;
  } kCases[] = {
      {"", true},
      {"  ", true},
      {"year = 2024", true},
      {"YEAR = '2024'", true},
      {"year > 999", true},  // as numbers: as texts it would not be
      {"year <> 2024", false},
      {"year != 2024", false},
      {"(year) >= 2024 and year<=2024", true},
      {"\"year\" = 2024 AND `city` = 'Zürich'", true},
      {"year = 2023 or year = 2024 and city = 'x'", false},  // AND binds tighter
      {"(year = 2023 or year = 2024) and city LIKE 'Z_rich'", true},
      {"city like 'Z%'", true},
      {"city like '%ric'", false},
      {"city not like '%x%'", true},
      {"city in ('a', 'Zürich')", true},
      {"year not in (1, 2)", true},
      {"year between 2020 and 2024", true},
      {"year between 2024 and 2020", false},
      {"year not between 2025 and 2030", true},
      {"not year = 2024", false},
      {"NOT (year = 2023)", true},
      {"year is null", false},
      {"year is not null", true},
      {"day > '2024-02-28'", true},
      {"day = date '2024-02-29'", true},
      {"at = '2024-02-29 10:00:00.500'", true},
      {"at < timestamp '2024-02-29 10:00:00.51'", true},
      {"price = 9.5", true},
      {"price < 10", true},  // as numbers
      {"price > -10.25", true},
      {"year = 2024L", true},
      {"city > 5", true},  // a number against a text compares as text
      {"((city = 'v') OR (city = 'Zürich')) AND year = 2024", true},
  };
  for (const auto& c : kCases) {
    auto expression = PartitionExpression::parse(c.text, kKeys);
    ASSERT_TRUE(expression.ok()) << c.text << ": " << expression.error().message;
    auto matches = expression->matches(kValues);
    ASSERT_TRUE(matches.ok()) << c.text << ": " << matches.error().message;
    EXPECT_EQ(*matches, c.matches) << c.text;
  }
}

TEST(PartitionExpression, RefusesInGluesWords) {
  const struct {
    const char* text;
    const char* message;
  } kCases[] = {
      {"nope = 1", "Invalid partition expression!"},
      {"year = ", "Unsupported expression 'year = '"},
      {"year", "Unsupported expression 'year'"},
      {"1 = year", "Unsupported expression '1 = year'"},
      {"year = 1 and", "Unsupported expression 'year = 1 and'"},
      {"year = 'open", "Unsupported expression 'year = 'open'"},
      {"year = 1; drop", "Unsupported expression 'year = 1; drop'"},
      {"year = 'x'", "\"x\" is not an integer."},
      {"year = 2024.5", "\"2024.5\" is not an integer."},
      {"price = 'x'", "x is not a decimal."},
      {"day = '2024-02-30'", "2024-02-30 is not a date."},
      {"at = '2024-02-30'", "Timestamp format must be yyyy-mm-dd hh:mm:ss[.fffffffff] 2024-02-30 is not a timestamp."},
      {"year like '2%'", "Integral data type doesn't support operation 'LIKE'"},
      {"day like '2%'", "Date data type doesn't support operation 'LIKE'"},
      {"odd = 1", "Unknown type : 'float'"},
  };
  for (const auto& c : kCases) {
    auto expression = PartitionExpression::parse(c.text, kKeys);
    ASSERT_FALSE(expression.ok()) << c.text;
    EXPECT_EQ(expression.error().code, "InvalidInputException") << c.text;
    EXPECT_EQ(expression.error().message, c.message) << c.text;
  }
  EXPECT_FALSE(PartitionExpression::parse("a = 1", {}).ok());
  EXPECT_FALSE(PartitionExpression::parse(std::string(2000, '('), kKeys).ok());
  EXPECT_FALSE(PartitionExpression::parse(std::string(2000, '(') + "year = 1", kKeys).ok());
}

TEST(PartitionExpression, KnowsNulls) {
  std::vector<std::string> values = kValues;
  values[0] = kNullPartition;
  for (const char* text : {"year = 1", "year <> 1", "not year = 1", "year in (1)"}) EXPECT_EQ(*PartitionExpression::parse(text, kKeys)->matches(values), false) << text;
  EXPECT_TRUE(*PartitionExpression::parse("year is null", kKeys)->matches(values));
  EXPECT_TRUE(*PartitionExpression::parse("year = 1 or city like 'Z%'", kKeys)->matches(values));
}

TEST(PartitionExpression, ReportsStoredValuesOfTheWrongType) {
  std::vector<std::string> values = kValues;
  values[0] = "abc";
  auto matches = PartitionExpression::parse("year = 1", kKeys)->matches(values);
  ASSERT_FALSE(matches.ok());
  EXPECT_EQ(matches.error().code, "InvalidStateException");
  EXPECT_EQ(matches.error().message, "\"abc\" is not an integer.");
}

// Every partition that matches lies inside the intervals of its keys, and a filter on a key rules others out.
TEST(PartitionIntervals, HoldWhatMatchesAndNarrowTheKey) {
  const std::vector<Column> keys = {{"city", "string"}, {"year", "int"}, {"price", "decimal(9,2)"}, {"day", "date"}, {"at", "timestamp"}};
  const std::vector<std::vector<std::string>> values = {
      {"", "a", "ab", "b", std::string("a\0", 2), std::string(kNullPartition)},
      {"-129", "-1", "0", "7", "007", "255", "256", "9223372036854775807", "-9223372036854775808", std::string(kNullPartition)},
      {"-10.5", "-1.5", "-1", "0", "0.1", "1", "1.0", "1.05", "10", "99.9"},
      {"1999-12-31", "2024-02-29", std::string(kNullPartition)},
      {"2024-01-01 00:00:00", "2024-01-01 00:00:00.1", "2024-01-01 00:00:00.10", "2024-01-01 00:00:10"}};
  const std::string order = key_order_of(keys);
  ASSERT_EQ(order, "sindt");
  for (size_t key = 0; key < keys.size(); ++key) {
    for (const std::string& literal : values[key]) {
      if (literal == kNullPartition || literal.find('\0') != literal.npos) continue;
      for (const char* op : {"=", "<>", "<", "<=", ">", ">=", "in", "not in", "not between"}) {
        std::string text = keys[key].name + " " + op + " ";
        if (text.ends_with("in ")) text += "('" + literal + "')";
        else if (text.ends_with("between ")) text += "'" + literal + "' and '" + literal + "'";
        else text += "'" + literal + "'";
        const auto filter = *PartitionExpression::parse(text, keys);
        const auto intervals = filter.intervals(order);
        for (const std::string& value : values[key]) {
          std::string field;
          append_key_field(order[key], value, field);
          ASSERT_EQ(key_field_length(order[key], field), field.size()) << value;
          std::string_view rest = field;
          ASSERT_EQ(take_key_field(order[key], rest), value);
          std::vector<std::string> row(keys.size(), std::string(kNullPartition));
          row[key] = value;
          EXPECT_EQ(intervals[key].contains(field), *filter.matches(row) || (value == kNullPartition && !intervals[key].complement().contains(field))) << text << " of " << value;
        }
      }
    }
  }
}

TEST(PartitionIntervals, OfCompositions) {
  const std::vector<Column> keys = {{"a", "string"}, {"b", "int"}};
  auto narrowed = [&](const char* text) {
    std::string out;
    for (const KeyIntervals& i : PartitionExpression::parse(text, keys)->intervals("si")) out += i.is_all() ? '-' : static_cast<char>('0' + i.intervals().size());
    return out;
  };
  EXPECT_EQ(narrowed("a = 'x' and b = 1"), "12");   // the second of b: texts that are not numbers
  EXPECT_EQ(narrowed("a = 'x' or b = 1"), "--");
  EXPECT_EQ(narrowed("(a = 'x' and b = 1) or (a = 'z' and b > 5)"), "23");
  EXPECT_EQ(narrowed("not (a <> 'x' or b <> 1)"), "12");
  EXPECT_EQ(narrowed("a like 'x%y'"), "1-");
  EXPECT_EQ(narrowed("a not like 'x%'"), "--");
  EXPECT_EQ(narrowed("a > 'x' and a < 'a'"), "0-");
  EXPECT_EQ(PartitionExpression::parse("b = 1", keys)->intervals("ss")[1].is_all(), true);  // stored when b was a string
}

}  // namespace
}  // namespace tarn::catalog
