#include <array>

#include "sql/functions/function_table.h"

namespace tarn::sql {
namespace {

#define TARN_SAME_TYPE(name, text)                                    \
  FunctionRow{name, "(smallint) -> smallint", "CAST(" text " AS $r)"}, \
      FunctionRow{name, "(integer) -> integer", "CAST(" text " AS $r)"}, \
      FunctionRow{name, "(bigint) -> bigint", "CAST(" text " AS $r)"},   \
      FunctionRow{name, "(decimal(p,s)) -> decimal(p,s)", "CAST(" text " AS $r)"}, \
      FunctionRow{name, "(real) -> real", "CAST(" text " AS $r)"},       \
      FunctionRow{name, "(double) -> double", "CAST(" text " AS $r)"}

#define TARN_DOUBLE(name, text) FunctionRow{name, "(double) -> double", text}
#define TARN_CHECKED_MODULO "CAST($1 % CASE WHEN $2 = 0 THEN trino.fail('22012: division by zero') ELSE $2 END AS $r)"

constexpr std::array kFunctions{
    TARN_SAME_TYPE("abs", "abs($1)"),
    TARN_SAME_TYPE("ceil", "ceil($1)"),
    TARN_SAME_TYPE("ceiling", "ceil($1)"),
    TARN_SAME_TYPE("floor", "floor($1)"),
    TARN_SAME_TYPE("sign", "sign($1)"),
    TARN_SAME_TYPE("round", "round($1)"),
    TARN_SAME_TYPE("trunc", "trunc($1)"),
    FunctionRow{"round", "(decimal(p,s), integer) -> decimal(p,s)", "CAST(round($1, $2) AS $r)"},
    FunctionRow{"round", "(double, integer) -> double", "round($1, $2)"},
    FunctionRow{"trunc", "(decimal(p,s), integer) -> decimal(p,s)", "CAST(trunc($1 * pow(10, $2)) / pow(10, $2) AS $r)"},
    FunctionRow{"trunc", "(double, integer) -> double", "(trunc($1 * pow(10, $2)) / pow(10, $2))"},
    FunctionRow{"mod", "(smallint, smallint) -> smallint", TARN_CHECKED_MODULO},
    FunctionRow{"mod", "(integer, integer) -> integer", TARN_CHECKED_MODULO},
    FunctionRow{"mod", "(bigint, bigint) -> bigint", TARN_CHECKED_MODULO},
    FunctionRow{"mod", "(decimal(p,s), decimal(p,s)) -> decimal(p,s)", TARN_CHECKED_MODULO},
    TARN_DOUBLE("acos", "acos($1)"),
    TARN_DOUBLE("asin", "asin($1)"),
    TARN_DOUBLE("atan", "atan($1)"),
    FunctionRow{"atan2", "(double, double) -> double", "atan2($1, $2)"},
    TARN_DOUBLE("cbrt", "cbrt($1)"),
    TARN_DOUBLE("cos", "cos($1)"),
    TARN_DOUBLE("cot", "cot($1)"),
    TARN_DOUBLE("degrees", "degrees($1)"),
    TARN_DOUBLE("radians", "radians($1)"),
    TARN_DOUBLE("exp", "exp($1)"),
    TARN_DOUBLE("dexp", "exp($1)"),
    TARN_DOUBLE("ln", "ln($1)"),
    TARN_DOUBLE("dlog1", "ln($1)"),
    TARN_DOUBLE("log", "log10($1)"),
    TARN_DOUBLE("dlog10", "log10($1)"),
    FunctionRow{"log", "(double, double) -> double", "(ln($2) / ln($1))"},
    FunctionRow{"pi", "() -> double", "pi()"},
    FunctionRow{"power", "(double, double) -> double", "pow($1, $2)"},
    FunctionRow{"pow", "(double, double) -> double", "pow($1, $2)"},
    FunctionRow{"random", "() -> double", "random()", nullptr, nullptr, true},
    TARN_DOUBLE("sin", "sin($1)"),
    TARN_DOUBLE("sqrt", "sqrt($1)"),
    TARN_DOUBLE("tan", "tan($1)"),
};

}  // namespace

std::span<const FunctionRow> redshift_math() { return kFunctions; }

}  // namespace tarn::sql
