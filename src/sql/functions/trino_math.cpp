#include <array>

#include "sql/functions/decimal_rules.h"
#include "sql/functions/function_table.h"

namespace tarn::sql {
namespace {

// DuckDB raises outside a function's domain, Trino answers NaN or an infinity.
#define TARN_LOGARITHM(f) \
  "CASE WHEN $1 > 0 THEN " f "($1) WHEN $1 = 0 THEN CAST('-Infinity' AS DOUBLE) WHEN $1 IS NOT NULL THEN CAST('NaN' AS DOUBLE) END"
#define TARN_UNIT_DOMAIN(f) "CASE WHEN $1 BETWEEN -1 AND 1 THEN " f "($1) WHEN $1 IS NOT NULL THEN CAST('NaN' AS DOUBLE) END"
#define TARN_FINITE(f) "CASE WHEN isfinite($1) THEN " f "($1) WHEN $1 IS NOT NULL THEN CAST('NaN' AS DOUBLE) END"

std::optional<Type> rounded(const std::vector<Type>& t) { return decimal(std::min(38, t[0].precision + 1), t[0].scale); }

constexpr const char* kLogicalRightShift =
    "CASE WHEN $2 >= 64 THEN 0 WHEN $2 = 0 THEN $1 ELSE ($1 >> $2) & ((CAST(1 AS BIGINT) << (63 - $2)) - 1 + (CAST(1 AS BIGINT) << (63 - $2))) END";
constexpr const char* kLeftShift =
    "CASE WHEN $2 >= 64 THEN 0 ELSE CAST((CAST($1 AS HUGEINT) * (CAST(1 AS HUGEINT) << $2) + CAST(9223372036854775808 AS HUGEINT)) % "
    "CAST(18446744073709551616 AS HUGEINT) - CAST(9223372036854775808 AS HUGEINT) AS BIGINT) END";
constexpr const char* kToBase =
    "CASE WHEN $2 BETWEEN 2 AND 36 THEN CASE WHEN $1 < 0 THEN '-' ELSE '' END || lower(to_base(abs($1), CAST($2 AS INTEGER))) "
    "ELSE trino.fail('INVALID_FUNCTION_ARGUMENT: Radix must be between 2 and 36') END";
constexpr const char* kWidthBucket =
    "CASE WHEN $4 <= 0 THEN trino.fail('INVALID_FUNCTION_ARGUMENT: bucketCount must be greater than 0') "
    "WHEN $2 < $3 THEN CASE WHEN $1 < $2 THEN 0 WHEN $1 >= $3 THEN $4 + 1 ELSE CAST(floor($4 * ($1 - $2) / ($3 - $2)) AS BIGINT) + 1 END "
    "WHEN $2 > $3 THEN CASE WHEN $1 > $2 THEN 0 WHEN $1 <= $3 THEN $4 + 1 ELSE CAST(floor($4 * ($2 - $1) / ($2 - $3)) AS BIGINT) + 1 END "
    "WHEN $1 IS NULL OR $2 IS NULL OR $3 IS NULL OR $4 IS NULL THEN NULL ELSE trino.fail('INVALID_FUNCTION_ARGUMENT: bounds cannot equal each other') END";
constexpr const char* kWilsonLower =
    "(($1 / $2 + $3 * $3 / (2 * $2)) - $3 * sqrt(($1 / $2 * (1 - $1 / $2) + $3 * $3 / (4 * $2)) / $2)) / (1 + $3 * $3 / $2)";
constexpr const char* kWilsonUpper =
    "(($1 / $2 + $3 * $3 / (2 * $2)) + $3 * sqrt(($1 / $2 * (1 - $1 / $2) + $3 * $3 / (4 * $2)) / $2)) / (1 + $3 * $3 / $2)";
// The last digit that a double can tell is kept: rounding beyond its precision returns the value.
constexpr const char* kRoundDouble = "CASE WHEN isfinite($1) AND $2 < 16 THEN round($1, CAST($2 AS INTEGER)) ELSE $1 END";
constexpr const char* kTruncateDecimal = "CAST(trunc($1 * power(CAST(10 AS DECIMAL(38,0)), $2)) / power(10, $2) AS $r)";

constexpr std::array kFunctions{
    FunctionRow{"abs", "(tinyint) -> tinyint", "abs($1)"},
    FunctionRow{"abs", "(smallint) -> smallint", "abs($1)"},
    FunctionRow{"abs", "(integer) -> integer", "abs($1)"},
    FunctionRow{"abs", "(bigint) -> bigint", "abs($1)"},
    FunctionRow{"abs", "(decimal(p,s)) -> decimal(p,s)", "abs($1)"},
    FunctionRow{"abs", "(real) -> real", "abs($1)"},
    FunctionRow{"abs", "(double) -> double", "abs($1)"},
    FunctionRow{"cbrt", "(double) -> double", "cbrt($1)"},
    FunctionRow{"exp", "(double) -> double", "exp($1)"},
    FunctionRow{"ln", "(double) -> double", TARN_LOGARITHM("ln")},
    FunctionRow{"log2", "(double) -> double", TARN_LOGARITHM("log2")},
    FunctionRow{"log10", "(double) -> double", TARN_LOGARITHM("log10")},
    FunctionRow{"log", "(double, double) -> double", "CASE WHEN $1 > 0 AND $2 > 0 THEN ln($2) / ln($1) WHEN $1 IS NOT NULL AND $2 IS NOT NULL THEN CAST('NaN' AS DOUBLE) END"},
    FunctionRow{"sqrt", "(double) -> double", "CASE WHEN $1 >= 0 THEN sqrt($1) WHEN $1 IS NOT NULL THEN CAST('NaN' AS DOUBLE) END"},
    FunctionRow{"degrees", "(double) -> double", "degrees($1)"},
    FunctionRow{"radians", "(double) -> double", "radians($1)"},
    FunctionRow{"sin", "(double) -> double", TARN_FINITE("sin")},
    FunctionRow{"cos", "(double) -> double", TARN_FINITE("cos")},
    FunctionRow{"tan", "(double) -> double", TARN_FINITE("tan")},
    FunctionRow{"asin", "(double) -> double", TARN_UNIT_DOMAIN("asin")},
    FunctionRow{"acos", "(double) -> double", TARN_UNIT_DOMAIN("acos")},
    FunctionRow{"atan", "(double) -> double", "atan($1)"},
    FunctionRow{"atan2", "(double, double) -> double", "atan2($1, $2)"},
    FunctionRow{"sinh", "(double) -> double", "sinh($1)"},
    FunctionRow{"cosh", "(double) -> double", "cosh($1)"},
    FunctionRow{"tanh", "(double) -> double", "tanh($1)"},
    FunctionRow{"ceil", "(tinyint) -> tinyint", "$1"},
    FunctionRow{"ceil", "(smallint) -> smallint", "$1"},
    FunctionRow{"ceil", "(integer) -> integer", "$1"},
    FunctionRow{"ceil", "(bigint) -> bigint", "$1"},
    FunctionRow{"ceil", "(decimal(p,s)) -> decimal(p,s)", "CAST(ceil($1) AS $r)", nullptr, decimals::to_integral},
    FunctionRow{"ceil", "(real) -> real", "ceil($1)"},
    FunctionRow{"ceil", "(double) -> double", "ceil($1)"},
    FunctionRow{"ceiling", "(tinyint) -> tinyint", "$1"},
    FunctionRow{"ceiling", "(smallint) -> smallint", "$1"},
    FunctionRow{"ceiling", "(integer) -> integer", "$1"},
    FunctionRow{"ceiling", "(bigint) -> bigint", "$1"},
    FunctionRow{"ceiling", "(decimal(p,s)) -> decimal(p,s)", "CAST(ceil($1) AS $r)", nullptr, decimals::to_integral},
    FunctionRow{"ceiling", "(real) -> real", "ceil($1)"},
    FunctionRow{"ceiling", "(double) -> double", "ceil($1)"},
    FunctionRow{"floor", "(tinyint) -> tinyint", "$1"},
    FunctionRow{"floor", "(smallint) -> smallint", "$1"},
    FunctionRow{"floor", "(integer) -> integer", "$1"},
    FunctionRow{"floor", "(bigint) -> bigint", "$1"},
    FunctionRow{"floor", "(decimal(p,s)) -> decimal(p,s)", "CAST(floor($1) AS $r)", nullptr, decimals::to_integral},
    FunctionRow{"floor", "(real) -> real", "floor($1)"},
    FunctionRow{"floor", "(double) -> double", "floor($1)"},
    FunctionRow{"round", "(tinyint) -> tinyint", "$1"},
    FunctionRow{"round", "(smallint) -> smallint", "$1"},
    FunctionRow{"round", "(integer) -> integer", "$1"},
    FunctionRow{"round", "(bigint) -> bigint", "$1"},
    FunctionRow{"round", "(decimal(p,s)) -> decimal(p,s)", "CAST(round($1) AS $r)", nullptr, decimals::to_integral},
    FunctionRow{"round", "(real) -> real", "round($1)"},
    FunctionRow{"round", "(double) -> double", "round($1)"},
    FunctionRow{"round", "(integer, integer) -> integer", "CAST(round($1, $2) AS INTEGER)"},
    FunctionRow{"round", "(bigint, integer) -> bigint", "CAST(round($1, $2) AS BIGINT)"},
    FunctionRow{"round", "(decimal(p,s), integer) -> decimal(p,s)", "CAST(round($1, $2) AS $r)", nullptr, rounded},
    FunctionRow{"round", "(real, integer) -> real", "CAST(round($1, $2) AS FLOAT)"},
    FunctionRow{"round", "(double, integer) -> double", kRoundDouble},
    FunctionRow{"truncate", "(real) -> real", "trunc($1)"},
    FunctionRow{"truncate", "(double) -> double", "trunc($1)"},
    FunctionRow{"truncate", "(decimal(p,s)) -> decimal(p,s)", "CAST(trunc($1) AS $r)", nullptr, decimals::to_integral},
    FunctionRow{"truncate", "(decimal(p,s), integer) -> decimal(p,s)", kTruncateDecimal},
    FunctionRow{"sign", "(tinyint) -> tinyint", "CAST(sign($1) AS $r)"},
    FunctionRow{"sign", "(smallint) -> smallint", "CAST(sign($1) AS $r)"},
    FunctionRow{"sign", "(integer) -> integer", "CAST(sign($1) AS $r)"},
    FunctionRow{"sign", "(bigint) -> bigint", "CAST(sign($1) AS $r)"},
    FunctionRow{"sign", "(decimal(p,s)) -> decimal(1,0)", "CAST(sign($1) AS $r)"},
    FunctionRow{"sign", "(real) -> real", "CASE WHEN isnan($1) THEN $1 ELSE CAST(sign($1) AS FLOAT) END"},
    FunctionRow{"sign", "(double) -> double", "CASE WHEN isnan($1) THEN $1 ELSE CAST(sign($1) AS DOUBLE) END"},
    FunctionRow{"e", "() -> double", "exp(CAST(1 AS DOUBLE))"},
    FunctionRow{"pi", "() -> double", "pi()"},
    FunctionRow{"infinity", "() -> double", "CAST('Infinity' AS DOUBLE)"},
    FunctionRow{"nan", "() -> double", "CAST('NaN' AS DOUBLE)"},
    FunctionRow{"is_finite", "(double) -> boolean", "isfinite($1)"},
    FunctionRow{"is_infinite", "(double) -> boolean", "isinf($1)"},
    FunctionRow{"is_nan", "(double) -> boolean", "isnan($1)"},
    FunctionRow{"is_nan", "(real) -> boolean", "isnan($1)"},
    FunctionRow{"mod", "(tinyint, tinyint) -> tinyint", "($1 % CASE WHEN $2 = 0 THEN trino.fail('DIVISION_BY_ZERO: Division by zero') ELSE $2 END)"},
    FunctionRow{"mod", "(smallint, smallint) -> smallint", "($1 % CASE WHEN $2 = 0 THEN trino.fail('DIVISION_BY_ZERO: Division by zero') ELSE $2 END)"},
    FunctionRow{"mod", "(integer, integer) -> integer", "($1 % CASE WHEN $2 = 0 THEN trino.fail('DIVISION_BY_ZERO: Division by zero') ELSE $2 END)"},
    FunctionRow{"mod", "(bigint, bigint) -> bigint", "($1 % CASE WHEN $2 = 0 THEN trino.fail('DIVISION_BY_ZERO: Division by zero') ELSE $2 END)"},
    FunctionRow{"mod", "(decimal(p,s), decimal(q,t)) -> decimal(p,s)", "CAST($1 % CASE WHEN $2 = 0 THEN trino.fail('DIVISION_BY_ZERO: Division by zero') ELSE $2 END AS $r)", nullptr, decimals::trino_modulo},
    FunctionRow{"mod", "(real, real) -> real", "($1 % $2)"},
    FunctionRow{"mod", "(double, double) -> double", "($1 % $2)"},
    FunctionRow{"pow", "(double, double) -> double", "pow($1, $2)"},
    FunctionRow{"power", "(double, double) -> double", "pow($1, $2)"},
    FunctionRow{"rand", "() -> double", "random()", nullptr, nullptr, true},
    FunctionRow{"random", "() -> double", "random()", nullptr, nullptr, true},
    FunctionRow{"rand", "(bigint) -> bigint", "CAST(floor(random() * $1) AS BIGINT)", nullptr, nullptr, true},
    FunctionRow{"random", "(integer) -> integer", "CAST(floor(random() * $1) AS INTEGER)", nullptr, nullptr, true},
    FunctionRow{"random", "(bigint) -> bigint", "CAST(floor(random() * $1) AS BIGINT)", nullptr, nullptr, true},
    FunctionRow{"random", "(bigint, bigint) -> bigint", "CAST($1 + floor(random() * ($2 - $1)) AS BIGINT)", nullptr, nullptr, true},
    FunctionRow{"width_bucket", "(double, double, double, bigint) -> bigint", kWidthBucket},
    FunctionRow{"width_bucket", "(double, array(double)) -> bigint", "CAST(len(list_filter($2, lambda b: b <= $1)) AS BIGINT)"},
    FunctionRow{"from_base", "(varchar, bigint) -> bigint", "trino.from_base($1, $2)"},
    FunctionRow{"to_base", "(bigint, bigint) -> varchar", kToBase},
    FunctionRow{"bitwise_and", "(bigint, bigint) -> bigint", "($1 & $2)"},
    FunctionRow{"bitwise_or", "(bigint, bigint) -> bigint", "($1 | $2)"},
    FunctionRow{"bitwise_xor", "(bigint, bigint) -> bigint", "xor($1, $2)"},
    FunctionRow{"bitwise_not", "(bigint) -> bigint", "(~$1)"},
    FunctionRow{"bitwise_left_shift", "(bigint, bigint) -> bigint", kLeftShift},
    FunctionRow{"bitwise_right_shift", "(bigint, bigint) -> bigint", kLogicalRightShift},
    FunctionRow{"bitwise_right_shift_arithmetic", "(bigint, bigint) -> bigint", "($1 >> least($2, 63))"},
    FunctionRow{"bit_count", "(bigint, bigint) -> bigint", "CAST(CASE WHEN $2 = 64 THEN bit_count(CAST($1 AS BIGINT)) ELSE bit_count($1 & ((CAST(1 AS BIGINT) << $2) - 1)) END AS BIGINT)"},
    FunctionRow{"normal_cdf", "(double, double, double) -> double", "trino.normal_cdf($1, $2, $3)"},
    FunctionRow{"inverse_normal_cdf", "(double, double, double) -> double", "trino.inverse_normal_cdf($1, $2, $3)"},
    FunctionRow{"beta_cdf", "(double, double, double) -> double", "trino.beta_cdf($1, $2, $3)"},
    FunctionRow{"inverse_beta_cdf", "(double, double, double) -> double", "trino.inverse_beta_cdf($1, $2, $3)"},
    FunctionRow{"wilson_interval_lower", "(bigint, bigint, double) -> double", kWilsonLower},
    FunctionRow{"wilson_interval_upper", "(bigint, bigint, double) -> double", kWilsonUpper},
    FunctionRow{"cosine_similarity", "(array(double), array(double)) -> double", "list_cosine_similarity($1, $2)"},
    FunctionRow{"cosine_distance", "(array(double), array(double)) -> double", "list_cosine_distance($1, $2)"},
};

}  // namespace

std::span<const FunctionRow> trino_math() { return kFunctions; }

}  // namespace tarn::sql
