#include "sql/parser/parser.h"

#include <gtest/gtest.h>

#include "sql/ast/print.h"

namespace tarn::sql {
namespace {

std::string repeat(std::string_view piece, int times) {
  std::string out;
  for (int i = 0; i < times; ++i) out += piece;
  return out;
}

TEST(Parser, RefusesWhatIsTooDeepInsteadOfOverflowing) {
  const std::pair<std::string, std::string> kNestings[] = {
      {"(", ")"}, {"-", ""}, {"NOT ", ""}, {"f(", ")"}, {"CASE WHEN ", " THEN 1 END"}, {"(SELECT ", ")"}, {"a[", "]"}, {"ARRAY[", "]"}, {"CAST(", " AS int)"}};
  for (const auto& [open, close] : kNestings) {
    for (auto dialect : {Dialect::trino, Dialect::redshift}) {
      auto text = "SELECT " + repeat(open, 100000) + "1" + repeat(close, 100000);
      EXPECT_FALSE(parse_statement(text, dialect).ok()) << open;
      auto shallow = "SELECT " + repeat(open + " ", 20) + "1" + repeat(close, 20);
      EXPECT_TRUE(parse_statement(shallow, dialect).ok()) << open;
    }
  }
}

TEST(Parser, BoundsChains) {
  EXPECT_TRUE(parse_statement("SELECT 1" + repeat(" + 1", 1000), Dialect::trino).ok());
  EXPECT_FALSE(parse_statement("SELECT 1" + repeat(" + 1", 100000), Dialect::trino).ok());
  EXPECT_FALSE(parse_statement("SELECT 1" + repeat(" UNION SELECT 1", 100000), Dialect::trino).ok());
  EXPECT_FALSE(parse_statement("SELECT a" + repeat("::int", 100000), Dialect::redshift).ok());
  EXPECT_FALSE(parse_data_type("int" + repeat("[]", 100000), Dialect::redshift).ok());
  EXPECT_FALSE(parse_data_type(repeat("array<", 100000), Dialect::hive).ok());
  EXPECT_FALSE(parse_statement("SELECT * FROM " + repeat("(", 100000), Dialect::trino).ok());
  EXPECT_FALSE(parse_statement(repeat("EXPLAIN ", 100000) + "SELECT 1", Dialect::redshift).ok());
  EXPECT_TRUE(parse_statement("SELECT a" + repeat(" AND a", 50000), Dialect::trino).ok());  // one node, not a chain
}

TEST(Parser, RedshiftErrorsCarryThePosition) {
  auto result = parse_statement("SELECT 'ä', FROM t", Dialect::redshift);
  ASSERT_FALSE(result.ok());
  EXPECT_EQ(result.error().code, "42601");
  EXPECT_EQ(result.error().message, "syntax error at or near \"FROM\"");
  ASSERT_EQ(result.error().details.size(), 1u);
  EXPECT_EQ(result.error().details[0].second, "13");
}

TEST(Parser, SplitsStatementsOutsideQuotesAndComments) {
  auto pieces = split_statements("select ';' ; -- a;b\n /* ; */ select $$;$$;; select \"a;b\"", Dialect::redshift);
  ASSERT_TRUE(pieces.ok());
  ASSERT_EQ(pieces->size(), 3u);
  EXPECT_EQ((*pieces)[0].text, "select ';'");
  EXPECT_EQ((*pieces)[1].text, "select $$;$$");
  EXPECT_EQ((*pieces)[2].text, "select \"a;b\"");
  EXPECT_FALSE(split_statements("select 'a", Dialect::redshift).ok());
  EXPECT_FALSE(split_statements("select 1 /* a", Dialect::redshift).ok());
}

TEST(Parser, KeepsTheCaseOfQuotedNamesWhereAsked) {
  auto folded = parse_expression("\"Ab\"", Dialect::redshift);
  ASSERT_TRUE(folded.ok());
  EXPECT_EQ(ast::as<ast::ColumnReference>(**folded).parts[0].value, "ab");
  auto kept = parse_expression("\"Ab\"", Dialect::redshift, {.case_sensitive_identifiers = true});
  ASSERT_TRUE(kept.ok());
  EXPECT_EQ(ast::as<ast::ColumnReference>(**kept).parts[0].value, "Ab");
}

TEST(Parser, SpansCoverTheText) {
  std::string text = "SELECT  a + b  FROM t";
  auto query = parse_query(text, Dialect::trino);
  ASSERT_TRUE(query.ok());
  const auto& item = ast::as<ast::Select>(*(*query)->body).items[0];
  EXPECT_EQ(text.substr(item.expr->span.offset, item.expr->span.end - item.expr->span.offset), "a + b");
  EXPECT_EQ(item.expr->span.position.column, 9);
}

}  // namespace
}  // namespace tarn::sql
