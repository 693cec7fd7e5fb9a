#include <array>

#include "sql/functions/function_table.h"

namespace tarn::sql {
namespace {

// Population form, where DuckDB's skewness is sample-adjusted.
constexpr const char* kSkewness =
    "CASE WHEN count{$1} >= 3 THEN skewness{$1} * (count{$1} - 2) / sqrt(CAST(count{$1} AS DOUBLE) * (count{$1} - 1)) END";
constexpr const char* kCorr = "CASE WHEN isnan(corr{$1, $2}) THEN NULL ELSE corr{$1, $2} END";

constexpr std::array kFunctions{
    FunctionRow{"corr", "(double, double) -> double", kCorr},
    FunctionRow{"corr", "(real, real) -> real", "CASE WHEN isnan(corr{$1, $2}) THEN NULL ELSE CAST(corr{$1, $2} AS FLOAT) END"},
    FunctionRow{"covar_pop", "(real, real) -> real", "CAST(covar_pop{$1, $2} AS FLOAT)"},
    FunctionRow{"covar_samp", "(real, real) -> real", "CAST(covar_samp{$1, $2} AS FLOAT)"},
    FunctionRow{"regr_intercept", "(real, real) -> real", "CAST(regr_intercept{$1, $2} AS FLOAT)"},
    FunctionRow{"regr_slope", "(real, real) -> real", "CAST(regr_slope{$1, $2} AS FLOAT)"},
    FunctionRow{"covar_pop", "(double, double) -> double", "covar_pop{$1, $2}"},
    FunctionRow{"covar_samp", "(double, double) -> double", "covar_samp{$1, $2}"},
    FunctionRow{"corr", "(real, real) -> real", "CAST(CASE WHEN isnan(corr{$1, $2}) THEN NULL ELSE corr{$1, $2} END AS FLOAT)"},
    FunctionRow{"covar_pop", "(real, real) -> real", "CAST(covar_pop{$1, $2} AS FLOAT)"},
    FunctionRow{"covar_samp", "(real, real) -> real", "CAST(covar_samp{$1, $2} AS FLOAT)"},
    FunctionRow{"regr_intercept", "(real, real) -> real", "CAST(regr_intercept{$1, $2} AS FLOAT)"},
    FunctionRow{"regr_slope", "(real, real) -> real", "CAST(regr_slope{$1, $2} AS FLOAT)"},
    FunctionRow{"kurtosis", "(double) -> double", "kurtosis{$1}"},
    FunctionRow{"regr_intercept", "(double, double) -> double", "regr_intercept{$1, $2}"},
    FunctionRow{"regr_slope", "(double, double) -> double", "regr_slope{$1, $2}"},
    FunctionRow{"skewness", "(double) -> double", kSkewness},
    FunctionRow{"stddev", "(double) -> double", "stddev_samp{$1}"},
    FunctionRow{"stddev_pop", "(double) -> double", "stddev_pop{$1}"},
    FunctionRow{"stddev_samp", "(double) -> double", "stddev_samp{$1}"},
    FunctionRow{"var_pop", "(double) -> double", "var_pop{$1}"},
    FunctionRow{"var_samp", "(double) -> double", "var_samp{$1}"},
    FunctionRow{"variance", "(double) -> double", "var_samp{$1}"},
};

}  // namespace

std::span<const FunctionRow> trino_statistics() { return kFunctions; }

}  // namespace tarn::sql
