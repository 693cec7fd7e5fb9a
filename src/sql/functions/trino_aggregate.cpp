#include <array>

#include "sql/analysis/bound.h"
#include "sql/emit/emit.h"
#include "sql/functions/function_table.h"
#include "sql/functions/parts.h"

namespace tarn::sql {
namespace {

std::optional<Type> sum_of_decimals(const std::vector<Type>& t) { return decimal(38, t[0].scale); }

std::optional<Type> listagg_result(const std::vector<Type>&) { return varchar(); }

// DuckDB's sum of DECIMAL(p,s) is DECIMAL(38,s): the quotient keeps the scale, half away from zero.
constexpr const char* kAvgDecimal = "CAST(trino.decimal_divide(sum{$1}, CAST(count{$1} AS DECIMAL(19,0))) AS $r)";

// The digest counts in whole numbers.
#define TARN_WEIGHT "CAST(round($2 * 1000000) AS BIGINT)"
// With weights: a percentile, one of given accuracy, several. The value is what `before` and `after` make of the quantile.
#define TARN_WEIGHTED(type, before, after)                                                                                  \
  FunctionRow{"approx_percentile", "(" type ", double, double) -> " type, before "$3" after},                               \
      FunctionRow{"approx_percentile", "(" type ", double, double, double) -> " type, before "$3" after},                   \
      FunctionRow{"approx_percentile", "(" type ", double, array(double)) -> array(" type ")", "list_transform($3, lambda q: " before "q" after ")"}

// NaN is the greatest number for DuckDB; Trino's max takes it only where there is nothing else.
std::string max(const CallText& call) {
  const auto kind = call.call.args[0]->type.kind;
  const bool floating = kind == TypeKind::double_ || kind == TypeKind::real;
  return expand_template(floating ? "coalesce(max{CASE WHEN NOT isnan($1) THEN $1 END}, max{$1})" : "max{$1}", call.call, call.args, call.dialect);
}

#define TARN_COUNT(n) "CASE WHEN " n " <= 0 THEN trino.fail('INVALID_FUNCTION_ARGUMENT: second argument of max_n must be positive') ELSE " n " END"

constexpr std::array kFunctions{
    FunctionRow{"count", "() -> bigint", "count{*}"},
    FunctionRow{"count", "[T] (T) -> bigint", "count{$1}"},
    FunctionRow{"count_if", "(boolean) -> bigint", "CAST(count_if{$1} AS BIGINT)"},
    FunctionRow{"sum", "(bigint) -> bigint", "CAST(sum{$1} AS BIGINT)"},
    FunctionRow{"sum", "(decimal(p,s)) -> decimal(p,s)", "CAST(sum{$1} AS $r)", nullptr, sum_of_decimals},
    FunctionRow{"sum", "(double) -> double", "sum{$1}"},
    FunctionRow{"sum", "(real) -> real", "CAST(sum{$1} AS FLOAT)"},
    FunctionRow{"sum", "(interval day to second) -> interval day to second", "to_microseconds(CAST(sum{epoch_us($1)} AS BIGINT))"},
    FunctionRow{"sum", "(interval year to month) -> interval year to month", "to_months(CAST(sum{date_part('year', $1) * 12 + date_part('month', $1)} AS INTEGER))"},
    FunctionRow{"avg", "(bigint) -> double", "avg{$1}"},
    FunctionRow{"avg", "(decimal(p,s)) -> decimal(p,s)", kAvgDecimal},
    FunctionRow{"avg", "(double) -> double", "avg{$1}"},
    FunctionRow{"avg", "(real) -> real", "CAST(avg{$1} AS FLOAT)"},
    FunctionRow{"avg", "(interval day to second) -> interval day to second", "to_microseconds(CAST(round(avg{epoch_ms($1)}) * 1000 AS BIGINT))"},
    FunctionRow{"avg", "(interval year to month) -> interval year to month", "to_months(CAST(round(avg{date_part('year', $1) * 12 + date_part('month', $1)}) AS INTEGER))"},
    FunctionRow{"min", "[T:orderable] (T) -> T", "min{$1}"},
    FunctionRow{"max", "[T:orderable] (T) -> T", nullptr, max},
    FunctionRow{"min", "[E:orderable] (E, bigint) -> array(E)", "min{$1, " TARN_COUNT("$2") "}"},
    FunctionRow{"max", "[E:orderable] (E, bigint) -> array(E)", "max{$1, " TARN_COUNT("$2") "}"},
    FunctionRow{"min_by", "[K:orderable,V] (V, K) -> V", "arg_min_null{$1, $k2}"},
    FunctionRow{"max_by", "[K:orderable,V] (V, K) -> V", "arg_max_null{$1, $k2}"},
    FunctionRow{"min_by", "[K:orderable,V] (V, K, bigint) -> array(V)", "arg_min{$1, $k2, $3}"},
    FunctionRow{"max_by", "[K:orderable,V] (V, K, bigint) -> array(V)", "arg_max{$1, $k2, $3}"},
    FunctionRow{"any_value", "[T] (T) -> T", "any_value{$1}"},
    FunctionRow{"arbitrary", "[T] (T) -> T", "any_value{$1}"},
    FunctionRow{"array_agg", "[T] (T) -> array(T)", "array_agg{$1}"},
    FunctionRow{"bool_and", "(boolean) -> boolean", "bool_and{$1}"},
    FunctionRow{"bool_or", "(boolean) -> boolean", "bool_or{$1}"},
    FunctionRow{"every", "(boolean) -> boolean", "bool_and{$1}"},
    FunctionRow{"bitwise_and_agg", "(bigint) -> bigint", "bit_and{$1}"},
    FunctionRow{"bitwise_or_agg", "(bigint) -> bigint", "bit_or{$1}"},
    FunctionRow{"bitwise_xor_agg", "(bigint) -> bigint", "bit_xor{$1}"},
    FunctionRow{"listagg", "(varchar) -> varchar", "string_agg{$1, ''}", nullptr, listagg_result},
    FunctionRow{"listagg", "(varchar, varchar) -> varchar", "string_agg{$1, $2}", nullptr, listagg_result},
    FunctionRow{"histogram", "[T:comparable] (T) -> map(T,bigint)", "CAST(histogram{$1} AS $r)"},
    FunctionRow{"map_agg", "[K:comparable,V] (K, V) -> map(K,V)", "trino.map_of_entries(array_agg{struct_pack(key := $1, value := $2)})"},
    FunctionRow{"multimap_agg", "[K:comparable,V] (K, V) -> map(K,array(V))", "trino.multimap_of_entries(array_agg{struct_pack(key := $1, value := $2)})"},
    FunctionRow{"map_union", "[K:comparable,V] (map(K,V)) -> map(K,V)", "trino.map_of_entries(flatten(array_agg{map_entries($1)}))"},
    FunctionRow{"approx_distinct", "[T:comparable] (T) -> bigint", "CAST(approx_count_distinct{$1} AS BIGINT)"},
    FunctionRow{"approx_distinct", "[T:comparable] (T, double) -> bigint", "CAST(approx_count_distinct{$1} AS BIGINT)"},
    FunctionRow{"approx_percentile", "(bigint, double) -> bigint", "quantile_disc{$1, $2}"},
    FunctionRow{"approx_percentile", "(double, double) -> double", "quantile_disc{$1, $2}"},
    FunctionRow{"approx_percentile", "(real, double) -> real", "quantile_disc{$1, $2}"},
    FunctionRow{"approx_percentile", "(bigint, array(double)) -> array(bigint)", "quantile_disc{$1, $2}"},
    FunctionRow{"approx_percentile", "(double, array(double)) -> array(double)", "quantile_disc{$1, $2}"},
    FunctionRow{"approx_percentile", "(real, array(double)) -> array(real)", "quantile_disc{$1, $2}"},
    TARN_WEIGHTED("bigint", "trino.qdigest_quantile(trino.qdigest_agg{$1, " TARN_WEIGHT "}, ", ")"),
    TARN_WEIGHTED("double", "trino.from_ordered(trino.qdigest_quantile(trino.qdigest_agg{trino.to_ordered($1), " TARN_WEIGHT "}, ", "))"),
    TARN_WEIGHTED("real", "CAST(trino.from_ordered(trino.qdigest_quantile(trino.qdigest_agg{trino.to_ordered($1), " TARN_WEIGHT "}, ", ")) AS FLOAT)"),
    FunctionRow{"geometric_mean", "(double) -> double", "exp(avg{ln($1)})"},
    FunctionRow{"geometric_mean", "(real) -> real", "CAST(exp(avg{ln($1)}) AS FLOAT)"},
};

}  // namespace

std::span<const FunctionRow> trino_aggregate() { return kFunctions; }

}  // namespace tarn::sql
