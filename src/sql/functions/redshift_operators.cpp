// PostgreSQL's operators as Redshift has them. Text comparisons ignore trailing blanks; see emit_cast.h's comparison_key.
#include <array>

#include "sql/analysis/bound.h"
#include "sql/emit/emit_cast.h"
#include "sql/emit/layout.h"
#include "sql/functions/decimal_rules.h"
#include "sql/functions/function_table.h"
#include "sql/functions/parts.h"

namespace tarn::sql {
namespace {

const char* const kDivideByZero = "22012: division by zero";

std::string checked_divisor(const CallText& call) {
  const auto& divisor = call.args[1];
  const auto& expr = *call.call.args[1];
  if (expr.kind == bound::ExprKind::constant && expr.text.find_first_of("123456789") != std::string::npos) return divisor;
  return "CASE WHEN " + divisor + " = 0 THEN " + raise(kDivideByZero) + " ELSE " + divisor + " END";
}

std::string divide_integers(const CallText& call) { return "(" + call.args[0] + " // " + checked_divisor(call) + ")"; }
std::string divide_floats(const CallText& call) { return "(" + call.args[0] + " / " + checked_divisor(call) + ")"; }
std::string modulo(const CallText& call) { return "CAST(" + call.args[0] + " % " + checked_divisor(call) + " AS " + duckdb_type(call.call.type, call.dialect) + ")"; }

std::string divide_decimals(const CallText& call) {
  return "redshift.decimal_divide(" + call.args[0] + ", " + checked_divisor(call) + ", " + std::to_string(call.call.type.precision) + ", " + std::to_string(call.call.type.scale) + ")";
}

// SIMILAR TO: % and _ as in LIKE, the rest a POSIX expression that must match the whole text.
std::string similar_pattern(const std::string& pattern) {
  std::string out;
  for (size_t i = 0; i < pattern.size(); ++i) {
    const char c = pattern[i];
    if (c == '%') out += ".*";
    else if (c == '_') out += '.';
    else if (c == '\\' && i + 1 < pattern.size()) (out += '\\') += pattern[++i];
    else if (c == '.' || c == '^' || c == '$') (out += '\\') += c;
    else out += c;
  }
  return out;
}

std::string similar_to(const CallText& call) {
  if (const auto* constant = constant_string(call, 1)) return "regexp_full_match(" + call.args[0] + ", " + quote_string("(?s)" + similar_pattern(*constant)) + ")";
  return "regexp_full_match(" + call.args[0] + ", '(?s)' || replace(replace(replace(" + call.args[1] + ", '.', '\\.'), '%', '.*'), '_', '.'))";
}

#define TARN_ARITHMETIC(op)                                                                  \
  FunctionRow{op, "(smallint, smallint) -> smallint", "($1 " op " $2)"},                     \
      FunctionRow{op, "(integer, integer) -> integer", "($1 " op " $2)"},                    \
      FunctionRow{op, "(bigint, bigint) -> bigint", "($1 " op " $2)"},                       \
      FunctionRow{op, "(real, real) -> real", "($1 " op " $2)"},                             \
      FunctionRow{op, "(double, double) -> double", "($1 " op " $2)"},                       \
      FunctionRow{op, "(super, super) -> super", "to_json(CAST(json_extract_string($1, '$$') AS DOUBLE) " op " CAST(json_extract_string($2, '$$') AS DOUBLE))"}

constexpr std::array kOperators{
    TARN_ARITHMETIC("+"),
    FunctionRow{"+", "(decimal(p,s), decimal(q,t)) -> decimal(p,s)", nullptr, decimals::emit_add, decimals::redshift_add},
    FunctionRow{"+", "(date, integer) -> date", "($1 + $2)"},
    FunctionRow{"+", "(integer, date) -> date", "($2 + $1)"},
    FunctionRow{"+", "(date, interval day to second) -> timestamp(6)", "($1 + $2)"},
    FunctionRow{"+", "(date, interval year to month) -> timestamp(6)", "($1 + $2)"},
    FunctionRow{"+", "(timestamp(p), interval day to second) -> timestamp(p)", "($1 + $2)"},
    FunctionRow{"+", "(timestamp(p), interval year to month) -> timestamp(p)", "($1 + $2)"},
    FunctionRow{"+", "(interval day to second, timestamp(p)) -> timestamp(p)", "($2 + $1)"},
    FunctionRow{"+", "(timestamp(p) with time zone, interval day to second) -> timestamp(p) with time zone", "($1 + $2)"},
    FunctionRow{"+", "(timestamp(p) with time zone, interval year to month) -> timestamp(p) with time zone", "($1 + $2)"},
    FunctionRow{"+", "(time(p), interval day to second) -> time(p)", "($1 + $2)"},
    FunctionRow{"+", "(date, time(p)) -> timestamp(6)", "($1 + $2)"},
    FunctionRow{"+", "(interval day to second, interval day to second) -> interval day to second", "($1 + $2)"},
    FunctionRow{"+", "(interval year to month, interval year to month) -> interval year to month", "($1 + $2)"},
    TARN_ARITHMETIC("-"),
    FunctionRow{"-", "(decimal(p,s), decimal(q,t)) -> decimal(p,s)", nullptr, decimals::emit_subtract, decimals::redshift_add},
    FunctionRow{"-", "(date, date) -> integer", "CAST($1 - $2 AS INTEGER)"},
    FunctionRow{"-", "(date, integer) -> date", "($1 - $2)"},
    FunctionRow{"-", "(date, interval day to second) -> timestamp(6)", "($1 - $2)"},
    FunctionRow{"-", "(date, interval year to month) -> timestamp(6)", "($1 - $2)"},
    FunctionRow{"-", "(timestamp(p), interval day to second) -> timestamp(p)", "($1 - $2)"},
    FunctionRow{"-", "(timestamp(p), interval year to month) -> timestamp(p)", "($1 - $2)"},
    FunctionRow{"-", "(timestamp(p), timestamp(p)) -> interval day to second", "($1 - $2)"},
    FunctionRow{"-", "(timestamp(p) with time zone, interval day to second) -> timestamp(p) with time zone", "($1 - $2)"},
    FunctionRow{"-", "(timestamp(p) with time zone, timestamp(p) with time zone) -> interval day to second", "($1 - $2)"},
    FunctionRow{"-", "(time(p), interval day to second) -> time(p)", "($1 - $2)"},
    FunctionRow{"-", "(interval day to second, interval day to second) -> interval day to second", "($1 - $2)"},
    TARN_ARITHMETIC("*"),
    FunctionRow{"*", "(decimal(p,s), decimal(q,t)) -> decimal(p,s)", nullptr, decimals::emit_multiply, decimals::redshift_multiply},
    FunctionRow{"*", "(interval day to second, integer) -> interval day to second", "($1 * $2)"},
    FunctionRow{"*", "(integer, interval day to second) -> interval day to second", "($2 * $1)"},
    FunctionRow{"/", "(smallint, smallint) -> smallint", nullptr, divide_integers},
    FunctionRow{"/", "(integer, integer) -> integer", nullptr, divide_integers},
    FunctionRow{"/", "(bigint, bigint) -> bigint", nullptr, divide_integers},
    FunctionRow{"/", "(decimal(p,s), decimal(q,t)) -> decimal(p,s)", nullptr, divide_decimals, decimals::redshift_divide},
    FunctionRow{"/", "(real, real) -> real", nullptr, divide_floats},
    FunctionRow{"/", "(double, double) -> double", nullptr, divide_floats},
    FunctionRow{"%", "(smallint, smallint) -> smallint", nullptr, modulo},
    FunctionRow{"%", "(integer, integer) -> integer", nullptr, modulo},
    FunctionRow{"%", "(bigint, bigint) -> bigint", nullptr, modulo},
    FunctionRow{"%", "(decimal(p,s), decimal(q,t)) -> decimal(p,s)", nullptr, modulo, decimals::trino_modulo},
    FunctionRow{"^", "(double, double) -> double", "pow($1, $2)"},
    FunctionRow{"unary -", "(smallint) -> smallint", "(-$1)"},
    FunctionRow{"unary -", "(integer) -> integer", "(-$1)"},
    FunctionRow{"unary -", "(bigint) -> bigint", "(-$1)"},
    FunctionRow{"unary -", "(decimal(p,s)) -> decimal(p,s)", "(-$1)"},
    FunctionRow{"unary -", "(real) -> real", "(-$1)"},
    FunctionRow{"unary -", "(double) -> double", "(-$1)"},
    FunctionRow{"unary -", "(interval day to second) -> interval day to second", "(-$1)"},
    FunctionRow{"unary @", "(integer) -> integer", "abs($1)"},
    FunctionRow{"unary @", "(bigint) -> bigint", "abs($1)"},
    FunctionRow{"unary @", "(decimal(p,s)) -> decimal(p,s)", "abs($1)"},
    FunctionRow{"unary @", "(double) -> double", "abs($1)"},
    FunctionRow{"unary |/", "(double) -> double", "sqrt($1)"},
    FunctionRow{"unary ||/", "(double) -> double", "cbrt($1)"},
    FunctionRow{"unary ~", "(integer) -> integer", "(~$1)"},
    FunctionRow{"unary ~", "(bigint) -> bigint", "(~$1)"},
    FunctionRow{"&", "(integer, integer) -> integer", "($1 & $2)"},
    FunctionRow{"&", "(bigint, bigint) -> bigint", "($1 & $2)"},
    FunctionRow{"|", "(integer, integer) -> integer", "($1 | $2)"},
    FunctionRow{"|", "(bigint, bigint) -> bigint", "($1 | $2)"},
    FunctionRow{"#", "(integer, integer) -> integer", "xor($1, $2)"},
    FunctionRow{"#", "(bigint, bigint) -> bigint", "xor($1, $2)"},
    FunctionRow{"<<", "(integer, integer) -> integer", "($1 << $2)"},
    FunctionRow{"<<", "(bigint, integer) -> bigint", "($1 << CAST($2 AS BIGINT))"},
    FunctionRow{">>", "(integer, integer) -> integer", "($1 >> $2)"},
    FunctionRow{">>", "(bigint, integer) -> bigint", "($1 >> CAST($2 AS BIGINT))"},
    FunctionRow{"||", "(varchar, varchar) -> varchar", "($1 || $2)"},
    FunctionRow{"||", "[T] (array(T), array(T)) -> array(T)", "list_concat($1, $2)"},  // of the catalog
    FunctionRow{"||", "[T] (varchar, T) -> varchar", "($1 || CAST($2 AS VARCHAR))"},
    FunctionRow{"||", "[T] (T, varchar) -> varchar", "(CAST($1 AS VARCHAR) || $2)"},
    FunctionRow{"like", "(varchar, varchar) -> boolean", "($1 LIKE $2 ESCAPE '\\')"},
    FunctionRow{"like", "(varchar, varchar, varchar) -> boolean", "($1 LIKE $2 ESCAPE $3)"},
    FunctionRow{"ilike", "(varchar, varchar) -> boolean", "($1 ILIKE $2 ESCAPE '\\')"},
    FunctionRow{"ilike", "(varchar, varchar, varchar) -> boolean", "($1 ILIKE $2 ESCAPE $3)"},
    FunctionRow{"similar to", "(varchar, varchar) -> boolean", nullptr, similar_to},
    FunctionRow{"~", "(varchar, varchar) -> boolean", "regexp_matches($1, $2)"},
    FunctionRow{"~*", "(varchar, varchar) -> boolean", "regexp_matches($1, $2, 'i')"},
    FunctionRow{"!~", "(varchar, varchar) -> boolean", "(NOT regexp_matches($1, $2))"},
    FunctionRow{"!~*", "(varchar, varchar) -> boolean", "(NOT regexp_matches($1, $2, 'i'))"},
    FunctionRow{"[]", "[T] (array(T), bigint) -> T", "($1)[$2]"},  // of the catalog's arrays, from 1
    FunctionRow{"[]", "(super, bigint) -> super", "json_extract($1, '$$[' || $2 || ']')"},
    FunctionRow{"[]", "(super, varchar) -> super", "json_extract($1, '$$.\"' || $2 || '\"')"},
};

}  // namespace

std::span<const FunctionRow> redshift_operators() { return kOperators; }

}  // namespace tarn::sql
