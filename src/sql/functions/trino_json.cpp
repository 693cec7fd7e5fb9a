#include <array>

#include "sql/emit/emit_cast.h"
#include "sql/emit/layout.h"
#include "sql/functions/function_table.h"
#include "sql/functions/json_extract_path.h"
#include "sql/functions/parts.h"

namespace tarn::sql {
namespace {

// A constant path is judged here; the others are by the engine.
std::string path_of(const CallText& call) {
  const auto* constant = constant_string(call, 1);
  if (!constant) return "trino.json_extract_path(" + call.args[1] + ")";
  const auto path = json_extract_path(*constant);
  return path ? quote_string(*path) : "CAST(" + raise("INVALID_FUNCTION_ARGUMENT: Invalid JSON path: '" + *constant + "'") + " AS VARCHAR)";
}

// Text that is no JSON answers NULL, not an error.
std::string guarded(const CallText& call, const std::string& text) { return "CASE WHEN json_valid(" + call.args[0] + ") THEN " + text + " END"; }

std::string extract(const CallText& call) { return guarded(call, "json_extract(" + call.args[0] + ", " + path_of(call) + ")"); }

std::string extract_scalar(const CallText& call) {
  const auto args = "(" + call.args[0] + ", " + path_of(call) + ")";
  return guarded(call, "CASE WHEN json_type" + args + " NOT IN ('OBJECT', 'ARRAY', 'NULL') THEN json_extract_string" + args + " END");
}

std::string size(const CallText& call) {
  const auto value = "json_extract(" + call.args[0] + ", " + path_of(call) + ")";
  return guarded(call, "CASE json_type(" + value + ") WHEN 'ARRAY' THEN CAST(json_array_length(" + value + ") AS BIGINT) WHEN 'OBJECT' THEN CAST(len(json_keys(" + value +
                           ")) AS BIGINT) ELSE CASE WHEN " + value + " IS NOT NULL THEN 0 END END");
}

constexpr const char* kIsScalarText =
    "CASE WHEN json_valid($1) THEN json_type($1) NOT IN ('OBJECT', 'ARRAY') WHEN $1 IS NOT NULL THEN trino.fail('INVALID_FUNCTION_ARGUMENT: Invalid JSON value: ' || $1) END";
constexpr const char* kArrayLength = "CASE WHEN json_valid($1) AND json_type($1) = 'ARRAY' THEN CAST(json_array_length($1) AS BIGINT) END";
// An element that is text comes without its quotes, and null as no value: so Trino does it.
#define TARN_ELEMENT "json_extract($1, CASE WHEN $2 < 0 THEN '$$[#' || $2 || ']' ELSE '$$[' || $2 || ']' END)"
constexpr const char* kArrayGet =
    "CASE WHEN json_valid($1) AND json_type($1) = 'ARRAY' THEN CASE json_type(" TARN_ELEMENT ") WHEN 'NULL' THEN NULL "
    "WHEN 'VARCHAR' THEN trino.as_json(json_extract_string(" TARN_ELEMENT ", '$$')) ELSE " TARN_ELEMENT " END END";
constexpr const char* kArrayContains =
    "CASE WHEN json_valid($1) AND json_type($1) = 'ARRAY' THEN list_contains(list_transform(CAST($1 AS JSON[]), lambda e: CAST(e AS VARCHAR)), CAST(to_json($2) AS VARCHAR)) END";

constexpr std::array kFunctions{
    FunctionRow{"json_parse", "(varchar) -> json", "trino.json_canonical($1)"},
    FunctionRow{"json_format", "(json) -> varchar", "CAST($1 AS VARCHAR)"},
    FunctionRow{"json_extract", "(json, varchar) -> json", nullptr, extract},
    FunctionRow{"json_extract", "(varchar, varchar) -> json", nullptr, extract},
    FunctionRow{"json_extract_scalar", "(json, varchar) -> varchar", nullptr, extract_scalar},
    FunctionRow{"json_extract_scalar", "(varchar(x), varchar) -> varchar(x)", nullptr, extract_scalar},
    FunctionRow{"json_array_get", "(json, bigint) -> json", kArrayGet},
    FunctionRow{"json_array_get", "(varchar, bigint) -> json", kArrayGet},
    FunctionRow{"json_array_length", "(json) -> bigint", kArrayLength},
    FunctionRow{"json_array_length", "(varchar) -> bigint", kArrayLength},
    FunctionRow{"json_array_contains", "(json, boolean) -> boolean", kArrayContains},
    FunctionRow{"json_array_contains", "(json, bigint) -> boolean", kArrayContains},
    FunctionRow{"json_array_contains", "(json, double) -> boolean", kArrayContains},
    FunctionRow{"json_array_contains", "(json, varchar) -> boolean", kArrayContains},
    FunctionRow{"json_array_contains", "(varchar, boolean) -> boolean", kArrayContains},
    FunctionRow{"json_array_contains", "(varchar, bigint) -> boolean", kArrayContains},
    FunctionRow{"json_array_contains", "(varchar, double) -> boolean", kArrayContains},
    FunctionRow{"json_array_contains", "(varchar, varchar) -> boolean", kArrayContains},
    FunctionRow{"json_size", "(json, varchar) -> bigint", nullptr, size},
    FunctionRow{"json_size", "(varchar, varchar) -> bigint", nullptr, size},
    FunctionRow{"is_json_scalar", "(json) -> boolean", "(json_type($1) NOT IN ('OBJECT', 'ARRAY'))"},
    FunctionRow{"is_json_scalar", "(varchar) -> boolean", kIsScalarText},
};

}  // namespace

std::span<const FunctionRow> trino_json() { return kFunctions; }

}  // namespace tarn::sql
