#include "redshift/copy_records.h"

#include <gtest/gtest.h>

#include "redshift/copy_values.h"

namespace tarn::redshift {
namespace {

struct Seen {
  std::string text;  // fields joined by '|', NULL as ~; a fault as !code
  int64_t line;
  bool operator==(const Seen&) const = default;
};

std::vector<Seen> read(const CopyOptions& options, const std::string& file, size_t piece, const std::vector<std::string>& columns = {}, const std::vector<std::string>& paths = {}) {
  size_t at = 0;
  NextBytes next = [&]() -> Result<std::string> {
    std::string bytes = file.substr(at, piece);
    at += bytes.size();
    return bytes;
  };
  std::vector<Seen> seen;
  auto done = read_records(options, columns, paths, next, [&](Record& record) -> Result<void> {
    std::string text = record.fault ? "!" + std::to_string(record.fault->code) : "";
    for (size_t i = 0; !record.fault && i < record.fields.size(); ++i) text += (i > 0 ? "|" : "") + record.fields[i].value_or("~");
    seen.push_back({text, record.line});
    return {};
  });
  EXPECT_TRUE(done.ok());
  return seen;
}

TEST(CopyRecords, CsvKeepsQuotedLineEndsHoweverTheBytesArrive) {
  CopyOptions options{.format = CopyOptions::Format::csv, .delimiter = ',', .ignore_header = 1};
  const std::string file = "h,h\r\n1,\"a\nb\"\"c\"\n2,\\N\n3,\"\\N\"\n4,\"x\"y\n5,";
  for (size_t piece = 1; piece <= file.size(); ++piece)
    EXPECT_EQ(read(options, file, piece), (std::vector<Seen>{{"1|a\nb\"c", 2}, {"2|~", 4}, {"3|\\N", 5}, {"!1214", 6}, {"5|", 7}})) << piece;
}

TEST(CopyRecords, DelimitedTextKnowsEscapesAndQuotes) {
  EXPECT_EQ(read({}, "1|a\\|b\n", 3), (std::vector<Seen>{{"1|a\\|b", 1}}));
  EXPECT_EQ(read({.escape = true}, "1|a\\|b\\\nc|\\N\n", 3), (std::vector<Seen>{{"1|a|b\nc|~", 1}}));
  EXPECT_EQ(read({.remove_quotes = true}, "1|\"a|b\"|'c'\n", 3), (std::vector<Seen>{{"1|a|b|c", 1}}));
  EXPECT_EQ(read({.ignore_blank_lines = true}, "\n1\n\n2\n", 3), (std::vector<Seen>{{"1", 2}, {"2", 4}}));
}

TEST(CopyRecords, JsonValuesNeedNoLinesOfTheirOwn) {
  CopyOptions options{.format = CopyOptions::Format::json};
  const std::string file = "[{\"a\":1.5,\"b\":\"x\"},\n {\"b\":null,\n\"A\":2}]{\"a\":{\"k\":[1,2.25]}}";
  for (size_t piece : {1u, 7u, 1000u}) EXPECT_EQ(read(options, file, piece, {"a", "b"}), (std::vector<Seen>{{"1.5|x", 1}, {"~|~", 3}, {"{\"k\":[1,2.25]}|~", 3}})) << piece;
  options.json = "auto ignorecase";
  EXPECT_EQ(read(options, "{\"A\":2}", 9, {"a"}), (std::vector<Seen>{{"2", 1}}));
  EXPECT_EQ(read(options, "{\"x\":{\"y\":[1,{\"z\":7}]}}", 9, {"a"}, {"$.x['y'][1].z"}), (std::vector<Seen>{{"7", 1}}));
  EXPECT_EQ(read(options, "{\"a\":1}\n{broken\n{\"a\":2}", 9, {"a"}), (std::vector<Seen>{{"1", 1}, {"!1216", 2}, {"2", 3}}));
}

TEST(CopyValues, AreCheckedAsTheirTypesAre) {
  using sql::TypeKind;
  const sql::Type number = sql::decimal(5, 2);
  const sql::Type integer = sql::simple(TypeKind::integer), small = sql::simple(TypeKind::smallint), date = sql::simple(TypeKind::date);
  const struct {
    sql::Type type;
    const char* text;
    const char* loaded;  // nullptr: NULL
    int code;            // 0: it is loaded
  } cases[] = {
      {integer, " +42 ", "42", 0}, {integer, "4x", "", 1207}, {integer, "99999999999", "", 1204}, {small, "-32768", "-32768", 0}, {small, "-32769", "", 1204}, {integer, "", nullptr, 0},
      {number, "1.239", "1.23", 0}, {number, "-.5", "-0.5", 0}, {number, "1000", "", 1204}, {number, "1,5", "", 1209},
      {date, "2020-02-29", "2020-02-29", 0}, {date, "2021-02-29", "", 1205}, {date, "20200101", "", 1205},
      {sql::simple(TypeKind::boolean), "YES", "true", 0}, {sql::simple(TypeKind::boolean), "2", "", 1210},
      {sql::simple(TypeKind::double_), "1e3", "1e3", 0}, {sql::simple(TypeKind::double_), "1e999", "", 1204},
      {sql::varchar(3), "abcd", "", 1204}, {sql::varchar(3), "\xff", "", 1220}, {sql::varchar(3), "", "", 0}, {sql::varchar(3), "äb", "äb", 0},
      {{.kind = TypeKind::char_, .precision = 3}, "ä", "", 1215},
      {{.kind = TypeKind::timestamp, .precision = 6}, "2020-01-01T10:00:00Z", "2020-01-01 10:00:00Z", 0},
      {{.kind = TypeKind::timestamp, .precision = 6}, "01/01/2020", "", 1206},
      {sql::simple(TypeKind::super_), "{\"a\":1}", "{\"a\":1}", 0}, {sql::simple(TypeKind::super_), "{a", "", 1224},
  };
  for (const auto& c : cases) {
    std::optional<std::string> field = c.text;
    auto fault = convert_field(field, {.name = "c", .type = c.type}, {});
    EXPECT_EQ(fault ? fault->code : 0, c.code) << c.text;
    if (c.code == 0) EXPECT_EQ(field.value_or("NULL"), c.loaded == nullptr ? "NULL" : c.loaded) << c.text;
  }
  std::optional<std::string> empty;
  EXPECT_EQ(convert_field(empty, {.name = "c", .type = integer, .not_null = true}, {})->code, 1213);
  std::optional<std::string> longer = "aäb";
  EXPECT_FALSE(convert_field(longer, {.name = "c", .type = sql::varchar(2)}, {.truncate_columns = true}));
  EXPECT_EQ(longer, "a");
}

}  // namespace
}  // namespace tarn::redshift
