#include <array>

#include "sql/analysis/bound.h"
#include "sql/emit/emit.h"
#include "sql/functions/function_table.h"
#include "sql/functions/parts.h"

namespace tarn::sql {
namespace {

// The map of a list of entries whose keys must differ.
std::string unique_entries(const std::string& entries) {
  const auto keys = "list_transform(" + entries + ", lambda p: p.key)";
  return "CASE WHEN len(list_distinct(" + keys + ")) < len(list_filter(" + keys + ", lambda e: e IS NOT NULL)) THEN trino.fail('INVALID_FUNCTION_ARGUMENT: Duplicate map keys (' || " +
         "CAST(list_filter(" + keys + ", lambda e, i: list_position(" + keys + ", e) < i)[1] AS VARCHAR) || ') are not allowed') ELSE map_from_entries(" + entries + ") END";
}

// The body of a map lambda (k, v) -> e over an entry struct.
std::string over_entry(const CallText& call, size_t argument) {
  const auto& lambda = *call.call.args[argument];
  return bind_names(emit_expression(*lambda.args[0], call.dialect), {{lambda.names[0], "p.key"}, {lambda.names[1], "p.value"}});
}

std::string map_filter(const CallText& call) {
  return "map_from_entries(list_filter(map_entries(" + call.args[0] + "), lambda p: " + over_entry(call, 1) + "))";
}

std::string transform_keys(const CallText& call) {
  return unique_entries("list_transform(map_entries(" + call.args[0] + "), lambda p: struct_pack(key := " + over_entry(call, 1) + ", value := p.value))");
}

std::string transform_values(const CallText& call) {
  return "map_from_entries(list_transform(map_entries(" + call.args[0] + "), lambda p: struct_pack(key := p.key, value := " + over_entry(call, 1) + ")))";
}

std::string map_zip_with(const CallText& call) {
  const auto& lambda = *call.call.args[2];
  const auto body = bind_names(emit_expression(*lambda.args[0], call.dialect), {{lambda.names[0], "k"},
                                                                               {lambda.names[1], "map_extract_value(" + call.args[0] + ", k)"},
                                                                               {lambda.names[2], "map_extract_value(" + call.args[1] + ", k)"}});
  return "map_from_entries(list_transform(list_distinct(map_keys(" + call.args[0] + ") || map_keys(" + call.args[1] + ")), lambda k: struct_pack(key := k, value := " + body + ")))";
}

// Opens a CASE that refuses keys given twice, naming the first; DuckDB's own error does not tell it.
#define TARN_UNIQUE_KEYS(keys) \
  "CASE WHEN len(list_distinct(" keys ")) < len(list_filter(" keys ", lambda e: e IS NOT NULL)) THEN trino.fail('INVALID_FUNCTION_ARGUMENT: Duplicate map keys (' || " \
  "CAST(list_filter(" keys ", lambda e, i: list_position(" keys ", e) < i)[1] AS VARCHAR) || ') are not allowed') ELSE "
constexpr const char* kMap =
    "CASE WHEN len($1) <> len($2) THEN trino.fail('INVALID_FUNCTION_ARGUMENT: Key and value arrays must be the same length') ELSE " TARN_UNIQUE_KEYS("$1") "map($1, $2) END END";
constexpr const char* kEntries = "list_transform(map_entries($1), lambda p: struct_pack(_1 := p.key, _2 := p.value))";

// Rows of two fields, whatever their names, as entries.
std::string map_from_entries(const CallText& call) {
  return unique_entries("list_transform(" + call.args[0] + ", lambda p: CASE WHEN p IS NULL THEN trino.fail('INVALID_FUNCTION_ARGUMENT: map entry cannot be null') "
                        "ELSE struct_pack(key := struct_extract_at(p, 1), value := struct_extract_at(p, 2)) END)");
}

std::string multimap_from_entries(const CallText& call) {
  const auto& rows = call.args[0];
  return "map_from_entries(list_transform(list_distinct(list_transform(" + rows + ", lambda p: struct_extract_at(p, 1))), lambda k: struct_pack(key := k, value := list_transform(list_filter(" + rows +
         ", lambda p: struct_extract_at(p, 1) IS NOT DISTINCT FROM k), lambda p: struct_extract_at(p, 2)))))";
}

constexpr std::array kFunctions{
    FunctionRow{"map", "() -> map(unknown,unknown)", "MAP(CAST([] AS INTEGER[]), CAST([] AS INTEGER[]))"},
    FunctionRow{"map", "[K,V] (array(K), array(V)) -> map(K,V)", kMap},
    FunctionRow{"map_keys", "[K,V] (map(K,V)) -> array(K)", "map_keys($1)"},
    FunctionRow{"map_values", "[K,V] (map(K,V)) -> array(V)", "map_values($1)"},
    FunctionRow{"map_entries", "[K,V] (map(K,V)) -> array(row(K,V))", kEntries},
    FunctionRow{"map_from_entries", "[K,V] (array(row(K,V))) -> map(K,V)", nullptr, map_from_entries},
    FunctionRow{"multimap_from_entries", "[K,V] (array(row(K,V))) -> map(K,array(V))", nullptr, multimap_from_entries},
    FunctionRow{"map_concat", "[K,V] (map(K,V), map(K,V), map(K,V)...) -> map(K,V)", "map_concat($*)"},
    FunctionRow{"map_filter", "[K,V] (map(K,V), function(K,V,boolean)) -> map(K,V)", nullptr, map_filter},
    FunctionRow{"transform_keys", "[=K,V,R] (map(K,V), function(K,V,R)) -> map(R,V)", nullptr, transform_keys},
    FunctionRow{"transform_values", "[=K,V,R] (map(K,V), function(K,V,R)) -> map(K,R)", nullptr, transform_values},
    FunctionRow{"map_zip_with", "[=K,V,W,R] (map(K,V), map(K,W), function(K,V,W,R)) -> map(K,R)", nullptr, map_zip_with},
};

}  // namespace

std::span<const FunctionRow> trino_map() { return kFunctions; }

}  // namespace tarn::sql
