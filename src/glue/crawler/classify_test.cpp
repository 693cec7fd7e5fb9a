#include <gtest/gtest.h>

#include "glue/crawler/builtin.h"

namespace tarn::glue::crawler {
namespace {

// "name:type name:type", '*' before a class with a header.
std::string shown(const std::optional<FileClass>& found) {
  if (!found) return "none";
  std::string out = found->has_header ? "*" : "";
  for (auto& column : found->columns) out += (out.empty() || out == "*" ? "" : " ") + column.name + ":" + hive_type_text(column.type);
  return out;
}
std::string csv(const std::string& text) { return shown(classify_csv(Sample{text, true})); }
std::string json(const std::string& text, bool is_whole = true) { return shown(classify_json(Sample{text, is_whole})); }

TEST(Csv, FindsHeadersAndTypes) {
  EXPECT_EQ(csv("id,name,price\n1,a,2.5\n2,b,3\n"), "*id:bigint name:string price:double");
  EXPECT_EQ(csv("a,b\nx,y\n"), "col0:string col1:string") << "all text: no header";
  EXPECT_EQ(csv("1,2\n3,4\n"), "col0:bigint col1:bigint");
  EXPECT_EQ(csv("d,t,f\n2024-01-01,2024-01-01 10:00:00,true\n"), "*d:date t:timestamp f:boolean");
  EXPECT_EQ(csv("id|x\n1|2\n"), "*id:bigint x:bigint");
  EXPECT_EQ(csv("id\tx\n1\t\n"), "*id:bigint x:string") << "an empty column is text";
  EXPECT_EQ(csv(" Total Discharges ,n\n1,2\n"), "*total discharges:bigint n:bigint");
  EXPECT_EQ(csv("id,\"a, b\"\n1,\"x\ny\"\n"), "*id:bigint a, b:string");
  EXPECT_EQ(csv("id,id\n1,2\n"), "*id:bigint col1:bigint") << "places stay";
  EXPECT_EQ(csv("id,x\n"), "none") << "two rows at least";
  EXPECT_EQ(csv("id\n1\n2\n"), "none") << "two columns at least";
  EXPECT_EQ(csv("just some text\nand more, of it\n"), "none");
  EXPECT_EQ(csv("n,m\n1,x\n2.5,3\n"), "*n:double m:string");
}

TEST(Json, FindsTypes) {
  EXPECT_EQ(json("{\"Id\":1,\"b\":true}\n{\"Id\":5000000000,\"c\":\"x\"}\n"), "id:bigint b:boolean c:string");
  EXPECT_EQ(json("{\"a\":[1,2.5],\"s\":{\"X\":null,\"y\":\"2024-01-01\"}}"), "a:array<double> s:struct<x:string,y:string>");
  EXPECT_EQ(json("[{\"a\":1},{\"a\":2}]"), "array:array<struct<a:int>>");
  EXPECT_EQ(json("{\"a\":1} {\"a\":2}"), "a:int");
  EXPECT_EQ(json("{\"a\":1}\n{\"b\":"), "a:int") << "what is whole counts";
  EXPECT_EQ(json("[{\"a\":1},{\"a\":"), "none") << "an array is one value";
  EXPECT_EQ(json("[{\"a\":1},{\"a\":", false), "array:array<struct<a:int>>") << "which a sample may cut";
  EXPECT_EQ(json("a,b\n"), "none");
  auto found = classify_json(Sample{"{\"Zip\":1,\"age\":2}", true});
  EXPECT_EQ(found->paths, (std::vector<std::string>{"Zip", "age"}));
}

TEST(Schema, Widens) {
  using sql::TypeKind;
  auto text = [](sql::Type a, sql::Type b) { return hive_type_text(widen(a, b)); };
  EXPECT_EQ(text(sql::simple(TypeKind::integer), sql::simple(TypeKind::bigint)), "bigint");
  EXPECT_EQ(text(sql::simple(TypeKind::real), sql::simple(TypeKind::double_)), "double");
  EXPECT_EQ(text(sql::simple(TypeKind::bigint), sql::simple(TypeKind::double_)), "double");
  EXPECT_EQ(text(sql::decimal(10, 2), sql::decimal(8, 4)), "decimal(12,4)");
  EXPECT_EQ(text(sql::simple(TypeKind::date), sql::simple(TypeKind::timestamp)), "timestamp");
  EXPECT_EQ(text(sql::simple(TypeKind::bigint), sql::varchar()), "string");
  EXPECT_EQ(text(sql::array_of(sql::simple(TypeKind::integer)), sql::simple(TypeKind::integer)), "string");
  EXPECT_EQ(text(sql::simple(TypeKind::unknown), sql::simple(TypeKind::boolean)), "boolean");
}

}  // namespace
}  // namespace tarn::glue::crawler
