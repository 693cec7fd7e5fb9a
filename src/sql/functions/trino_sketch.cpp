// Sketches: aggregates that gather them, and what is read from them. Checksums and the functions that need an accumulator of ours.
#include <array>

#include "sql/analysis/bound.h"
#include "sql/emit/emit.h"
#include "sql/functions/function_table.h"
#include "sql/functions/parts.h"

namespace tarn::sql {
namespace {

constexpr const char* kMostFrequent =
    "CAST(map_from_entries(list_transform(list_slice(list_sort(list_transform(map_entries(histogram{$2}), lambda e: struct_pack(c := -CAST(e.value AS BIGINT), k := e.key))), 1, $1), "
    "lambda e: struct_pack(key := e.k, value := -e.c))) AS $r)";

// Folds the values that are not NULL. Each state is one, so that no partial states are left to combine.
std::string reduce_agg(const CallText& call) {
  const auto list = expand_template("list_filter(array_agg{$1}, lambda v: v IS NOT NULL)", call.call, call.args, call.dialect);
  const auto& input = *call.call.args[2];
  const auto state = duckdb_name(call.call.args[1]->type, call.dialect), element = duckdb_name(call.call.args[0]->type, call.dialect);
  const auto pair = "STRUCT(s " + state + ", v " + element + ")";
  const auto lift = "list_transform(" + list + ", lambda v: CAST({'s': NULL, 'v': v} AS " + pair + "))";
  const auto body = "list_transform([struct_pack(a := p.s, x := q.v)], lambda t: " + bind_names(emit_expression(*input.args[0], call.dialect), {{input.names[0], "t.a"}, {input.names[1], "t.x"}}) + ")[1]";
  return "CASE WHEN len(" + list + ") > 0 THEN list_reduce(" + lift + ", lambda p, q: CAST({'s': " + body + ", 'v': NULL} AS " + pair + "), CAST({'s': " + call.args[1] + ", 'v': NULL} AS " + pair + ")).s END";
}

constexpr std::array kAggregates{
    FunctionRow{"approx_set", "(bigint) -> hyperloglog", "trino.hll_agg{trino.murmur_long($1), 12}"},
    FunctionRow{"approx_set", "(double) -> hyperloglog", "trino.hll_agg{trino.murmur_double($1), 12}"},
    FunctionRow{"approx_set", "(varchar) -> hyperloglog", "trino.hll_agg{trino.murmur_text($1), 12}"},
    FunctionRow{"approx_set", "(bigint, double) -> hyperloglog", "trino.hll_agg{trino.murmur_long($1), trino.hll_bits($2)}"},
    FunctionRow{"approx_set", "(double, double) -> hyperloglog", "trino.hll_agg{trino.murmur_double($1), trino.hll_bits($2)}"},
    FunctionRow{"approx_set", "(varchar, double) -> hyperloglog", "trino.hll_agg{trino.murmur_text($1), trino.hll_bits($2)}"},
    FunctionRow{"make_set_digest", "(bigint) -> setdigest", "trino.set_agg{trino.murmur_long($1)}"},
    FunctionRow{"make_set_digest", "(double) -> setdigest", "trino.set_agg{trino.murmur_double($1)}"},
    FunctionRow{"make_set_digest", "(varchar) -> setdigest", "trino.set_agg{trino.murmur_text($1)}"},
    FunctionRow{"merge_set_digest", "(setdigest) -> setdigest", "trino.set_merge{$1}"},
    FunctionRow{"merge", "(hyperloglog) -> hyperloglog", "trino.hll_merge{$1}"},
    FunctionRow{"merge", "(tdigest) -> tdigest", "trino.tdigest_merge{$1}"},
    FunctionRow{"merge", "[T] (qdigest(T)) -> qdigest(T)", "trino.qdigest_merge{$1}"},
    FunctionRow{"tdigest_agg", "(double) -> tdigest", "trino.tdigest_agg{$1, CAST(1 AS DOUBLE)}"},
    FunctionRow{"tdigest_agg", "(double, double) -> tdigest", "trino.tdigest_agg{$1, $2}"},
    FunctionRow{"qdigest_agg", "(bigint) -> qdigest(bigint)", "trino.qdigest_agg{$1, CAST(1 AS BIGINT)}"},
    FunctionRow{"qdigest_agg", "(double) -> qdigest(double)", "trino.qdigest_agg{trino.to_ordered($1), CAST(1 AS BIGINT)}"},
    FunctionRow{"qdigest_agg", "(real) -> qdigest(real)", "trino.qdigest_agg{trino.to_ordered($1), CAST(1 AS BIGINT)}"},
    FunctionRow{"qdigest_agg", "(bigint, bigint) -> qdigest(bigint)", "trino.qdigest_agg{$1, $2}"},
    FunctionRow{"qdigest_agg", "(double, bigint) -> qdigest(double)", "trino.qdigest_agg{trino.to_ordered($1), $2}"},
    FunctionRow{"qdigest_agg", "(real, bigint) -> qdigest(real)", "trino.qdigest_agg{trino.to_ordered($1), $2}"},
    FunctionRow{"qdigest_agg", "(bigint, bigint, double) -> qdigest(bigint)", "trino.qdigest_agg{$1, $2}"},
    FunctionRow{"qdigest_agg", "(double, bigint, double) -> qdigest(double)", "trino.qdigest_agg{trino.to_ordered($1), $2}"},
    FunctionRow{"qdigest_agg", "(real, bigint, double) -> qdigest(real)", "trino.qdigest_agg{trino.to_ordered($1), $2}"},
    FunctionRow{"numeric_histogram", "(bigint, double) -> map(double,double)", "trino.numeric_histogram{$1, $2, CAST(1 AS DOUBLE)}"},
    FunctionRow{"numeric_histogram", "(bigint, real) -> map(real,real)", "CAST(trino.numeric_histogram{$1, $2, CAST(1 AS DOUBLE)} AS $r)"},
    FunctionRow{"numeric_histogram", "(bigint, double, double) -> map(double,double)", "trino.numeric_histogram{$1, $2, $3}"},
    FunctionRow{"numeric_histogram", "(bigint, real, double) -> map(real,real)", "CAST(trino.numeric_histogram{$1, $2, $3} AS $r)"},
    FunctionRow{"approx_most_frequent", "(bigint, bigint, bigint) -> map(bigint,bigint)", kMostFrequent},
    FunctionRow{"approx_most_frequent", "(bigint, varchar, bigint) -> map(varchar,bigint)", kMostFrequent},
    FunctionRow{"checksum", "[T] (T) -> varbinary", "trino.low_bytes(CAST(sum{trino.checksum_term($1)} AS HUGEINT))"},
    FunctionRow{"reduce_agg", "[T,S] (T, S, function(S,T,S), function(S,S,S)) -> S", nullptr, reduce_agg},
};

constexpr std::array kFunctions{
    FunctionRow{"empty_approx_set", "() -> hyperloglog", "CAST('\\x02\\x0C\\x00\\x00' AS BLOB)"},
    FunctionRow{"cardinality", "(hyperloglog) -> bigint", "trino.hll_cardinality($1)"},
    FunctionRow{"cardinality", "(setdigest) -> bigint", "trino.set_cardinality($1)"},
    FunctionRow{"hash_counts", "(setdigest) -> map(bigint,smallint)", "trino.set_counts($1)"},
    FunctionRow{"intersection_cardinality", "(setdigest, setdigest) -> bigint", "trino.set_intersection($1, $2)"},
    FunctionRow{"jaccard_index", "(setdigest, setdigest) -> double", "trino.set_jaccard($1, $2)"},
    FunctionRow{"value_at_quantile", "(tdigest, double) -> double", "trino.tdigest_quantile($1, $2)"},
    FunctionRow{"value_at_quantile", "(qdigest(bigint), double) -> bigint", "trino.qdigest_quantile($1, $2)"},
    FunctionRow{"value_at_quantile", "(qdigest(double), double) -> double", "trino.from_ordered(trino.qdigest_quantile($1, $2))"},
    FunctionRow{"value_at_quantile", "(qdigest(real), double) -> real", "CAST(trino.from_ordered(trino.qdigest_quantile($1, $2)) AS FLOAT)"},
    FunctionRow{"values_at_quantiles", "(tdigest, array(double)) -> array(double)", "list_transform($2, lambda q: trino.tdigest_quantile($1, q))"},
    FunctionRow{"values_at_quantiles", "(qdigest(bigint), array(double)) -> array(bigint)", "list_transform($2, lambda q: trino.qdigest_quantile($1, q))"},
    FunctionRow{"values_at_quantiles", "(qdigest(double), array(double)) -> array(double)", "list_transform($2, lambda q: trino.from_ordered(trino.qdigest_quantile($1, q)))"},
    FunctionRow{"values_at_quantiles", "(qdigest(real), array(double)) -> array(real)", "list_transform($2, lambda q: CAST(trino.from_ordered(trino.qdigest_quantile($1, q)) AS FLOAT))"},
    FunctionRow{"quantile_at_value", "(qdigest(bigint), bigint) -> double", "trino.qdigest_rank($1, $2)"},
    FunctionRow{"quantile_at_value", "(qdigest(double), double) -> double", "trino.qdigest_rank($1, trino.to_ordered($2))"},
    FunctionRow{"quantile_at_value", "(qdigest(real), real) -> double", "trino.qdigest_rank($1, trino.to_ordered($2))"},
    FunctionRow{"murmur3", "(varbinary) -> varbinary", "trino.murmur3($1)"},
};

}  // namespace

std::span<const FunctionRow> trino_sketch_aggregates() { return kAggregates; }
std::span<const FunctionRow> trino_sketch_values() { return kFunctions; }

}  // namespace tarn::sql
