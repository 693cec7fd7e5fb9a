// Decimal division as the dialects round it, and distributions.
#include <boost/math/distributions/beta.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <boost/multiprecision/cpp_int.hpp>
#include <duckdb.hpp>
#include <duckdb/common/vector_operations/ternary_executor.hpp>
#include <duckdb/planner/expression/bound_function_expression.hpp>

#include <algorithm>

#include "engine/functions/decimals.h"
#include "engine/functions/groups.h"

namespace tarn::engine {
namespace {

using boost::multiprecision::int256_t;
using duckdb::DataChunk;
using duckdb::ExpressionState;
using duckdb::FlatVector;
using duckdb::hugeint_t;
using duckdb::idx_t;
using duckdb::LogicalType;
using duckdb::LogicalTypeId;
using duckdb::ScalarFunction;
using duckdb::Vector;

constexpr int kMaxDigits = 38;

int256_t widen(hugeint_t value) {
  int256_t wide = value.upper;
  return (wide << 64) + int256_t(value.lower);
}

hugeint_t narrow(const int256_t& value) {
  int256_t magnitude = abs(value);
  hugeint_t out;
  out.lower = static_cast<uint64_t>(magnitude & int256_t(UINT64_MAX));
  out.upper = static_cast<int64_t>(magnitude >> 64);
  return value < 0 ? -out : out;
}

int256_t power_of_ten(int exponent) {
  int256_t value = 1;
  for (int i = 0; i < exponent; ++i) value *= 10;
  return value;
}

struct Division final : duckdb::FunctionData {
  Division(int exponent_, int precision_, bool round_, const char* zero_code_, const char* zero_text_, const char* overflow_code_, const char* overflow_text_)
      : exponent(exponent_), precision(precision_), round(round_), zero_code(zero_code_), zero_text(zero_text_), overflow_code(overflow_code_),
        overflow_text(overflow_text_) {}
  duckdb::unique_ptr<FunctionData> Copy() const override { return duckdb::make_uniq<Division>(*this); }
  bool Equals(const FunctionData& other) const override {
    auto& o = other.Cast<Division>();
    return exponent == o.exponent && precision == o.precision && round == o.round;
  }
  int exponent, precision;  // result = a * 10^exponent / b
  bool round;               // half away from zero, else cut off
  const char *zero_code, *zero_text, *overflow_code, *overflow_text;
};

hugeint_t divide(const Division& how, hugeint_t a, hugeint_t b) {
  int256_t divisor = widen(b);
  if (divisor == 0) fail(how.zero_code, how.zero_text);
  int256_t dividend = widen(a);
  if (how.exponent >= 0) dividend *= power_of_ten(how.exponent);
  else divisor *= power_of_ten(-how.exponent);
  int256_t quotient = dividend / divisor, rest = abs(dividend % divisor);
  if (how.round && rest * 2 >= abs(divisor)) quotient += (dividend < 0) != (divisor < 0) ? -1 : 1;
  if (abs(quotient) >= power_of_ten(how.precision)) fail(how.overflow_code, how.overflow_text);
  return narrow(quotient);
}

void store(Vector& result, idx_t row, hugeint_t value) {
  switch (result.GetType().InternalType()) {
    case duckdb::PhysicalType::INT16: FlatVector::GetData<int16_t>(result)[row] = duckdb::Hugeint::Cast<int16_t>(value); return;
    case duckdb::PhysicalType::INT32: FlatVector::GetData<int32_t>(result)[row] = duckdb::Hugeint::Cast<int32_t>(value); return;
    case duckdb::PhysicalType::INT64: FlatVector::GetData<int64_t>(result)[row] = duckdb::Hugeint::Cast<int64_t>(value); return;
    default: FlatVector::GetData<hugeint_t>(result)[row] = value; return;
  }
}

void decimal_divide(DataChunk& args, ExpressionState& state, Vector& result) {
  auto& how = state.expr.Cast<duckdb::BoundFunctionExpression>().bind_info->Cast<Division>();
  duckdb::UnifiedVectorFormat a, b;
  args.data[0].ToUnifiedFormat(args.size(), a);
  args.data[1].ToUnifiedFormat(args.size(), b);
  result.SetVectorType(duckdb::VectorType::FLAT_VECTOR);
  for (idx_t row = 0; row < args.size(); ++row) {
    auto i = a.sel->get_index(row), j = b.sel->get_index(row);
    if (!a.validity.RowIsValid(i) || !b.validity.RowIsValid(j)) {
      FlatVector::SetNull(result, row, true);
    } else {
      store(result, row, divide(how, duckdb::UnifiedVectorFormat::GetData<hugeint_t>(a)[i], duckdb::UnifiedVectorFormat::GetData<hugeint_t>(b)[j]));
    }
  }
  if (args.AllConstant()) result.SetVectorType(duckdb::VectorType::CONSTANT_VECTOR);
}

struct Shape {
  int precision = 18, scale = 0;
};

Shape shape_of(const LogicalType& type) {
  uint8_t width = 0, scale = 0;
  if (!type.GetDecimalProperties(width, scale)) throw duckdb::BinderException("decimal_divide needs decimals");
  return {width, scale};
}

// Both operands are brought to 38 digits of their own scale, so that they are stored alike.
void widen_arguments(ScalarFunction& function, const Shape& a, const Shape& b) {
  function.arguments[0] = LogicalType::DECIMAL(kMaxDigits, static_cast<uint8_t>(a.scale));
  function.arguments[1] = LogicalType::DECIMAL(kMaxDigits, static_cast<uint8_t>(b.scale));
}

using Arguments = duckdb::vector<duckdb::unique_ptr<duckdb::Expression>>;

duckdb::unique_ptr<duckdb::FunctionData> bind_trino(duckdb::ClientContext&, ScalarFunction& function, Arguments& arguments) {
  auto a = shape_of(arguments[0]->return_type), b = shape_of(arguments[1]->return_type);
  int scale = std::max(a.scale, b.scale), precision = std::min(kMaxDigits, a.precision + b.scale + std::max(0, b.scale - a.scale));
  widen_arguments(function, a, b);
  function.return_type = LogicalType::DECIMAL(static_cast<uint8_t>(precision), static_cast<uint8_t>(scale));
  return duckdb::make_uniq<Division>(scale + b.scale - a.scale, precision, true, "DIVISION_BY_ZERO", "Division by zero", "NUMERIC_VALUE_OUT_OF_RANGE", "Decimal overflow");
}

int constant(duckdb::ClientContext& context, const duckdb::Expression& expression) {
  return duckdb::ExpressionExecutor::EvaluateScalar(context, expression).GetValue<int32_t>();
}

duckdb::unique_ptr<duckdb::FunctionData> bind_redshift(duckdb::ClientContext& context, ScalarFunction& function, Arguments& arguments) {
  auto a = shape_of(arguments[0]->return_type), b = shape_of(arguments[1]->return_type);
  int precision = constant(context, *arguments[2]), scale = constant(context, *arguments[3]);
  widen_arguments(function, a, b);
  function.return_type = LogicalType::DECIMAL(static_cast<uint8_t>(precision), static_cast<uint8_t>(scale));
  return duckdb::make_uniq<Division>(scale + b.scale - a.scale, precision, false, "22012", "Divide by zero", "XX000", "Numeric data overflow (result precision)");
}

// ---- shifts of values of 8, 16, 32 or 64 bits: by as many bits or more, by Java's rule of the low bits where negative

template <class Shift>
void shifted(DataChunk& args, Vector& result, Shift&& shift) {
  duckdb::TernaryExecutor::Execute<int64_t, int64_t, int64_t, int64_t>(args.data[0], args.data[1], args.data[2], result, args.size(), shift);
}

uint64_t mask(int64_t bits) { return bits >= 64 ? UINT64_MAX : (uint64_t{1} << bits) - 1; }
int64_t sign_extended(uint64_t value, int64_t bits) { return static_cast<int64_t>(value << (64 - bits)) >> (64 - bits); }

void shift_left(DataChunk& args, ExpressionState&, Vector& result) {
  shifted(args, result, [](int64_t value, int64_t count, int64_t bits) { return count >= bits ? 0 : sign_extended(static_cast<uint64_t>(value) << (count & 63), bits); });
}
void shift_right(DataChunk& args, ExpressionState&, Vector& result) {
  shifted(args, result, [](int64_t value, int64_t count, int64_t bits) { return count >= bits ? 0 : sign_extended((static_cast<uint64_t>(value) & mask(bits)) >> (count & 63), bits); });
}

// ---- distributions

template <class Compute>
void three_doubles(DataChunk& args, Vector& result, Compute&& compute) {
  duckdb::TernaryExecutor::Execute<double, double, double, double>(args.data[0], args.data[1], args.data[2], result, args.size(), compute);
}

void check(bool holds, const char* text) {
  if (!holds) fail("INVALID_FUNCTION_ARGUMENT", text);
}

void normal_cdf(DataChunk& args, ExpressionState&, Vector& result) {
  three_doubles(args, result, [](double mean, double sd, double v) {
    check(sd > 0, "standardDeviation must be > 0");
    return boost::math::cdf(boost::math::normal(mean, sd), v);
  });
}
void inverse_normal_cdf(DataChunk& args, ExpressionState&, Vector& result) {
  three_doubles(args, result, [](double mean, double sd, double p) {
    check(p > 0 && p < 1, "p must be 0 > p > 1");
    check(sd > 0, "sd must be > 0");
    return boost::math::quantile(boost::math::normal(mean, sd), p);
  });
}
void beta_cdf(DataChunk& args, ExpressionState&, Vector& result) {
  three_doubles(args, result, [](double a, double b, double v) {
    check(v >= 0 && v <= 1, "value must be in the interval [0, 1]");
    check(a > 0 && b > 0, "a, b must be > 0");
    return boost::math::cdf(boost::math::beta_distribution<>(a, b), v);
  });
}
void inverse_beta_cdf(DataChunk& args, ExpressionState&, Vector& result) {
  three_doubles(args, result, [](double a, double b, double p) {
    check(p >= 0 && p <= 1, "p must be in the interval [0, 1]");
    check(a > 0 && b > 0, "a, b must be > 0");
    return boost::math::quantile(boost::math::beta_distribution<>(a, b), p);
  });
}

void t_cdf(DataChunk& args, ExpressionState&, Vector& result) {
  duckdb::BinaryExecutor::Execute<double, double, double>(args.data[0], args.data[1], result, args.size(), [](double x, double df) {
    check(df > 0, "df must be greater than 0");
    return boost::math::cdf(boost::math::students_t(df), x);
  });
}
void t_pdf(DataChunk& args, ExpressionState&, Vector& result) {
  duckdb::BinaryExecutor::Execute<double, double, double>(args.data[0], args.data[1], result, args.size(), [](double x, double df) {
    check(df > 0, "df must be greater than 0");
    return boost::math::pdf(boost::math::students_t(df), x);
  });
}

}  // namespace

void add_number_functions(NativeFunctions& functions) {
  add_decimal_arithmetic(functions);
  auto any_decimal = LogicalType(LogicalTypeId::DECIMAL);
  functions.add("trino", ScalarFunction("decimal_divide", {any_decimal, any_decimal}, any_decimal, decimal_divide, bind_trino));
  functions.add("redshift", ScalarFunction("decimal_divide", {any_decimal, any_decimal, LogicalType::INTEGER, LogicalType::INTEGER}, any_decimal, decimal_divide, bind_redshift));
  auto add = [&](const char* name, duckdb::scalar_function_t run) {
    functions.add("trino", ScalarFunction(name, {LogicalType::DOUBLE, LogicalType::DOUBLE, LogicalType::DOUBLE}, LogicalType::DOUBLE, std::move(run)));
  };
  const auto bigint = LogicalType::BIGINT;
  functions.add("trino", ScalarFunction("shift_left", {bigint, bigint, bigint}, bigint, shift_left));
  functions.add("trino", ScalarFunction("shift_right", {bigint, bigint, bigint}, bigint, shift_right));
  functions.add("trino", ScalarFunction("t_cdf", {LogicalType::DOUBLE, LogicalType::DOUBLE}, LogicalType::DOUBLE, t_cdf));
  functions.add("trino", ScalarFunction("t_pdf", {LogicalType::DOUBLE, LogicalType::DOUBLE}, LogicalType::DOUBLE, t_pdf));
  add("normal_cdf", normal_cdf);
  add("inverse_normal_cdf", inverse_normal_cdf);
  add("beta_cdf", beta_cdf);
  add("inverse_beta_cdf", inverse_beta_cdf);
}

}  // namespace tarn::engine
