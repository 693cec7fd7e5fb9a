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

#define TARN_SHIFTS(type, bits)                                                                                                                          \
  FunctionRow{"bitwise_left_shift", "(" type ", integer) -> " type, "CAST(trino.shift_left($1, $2, " bits ") AS $r)"},                                   \
      FunctionRow{"bitwise_right_shift", "(" type ", integer) -> " type, "CAST(trino.shift_right($1, $2, " bits ") AS $r)"},                             \
      FunctionRow{"bitwise_right_shift_arithmetic", "(" type ", integer) -> " type, "CAST(CAST($1 AS BIGINT) >> least(CAST($2 AS BIGINT), 63) AS $r)"}
constexpr const char* kToBase =
    "CASE WHEN $2 BETWEEN 2 AND 36 THEN CASE WHEN $1 < 0 THEN '-' ELSE '' END || lower(to_base(abs($1), CAST($2 AS INTEGER))) "
    "ELSE trino.fail('INVALID_FUNCTION_ARGUMENT: Radix must be between 2 and 36') END";
constexpr const char* kWidthBucket =
    "CASE WHEN $4 <= 0 THEN trino.fail('INVALID_FUNCTION_ARGUMENT: bucketCount must be greater than 0') "
    "WHEN $2 < $3 THEN CASE WHEN $1 < $2 THEN 0 WHEN $1 >= $3 THEN $4 + 1 ELSE CAST(floor($4 * ($1 - $2) / ($3 - $2)) AS BIGINT) + 1 END "
    "WHEN $2 > $3 THEN CASE WHEN $1 > $2 THEN 0 WHEN $1 <= $3 THEN $4 + 1 ELSE CAST(floor($4 * ($2 - $1) / ($2 - $3)) AS BIGINT) + 1 END "
    "WHEN $1 IS NULL OR $2 IS NULL OR $3 IS NULL OR $4 IS NULL THEN NULL ELSE trino.fail('INVALID_FUNCTION_ARGUMENT: bounds cannot equal each other') END";
constexpr const char* kWidthBucketBins =
    "CASE WHEN $1 IS NULL OR $2 IS NULL THEN NULL WHEN len($2) = 0 THEN trino.fail('INVALID_FUNCTION_ARGUMENT: Bins cannot be an empty array') "
    "WHEN isnan($1) THEN trino.fail('INVALID_FUNCTION_ARGUMENT: Operand cannot be NaN') "
    "WHEN list_sort($2) <> $2 THEN trino.fail('INVALID_FUNCTION_ARGUMENT: Bin values are not sorted in ascending order') "
    "ELSE CAST(len(list_filter($2, lambda b: b <= $1)) AS BIGINT) END";
// Keys that only one side has count as zero there; a map without length has no direction.
#define TARN_NORM(m) "sqrt(list_sum(list_transform(map_values(" m "), lambda v: v * v)))"
constexpr const char* kCosineOfMaps =
    "CASE WHEN " TARN_NORM("$1") " > 0 AND " TARN_NORM("$2") " > 0 THEN coalesce(list_sum(list_transform(map_entries($1), "
    "lambda e: e.value * coalesce(map_extract_value($2, e.key), 0))), 0) / (" TARN_NORM("$1") " * " TARN_NORM("$2") ") END";
constexpr const char* kWilsonLower =
    "(($1 / $2 + $3 * $3 / (2 * $2)) - $3 * sqrt(($1 / $2 * (1 - $1 / $2) + $3 * $3 / (4 * $2)) / $2)) / (1 + $3 * $3 / $2)";
constexpr const char* kWilsonUpper =
    "(($1 / $2 + $3 * $3 / (2 * $2)) + $3 * sqrt(($1 / $2 * (1 - $1 / $2) + $3 * $3 / (4 * $2)) / $2)) / (1 + $3 * $3 / $2)";
// The last digit that a double can tell is kept: rounding beyond its precision returns the value.
constexpr const char* kRoundDouble = "CASE WHEN isfinite($1) AND $2 < 16 THEN round($1, CAST($2 AS INTEGER)) ELSE $1 END";
constexpr const char* kTruncateDecimal = "CAST(trunc($1 * power(CAST(10 AS DECIMAL(38,0)), $2)) / power(10, $2) AS $r)";

// Kilometres between two places given in degrees, on a sphere of Trino's radius.
constexpr const char* kGreatCircle =
    "atan2(sqrt(pow(cos(radians($3)) * sin(radians($2 - $4)), 2) + pow(cos(radians($1)) * sin(radians($3)) - sin(radians($1)) * cos(radians($3)) * cos(radians($2 - $4)), 2)), "
    "sin(radians($1)) * sin(radians($3)) + cos(radians($1)) * cos(radians($3)) * cos(radians($2 - $4))) * 6371.01e0";
