// tests/sql/athena_values/*.txt: a line is `expression => value`, columns separated by '|', as Trino 476 answers it and Athena prints it.
// From the text through analysis and the engine; --only PART of a line runs the lines that have it.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "engine/memory_lake_testing.h"
#include "sql/analysis/analyzer.h"
#include "sql/ast/statements.h"
#include "sql/functions/samples.h"
#include "sql/parser/parser.h"

namespace tarn::engine {
namespace {

namespace fs = std::filesystem;

struct NoRelations final : sql::Resolver {
  Result<std::optional<sql::Relation>> find_relation(const sql::QualifiedName&) override { return std::optional<sql::Relation>(); }
  Result<bool> schema_exists(const std::string&, const std::string&) override { return true; }
  std::optional<std::string> session_value(const std::string&) const override { return std::nullopt; }
};

struct TrinoValues : testing::Test {
  void SetUp() override {
    auto opened = open_lake_engine({.threads = 2, .memory_bytes = 512 << 20});
    ASSERT_TRUE(opened.ok()) << opened.error().message;
    engine = std::move(*opened);
    session = std::move(engine->connect().value());
  }

  Result<sql::Program> analyzed(const std::string& text) {
    auto statement = TRY(sql::parse_statement(text, sql::Dialect::trino));
    NoRelations resolver;
    return sql::analyze_query(*sql::ast::as<sql::ast::QueryStatement>(*statement).query, sql::Dialect::trino, resolver, {});
  }

  std::string answer(const std::string& text) {
    auto program = analyzed(text);
    if (!program.ok()) return "ERROR " + program.error().code + ": " + program.error().message;
    auto request = query(lake, "", {});
    request.program = std::move(*program);
    auto out = rows(*session, std::move(request));
    return out.substr(0, out.size() - out.ends_with('\n'));
  }

  std::unique_ptr<Engine> engine;
  std::unique_ptr<Session> session;
  MemoryLake lake;
};

// An argument behind --only.
std::string wanted_part() {
  const auto arguments = testing::internal::GetArgvs();
  for (size_t i = 1; i + 1 < arguments.size(); ++i)
    if (arguments[i] == "--only") return arguments[i + 1];
  return "";
}

bool is_query(const std::string& text) { return text.starts_with("SELECT ") || text.starts_with("WITH ") || text.starts_with("VALUES "); }

TEST_F(TrinoValues, AreTrinos) {
  const auto part = wanted_part();
  int cases = 0;
  for (const auto& entry : fs::directory_iterator(fs::path(TARN_SOURCE_DIR) / "tests/sql/athena_values")) {
    std::ifstream file(entry.path());
    for (std::string line; std::getline(file, line);) {
      const auto arrow = line.rfind(" => ");
      if (line.empty() || line.starts_with("#") || arrow == std::string::npos || line.find(part) == std::string::npos) continue;
      const auto text = line.substr(0, arrow);
      EXPECT_EQ(answer(is_query(text) ? text : "SELECT " + text), line.substr(arrow + 4)) << entry.path().filename() << ": " << text;
      ++cases;
    }
  }
  EXPECT_GT(cases, 0);
}

// Each row of the function tables is prepared, and gives the type it declares.
TEST_F(TrinoValues, RowsGiveTheTypesTheyDeclare) {
  for (const auto& sample : sql::sample_calls(sql::Dialect::trino)) {
    auto request = query(lake, "SELECT typeof(v), typeof(CAST(NULL AS " + sample.duckdb_type + ")) FROM (" + sample.sql + ")", {{"a", sql::varchar()}, {"b", sql::varchar()}});
    const auto out = rows(*session, std::move(request));
    const auto bar = out.find('|');
    const bool no_rows = out.empty();
    EXPECT_TRUE(no_rows || (bar != std::string::npos && out.substr(0, bar) + "\n" == out.substr(bar + 1))) << sample.name << "\n" << out << sample.sql;
  }
}

}  // namespace
}  // namespace tarn::engine
