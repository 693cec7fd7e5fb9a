#include <array>

#include "sql/functions/function_table.h"

namespace tarn::sql {
namespace {

std::optional<Type> wide(const std::vector<Type>& t) { return decimal(38, t[0].scale); }

// AVG of integers drops the fraction; of numerics it keeps the scale.
constexpr const char* kAvgInteger = "CAST(CASE WHEN count{$1} > 0 THEN sum{$1} // count{$1} END AS BIGINT)";
constexpr const char* kAvgDecimal = "CAST(CASE WHEN count{$1} > 0 THEN trino.decimal_divide(sum{$1}, CAST(count{$1} AS DECIMAL(19,0))) END AS $r)";

constexpr std::array kFunctions{
    FunctionRow{"count", "() -> bigint", "count{*}"},
    FunctionRow{"count", "[T] (T) -> bigint", "count{$1}"},
    FunctionRow{"sum", "(bigint) -> bigint", "CAST(sum{$1} AS BIGINT)"},
    FunctionRow{"sum", "(decimal(p,s)) -> decimal(p,s)", "CAST(sum{$1} AS $r)", nullptr, wide},
    FunctionRow{"sum", "(real) -> real", "CAST(sum{$1} AS FLOAT)"},
    FunctionRow{"sum", "(double) -> double", "sum{$1}"},
    FunctionRow{"avg", "(bigint) -> bigint", kAvgInteger},
    FunctionRow{"avg", "(decimal(p,s)) -> decimal(p,s)", kAvgDecimal, nullptr, wide},
    FunctionRow{"avg", "(real) -> real", "CAST(avg{$1} AS FLOAT)"},
    FunctionRow{"avg", "(double) -> double", "avg{$1}"},
    FunctionRow{"min", "[T:orderable] (T) -> T", "min{$1}"},
    FunctionRow{"max", "[T:orderable] (T) -> T", "max{$1}"},
    FunctionRow{"any_value", "[T] (T) -> T", "any_value{$1}"},
    FunctionRow{"bit_and", "(bigint) -> bigint", "bit_and{$1}"},
    FunctionRow{"bit_or", "(bigint) -> bigint", "bit_or{$1}"},
    FunctionRow{"bool_and", "(boolean) -> boolean", "bool_and{$1}"},
    FunctionRow{"bool_or", "(boolean) -> boolean", "bool_or{$1}"},
    FunctionRow{"listagg", "(varchar) -> varchar(65535)", "string_agg{$1, ''}"},
    FunctionRow{"listagg", "(varchar, varchar) -> varchar(65535)", "string_agg{$1, $2}"},
    FunctionRow{"median", "(double) -> double", "median{$1}"},
    FunctionRow{"median", "(date) -> date", "CAST(median{$1} AS DATE)"},
    FunctionRow{"stddev", "(double) -> double", "stddev_samp{$1}"},
    FunctionRow{"stddev_samp", "(double) -> double", "stddev_samp{$1}"},
    FunctionRow{"stddev_pop", "(double) -> double", "stddev_pop{$1}"},
    FunctionRow{"variance", "(double) -> double", "var_samp{$1}"},
    FunctionRow{"var_samp", "(double) -> double", "var_samp{$1}"},
    FunctionRow{"var_pop", "(double) -> double", "var_pop{$1}"},
};

}  // namespace

std::span<const FunctionRow> redshift_aggregate() { return kFunctions; }

}  // namespace tarn::sql
