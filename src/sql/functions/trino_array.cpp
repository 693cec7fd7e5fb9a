#include <array>

#include "sql/analysis/bound.h"
#include "sql/emit/emit.h"
#include "sql/emit/emit_cast.h"
#include "sql/functions/function_table.h"
#include "sql/functions/parts.h"

namespace tarn::sql {
namespace {

// DuckDB's reduce wants the state to have the element's type; a list of one-field structs lets the two differ.
std::string reduce(const CallText& call) {
  const auto state = duckdb_name(call.call.args[1]->type, call.dialect);
  const auto& input = *call.call.args[2];
  const auto& output = *call.call.args[3];
  const auto& element = call.call.args[0]->type.children[0];
  const auto element_type = duckdb_name(element, call.dialect);
  const auto pair = "STRUCT(s " + state + ", v " + element_type + ")";
  const auto lift = "list_transform(" + call.args[0] + ", lambda v: CAST({'s': NULL, 'v': v} AS " + pair + "))";
  // The input lambda (a, x) -> e becomes (p, q) -> {s: e[a := p.s, x := q.v]}.
  const auto body = "list_transform([struct_pack(a := p.s, x := q.v)], lambda t: " + bind_names(emit_expression(*input.args[0], call.dialect), {{input.names[0], "t.a"}, {input.names[1], "t.x"}}) + ")[1]";
  const auto folded = "list_reduce(" + lift + ", lambda p, q: CAST({'s': " + body + ", 'v': NULL} AS " + pair + "), CAST({'s': " + call.args[1] + ", 'v': NULL} AS " + pair + ")).s";
  return "CASE WHEN " + call.args[0] + " IS NOT NULL THEN " + bind_names(emit_expression(*output.args[0], call.dialect), {{output.names[0], "(" + folded + ")"}}) + " END";
}

// DuckDB sorts by keys only: each element is put behind those that the comparator does not place after it, which keeps equals in order.
std::string sort_with_comparator(const CallText& call) {
  const auto& comparator = *call.call.args[1];
  const auto element = duckdb_name(call.call.args[0]->type.children[0], call.dialect);
  const auto compared = bind_names(emit_expression(*comparator.args[0], call.dialect), {{comparator.names[0], "y.v"}, {comparator.names[1], "t.v"}});
  const auto sorted = "STRUCT(v " + element + ", l STRUCT(v " + element + ")[])";
  const auto part = [&](const char* test) { return "list_filter(p.l, lambda y: " + compared + test + ")"; };
  // The element stands in a list of one, for lambdas see no fields of another lambda's parameter but their own and list elements.
  const auto step = "list_transform([struct_pack(v := q.v)], lambda t: list_concat(" + part(" <= 0") + ", [t], " + part(" > 0") + "))[1]";
  const auto lifted = "list_transform(" + call.args[0] + ", lambda v: CAST({'v': v, 'l': NULL} AS " + sorted + "))";
  const auto folded = "list_reduce(" + lifted + ", lambda p, q: CAST({'v': NULL, 'l': " + step + "} AS " + sorted + "), CAST({'v': NULL, 'l': []} AS " + sorted + ")).l";
  return "CASE WHEN " + call.args[0] + " IS NOT NULL THEN list_transform(" + folded + ", lambda e: e.v) END";
}

constexpr const char* kContainsSequence =
    "CASE WHEN $1 IS NOT NULL AND $2 IS NOT NULL THEN len($2) = 0 OR len(list_filter(range(1, len($1) - len($2) + 2), lambda i: list_slice($1, i, i + len($2) - 1) = $2)) > 0 END";
constexpr const char* kContains =
    "CASE WHEN list_contains($1, $2) THEN TRUE WHEN $2 IS NULL OR $1 IS NULL OR len(list_filter($1, lambda e: e IS NULL)) > 0 THEN NULL ELSE FALSE END";
constexpr const char* kDistinct = "list_transform(list_filter(list_zip($1, range(1, len($1) + 1)), lambda p: list_position($1, p[1]) = p[2]), lambda p: p[1])";
constexpr const char* kIntersect = "list_filter(" "list_transform(list_filter(list_zip($1, range(1, len($1) + 1)), lambda p: list_position($1, p[1]) = p[2]), lambda p: p[1])"
    ", lambda e: list_position($2, e) IS NOT NULL)";
constexpr const char* kExcept = "list_filter(" "list_transform(list_filter(list_zip($1, range(1, len($1) + 1)), lambda p: list_position($1, p[1]) = p[2]), lambda p: p[1])"
    ", lambda e: list_position($2, e) IS NULL AND $2 IS NOT NULL)";
constexpr const char* kUnion =
    "list_transform(list_filter(list_zip($1 || $2, range(1, len($1 || $2) + 1)), lambda p: list_position($1 || $2, p[1]) = p[2]), lambda p: p[1])";
constexpr const char* kOverlap =
    "CASE WHEN list_has_any($1, $2) THEN TRUE WHEN $1 IS NULL OR $2 IS NULL OR len(list_filter($1, lambda e: e IS NULL)) > 0 OR len(list_filter($2, lambda e: e IS NULL)) > 0 "
    "THEN NULL ELSE FALSE END";
constexpr const char* kMax = "CASE WHEN len($1) = 0 OR len(list_filter($1, lambda e: e IS NULL)) > 0 THEN NULL ELSE list_max($1) END";
constexpr const char* kMaxOfFloats =
    "CASE WHEN len($1) = 0 OR len(list_filter($1, lambda e: e IS NULL)) > 0 THEN NULL ELSE coalesce(list_max(list_filter($1, lambda e: NOT isnan(e))), list_max($1)) END";

// As the aggregate: NaN only where there is nothing else.
std::string array_max(const CallText& call) {
  const auto kind = call.call.args[0]->type.children[0].kind;
  return expand_template(kind == TypeKind::double_ || kind == TypeKind::real ? kMaxOfFloats : kMax, call.call, call.args, call.dialect);
}
constexpr const char* kMin = "CASE WHEN len($1) = 0 OR len(list_filter($1, lambda e: e IS NULL)) > 0 THEN NULL ELSE list_min($1) END";
constexpr const char* kPosition = "CASE WHEN $1 IS NOT NULL AND $2 IS NOT NULL THEN CAST(coalesce(list_position($1, $2), 0) AS BIGINT) END";
constexpr const char* kElementAt =
    "CASE WHEN $2 = 0 THEN trino.fail('INVALID_FUNCTION_ARGUMENT: SQL array indices start at 1') ELSE list_extract($1, $2) END";
constexpr const char* kSlice =
    "CASE WHEN $2 = 0 THEN trino.fail('INVALID_FUNCTION_ARGUMENT: SQL array indices start at 1') "
    "WHEN $3 < 0 THEN trino.fail('INVALID_FUNCTION_ARGUMENT: length must be greater than or equal to 0') "
    "WHEN $2 > 0 THEN list_slice($1, $2, $2 + $3 - 1) WHEN -$2 > len($1) THEN list_slice($1, 1, 0) "
    "ELSE list_slice($1, len($1) + $2 + 1, len($1) + $2 + $3) END";
constexpr const char* kTrimArray =
    "CASE WHEN $2 < 0 THEN trino.fail('INVALID_FUNCTION_ARGUMENT: size must not be negative: ' || $2) WHEN $2 > len($1) "
    "THEN trino.fail('INVALID_FUNCTION_ARGUMENT: size must not exceed array cardinality ' || len($1) || ': ' || $2) ELSE list_slice($1, 1, len($1) - $2) END";
constexpr const char* kNgrams =
    "CASE WHEN $2 <= 0 THEN trino.fail('INVALID_FUNCTION_ARGUMENT: N must be positive') WHEN len($1) <= $2 THEN [$1] "
    "ELSE list_transform(range(1, len($1) - $2 + 2), lambda i: list_slice($1, i, i + $2 - 1)) END";
constexpr const char* kSequenceInteger =
    "CASE WHEN $3 = 0 THEN trino.fail('INVALID_FUNCTION_ARGUMENT: step must not be zero') "
    "WHEN ($3 > 0 AND $1 > $2) OR ($3 < 0 AND $1 < $2) THEN trino.fail('INVALID_FUNCTION_ARGUMENT: sequence stop value should be greater than or equal to start value if step is greater than zero otherwise stop should be less than or equal to start') "
    "WHEN ($2 - $1) // $3 >= 10000 THEN trino.fail('INVALID_FUNCTION_ARGUMENT: result of sequence function must not have more than 10000 entries') "
    "ELSE generate_series($1, $2, $3) END";
constexpr const char* kSequenceDefault =
    "CASE WHEN abs(CAST($2 AS HUGEINT) - $1) >= 10000 THEN trino.fail('INVALID_FUNCTION_ARGUMENT: result of sequence function must not have more than 10000 entries') "
    "ELSE generate_series($1, $2, CASE WHEN $1 <= $2 THEN CAST(1 AS BIGINT) ELSE CAST(-1 AS BIGINT) END) END";
constexpr const char* kRepeat =
    "CASE WHEN $2 < 0 THEN trino.fail('INVALID_FUNCTION_ARGUMENT: count argument of repeat function must be greater than or equal to 0') "
    "WHEN $2 > 10000 THEN trino.fail('INVALID_FUNCTION_ARGUMENT: count argument of repeat function must be less than or equal to 10000') "
    "ELSE list_transform(range(1, $2 + 1), lambda i: $1) END";
constexpr const char* kSequenceDates =
    "list_transform(generate_series(CAST($1 AS TIMESTAMP), CAST($2 AS TIMESTAMP), CASE WHEN $1 <= $2 THEN INTERVAL '1 day' ELSE INTERVAL '-1 day' END), lambda d: CAST(d AS DATE))";
constexpr const char* kSequenceDatesStep = "list_transform(generate_series(CAST($1 AS TIMESTAMP), CAST($2 AS TIMESTAMP), $3), lambda d: CAST(d AS DATE))";
constexpr const char* kZipPad2 = "list_transform(list_zip($1, $2), lambda p: struct_pack(_1 := p[1], _2 := p[2]))";
constexpr const char* kZipPad3 = "list_transform(list_zip($1, $2, $3), lambda p: struct_pack(_1 := p[1], _2 := p[2], _3 := p[3]))";
constexpr const char* kZipPad4 = "list_transform(list_zip($1, $2, $3, $4), lambda p: struct_pack(_1 := p[1], _2 := p[2], _3 := p[3], _4 := p[4]))";
constexpr const char* kZipPad5 = "list_transform(list_zip($1, $2, $3, $4, $5), lambda p: struct_pack(_1 := p[1], _2 := p[2], _3 := p[3], _4 := p[4], _5 := p[5]))";
constexpr const char* kReduceAll = "CASE WHEN list_contains(list_transform($1, $2), FALSE) THEN FALSE WHEN len(list_filter(list_transform($1, $2), lambda e: e IS NULL)) > 0 THEN NULL WHEN $1 IS NOT NULL THEN TRUE END";
constexpr const char* kReduceAny = "CASE WHEN list_contains(list_transform($1, $2), TRUE) THEN TRUE WHEN len(list_filter(list_transform($1, $2), lambda e: e IS NULL)) > 0 THEN NULL WHEN $1 IS NOT NULL THEN FALSE END";
constexpr const char* kReduceNone = "CASE WHEN list_contains(list_transform($1, $2), TRUE) THEN FALSE WHEN len(list_filter(list_transform($1, $2), lambda e: e IS NULL)) > 0 THEN NULL WHEN $1 IS NOT NULL THEN TRUE END";

// zip_with(a, b, (x, y) -> e): the lambda's body over a list of pairs.
std::string zip_with(const CallText& call) {
  const auto& lambda = *call.call.args[2];
  const auto body = bind_names(emit_expression(*lambda.args[0], call.dialect), {{lambda.names[0], "p[1]"}, {lambda.names[1], "p[2]"}});
  return "list_transform(list_zip(" + call.args[0] + ", " + call.args[1] + "), lambda p: " + body + ")";
}

// NULLs are left out, or replaced by a third argument.
// Elements print as CAST to varchar does, which nested values and bytes do not have.
std::optional<Type> joined_text(const std::vector<Type>& arguments) {
  const auto& element = arguments[0].children[0];
  for (auto kind : {TypeKind::array, TypeKind::map, TypeKind::row, TypeKind::varbinary})
    if (element.is(kind)) return std::nullopt;
  return varchar();
}

std::string array_join(const CallText& call) {
  auto list = call.args[0];
  const auto& element = call.call.args[0]->type.children[0];
  const auto text = emit_cast("e", {.from = element, .to = varchar(), .dialect = call.dialect});
  if (call.args.size() == 3) list = "list_transform(" + list + ", lambda e: coalesce(" + text + ", " + call.args[2] + "))";
  else if (text != "e") list = "list_transform(" + list + ", lambda e: " + text + ")";
  return "CASE WHEN " + call.args[0] + " IS NOT NULL AND " + call.args[1] + " IS NOT NULL THEN " + joined_list(list, call.args[1], constant_string(call, 1) != nullptr) + " END";
}

constexpr std::array kFunctions{
    FunctionRow{"all_match", "[T] (array(T), function(T,boolean)) -> boolean", kReduceAll},
    FunctionRow{"any_match", "[T] (array(T), function(T,boolean)) -> boolean", kReduceAny},
    FunctionRow{"none_match", "[T] (array(T), function(T,boolean)) -> boolean", kReduceNone},
    FunctionRow{"array_distinct", "[E:comparable] (array(E)) -> array(E)", kDistinct},
    FunctionRow{"array_except", "[E:comparable] (array(E), array(E)) -> array(E)", kExcept},
    FunctionRow{"array_intersect", "[E:comparable] (array(E), array(E)) -> array(E)", kIntersect},
    FunctionRow{"array_union", "[E:comparable] (array(E), array(E)) -> array(E)", kUnion},
    FunctionRow{"array_histogram", "[T:comparable] (array(T)) -> map(T,bigint)", "CAST(list_histogram($1) AS $r)"},
    FunctionRow{"array_join", "[T] (array(T), varchar) -> varchar", nullptr, array_join, joined_text},
    FunctionRow{"array_join", "[T] (array(T), varchar, varchar) -> varchar", nullptr, array_join, joined_text},
    FunctionRow{"array_max", "[T:orderable] (array(T)) -> T", nullptr, array_max},
    FunctionRow{"array_min", "[T:orderable] (array(T)) -> T", kMin},
    FunctionRow{"array_position", "[T:comparable] (array(T), T) -> bigint", kPosition},
    FunctionRow{"array_remove", "[T:comparable] (array(T), T) -> array(T)", "CASE WHEN $2 IS NOT NULL THEN list_filter($1, lambda e: e IS DISTINCT FROM $2) END"},
    FunctionRow{"array_sort", "[E:orderable] (array(E)) -> array(E)", "list_sort($1, 'ASC', 'NULLS LAST')"},
    FunctionRow{"array_sort", "[T] (array(T), function(T,T,integer)) -> array(T)", nullptr, sort_with_comparator},
    FunctionRow{"combinations", "[T] (array(T), bigint) -> array(array(T))", "list_transform(trino.combinations(len($1), $2), lambda c: list_select($1, c))"},
    FunctionRow{"contains_sequence", "[T] (array(T), array(T)) -> boolean", kContainsSequence},
    FunctionRow{"arrays_overlap", "[T:comparable] (array(T), array(T)) -> boolean", kOverlap},
    FunctionRow{"cardinality", "[T] (array(T)) -> bigint", "CAST(len($1) AS BIGINT)"},
    FunctionRow{"cardinality", "[K,V] (map(K,V)) -> bigint", "CAST(cardinality($1) AS BIGINT)"},
    FunctionRow{"contains", "[T:comparable] (array(T), T) -> boolean", kContains},
    FunctionRow{"element_at", "[T] (array(T), bigint) -> T", kElementAt},
    FunctionRow{"element_at", "[K,V] (map(K,V), K) -> V", "map_extract_value($1, $2)"},
    FunctionRow{"filter", "[T] (array(T), function(T,boolean)) -> array(T)", "list_filter($1, $2)"},
    FunctionRow{"flatten", "[=T] (array(array(T))) -> array(T)", "flatten($1)"},
    FunctionRow{"ngrams", "[T] (array(T), bigint) -> array(array(T))", kNgrams},
    FunctionRow{"reduce", "[=T,S,R] (array(T), S, function(S,T,S), function(S,R)) -> R", nullptr, reduce},
    FunctionRow{"repeat", "[T] (T, bigint) -> array(T)", kRepeat},
    FunctionRow{"reverse", "[T] (array(T)) -> array(T)", "list_reverse($1)"},
    FunctionRow{"sequence", "(bigint, bigint) -> array(bigint)", kSequenceDefault},
    FunctionRow{"sequence", "(bigint, bigint, bigint) -> array(bigint)", kSequenceInteger},
    FunctionRow{"sequence", "(date, date) -> array(date)", kSequenceDates},
    FunctionRow{"sequence", "(date, date, interval day to second) -> array(date)", kSequenceDatesStep},
    FunctionRow{"sequence", "(date, date, interval year to month) -> array(date)", kSequenceDatesStep},
    FunctionRow{"sequence", "(timestamp(p), timestamp(p), interval day to second) -> array(timestamp(p))", "generate_series($1, $2, $3)"},
    FunctionRow{"sequence", "(timestamp(p), timestamp(p), interval year to month) -> array(timestamp(p))", "generate_series($1, $2, $3)"},
    FunctionRow{"shuffle", "[T] (array(T)) -> array(T)", "list_transform(list_sort(list_transform($1, lambda e: struct_pack(k := random(), v := e))), lambda p: p.v)", nullptr, nullptr, true},
    FunctionRow{"slice", "[T] (array(T), bigint, bigint) -> array(T)", kSlice},
    FunctionRow{"transform", "[=T,U] (array(T), function(T,U)) -> array(U)", "list_transform($1, $2)"},
    FunctionRow{"trim_array", "[T] (array(T), bigint) -> array(T)", kTrimArray},
    FunctionRow{"zip", "[T,U] (array(T), array(U)) -> array(row(T,U))", kZipPad2},
    FunctionRow{"zip", "[T,U,V] (array(T), array(U), array(V)) -> array(row(T,U,V))", kZipPad3},
    FunctionRow{"zip", "[T,U,V,W] (array(T), array(U), array(V), array(W)) -> array(row(T,U,V,W))", kZipPad4},
    FunctionRow{"zip", "[T,U,V,W,X] (array(T), array(U), array(V), array(W), array(X)) -> array(row(T,U,V,W,X))", kZipPad5},
    FunctionRow{"zip_with", "[=T,U,R] (array(T), array(U), function(T,U,R)) -> array(R)", nullptr, zip_with},
};

}  // namespace

std::span<const FunctionRow> trino_array() { return kFunctions; }

}  // namespace tarn::sql
