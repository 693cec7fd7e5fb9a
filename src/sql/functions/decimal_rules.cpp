#include "sql/functions/decimal_rules.h"

#include <algorithm>

#include "sql/analysis/bound.h"
#include "sql/emit/layout.h"

namespace tarn::sql::decimals {
namespace {

constexpr int kMaxPrecision = 38;
constexpr int kMaxNarrow = 18;  // DuckDB keeps results of 64-bit decimals at 18 digits and overflows instead of widening

// Redshift: a precision above 38 takes its excess from the scale, down to 4 digits (Developer Guide, computations with numeric values).
Type redshift_capped(int precision, int scale) {
  if (precision <= kMaxPrecision) return decimal(precision, scale);
  return decimal(kMaxPrecision, std::max(kMaxPrecision + scale - precision, std::min(4, scale)));
}

std::string typed(const std::string& text, int precision, int scale, Dialect dialect) {
  return "CAST(" + text + " AS " + duckdb_type(decimal(precision, scale), dialect) + ")";
}

std::string arithmetic(const CallText& call, const char* op) {
  const auto& left = call.call.args[0]->type;
  const auto& right = call.call.args[1]->type;
  const auto& result = call.call.type;
  std::string a = call.args[0];
  const bool narrow = std::max(left.precision, right.precision) <= kMaxNarrow;
  if (narrow && result.precision > kMaxNarrow) a = typed(a, kMaxNarrow + 1, left.scale, call.dialect);
  return "CAST(" + a + " " + op + " " + call.args[1] + " AS " + duckdb_type(result, call.dialect) + ")";
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

std::string emit_add(const CallText& call) { return arithmetic(call, "+"); }
std::string emit_subtract(const CallText& call) { return arithmetic(call, "-"); }

std::string emit_multiply(const CallText& call) {
  const auto& left = call.call.args[0]->type;
  const auto& right = call.call.args[1]->type;
  const auto& result = call.call.type;
  std::string a = call.args[0], b = call.args[1];
  const bool narrow = std::max(left.precision, right.precision) <= kMaxNarrow;
  if (narrow && left.precision + right.precision > kMaxNarrow) a = typed(a, kMaxNarrow + 1, left.scale, call.dialect);
  const auto product = a + " * " + b;
  return "CAST(" + product + " AS " + duckdb_type(result, call.dialect) + ")";
}

}  // namespace tarn::sql::decimals
