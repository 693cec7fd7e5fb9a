// Operators by their spelling; "unary -", "[]" and "like" are operators too.
#include <array>

#include "sql/analysis/bound.h"
#include "sql/emit/emit_cast.h"
#include "sql/functions/decimal_rules.h"
#include "sql/functions/function_table.h"
#include "sql/functions/parts.h"

namespace tarn::sql {
namespace {

const char* const kDivisionByZero = "DIVISION_BY_ZERO: Division by zero";

bool nonzero_constant(const CallText& call) {
  const auto& divisor = *call.call.args[1];
  if (divisor.kind == bound::ExprKind::constant) return divisor.text.find_first_of("123456789") != std::string::npos;
  return divisor.kind == bound::ExprKind::cast && divisor.args[0]->kind == bound::ExprKind::constant &&
         divisor.args[0]->text.find_first_of("123456789") != std::string::npos;
}

// DuckDB answers NULL for an integer divided by zero.
std::string checked(const CallText& call, const char* op) {
  const auto& divisor = call.args[1];
  if (nonzero_constant(call)) return "(" + call.args[0] + " " + op + " " + divisor + ")";
  return "(" + call.args[0] + " " + op + " CASE WHEN " + divisor + " = 0 THEN " + raise(kDivisionByZero) + " ELSE " + divisor + " END)";
}

std::string divide_integers(const CallText& call) { return checked(call, "//"); }
std::string modulo(const CallText& call) { return checked(call, "%"); }

std::string modulo_decimals(const CallText& call) { return "CAST(" + checked(call, "%") + " AS " + duckdb_name(call.call.type, call.dialect) + ")"; }

constexpr const char* kArrayElement =
    "CASE WHEN $2 BETWEEN 1 AND len($1) THEN list_extract($1, $2) WHEN $1 IS NULL OR $2 IS NULL THEN NULL "
    "WHEN $2 = 0 THEN trino.fail('INVALID_FUNCTION_ARGUMENT: SQL array indices start at 1') "
    "WHEN $2 < 0 THEN trino.fail('INVALID_FUNCTION_ARGUMENT: Array subscript is negative: ' || $2) "
    "ELSE trino.fail('INVALID_FUNCTION_ARGUMENT: Array subscript must be less than or equal to array length: ' || $2 || ' > ' || len($1)) END";
constexpr const char* kMapElement =
    "CASE WHEN map_contains($1, $2) THEN map_extract_value($1, $2) WHEN $1 IS NOT NULL AND $2 IS NOT NULL "
    "THEN trino.fail('INVALID_FUNCTION_ARGUMENT: Key not present in map: ' || CAST($2 AS VARCHAR)) END";
// Days pass as 24 hours; months are those of the zone's calendar.
constexpr const char* kZonedPlus = "trino.at_zone($k1 + $2, struct_extract($1, 'zone'))";
constexpr const char* kZonedPlusLeft = "trino.at_zone($k2 + $1, struct_extract($2, 'zone'))";
constexpr const char* kZonedMinus = "trino.at_zone($k1 - $2, struct_extract($1, 'zone'))";
constexpr const char* kZonedPlusMonths = "trino.with_zone(trino.local_time($1) + $2, struct_extract($1, 'zone'))";
constexpr const char* kZonedPlusMonthsLeft = "trino.with_zone(trino.local_time($2) + $1, struct_extract($2, 'zone'))";
constexpr const char* kZonedMinusMonths = "trino.with_zone(trino.local_time($1) - $2, struct_extract($1, 'zone'))";

constexpr std::array kOperators{
    FunctionRow{"+", "(tinyint, tinyint) -> tinyint", "($1 + $2)"},
    FunctionRow{"+", "(smallint, smallint) -> smallint", "($1 + $2)"},
    FunctionRow{"+", "(integer, integer) -> integer", "($1 + $2)"},
    FunctionRow{"+", "(bigint, bigint) -> bigint", "($1 + $2)"},
    FunctionRow{"+", "(decimal(p,s), decimal(q,t)) -> decimal(p,s)", nullptr, decimals::emit_add, decimals::trino_add},
    FunctionRow{"+", "(real, real) -> real", "($1 + $2)"},
    FunctionRow{"+", "(double, double) -> double", "($1 + $2)"},
    FunctionRow{"+", "(date, interval day to second) -> date", "CAST($1 + $2 AS DATE)"},
    FunctionRow{"+", "(interval day to second, date) -> date", "CAST($2 + $1 AS DATE)"},
    FunctionRow{"+", "(date, interval year to month) -> date", "CAST($1 + $2 AS DATE)"},
    FunctionRow{"+", "(interval year to month, date) -> date", "CAST($2 + $1 AS DATE)"},
    FunctionRow{"+", "(timestamp(p), interval day to second) -> timestamp(p)", "($1 + $2)"},
    FunctionRow{"+", "(interval day to second, timestamp(p)) -> timestamp(p)", "($2 + $1)"},
    FunctionRow{"+", "(timestamp(p), interval year to month) -> timestamp(p)", "($1 + $2)"},
    FunctionRow{"+", "(interval year to month, timestamp(p)) -> timestamp(p)", "($2 + $1)"},
    FunctionRow{"+", "(timestamp(p) with time zone, interval day to second) -> timestamp(p) with time zone", kZonedPlus},
    FunctionRow{"+", "(timestamp(p) with time zone, interval year to month) -> timestamp(p) with time zone", kZonedPlusMonths},
    FunctionRow{"+", "(interval day to second, timestamp(p) with time zone) -> timestamp(p) with time zone", kZonedPlusLeft},
    FunctionRow{"+", "(interval year to month, timestamp(p) with time zone) -> timestamp(p) with time zone", kZonedPlusMonthsLeft},
    FunctionRow{"+", "(time(p), interval day to second) -> time(p)", "($1 + $2)"},
    FunctionRow{"+", "(interval day to second, interval day to second) -> interval day to second", "($1 + $2)"},
    FunctionRow{"+", "(interval year to month, interval year to month) -> interval year to month", "($1 + $2)"},

    FunctionRow{"-", "(tinyint, tinyint) -> tinyint", "($1 - $2)"},
    FunctionRow{"-", "(smallint, smallint) -> smallint", "($1 - $2)"},
    FunctionRow{"-", "(integer, integer) -> integer", "($1 - $2)"},
    FunctionRow{"-", "(bigint, bigint) -> bigint", "($1 - $2)"},
    FunctionRow{"-", "(decimal(p,s), decimal(q,t)) -> decimal(p,s)", nullptr, decimals::emit_subtract, decimals::trino_add},
    FunctionRow{"-", "(real, real) -> real", "($1 - $2)"},
    FunctionRow{"-", "(double, double) -> double", "($1 - $2)"},
    FunctionRow{"-", "(date, interval day to second) -> date", "CAST($1 - $2 AS DATE)"},
    FunctionRow{"-", "(date, interval year to month) -> date", "CAST($1 - $2 AS DATE)"},
    FunctionRow{"-", "(date, date) -> interval day to second", "(CAST($1 AS TIMESTAMP) - CAST($2 AS TIMESTAMP))"},
    FunctionRow{"-", "(timestamp(p), interval day to second) -> timestamp(p)", "($1 - $2)"},
    FunctionRow{"-", "(timestamp(p), interval year to month) -> timestamp(p)", "($1 - $2)"},
    FunctionRow{"-", "(timestamp(p), timestamp(p)) -> interval day to second", "($1 - $2)"},
    FunctionRow{"-", "(timestamp(p) with time zone, interval day to second) -> timestamp(p) with time zone", kZonedMinus},
    FunctionRow{"-", "(timestamp(p) with time zone, interval year to month) -> timestamp(p) with time zone", kZonedMinusMonths},
    FunctionRow{"-", "(timestamp(p) with time zone, timestamp(p) with time zone) -> interval day to second", "($k1 - $k2)"},
    FunctionRow{"-", "(time(p), interval day to second) -> time(p)", "($1 - $2)"},
    FunctionRow{"-", "(interval day to second, interval day to second) -> interval day to second", "($1 - $2)"},
    FunctionRow{"-", "(interval year to month, interval year to month) -> interval year to month", "($1 - $2)"},

    FunctionRow{"*", "(tinyint, tinyint) -> tinyint", "($1 * $2)"},
    FunctionRow{"*", "(smallint, smallint) -> smallint", "($1 * $2)"},
    FunctionRow{"*", "(integer, integer) -> integer", "($1 * $2)"},
    FunctionRow{"*", "(bigint, bigint) -> bigint", "($1 * $2)"},
    FunctionRow{"*", "(decimal(p,s), decimal(q,t)) -> decimal(p,s)", nullptr, decimals::emit_multiply, decimals::trino_multiply},
    FunctionRow{"*", "(real, real) -> real", "($1 * $2)"},
    FunctionRow{"*", "(double, double) -> double", "($1 * $2)"},
    FunctionRow{"*", "(interval day to second, bigint) -> interval day to second", "($1 * $2)"},
    FunctionRow{"*", "(bigint, interval day to second) -> interval day to second", "($2 * $1)"},
    FunctionRow{"*", "(interval year to month, bigint) -> interval year to month", "($1 * $2)"},
    FunctionRow{"*", "(bigint, interval year to month) -> interval year to month", "($2 * $1)"},
    FunctionRow{"*", "(interval day to second, double) -> interval day to second", "to_milliseconds(CAST(epoch_ms($1) * $2 AS BIGINT))"},

    FunctionRow{"/", "(tinyint, tinyint) -> tinyint", nullptr, divide_integers},
    FunctionRow{"/", "(smallint, smallint) -> smallint", nullptr, divide_integers},
    FunctionRow{"/", "(integer, integer) -> integer", nullptr, divide_integers},
    FunctionRow{"/", "(bigint, bigint) -> bigint", nullptr, divide_integers},
    FunctionRow{"/", "(decimal(p,s), decimal(q,t)) -> decimal(p,s)", "trino.decimal_divide($1, $2)", nullptr, decimals::trino_divide},
    FunctionRow{"/", "(real, real) -> real", "($1 / $2)"},
    FunctionRow{"/", "(double, double) -> double", "($1 / $2)"},
    FunctionRow{"/", "(interval day to second, double) -> interval day to second", "to_milliseconds(CAST(epoch_ms($1) / $2 AS BIGINT))"},

    FunctionRow{"%", "(tinyint, tinyint) -> tinyint", nullptr, modulo},
    FunctionRow{"%", "(smallint, smallint) -> smallint", nullptr, modulo},
    FunctionRow{"%", "(integer, integer) -> integer", nullptr, modulo},
    FunctionRow{"%", "(bigint, bigint) -> bigint", nullptr, modulo},
    FunctionRow{"%", "(decimal(p,s), decimal(q,t)) -> decimal(p,s)", nullptr, modulo_decimals, decimals::trino_modulo},
    FunctionRow{"%", "(real, real) -> real", "($1 % $2)"},
    FunctionRow{"%", "(double, double) -> double", "($1 % $2)"},

    FunctionRow{"unary -", "(tinyint) -> tinyint", "(-$1)"},
    FunctionRow{"unary -", "(smallint) -> smallint", "(-$1)"},
    FunctionRow{"unary -", "(integer) -> integer", "(-$1)"},
    FunctionRow{"unary -", "(bigint) -> bigint", "(-$1)"},
    FunctionRow{"unary -", "(decimal(p,s)) -> decimal(p,s)", "(-$1)"},
    FunctionRow{"unary -", "(real) -> real", "(-$1)"},
    FunctionRow{"unary -", "(double) -> double", "(-$1)"},
    FunctionRow{"unary -", "(interval day to second) -> interval day to second", "(-$1)"},
    FunctionRow{"unary -", "(interval year to month) -> interval year to month", "(-$1)"},

    FunctionRow{"||", "(varchar, varchar) -> varchar", "($1 || $2)"},
    FunctionRow{"||", "(varbinary, varbinary) -> varbinary", "($1 || $2)"},
    FunctionRow{"||", "[T] (array(T), array(T)) -> array(T)", "($1 || $2)"},
    FunctionRow{"||", "[T] (array(T), T) -> array(T)", "CASE WHEN $1 IS NOT NULL THEN list_append($1, $2) END"},
    FunctionRow{"||", "[T] (T, array(T)) -> array(T)", "CASE WHEN $2 IS NOT NULL THEN list_prepend($1, $2) END"},

    FunctionRow{"[]", "[T] (array(T), bigint) -> T", kArrayElement},
    FunctionRow{"[]", "[K,V] (map(K,V), K) -> V", kMapElement},

    FunctionRow{"like", "(varchar, varchar) -> boolean", "($1 LIKE $2)"},
    FunctionRow{"like", "(varchar, varchar, varchar) -> boolean", "($1 LIKE $2 ESCAPE $3)"},
};

}  // namespace

std::span<const FunctionRow> trino_operators() { return kOperators; }

}  // namespace tarn::sql
