// Runs tests/sql/**/*.slt. With --update behind gtest's own flags the expected text is rewritten; the diff is what gets reviewed. A further
// argument is part of the paths to run.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "sql/analysis/analyzer.h"
#include "sql/golden/catalog.h"
#include "sql/golden/records.h"
#include "sql/parser/parser.h"
#include "sql/round_trip.h"

namespace tarn::sql::golden {
namespace {

namespace fs = std::filesystem;

constexpr int64_t kNow = 1'790'000'000'000'000;  // 2026-09-21 13:33:20 UTC

Dialect dialect_of(const Record& record) {
  if (record.dialect == "athena") return athena_dialect(record.sql);
  return record.dialect == "trino" ? Dialect::trino : record.dialect == "hive" ? Dialect::hive : Dialect::redshift;
}

Result<Program> analyze(const Record& record, const ast::Statement& statement) {
  auto dialect = dialect_of(record);
  Catalog catalog(dialect);
  AnalysisOptions options{.now_us = kNow};
  if (dialect == Dialect::redshift) options.catalog = "dev", options.schema = "public";
  if (const auto* query = ast::try_as<ast::QueryStatement>(&statement)) return analyze_query(*query->query, dialect, catalog, options);
  if (const auto* create = ast::try_as<ast::CreateTableAs>(&statement)) return analyze_table_query(*create->query, dialect, catalog, options);
  return Error{"NOT_SUPPORTED", "golden files analyze queries and CREATE TABLE AS"};
}

std::string type_name(const Type& type, Dialect dialect) { return dialect == Dialect::redshift ? redshift_name(type) : trino_name(type); }

Result<std::string> columns_text(const Record& record, const ast::Statement& statement) {
  auto program = TRY(analyze(record, statement));
  std::string out;
  for (const auto& column : program.columns) out += (out.empty() ? "" : "\n") + column.name + " " + type_name(column.type, dialect_of(record));
  return out;
}

Result<std::string> translate_text(const Record& record, const ast::Statement& statement) {
  auto program = TRY(analyze(record, statement));
  std::string out;
  for (const auto& step : program.steps) out += (out.empty() ? "" : "\n") + step.sql;
  return out;
}

// What the record's question is answered with.
Result<std::string> answer(const Record& record) {
  if (record.kind == "parse") return round_trip(record.sql, dialect_of(record));
  auto statement = TRY(parse_statement(record.sql, dialect_of(record)));
  if (record.kind == "columns") return columns_text(record, *statement);
  return translate_text(record, *statement);
}

void check_error(Record& record, const fs::path& file, bool update) {
  auto result = answer(record);
  std::string code = result.ok() ? "none" : result.error().code;
  std::string message = result.ok() ? "" : result.error().message;
  if (update) {
    record.argument = code;
    if (record.has_expected) record.expected = message;
    return;
  }
  EXPECT_EQ(record.argument, code) << file << ":" << record.line << ": " << message;
  if (record.has_expected) {
    EXPECT_EQ(record.expected, message) << file << ":" << record.line;
  }
}

void check(Record& record, const fs::path& file, bool update) {
  if (record.kind == "error") return check_error(record, file, update);
  ASSERT_TRUE(record.kind == "parse" || record.kind == "columns" || record.kind == "translate") << file << ":" << record.line << ": " << record.kind;
  auto result = answer(record);
  ASSERT_TRUE(result.ok()) << file << ":" << record.line << ": " << result.error().code << " " << result.error().message;
  if (update) {
    record.has_expected = true;
    record.expected = *result;
    return;
  }
  EXPECT_EQ(record.expected, *result) << file << ":" << record.line;
}

std::vector<Record> read_file(const fs::path& file, std::vector<std::string>& tail) {
  std::ifstream in(file);
  std::stringstream text;
  text << in.rdbuf();
  return read_records(text.str(), tail);
}

void run_file(const fs::path& file, bool update) {
  std::vector<std::string> tail;
  auto records = read_file(file, tail);
  for (auto& record : records) check(record, file, update);
  if (update) std::ofstream(file) << write_records(records, tail);
}

TEST(Golden, Files) {
  bool update = false;
  std::string only;
  auto arguments = testing::internal::GetArgvs();
  for (size_t i = 1; i < arguments.size(); ++i) {
    if (arguments[i] == "--update") update = true;
    if (!arguments[i].starts_with("-")) only = arguments[i];
  }
  int files = 0;
  for (const auto& entry : fs::recursive_directory_iterator(fs::path(TARN_SOURCE_DIR) / "tests/sql")) {
    if (entry.path().extension() != ".slt") continue;
    if (entry.path().string().find(only) == std::string::npos) continue;
    run_file(entry.path(), update);
    ++files;
  }
  EXPECT_GT(files, 0);
}

}  // namespace
}  // namespace tarn::sql::golden
