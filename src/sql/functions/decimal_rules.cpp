#include "sql/functions/decimal_rules.h"

#include <algorithm>

#include "sql/analysis/bound.h"
#include "sql/emit/layout.h"

namespace tarn::sql::decimals {
namespace {

constexpr int kMaxPrecision = 38;
constexpr int kMaxNarrow = 18;  // DuckDB keeps results of 64-bit decimals at 18 digits and overflows instead of widening; ours take over there

// Redshift: a precision above 38 takes its excess from the scale, down to 4 digits (Developer Guide, computations with numeric values).
Type redshift_capped(int precision, int scale) {
  if (precision <= kMaxPrecision) return decimal(precision, scale);
  return decimal(kMaxPrecision, std::max(kMaxPrecision + scale - precision, std::min(4, scale)));
}

// `scale` is the exact result's: Redshift's types may keep fewer digits.
std::string arithmetic(const CallText& call, const char* op, const char* wide_function, int scale) {
  const auto& result = call.call.type;
  const auto as_result = " AS " + duckdb_type(result, call.dialect) + ")";
  if (result.precision <= kMaxNarrow) return "CAST(" + call.args[0] + " " + op + " " + call.args[1] + as_result;
  const auto schema = std::string(call.dialect == Dialect::redshift ? "redshift." : "trino.");
  const int precision = result.scale == scale ? result.precision : kMaxPrecision;
  return "CAST(" + schema + wide_function + "(" + call.args[0] + ", " + call.args[1] + ", " + std::to_string(precision) + ")" + as_result;
}

std::string sum(const CallText& call, const char* op, const char* wide_function) {
  return arithmetic(call, op, wide_function, std::max(call.call.args[0]->type.scale, call.call.args[1]->type.scale));
}

}  // namespace

std::optional<Type> trino_add(const std::vector<Type>& t) {
  const int scale = std::max(t[0].scale, t[1].scale);
  return decimal(std::min(kMaxPrecision, std::max(t[0].precision - t[0].scale, t[1].precision - t[1].scale) + scale + 1), scale);
}

std::optional<Type> trino_multiply(const std::vector<Type>& t) {
  if (t[0].scale + t[1].scale > kMaxPrecision) return std::nullopt;
  return decimal(std::min(kMaxPrecision, t[0].precision + t[1].precision), t[0].scale + t[1].scale);
}

std::optional<Type> trino_divide(const std::vector<Type>& t) {
  return decimal(std::min(kMaxPrecision, t[0].precision + t[1].scale + std::max(0, t[1].scale - t[0].scale)), std::max(t[0].scale, t[1].scale));
}

std::optional<Type> trino_modulo(const std::vector<Type>& t) {
  const int scale = std::max(t[0].scale, t[1].scale);
  return decimal(std::max(1, std::min(kMaxPrecision, std::min(t[0].precision - t[0].scale, t[1].precision - t[1].scale) + scale)), scale);
}

std::optional<Type> redshift_add(const std::vector<Type>& t) {
  const int scale = std::max(t[0].scale, t[1].scale);
  return redshift_capped(std::max(t[0].precision - t[0].scale, t[1].precision - t[1].scale) + 1 + scale, scale);
}

std::optional<Type> redshift_multiply(const std::vector<Type>& t) { return redshift_capped(t[0].precision + t[1].precision + 1, t[0].scale + t[1].scale); }

std::optional<Type> redshift_divide(const std::vector<Type>& t) {
  const int scale = std::max(4, t[0].scale + t[1].precision - t[1].scale + 1);
  return redshift_capped(t[0].precision - t[0].scale + t[1].scale + scale, scale);
}

std::optional<Type> to_integral(const std::vector<Type>& t) {
  return decimal(std::min(kMaxPrecision, t[0].precision - t[0].scale + std::min(1, t[0].scale)), 0);
}

std::string emit_add(const CallText& call) { return sum(call, "+", "decimal_add"); }
std::string emit_subtract(const CallText& call) { return sum(call, "-", "decimal_subtract"); }
std::string emit_multiply(const CallText& call) {
  return arithmetic(call, "*", "decimal_multiply", call.call.args[0]->type.scale + call.call.args[1]->type.scale);
}

}  // namespace tarn::sql::decimals
