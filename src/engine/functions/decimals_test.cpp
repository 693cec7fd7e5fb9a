// Decimal arithmetic in 128 bits, through the engine.
#include <gtest/gtest.h>

#include "engine/memory_lake_testing.h"

namespace tarn::engine {
namespace {

struct DecimalArithmetic : testing::Test {
  std::string ask(const std::string& sql, const std::string& type) {
    auto text = rows(*session, query(lake, sql, {{"x", sql::parse_trino_type(type).value()}}));
    return text.substr(0, text.size() - (text.ends_with('\n') ? 1 : 0));
  }

  MemoryLake lake;
  std::unique_ptr<Engine> engine = open_lake_engine({.threads = 2, .memory_bytes = 256 << 20}).value();
  std::unique_ptr<Session> session = engine->connect().value();
};

constexpr const char* kTrinoOverflow = "ERROR NUMERIC_VALUE_OUT_OF_RANGE: Decimal overflow";
constexpr const char* kRedshiftOverflow = "ERROR XX000: Numeric data overflow (result precision)";

TEST_F(DecimalArithmetic, IsExactToTheLastDigit) {
  const struct {
    const char *expression, *type, *text;
  } cases[] = {
      {"trino.decimal_multiply(9999999999999.99::DECIMAL(15,2), 9999999999999.99::DECIMAL(15,2), 30)", "decimal(30,4)", "99999999999999800000000000.0001"},
      {"trino.decimal_multiply(-9999999999999.99::DECIMAL(15,2), 0.07::DECIMAL(15,2), 30)", "decimal(30,4)", "-699999999999.9993"},
      {"trino.decimal_multiply(1.5::DECIMAL(2,1), 99999999999999999.9::DECIMAL(18,1), 20)", "decimal(20,2)", "149999999999999999.85"},
      {"trino.decimal_multiply(-99999999999999999999.0000::DECIMAL(31,4), 2.00::DECIMAL(5,2), 36)", "decimal(36,6)", "-199999999999999999998.000000"},
      {"trino.decimal_multiply(3::DECIMAL(5,0), -12345678901234567890::DECIMAL(20,0), 25)", "decimal(25,0)", "-37037036703703703670"},
      {"trino.decimal_multiply(1::DECIMAL(38,0), 99999999999999999999999999999999999999::DECIMAL(38,0), 38)", "decimal(38,0)", "99999999999999999999999999999999999999"},
      {"trino.decimal_add(1.25::DECIMAL(18,2), 0.125::DECIMAL(18,3), 20)", "decimal(20,3)", "1.375"},
      {"trino.decimal_subtract(1.25::DECIMAL(31,4), 0.5::DECIMAL(30,4), 32)", "decimal(32,4)", "0.7500"},
      {"trino.decimal_subtract(-99999999999999999999999999999999999998::DECIMAL(38,0), 1::DECIMAL(38,0), 38)", "decimal(38,0)", "-99999999999999999999999999999999999999"},
      {"redshift.decimal_add(999999999999999999::DECIMAL(18,0), 999999999999999999::DECIMAL(18,0), 19)", "decimal(19,0)", "1999999999999999998"},
      {"trino.decimal_multiply(NULL::DECIMAL(15,2), 1::DECIMAL(15,2), 30)", "decimal(30,4)", "NULL"},
  };
  for (auto& c : cases) EXPECT_EQ(ask(std::string("SELECT ") + c.expression, c.type), c.text) << c.expression;
}

TEST_F(DecimalArithmetic, RefusesMoreThan38Digits) {
  const struct {
    const char *expression, *error;
  } cases[] = {
      {"trino.decimal_multiply(50000000000000000000::DECIMAL(20,0), 2000000000000000000::DECIMAL(19,0), 38)", kTrinoOverflow},    // 10^38, still in 128 bits
      {"trino.decimal_multiply(-50000000000000000000::DECIMAL(20,0), 2000000000000000000::DECIMAL(19,0), 38)", kTrinoOverflow},
      {"trino.decimal_multiply(99999999999999999999999999999999999999::DECIMAL(38,0), 99999999999999999999999999999999999999::DECIMAL(38,0), 38)", kTrinoOverflow},
      {"trino.decimal_add(99999999999999999999999999999999999999::DECIMAL(38,0), 1::DECIMAL(38,0), 38)", kTrinoOverflow},
      {"trino.decimal_subtract(-99999999999999999999999999999999999999::DECIMAL(38,0), 1::DECIMAL(1,0), 38)", kTrinoOverflow},
      {"trino.decimal_add(10000000000000000000000000000000000000::DECIMAL(38,0), 0.01::DECIMAL(38,2), 38)", kTrinoOverflow},  // in the larger scale
      {"redshift.decimal_multiply(99999999999999999999999999999999999999::DECIMAL(38,0), 10::DECIMAL(2,0), 38)", kRedshiftOverflow},
  };
  for (auto& c : cases) {
    EXPECT_EQ(ask(std::string("SELECT ") + c.expression, "decimal(38,2)"), c.error) << c.expression;
    EXPECT_EQ(ask(std::string("SELECT ") + c.expression + " FROM range(3)", "decimal(38,2)"), c.error) << c.expression;
  }
}

// The engine's own 128-bit arithmetic judges ours over columns of each physical width, with NULLs among them.
TEST_F(DecimalArithmetic, AgreesWithTheEngineOverManyRows) {
  const char* left[] = {"DECIMAL(4,1)", "DECIMAL(9,2)", "DECIMAL(15,2)", "DECIMAL(20,3)"};
  const char* right[] = {"DECIMAL(3,2)", "DECIMAL(8,0)", "DECIMAL(16,2)"};
  for (auto* a : left)
    for (auto* b : right) {
      const auto table = std::string("(SELECT CASE WHEN i % 7 > 0 THEN CAST((CAST(hash(i) % 99 AS BIGINT) - 49) / 7 AS ") + a + ") END AS a, CASE WHEN i % 5 > 0 THEN CAST((CAST(hash(i + 1) % 97 AS BIGINT) - 50) / 9 AS " + b +
                         ") END AS b FROM range(10000) t(i))";
      const auto wrong = [&](const std::string& name, const std::string& op, const std::string& exact) {
        return ask("SELECT count(*) FROM " + table + " WHERE trino." + name + "(a, b, 38) IS DISTINCT FROM CAST(a AS " + exact + ") " + op + " b", "bigint");
      };
      EXPECT_EQ(wrong("decimal_multiply", "*", "DECIMAL(30,3)"), "0") << a << " * " << b;
      EXPECT_EQ(wrong("decimal_add", "+", "DECIMAL(30,3)"), "0") << a << " + " << b;
      EXPECT_EQ(wrong("decimal_subtract", "-", "DECIMAL(30,3)"), "0") << a << " - " << b;
    }
}

}  // namespace
}  // namespace tarn::engine
