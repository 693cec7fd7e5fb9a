// Patterns run on RE2: lookaround and backreferences are refused by the engine when the pattern is compiled. Replacements are
// translated from $1 to \1.
#include <array>

#include "sql/analysis/bound.h"
#include "sql/emit/emit.h"
#include "sql/emit/layout.h"
#include "sql/functions/function_table.h"
#include "sql/functions/parts.h"

namespace tarn::sql {
namespace {

// "$1" to "\1", "\$" to "$", a lone backslash stays one.
std::string translated(const std::string& replacement) {
  std::string out;
  for (size_t i = 0; i < replacement.size(); ++i) {
    const char c = replacement[i];
    const char next = i + 1 < replacement.size() ? replacement[i + 1] : '\0';
    if (c == '$' && next >= '0' && next <= '9') out += '\\';
    else if (c == '\\' && next != '\0') out += replacement[++i] == '\\' ? std::string("\\\\") : std::string(1, replacement[i]);
    else out += c;
  }
  return out;
}

std::string replace(const CallText& call) {
  std::string replacement = "''";
  if (call.args.size() == 3) {
    const auto* constant = constant_string(call, 2);
    replacement = constant ? quote_string(translated(*constant)) : "regexp_replace(" + call.args[2] + ", '[$]([0-9])', '\\\\\\1', 'g')";
  }
  return "regexp_replace(" + call.args[0] + ", " + call.args[1] + ", " + replacement + ", 'g')";
}

// The lambda maps the groups of each match to what stands for it; NULL for nothing.
std::string replace_with_lambda(const CallText& call) {
  const auto& lambda = *call.call.args[2];
  const auto body = bind_names(emit_expression(*lambda.args[0], call.dialect), {{lambda.names[0], "p.groups"}});
  return "CASE WHEN " + call.args[0] + " IS NOT NULL AND " + call.args[1] + " IS NOT NULL THEN array_to_string(list_transform(trino.regexp_pieces(" + call.args[0] + ", " + call.args[1] +
         "), lambda p: p.before || CASE WHEN p.groups IS NOT NULL THEN coalesce(" + body + ", '') ELSE '' END), '') END";
}

constexpr const char* kExtract = "CASE WHEN regexp_matches($1, $2) THEN regexp_extract($1, $2) END";
constexpr const char* kExtractGroup = "CASE WHEN regexp_matches($1, $2) THEN regexp_extract($1, $2, CAST($3 AS INTEGER)) END";

constexpr std::array kFunctions{
    FunctionRow{"regexp_like", "(varchar, varchar) -> boolean", "regexp_matches($1, $2)"},
    FunctionRow{"regexp_extract", "(varchar(x), varchar) -> varchar(x)", kExtract},
    FunctionRow{"regexp_extract", "(varchar(x), varchar, bigint) -> varchar(x)", kExtractGroup},
    FunctionRow{"regexp_extract_all", "(varchar(x), varchar) -> array(varchar(x))", "regexp_extract_all($1, $2)"},
    FunctionRow{"regexp_extract_all", "(varchar(x), varchar, bigint) -> array(varchar(x))", "regexp_extract_all($1, $2, CAST($3 AS INTEGER))"},
    FunctionRow{"regexp_replace", "(varchar(x), varchar) -> varchar(x)", nullptr, replace},
    FunctionRow{"regexp_replace", "(varchar, varchar, varchar) -> varchar", nullptr, replace},
    FunctionRow{"regexp_split", "(varchar(x), varchar) -> array(varchar(x))", "string_split_regex($1, $2)"},
    FunctionRow{"regexp_count", "(varchar, varchar) -> bigint", "CAST(len(regexp_extract_all($1, $2)) AS BIGINT)"},
    FunctionRow{"regexp_replace", "(varchar, varchar, function(array(varchar),varchar)) -> varchar", nullptr, replace_with_lambda},
    FunctionRow{"regexp_position", "(varchar, varchar) -> integer", "trino.regexp_position($1, $2, CAST(1 AS BIGINT), CAST(1 AS BIGINT))"},
    FunctionRow{"regexp_position", "(varchar, varchar, bigint) -> integer", "trino.regexp_position($1, $2, $3, CAST(1 AS BIGINT))"},
    FunctionRow{"regexp_position", "(varchar, varchar, bigint, bigint) -> integer", "trino.regexp_position($1, $2, $3, $4)"},
};

}  // namespace

std::span<const FunctionRow> trino_regexp() { return kFunctions; }

}  // namespace tarn::sql
