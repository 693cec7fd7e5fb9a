#include <array>

#include "sql/emit/layout.h"
#include "sql/functions/function_table.h"
#include "sql/functions/parts.h"

namespace tarn::sql {
namespace {

// Start counts from 1 and may be 0 or less: the characters before the text count against the length.
constexpr const char* kSubstring = "substr($1, greatest($2, 1))";
constexpr const char* kSubstringLength =
    "CASE WHEN $3 < 0 THEN trino.fail('22011: negative substring length not allowed') ELSE substr($1, greatest($2, 1), greatest($2 + $3 - greatest($2, 1), 0)) END";
constexpr const char* kSplitPart =
    "CASE WHEN $3 <= 0 THEN trino.fail('22023: field position must be greater than zero') ELSE split_part($1, $2, $3) END";
constexpr const char* kInitcap =
    "list_reduce(list_prepend('', list_transform(regexp_extract_all(lower($1), '[a-z0-9]+|[^a-z0-9]+'), lambda w: upper(left(w, 1)) || substr(w, 2))), lambda a, b: a || b)";
constexpr const char* kLpad = "CASE WHEN $2 <= 0 THEN '' WHEN $3 = '' THEN left($1, $2) ELSE lpad($1, $2, $3) END";
constexpr const char* kRpad = "CASE WHEN $2 <= 0 THEN '' WHEN $3 = '' THEN left($1, $2) ELSE rpad($1, $2, $3) END";
constexpr const char* kRegexpSubstr = "regexp_extract($1, $2)";
constexpr const char* kRegexpInstr =
    "CAST(CASE WHEN regexp_matches($1, $2) THEN length(list_extract(string_split_regex($1, $2), 1)) + 1 WHEN $1 IS NOT NULL AND $2 IS NOT NULL THEN 0 END AS INTEGER)";
constexpr const char* kSha2 =
    "CASE $2 WHEN 256 THEN sha256($1) WHEN 0 THEN sha256($1) WHEN 512 THEN lower(hex(trino.sha512(encode($1)))) ELSE CASE WHEN $1 IS NOT NULL THEN '' END END";

// A constant replacement's \\1 stays; PCRE's $1 becomes \1.
std::string regexp_replace(const CallText& call) {
  return "regexp_replace(" + call.args[0] + ", " + call.args[1] + ", " + (call.args.size() > 2 ? call.args[2] : "''") + ", 'g')";
}

constexpr std::array kFunctions{
    FunctionRow{"len", "(char(x)) -> integer", "CAST(length($1) AS INTEGER)"},
    FunctionRow{"len", "(varchar) -> integer", "CAST(length($1) AS INTEGER)"},
    FunctionRow{"length", "(char(x)) -> integer", "CAST(length($1) AS INTEGER)"},
    FunctionRow{"length", "(varchar) -> integer", "CAST(length($1) AS INTEGER)"},
    FunctionRow{"length", "(varbinary) -> integer", "CAST(octet_length($1) AS INTEGER)"},
    FunctionRow{"char_length", "(varchar) -> integer", "CAST(length($1) AS INTEGER)"},
    FunctionRow{"character_length", "(varchar) -> integer", "CAST(length($1) AS INTEGER)"},
    FunctionRow{"textlen", "(varchar) -> integer", "CAST(length($1) AS INTEGER)"},
    FunctionRow{"octet_length", "(varchar) -> integer", "CAST(strlen($1) AS INTEGER)"},
    FunctionRow{"lower", "(varchar(x)) -> varchar(x)", "lower($1)"},
    FunctionRow{"upper", "(varchar(x)) -> varchar(x)", "upper($1)"},
    FunctionRow{"initcap", "(varchar(x)) -> varchar(x)", kInitcap},
    FunctionRow{"substring", "(varchar(x), integer) -> varchar(x)", kSubstring},
    FunctionRow{"substring", "(varchar(x), integer, integer) -> varchar(x)", kSubstringLength},
    FunctionRow{"substr", "(varchar(x), integer) -> varchar(x)", kSubstring},
    FunctionRow{"substr", "(varchar(x), integer, integer) -> varchar(x)", kSubstringLength},
    FunctionRow{"left", "(varchar(x), integer) -> varchar(x)", "left($1, $2)"},
    FunctionRow{"right", "(varchar(x), integer) -> varchar(x)", "right($1, $2)"},
    FunctionRow{"charindex", "(varchar, varchar) -> integer", "CAST(strpos($2, $1) AS INTEGER)"},
    FunctionRow{"strpos", "(varchar, varchar) -> integer", "CAST(strpos($1, $2) AS INTEGER)"},
    FunctionRow{"position", "(varchar, varchar) -> integer", "CAST(strpos($2, $1) AS INTEGER)"},
    FunctionRow{"split_part", "(varchar(x), varchar, integer) -> varchar(x)", kSplitPart},
    FunctionRow{"replace", "(varchar, varchar, varchar) -> varchar", "replace($1, $2, $3)"},
    FunctionRow{"translate", "(varchar, varchar, varchar) -> varchar", "translate($1, $2, $3)"},
    FunctionRow{"reverse", "(varchar(x)) -> varchar(x)", "reverse($1)"},
    FunctionRow{"repeat", "(varchar, integer) -> varchar", "repeat($1, greatest($2, 0))"},
    FunctionRow{"replicate", "(varchar, integer) -> varchar", "repeat($1, greatest($2, 0))"},
    FunctionRow{"ascii", "(varchar) -> integer", "ascii($1)"},
    FunctionRow{"chr", "(integer) -> varchar", "chr($1)"},
    FunctionRow{"lpad", "(varchar, integer) -> varchar", "lpad($1, greatest($2, 0), ' ')"},
    FunctionRow{"lpad", "(varchar, integer, varchar) -> varchar", kLpad},
    FunctionRow{"rpad", "(varchar, integer) -> varchar", "rpad($1, greatest($2, 0), ' ')"},
    FunctionRow{"rpad", "(varchar, integer, varchar) -> varchar", kRpad},
    FunctionRow{"trim", "(varchar(x)) -> varchar(x)", "trim($1, ' ')"},
    FunctionRow{"btrim", "(varchar(x)) -> varchar(x)", "trim($1, ' ')"},
    FunctionRow{"ltrim", "(varchar(x)) -> varchar(x)", "ltrim($1, ' ')"},
    FunctionRow{"rtrim", "(varchar(x)) -> varchar(x)", "rtrim($1, ' ')"},
    FunctionRow{"trim", "(varchar(x), varchar) -> varchar(x)", "trim($1, $2)"},
    FunctionRow{"btrim", "(varchar(x), varchar) -> varchar(x)", "trim($1, $2)"},
    FunctionRow{"ltrim", "(varchar(x), varchar) -> varchar(x)", "ltrim($1, $2)"},
    FunctionRow{"rtrim", "(varchar(x), varchar) -> varchar(x)", "rtrim($1, $2)"},
    FunctionRow{"concat", "(varchar, varchar) -> varchar", "($1 || $2)"},
    FunctionRow{"regexp_count", "(varchar, varchar) -> integer", "CAST(len(regexp_extract_all($1, $2)) AS INTEGER)"},
    FunctionRow{"regexp_instr", "(varchar, varchar) -> integer", kRegexpInstr},
    FunctionRow{"regexp_substr", "(varchar, varchar) -> varchar", kRegexpSubstr},
    FunctionRow{"regexp_substr", "(varchar, varchar, integer) -> varchar", "regexp_extract(substring($1, $3), $2)"},
    FunctionRow{"regexp_replace", "(varchar, varchar) -> varchar", nullptr, regexp_replace},
    FunctionRow{"regexp_replace", "(varchar, varchar, varchar) -> varchar", nullptr, regexp_replace},
    FunctionRow{"md5", "(varchar) -> varchar(32)", "md5($1)"},
    FunctionRow{"sha", "(varchar) -> varchar(40)", "sha1($1)"},
    FunctionRow{"sha1", "(varchar) -> varchar(40)", "sha1($1)"},
    FunctionRow{"func_sha1", "(varchar) -> varchar(40)", "sha1($1)"},
    FunctionRow{"sha2", "(varchar, integer) -> varchar(128)", kSha2},
    FunctionRow{"crc32", "(varchar) -> varchar", "lower(to_base(trino.crc32(encode($1)), 16))"},
    FunctionRow{"soundex", "(varchar) -> varchar(4)", "trino.soundex($1)"},
    FunctionRow{"quote_ident", "(varchar) -> varchar", "CASE WHEN regexp_full_match($1, '[a-z_][a-z0-9_]*') THEN $1 ELSE '\"' || replace($1, '\"', '\"\"') || '\"' END"},
    FunctionRow{"quote_literal", "(varchar) -> varchar", "('''' || replace($1, '''', '''''') || '''')"},
    FunctionRow{"strtol", "(varchar, integer) -> bigint", "trino.from_base($1, CAST($2 AS BIGINT))"},
    FunctionRow{"to_hex", "(integer) -> varchar", "lower(to_base($1, 16))"},
    FunctionRow{"to_hex", "(bigint) -> varchar", "lower(to_base($1, 16))"},
    FunctionRow{"to_hex", "(varbinary) -> varchar", "lower(hex($1))"},
    FunctionRow{"from_hex", "(varchar) -> varbinary", "unhex($1)"},
    FunctionRow{"to_varbyte", "(varchar, varchar) -> varbinary", "CASE lower($2) WHEN 'hex' THEN unhex($1) ELSE encode($1) END"},
    FunctionRow{"from_varbyte", "(varbinary, varchar) -> varchar", "CASE lower($2) WHEN 'hex' THEN lower(hex($1)) WHEN 'base64' THEN to_base64($1) ELSE decode($1) END"},
};

}  // namespace

std::span<const FunctionRow> redshift_string() { return kFunctions; }

}  // namespace tarn::sql
