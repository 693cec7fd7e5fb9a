// DuckDB widens both operands to 128 bits before it multiplies and checks each product by calls that are not inlined: an order of magnitude
// above the one or three multiplications that it takes.
#include "engine/functions/decimals.h"

#include <duckdb.hpp>
#include <duckdb/common/vector_operations/binary_executor.hpp>
#include <duckdb/execution/expression_executor.hpp>
#include <duckdb/planner/expression/bound_function_expression.hpp>

#include <algorithm>

namespace tarn::engine {
namespace {

using duckdb::DataChunk;
using duckdb::ExpressionState;
using duckdb::hugeint_t;
using duckdb::LogicalType;
using duckdb::ScalarFunction;
using duckdb::Vector;
using Wide = __int128;

constexpr int kMaxDigits = 38;
constexpr int kMaxDigitsOf64Bits = 18;

Wide widen(int64_t value) { return value; }
Wide widen(hugeint_t value) { return static_cast<Wide>(static_cast<unsigned __int128>(static_cast<uint64_t>(value.upper)) << 64 | value.lower); }
hugeint_t narrow(Wide value) { return {static_cast<int64_t>(value >> 64), static_cast<uint64_t>(value)}; }

constexpr Wide power_of_ten(int exponent) {
  Wide value = 1;
  for (int i = 0; i < exponent; ++i) value *= 10;
  return value;
}

struct Overflow {
  const char *code, *text;
};
constexpr Overflow kTrinoOverflow{"NUMERIC_VALUE_OUT_OF_RANGE", "Decimal overflow"};
constexpr Overflow kRedshiftOverflow{"XX000", "Numeric data overflow (result precision)"};

// How one call computes: operands of a sum are brought to one scale, results stay below the limit.
struct Arithmetic final : duckdb::FunctionData {
  duckdb::unique_ptr<FunctionData> Copy() const override { return duckdb::make_uniq<Arithmetic>(*this); }
  bool Equals(const FunctionData& other) const override {
    auto& o = other.Cast<Arithmetic>();
    return left_factor == o.left_factor && right_factor == o.right_factor && limit == o.limit;
  }
  Wide left_factor = 1, right_factor = 1, limit = 0;
  Overflow overflow;
};

struct Add {
  static bool overflows(Wide a, Wide b, Wide& out) { return __builtin_add_overflow(a, b, &out); }
};
struct Subtract {
  static bool overflows(Wide a, Wide b, Wide& out) { return __builtin_sub_overflow(a, b, &out); }
};
struct Multiply {
  static bool overflows(Wide a, Wide b, Wide& out) { return __builtin_mul_overflow(a, b, &out); }
};

const Arithmetic& how_of(ExpressionState& state) { return state.expr.Cast<duckdb::BoundFunctionExpression>().bind_info->Cast<Arithmetic>(); }

template <class Left, class Right, class Op>
void run_checked(DataChunk& args, ExpressionState& state, Vector& result) {
  auto& how = how_of(state);
  duckdb::BinaryExecutor::Execute<Left, Right, hugeint_t>(args.data[0], args.data[1], result, args.size(), [&](Left a, Right b) {
    Wide left, right, out;
    bool over = __builtin_mul_overflow(widen(a), how.left_factor, &left) || __builtin_mul_overflow(widen(b), how.right_factor, &right) ||
                Op::overflows(left, right, out) || out >= how.limit || out <= -how.limit;
    if (over) fail(how.overflow.code, how.overflow.text);
    return narrow(out);
  });
}

// The types leave no room for an overflow.
template <class Left, class Right, class Op>
void run_scaled(DataChunk& args, ExpressionState& state, Vector& result) {
  auto& how = how_of(state);
  duckdb::BinaryExecutor::Execute<Left, Right, hugeint_t>(args.data[0], args.data[1], result, args.size(), [&](Left a, Right b) {
    Wide out;
    Op::overflows(widen(a) * how.left_factor, widen(b) * how.right_factor, out);
    return narrow(out);
  });
}

// Neither is there anything to scale.
template <class Left, class Right, class Op>
void run_plain(DataChunk& args, ExpressionState&, Vector& result) {
  duckdb::BinaryExecutor::Execute<Left, Right, hugeint_t>(args.data[0], args.data[1], result, args.size(), [](Left a, Right b) {
    Wide out;
    Op::overflows(widen(a), widen(b), out);
    return narrow(out);
  });
}

template <class Left, class Right, class Op>
duckdb::scalar_function_t choose_form(const Arithmetic& how, bool may_overflow) {
  if (may_overflow) return run_checked<Left, Right, Op>;
  if (how.left_factor != 1 || how.right_factor != 1) return run_scaled<Left, Right, Op>;
  return run_plain<Left, Right, Op>;
}

template <class Op>
duckdb::scalar_function_t choose(const Arithmetic& how, bool may_overflow, bool left_is_64, bool right_is_64) {
  if (left_is_64) return right_is_64 ? choose_form<int64_t, int64_t, Op>(how, may_overflow) : choose_form<int64_t, hugeint_t, Op>(how, may_overflow);
  return right_is_64 ? choose_form<hugeint_t, int64_t, Op>(how, may_overflow) : choose_form<hugeint_t, hugeint_t, Op>(how, may_overflow);
}

struct Shape {
  int precision, scale;
  bool is_64() const { return precision <= kMaxDigitsOf64Bits; }
};

Shape shape_of(const duckdb::Expression& argument) {
  uint8_t precision = 0, scale = 0;
  if (!argument.return_type.GetDecimalProperties(precision, scale)) throw duckdb::BinderException("decimal arithmetic needs decimals");
  return {precision, scale};
}

// Narrow decimals are stored in 16, 32 or 64 bits and all read as 64. A cast between types that are stored alike would copy them.
LogicalType operand_type(const duckdb::Expression& argument, const Shape& shape) {
  const auto& type = argument.return_type;
  if (type.id() == duckdb::LogicalTypeId::DECIMAL && type.InternalType() == duckdb::PhysicalType::INT64) return type;
  return LogicalType::DECIMAL(static_cast<uint8_t>(shape.is_64() ? kMaxDigitsOf64Bits : shape.precision), static_cast<uint8_t>(shape.scale));
}

using Arguments = duckdb::vector<duckdb::unique_ptr<duckdb::Expression>>;

template <class Op, bool multiplies, const Overflow& overflow>
duckdb::unique_ptr<duckdb::FunctionData> bind(duckdb::ClientContext& context, ScalarFunction& function, Arguments& arguments) {
  const auto a = shape_of(*arguments[0]), b = shape_of(*arguments[1]);
  const int precision = duckdb::ExpressionExecutor::EvaluateScalar(context, *arguments[2]).GetValue<int32_t>();
  const int scale = multiplies ? a.scale + b.scale : std::max(a.scale, b.scale);
  if (precision <= kMaxDigitsOf64Bits || precision > kMaxDigits || scale > precision) throw duckdb::BinderException("decimal arithmetic needs a result of 19 to 38 digits");
  const int needed = multiplies ? a.precision + b.precision : std::max(a.precision - a.scale, b.precision - b.scale) + scale + 1;
  auto how = duckdb::make_uniq<Arithmetic>();
  how->overflow = overflow;
  how->limit = power_of_ten(precision);
  if (!multiplies) how->left_factor = power_of_ten(scale - a.scale), how->right_factor = power_of_ten(scale - b.scale);
  function.function = choose<Op>(*how, needed > precision, a.is_64(), b.is_64());
  function.arguments = {operand_type(*arguments[0], a), operand_type(*arguments[1], b), LogicalType::INTEGER};
  function.return_type = LogicalType::DECIMAL(static_cast<uint8_t>(precision), static_cast<uint8_t>(scale));
  if (needed <= precision) function.SetErrorMode(duckdb::FunctionErrors::CANNOT_ERROR);
  duckdb::Function::EraseArgument(function, arguments, 2);
  return how;
}

template <const Overflow& overflow>
void add_to_schema(NativeFunctions& functions, const char* schema) {
  const auto decimal = LogicalType(duckdb::LogicalTypeId::DECIMAL);
  const auto add = [&](const char* name, duckdb::bind_scalar_function_t bind) {
    functions.add(schema, ScalarFunction(name, {decimal, decimal, LogicalType::INTEGER}, decimal, nullptr, bind));
  };
  add("decimal_add", bind<Add, false, overflow>);
  add("decimal_subtract", bind<Subtract, false, overflow>);
  add("decimal_multiply", bind<Multiply, true, overflow>);
}

}  // namespace

void add_decimal_arithmetic(NativeFunctions& functions) {
  add_to_schema<kTrinoOverflow>(functions, "trino");
  add_to_schema<kRedshiftOverflow>(functions, "redshift");
}

}  // namespace tarn::engine
