#include "catalog/partition_expression.h"

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

TEST(PartitionExpression, PinsTheFirstKey) {
  const std::vector<Column> keys = {{"city", "string"}, {"year", "int"}};
  EXPECT_EQ(PartitionExpression::parse("city = 'a' and year = 1", keys)->first_key_values(), std::vector<std::string>{"a"});
  EXPECT_EQ(PartitionExpression::parse("year = 1 and city in ('b', 'a')", keys)->first_key_values(), (std::vector<std::string>{"b", "a"}));
  EXPECT_EQ(PartitionExpression::parse("city = 'a' or year = 1", keys)->first_key_values(), std::nullopt);
  EXPECT_EQ(PartitionExpression::parse("not city = 'a'", keys)->first_key_values(), std::nullopt);
  EXPECT_EQ(PartitionExpression::parse("year = 1", kKeys)->first_key_values(), std::nullopt);  // 01 and 1 are the same number
}

}  // namespace
}  // namespace tarn::catalog
