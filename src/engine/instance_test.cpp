// A fatal error of DuckDB loses an instance, not the engine.
#include "engine/instance.h"

#include <duckdb/main/valid_checker.hpp>
#include <gtest/gtest.h>

#include "engine/memory_lake_testing.h"
#include "engine/session.h"

namespace tarn::engine {
namespace {

TEST(Instance, IsLostToAFatalErrorAndTheFileOpensAgain) {
  auto file = testing::TempDir() + "tarn-instance-test.db";
  std::remove(file.c_str());
  MemoryLake lake;
  auto request = [&](const std::string& sql, bool returns_rows) {
    auto made = query(lake, sql, columns({{"x", "bigint"}}));
    made.program.steps[0].returns_rows = returns_rows;
    made.dialect = sql::Dialect::redshift;
    return made;
  };
  auto instance = std::make_shared<Instance>(file, EngineOptions{.threads = 1});
  auto link = instance->connect();
  auto session = make_session(link), idle = make_session(instance->connect());
  EXPECT_EQ(rows(*session, request("CREATE TABLE t AS SELECT 7::BIGINT AS x", false)), "");
  EXPECT_FALSE(instance->lost());

  duckdb::ValidChecker::Invalidate(*link->connection->context->db, "a test");
  EXPECT_TRUE(instance->lost());
  EXPECT_TRUE(rows(*session, request("SELECT x FROM t", true)).starts_with("ERROR 57P01"));
  instance->abandon();
  EXPECT_TRUE(rows(*idle, request("SELECT x FROM t", true)).starts_with("ERROR 57P01"));
  instance.reset();

  auto again = make_session(std::make_shared<Instance>(file, EngineOptions{.threads = 1})->connect());
  EXPECT_EQ(rows(*again, request("SELECT x FROM t", true)), "7\n");
  again.reset();
  std::remove(file.c_str());
}

}  // namespace
}  // namespace tarn::engine
