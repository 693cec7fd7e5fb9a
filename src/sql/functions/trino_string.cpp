// Positions count code points, as DuckDB's string functions do.
#include <array>

#include "sql/analysis/bound.h"
#include "sql/emit/emit.h"
#include "sql/emit/layout.h"
#include "sql/functions/function_table.h"
#include "sql/functions/parts.h"

namespace tarn::sql {
namespace {

std::string concat(const CallText& call) {
  std::string text;
  for (const auto& arg : call.args) text += (text.empty() ? "" : " || ") + arg;
  return "(" + text + ")";
}

std::string concat_ws_array(const CallText& call) {
  return "CASE WHEN " + call.args[0] + " IS NOT NULL AND " + call.args[1] + " IS NOT NULL THEN " + joined_list(call.args[1], call.args[0], constant_string(call, 0) != nullptr) + " END";
}

// A format call prints any type; %s takes Trino's text form, which the engine's formatter knows for plain DuckDB values.
std::string format(const CallText& call) {
  std::string text = "trino.format(";
  for (size_t i = 0; i < call.args.size(); ++i) text += (i > 0 ? ", " : "") + call.args[i];
  return text + ")";
}

// A char(n) always has n characters.
std::string char_length(const CallText& call) {
  return "CASE WHEN " + call.args[0] + " IS NOT NULL THEN CAST(" + std::to_string(call.call.args[0]->type.precision) + " AS BIGINT) END";
}

constexpr const char* kSubstr =
    "CASE WHEN $2 = 0 OR abs($2) > length($1) THEN CASE WHEN $1 IS NOT NULL THEN '' END ELSE substr($1, $2) END";
constexpr const char* kSubstrLength =
    "CASE WHEN $2 = 0 OR $3 <= 0 OR abs($2) > length($1) THEN CASE WHEN $1 IS NOT NULL THEN '' END ELSE substr($1, $2, $3) END";
// The value of an integer constant argument, through the casts that coercion adds.
std::optional<long> constant_integer(const CallText& call, size_t argument) {
  const bound::Expr* expr = call.call.args[argument].get();
  while (expr->kind == bound::ExprKind::cast) expr = expr->args[0].get();
  const bool digits = expr->kind == bound::ExprKind::constant && !expr->text.empty() && expr->text.size() < 10 &&
                      expr->text.find_first_not_of("0123456789") == std::string::npos;
  return digits ? std::optional(std::stol(expr->text)) : std::nullopt;
}

// With a constant start of 1 or more, which is nearly always, DuckDB's own substr means the same.
std::string substr(const CallText& call) {
  const auto start = constant_integer(call, 1);
  const auto length = call.args.size() > 2 ? constant_integer(call, 2) : std::optional<long>(0);
  if (!start || *start < 1 || !length) return expand_template(call.args.size() > 2 ? kSubstrLength : kSubstr, call.call, call.args, call.dialect);
  return "substr(" + call.args[0] + ", " + std::to_string(*start) + (call.args.size() > 2 ? ", " + std::to_string(*length) : "") + ")";
}

constexpr const char* kSplitPart =
    "CASE WHEN $3 <= 0 THEN trino.fail('INVALID_FUNCTION_ARGUMENT: Index must be greater than zero') "
    "ELSE list_extract(string_split($1, $2), $3) END";
constexpr const char* kSplitLimit =
    "CASE WHEN $3 <= 0 THEN trino.fail('INVALID_FUNCTION_ARGUMENT: Limit must be positive') "
    "WHEN len(string_split($1, $2)) <= $3 THEN string_split($1, $2) "
    "ELSE list_append(list_slice(string_split($1, $2), 1, $3 - 1), list_reduce(list_slice(string_split($1, $2), $3, len(string_split($1, $2))), lambda a, b: a || $2 || b)) END";
constexpr const char* kLpad =
    "CASE WHEN $2 < 0 THEN trino.fail('INVALID_FUNCTION_ARGUMENT: Target length must be in the range [0..2147483647]') "
    "WHEN $3 = '' THEN trino.fail('INVALID_FUNCTION_ARGUMENT: Padding string must not be empty') ELSE lpad($1, CAST($2 AS INTEGER), $3) END";
constexpr const char* kRpad =
    "CASE WHEN $2 < 0 THEN trino.fail('INVALID_FUNCTION_ARGUMENT: Target length must be in the range [0..2147483647]') "
    "WHEN $3 = '' THEN trino.fail('INVALID_FUNCTION_ARGUMENT: Padding string must not be empty') ELSE rpad($1, CAST($2 AS INTEGER), $3) END";
// Trino's white space is Unicode's, without the no-break spaces.
#define TARN_BLANKS "E' \\t\\n\\x0B\\f\\r\\x1C\\x1D\\x1E\\x1F\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200A\u2028\u2029\u205F\u3000'"
constexpr const char* kReplace =
    "CASE WHEN $2 = '' THEN CASE WHEN $1 = '' THEN $3 ELSE $3 || list_reduce(regexp_extract_all($1, '(?s).'), lambda a, b: a || $3 || b) || $3 END ELSE replace($1, $2, $3) END";
constexpr const char* kHamming =
    "CASE WHEN length($1) = length($2) THEN CAST(hamming($1, $2) AS BIGINT) WHEN $1 IS NOT NULL AND $2 IS NOT NULL "
    "THEN trino.fail('INVALID_FUNCTION_ARGUMENT: The input strings to hamming_distance function must have the same length') END";
constexpr const char* kCodepoint =
    "CASE WHEN length($1) = 1 THEN CAST(unicode($1) AS INTEGER) WHEN $1 IS NOT NULL THEN trino.fail('INVALID_FUNCTION_ARGUMENT: Input string must be a single character string') END";
constexpr const char* kStrposInstance =
    "CASE WHEN $3 = 0 THEN trino.fail('INVALID_FUNCTION_ARGUMENT: ''instance'' must be a positive or negative number.') "
    "WHEN len(string_split($1, $2)) - 1 < abs($3) THEN 0 WHEN $3 > 0 THEN "
    "length(list_reduce(list_slice(string_split($1, $2), 1, $3), lambda a, b: a || $2 || b)) + 1 "
    "ELSE length(list_reduce(list_slice(string_split($1, $2), 1, len(string_split($1, $2)) + $3), lambda a, b: a || $2 || b)) + 1 END";
// The entries of $1 as structs of key and value.
#define TARN_SPLIT_ENTRIES(quote)                                                                                                        \
  "CASE WHEN $2 = '' THEN trino.fail('INVALID_FUNCTION_ARGUMENT: entryDelimiter is empty') "                                     \
  "WHEN $3 = '' THEN trino.fail('INVALID_FUNCTION_ARGUMENT: keyValueDelimiter is empty') "                                       \
  "WHEN $2 = $3 THEN trino.fail('INVALID_FUNCTION_ARGUMENT: entryDelimiter and keyValueDelimiter must not be the same') "        \
  "WHEN $1 = '' THEN CAST([] AS STRUCT(key VARCHAR, value VARCHAR)[]) "                                                          \
  "ELSE list_transform(string_split(CASE WHEN ends_with($1, $2) THEN left($1, length($1) - length($2)) ELSE $1 END, $2), lambda e: " \
  "CASE WHEN len(string_split(e, $3)) = 2 THEN struct_pack(key := string_split(e, $3)[1], value := string_split(e, $3)[2]) "     \
  "ELSE trino.fail('INVALID_FUNCTION_ARGUMENT: Key-value delimiter must appear exactly once in each entry. Bad input: " quote "' || e || '" quote "') END) END"
constexpr const char* kSplitToMap =
    "list_extract(list_transform([" TARN_SPLIT_ENTRIES("''") "], lambda l: CASE WHEN list_unique(list_transform(l, lambda e: e.key)) < len(l) "
    "THEN trino.fail('INVALID_FUNCTION_ARGUMENT: Duplicate keys (' || list_filter(list_transform(l, lambda e: e.key), lambda k, i: list_position(list_transform(l, lambda e: e.key), k) < i)[1] || "
    "') are not allowed') ELSE map_from_entries(l) END), 1)";
constexpr const char* kSplitToMultimap = "trino.multimap_of_entries(" TARN_SPLIT_ENTRIES("") ")";

// The blanks of the end come to the front.
std::string reverse_char(const CallText& call) { return "reverse(rpad(" + call.args[0] + ", " + std::to_string(call.call.args[0]->type.precision) + ", ' '))"; }

// Both with their blanks, but for those at the end.
std::string concat_chars(const CallText& call) {
  return "rtrim(rpad(" + call.args[0] + ", " + std::to_string(call.call.args[0]->type.precision) + ", ' ') || " + call.args[1] + ", ' ')";
}
std::optional<Type> concat_chars_result(const std::vector<Type>& t) { return Type{.kind = TypeKind::char_, .precision = t[0].precision + t[1].precision}; }

// Over the hexadecimal digits, two for a byte; the padding is repeated as often as it can be needed.
#define TARN_PAD_BYTES(text)                                                                                                        \
  "CASE WHEN $2 < 0 THEN trino.fail('INVALID_FUNCTION_ARGUMENT: Target length must be in the range [0..2147483647]') "               \
  "WHEN octet_length($3) = 0 THEN trino.fail('INVALID_FUNCTION_ARGUMENT: Padding bytes must not be empty') "                         \
  "ELSE unhex(" text "(hex($1), CAST($2 * 2 AS INTEGER), hex($3))) END"
constexpr const char* kLpadBytes = TARN_PAD_BYTES("lpad");
constexpr const char* kRpadBytes = TARN_PAD_BYTES("rpad");

constexpr std::array kFunctions{
    FunctionRow{"chr", "(bigint) -> varchar(1)", "chr(CAST($1 AS INTEGER))"},
    FunctionRow{"codepoint", "(varchar) -> integer", kCodepoint},
    FunctionRow{"concat", "(varchar, varchar, varchar...) -> varchar", nullptr, concat},
    FunctionRow{"concat", "(varbinary, varbinary, varbinary...) -> varbinary", nullptr, concat},
    FunctionRow{"concat", "[T] (array(T), array(T), array(T)...) -> array(T)", nullptr, concat},
    FunctionRow{"concat", "(char(x), char(y)) -> char(x)", nullptr, concat_chars, concat_chars_result},
    FunctionRow{"concat", "[T] (array(T), T) -> array(T)", "CASE WHEN $1 IS NOT NULL THEN list_append($1, $2) END"},
    FunctionRow{"concat", "[T] (T, array(T)) -> array(T)", "CASE WHEN $2 IS NOT NULL THEN list_prepend($1, $2) END"},
    FunctionRow{"concat_ws", "(varchar, array(varchar)) -> varchar", nullptr, concat_ws_array},
    FunctionRow{"concat_ws", "(varchar, varchar, varchar...) -> varchar", "concat_ws($*)"},
    FunctionRow{"format", "[T] (varchar, T) -> varchar", nullptr, format},
    FunctionRow{"format", "[T,U] (varchar, T, U) -> varchar", nullptr, format},
    FunctionRow{"format", "[T,U,V] (varchar, T, U, V) -> varchar", nullptr, format},
    FunctionRow{"format", "[T,U,V,W] (varchar, T, U, V, W) -> varchar", nullptr, format},
    FunctionRow{"format", "[T,U,V,W,X] (varchar, T, U, V, W, X) -> varchar", nullptr, format},
    FunctionRow{"hamming_distance", "(varchar, varchar) -> bigint", kHamming},
    FunctionRow{"levenshtein_distance", "(varchar, varchar) -> bigint", "CAST(levenshtein($1, $2) AS BIGINT)"},
    FunctionRow{"length", "(char(x)) -> bigint", nullptr, char_length},
    FunctionRow{"length", "(varchar) -> bigint", "length($1)"},
    FunctionRow{"length", "(varbinary) -> bigint", "octet_length($1)"},
    FunctionRow{"lower", "(varchar(x)) -> varchar(x)", "lower($1)"},
    FunctionRow{"lower", "(char(x)) -> char(x)", "lower($1)"},
    FunctionRow{"upper", "(varchar(x)) -> varchar(x)", "upper($1)"},
    FunctionRow{"upper", "(char(x)) -> char(x)", "upper($1)"},
    FunctionRow{"lpad", "(varchar, bigint, varchar) -> varchar", kLpad},
    FunctionRow{"rpad", "(varchar, bigint, varchar) -> varchar", kRpad},
    FunctionRow{"lpad", "(varbinary, bigint, varbinary) -> varbinary", kLpadBytes},
    FunctionRow{"rpad", "(varbinary, bigint, varbinary) -> varbinary", kRpadBytes},
    FunctionRow{"trim", "(varchar(x)) -> varchar(x)", "trim($1, " TARN_BLANKS ")"},
    FunctionRow{"ltrim", "(varchar(x)) -> varchar(x)", "ltrim($1, " TARN_BLANKS ")"},
    FunctionRow{"rtrim", "(varchar(x)) -> varchar(x)", "rtrim($1, " TARN_BLANKS ")"},
    FunctionRow{"trim", "(varchar(x), varchar) -> varchar(x)", "trim($1, $2)"},
    FunctionRow{"ltrim", "(varchar(x), varchar) -> varchar(x)", "ltrim($1, $2)"},
    FunctionRow{"rtrim", "(varchar(x), varchar) -> varchar(x)", "rtrim($1, $2)"},
    FunctionRow{"luhn_check", "(varchar) -> boolean", "trino.luhn_check($1)"},
    FunctionRow{"strpos", "(varchar, varchar) -> bigint", "strpos($1, $2)"},
    FunctionRow{"strpos", "(varchar, varchar, bigint) -> bigint", kStrposInstance},
    FunctionRow{"position", "(varchar, varchar) -> bigint", "strpos($2, $1)"},
    FunctionRow{"index", "(varchar, varchar) -> bigint", "strpos($1, $2)"},
    FunctionRow{"replace", "(varchar, varchar) -> varchar", "CASE WHEN $2 = '' THEN $1 ELSE replace($1, $2, '') END"},
    FunctionRow{"replace", "(varchar, varchar, varchar) -> varchar", kReplace},
    FunctionRow{"reverse", "(varchar(x)) -> varchar(x)", "reverse($1)"},
    FunctionRow{"reverse", "(char(x)) -> char(x)", nullptr, reverse_char},
    FunctionRow{"reverse", "(varbinary) -> varbinary", "unhex(coalesce(array_to_string(list_reverse(regexp_extract_all(hex($1), '..')), ''), ''))"},
    FunctionRow{"soundex", "(varchar) -> varchar(4)", "trino.soundex($1)"},
    FunctionRow{"split", "(varchar, varchar) -> array(varchar)", "string_split($1, $2)"},
    FunctionRow{"split", "(varchar, varchar, bigint) -> array(varchar)", kSplitLimit},
    FunctionRow{"split_part", "(varchar(x), varchar, bigint) -> varchar(x)", kSplitPart},
    FunctionRow{"split_to_map", "(varchar, varchar, varchar) -> map(varchar,varchar)", kSplitToMap},
    FunctionRow{"split_to_multimap", "(varchar, varchar, varchar) -> map(varchar,array(varchar))", kSplitToMultimap},
    FunctionRow{"starts_with", "(varchar, varchar) -> boolean", "starts_with($1, $2)"},
    FunctionRow{"ends_with", "(varchar, varchar) -> boolean", "ends_with($1, $2)"},
    FunctionRow{"substr", "(varchar(x), bigint) -> varchar(x)", nullptr, substr},
    FunctionRow{"substr", "(varchar(x), bigint, bigint) -> varchar(x)", nullptr, substr},
    FunctionRow{"substring", "(varchar(x), bigint) -> varchar(x)", nullptr, substr},
    FunctionRow{"substring", "(varchar(x), bigint, bigint) -> varchar(x)", nullptr, substr},
    FunctionRow{"translate", "(varchar, varchar, varchar) -> varchar", "translate($1, $2, $3)"},
    FunctionRow{"word_stem", "(varchar(x)) -> varchar(x)", "trino.word_stem($1, 'en')"},
    FunctionRow{"word_stem", "(varchar(x), varchar) -> varchar(x)", "trino.word_stem($1, $2)"},
    FunctionRow{"normalize", "(varchar(x), varchar) -> varchar", "trino.normalize($1, $2)"},
    FunctionRow{"char2hexint", "(varchar) -> varchar", "array_to_string(list_transform(regexp_extract_all($1, '(?s).'), lambda c: lpad(to_base(unicode(c), 16), 4, '0')), '')"},
};

}  // namespace

std::span<const FunctionRow> trino_string() { return kFunctions; }

}  // namespace tarn::sql
