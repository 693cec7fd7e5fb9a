#include "sql/type_text.h"

#include <gtest/gtest.h>

namespace tarn::sql {
namespace {

struct Case {
  const char* text;
  const char* trino;
};

TEST(HiveTypes, ReadAsTheCatalogStoresThem) {
  constexpr Case kCases[] = {
      {"int", "integer"},
      {"STRING", "varchar"},
      {"varchar(20)", "varchar(20)"},
      {"decimal", "decimal(10,0)"},
      {"decimal(10, 2)", "decimal(10,2)"},
      {"timestamp", "timestamp(3)"},
      {"array<struct<a:int,b:map<string,double>>>", "array(row(a integer, b map(varchar, double)))"},
      {"struct<`odd name`:int,x-y:string>", "row(odd name integer, x-y varchar)"},
  };
  for (const auto& c : kCases) {
    auto type = parse_hive_type(c.text);
    ASSERT_TRUE(type.ok()) << c.text;
    EXPECT_EQ(trino_name(*type), c.trino);
  }
  for (const char* bad : {"", "strin", "array<int", "map<int>", "decimal(40,2)", "int(3)", "struct<a>"})
    EXPECT_FALSE(parse_hive_type(bad).ok()) << bad;
}

TEST(TrinoTypes, ReadAsViewsStoreThem) {
  constexpr Case kCases[] = {
      {"timestamp(3) with time zone", "timestamp(3) with time zone"},
      {"row(a integer, b varchar(3))", "row(a integer, b varchar(3))"},
      {"row(integer, varchar)", "row(integer, varchar)"},
      {"row(\"a b\" timestamp(3) with time zone)", "row(a b timestamp(3) with time zone)"},
      {"decimal", "decimal(38,0)"},
      {"interval day to second", "interval day to second"},
  };
  for (const auto& c : kCases) {
    auto type = parse_trino_type(c.text);
    ASSERT_TRUE(type.ok()) << c.text;
    EXPECT_EQ(trino_name(*type), c.trino);
  }
  EXPECT_FALSE(parse_trino_type("string").ok());
}

TEST(TypeNames, RoundTripThroughHive) {
  for (const char* text : {"array<struct<a:int,b:string>>", "map<string,decimal(10,2)>", "char(3)", "float", "binary"}) {
    auto type = parse_hive_type(text);
    ASSERT_TRUE(type.ok());
    EXPECT_EQ(hive_name(*type), text);
  }
}

}  // namespace
}  // namespace tarn::sql
