// JSON in text, and SUPER.
#include <array>

#include "sql/analysis/bound.h"
#include "sql/functions/function_table.h"

namespace tarn::sql {
namespace {

constexpr const char* kInvalid = "trino.fail('XX000: JSON parsing error')";

// JSON_EXTRACT_PATH_TEXT(s, k1, ... [, null_if_invalid]).
std::string extract_path(const CallText& call) {
  size_t keys = call.args.size();
  std::string null_if_invalid = "FALSE";
  if (call.call.args.back()->type.is(TypeKind::boolean)) null_if_invalid = call.args[--keys];
  std::string path = "'$'";
  for (size_t i = 1; i < keys; ++i) path += " || '.\"' || " + call.args[i] + " || '\"'";
  const auto& text = call.args[0];
  return "CASE WHEN json_valid(" + text + ") THEN json_extract_string(" + text + ", " + path + ") WHEN " + text + " IS NOT NULL AND NOT " + null_if_invalid + " THEN " + kInvalid + " END";
}

std::string array_element(const CallText& call) {
  const auto& text = call.args[0];
  const std::string null_if_invalid = call.args.size() > 2 ? call.args[2] : "FALSE";
  return "CASE WHEN json_valid(" + text + ") THEN CASE WHEN " + call.args[1] + " >= 0 THEN coalesce(json_extract_string(" + text + ", '$[' || " + call.args[1] + " || ']'), '') ELSE '' END WHEN " + text +
         " IS NOT NULL AND NOT " + null_if_invalid + " THEN " + kInvalid + " END";
}

std::string object(const CallText& call) {
  std::string text = "json_object(";
  for (size_t i = 0; i < call.args.size(); ++i) text += (i > 0 ? ", " : "") + call.args[i];
  return text + ")";
}

constexpr std::array kFunctions{
    FunctionRow{"is_valid_json", "(varchar) -> boolean", "json_valid($1)"},
    FunctionRow{"is_valid_json_array", "(varchar) -> boolean", "(json_valid($1) AND left(ltrim($1), 1) = '[')"},
    FunctionRow{"can_json_parse", "(varchar) -> boolean", "json_valid($1)"},
    FunctionRow{"json_array_length", "(varchar) -> integer", "CASE WHEN json_valid($1) THEN CAST(json_array_length($1) AS INTEGER) WHEN $1 IS NOT NULL THEN trino.fail('XX000: JSON parsing error') END"},
    FunctionRow{"json_array_length", "(varchar, boolean) -> integer", "CASE WHEN json_valid($1) THEN CAST(json_array_length($1) AS INTEGER) WHEN $1 IS NOT NULL AND NOT $2 THEN trino.fail('XX000: JSON parsing error') END"},
    FunctionRow{"json_extract_array_element_text", "(varchar, integer) -> varchar", nullptr, array_element},
    FunctionRow{"json_extract_array_element_text", "(varchar, integer, boolean) -> varchar", nullptr, array_element},
    FunctionRow{"json_extract_path_text", "(varchar, varchar) -> varchar", nullptr, extract_path},
    FunctionRow{"json_extract_path_text", "(varchar, varchar, boolean) -> varchar", nullptr, extract_path},
    FunctionRow{"json_extract_path_text", "(varchar, varchar, varchar) -> varchar", nullptr, extract_path},
    FunctionRow{"json_extract_path_text", "(varchar, varchar, varchar, boolean) -> varchar", nullptr, extract_path},
    FunctionRow{"json_extract_path_text", "(varchar, varchar, varchar, varchar) -> varchar", nullptr, extract_path},
    FunctionRow{"json_extract_path_text", "(varchar, varchar, varchar, varchar, varchar) -> varchar", nullptr, extract_path},
    FunctionRow{"json_extract_path_text", "(varchar, varchar, varchar, varchar, varchar, varchar) -> varchar", nullptr, extract_path},
    FunctionRow{"json_parse", "(varchar) -> super", "CASE WHEN json_valid($1) THEN CAST($1 AS JSON) WHEN $1 IS NOT NULL THEN trino.fail('XX000: JSON parsing error') END"},
    FunctionRow{"json_serialize", "(super) -> varchar", "CAST($1 AS VARCHAR)"},
    FunctionRow{"json_typeof", "(super) -> varchar", "CASE json_type($1) WHEN 'VARCHAR' THEN 'string' WHEN 'OBJECT' THEN 'object' WHEN 'ARRAY' THEN 'array' WHEN 'BOOLEAN' THEN 'boolean' WHEN 'NULL' THEN 'null' ELSE CASE WHEN $1 IS NOT NULL THEN 'number' END END"},
    FunctionRow{"get_array_length", "(super) -> bigint", "CASE WHEN json_type($1) = 'ARRAY' THEN CAST(json_array_length($1) AS BIGINT) END"},
    FunctionRow{"is_array", "(super) -> boolean", "(json_type($1) = 'ARRAY')"},
    FunctionRow{"is_object", "(super) -> boolean", "(json_type($1) = 'OBJECT')"},
    FunctionRow{"is_scalar", "(super) -> boolean", "(json_type($1) NOT IN ('ARRAY', 'OBJECT'))"},
    FunctionRow{"is_varchar", "(super) -> boolean", "(json_type($1) = 'VARCHAR')"},
    FunctionRow{"is_boolean", "(super) -> boolean", "(json_type($1) = 'BOOLEAN')"},
    FunctionRow{"is_bigint", "(super) -> boolean", "(json_type($1) IN ('BIGINT', 'UBIGINT'))"},
    FunctionRow{"is_float", "(super) -> boolean", "(json_type($1) = 'DOUBLE')"},
    FunctionRow{"split_to_array", "(varchar) -> super", "to_json(string_split($1, ','))"},
    FunctionRow{"split_to_array", "(varchar, varchar) -> super", "to_json(string_split($1, $2))"},
    FunctionRow{"array_concat", "(super, super) -> super", "to_json(CAST($1 AS JSON[]) || CAST($2 AS JSON[]))"},
    FunctionRow{"subarray", "(super, integer, integer) -> super", "to_json(list_slice(CAST($1 AS JSON[]), $2 + 1, $2 + $3))"},
    FunctionRow{"array_flatten", "(super) -> super", "to_json(flatten(CAST($1 AS JSON[][])))"},
    FunctionRow{"array", "(super...) -> super", "json_array($*)"},
    FunctionRow{"object", "() -> super", nullptr, object},
    FunctionRow{"object", "(super, super) -> super", nullptr, object},
    FunctionRow{"object", "(super, super, super, super) -> super", nullptr, object},
    FunctionRow{"object", "(super, super, super, super, super, super) -> super", nullptr, object},
};

}  // namespace

std::span<const FunctionRow> redshift_json() { return kFunctions; }

}  // namespace tarn::sql