constexpr const char* kRandomBelow = "CAST(CASE WHEN $1 <= 0 THEN trino.fail('INVALID_FUNCTION_ARGUMENT: bound must be positive') ELSE floor(random() * $1) END AS $r)";
constexpr const char* kRandomBetween =
    "CAST(CASE WHEN $1 >= $2 THEN trino.fail('INVALID_FUNCTION_ARGUMENT: start value must be less than stop value') ELSE $1 + floor(random() * (CAST($2 AS DOUBLE) - $1)) END AS $r)";
#define TARN_RANDOM(type)                                                                            \
  FunctionRow{"rand", "(" type ") -> " type, kRandomBelow, nullptr, nullptr, true},                   \
      FunctionRow{"random", "(" type ") -> " type, kRandomBelow, nullptr, nullptr, true},             \
      FunctionRow{"rand", "(" type ", " type ") -> " type, kRandomBetween, nullptr, nullptr, true},   \
      FunctionRow{"random", "(" type ", " type ") -> " type, kRandomBetween, nullptr, nullptr, true}

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
    FunctionRow{"round", "(tinyint, integer) -> tinyint", "CAST(round($1, $2) AS TINYINT)"},
    FunctionRow{"round", "(smallint, integer) -> smallint", "CAST(round($1, $2) AS SMALLINT)"},
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
    TARN_RANDOM("tinyint"),
    TARN_RANDOM("smallint"),
    TARN_RANDOM("integer"),
    TARN_RANDOM("bigint"),
    FunctionRow{"width_bucket", "(double, double, double, bigint) -> bigint", kWidthBucket},
    FunctionRow{"width_bucket", "(double, array(double)) -> bigint", kWidthBucketBins},
    FunctionRow{"from_base", "(varchar, bigint) -> bigint", "trino.from_base($1, $2)"},
    FunctionRow{"to_base", "(bigint, bigint) -> varchar(64)", kToBase},
    FunctionRow{"bitwise_and", "(bigint, bigint) -> bigint", "($1 & $2)"},
    FunctionRow{"bitwise_or", "(bigint, bigint) -> bigint", "($1 | $2)"},
    FunctionRow{"bitwise_xor", "(bigint, bigint) -> bigint", "xor($1, $2)"},
    FunctionRow{"bitwise_not", "(bigint) -> bigint", "(~$1)"},
    TARN_SHIFTS("tinyint", "8"),
    TARN_SHIFTS("smallint", "16"),
    TARN_SHIFTS("integer", "32"),
    TARN_SHIFTS("bigint", "64"),
    FunctionRow{"bit_count", "(bigint, bigint) -> bigint", "CAST(CASE WHEN $2 = 64 THEN bit_count(CAST($1 AS BIGINT)) ELSE bit_count($1 & ((CAST(1 AS BIGINT) << $2) - 1)) END AS BIGINT)"},
    FunctionRow{"normal_cdf", "(double, double, double) -> double", "trino.normal_cdf($1, $2, $3)"},
    FunctionRow{"inverse_normal_cdf", "(double, double, double) -> double", "trino.inverse_normal_cdf($1, $2, $3)"},
    FunctionRow{"beta_cdf", "(double, double, double) -> double", "trino.beta_cdf($1, $2, $3)"},
    FunctionRow{"inverse_beta_cdf", "(double, double, double) -> double", "trino.inverse_beta_cdf($1, $2, $3)"},
    FunctionRow{"wilson_interval_lower", "(bigint, bigint, double) -> double", kWilsonLower},
    FunctionRow{"wilson_interval_upper", "(bigint, bigint, double) -> double", kWilsonUpper},
    FunctionRow{"cosine_similarity", "(array(double), array(double)) -> double", "list_cosine_similarity($1, $2)"},
    FunctionRow{"cosine_similarity", "(map(varchar,double), map(varchar,double)) -> double", kCosineOfMaps},
    FunctionRow{"dot_product", "(array(double), array(double)) -> double", "list_inner_product($1, $2)"},
    FunctionRow{"euclidean_distance", "(array(double), array(double)) -> double", "list_distance($1, $2)"},
    FunctionRow{"t_cdf", "(double, double) -> double", "trino.t_cdf($1, $2)"},
    FunctionRow{"t_pdf", "(double, double) -> double", "trino.t_pdf($1, $2)"},
    FunctionRow{"great_circle_distance", "(double, double, double, double) -> double", kGreatCircle},
    FunctionRow{"cosine_distance", "(array(double), array(double)) -> double", "list_cosine_distance($1, $2)"},
};

}  // namespace

std::span<const FunctionRow> trino_math() { return kFunctions; }

}  // namespace tarn::sql
