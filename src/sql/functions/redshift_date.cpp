#include <array>
#include <cctype>

#include "sql/emit/emit_cast.h"
#include "sql/emit/layout.h"
#include "sql/functions/date_patterns.h"
#include "sql/functions/function_table.h"
#include "sql/functions/parts.h"

namespace tarn::sql {
namespace {

struct Part {
  const char* names;  // blank before and after each
  const char* part;   // DuckDB's
  const char* shift;  // the interval of # of them; nullptr: cannot be added
};
constexpr std::array kParts{
    Part{" millennium millennia mil mils millenniums ", "millennium", "to_years(1000 * #)"},
    Part{" century centuries c cent cents ", "century", "to_years(100 * #)"},
    Part{" decade decades dec decs ", "decade", "to_years(10 * #)"},
    Part{" year years y yr yrs ", "year", "to_years(#)"},
    Part{" quarter quarters qtr qtrs ", "quarter", "to_months(3 * #)"},
    Part{" month months mon mons ", "month", "to_months(#)"},
    Part{" week weeks w ", "week", "to_weeks(#)"},
    Part{" dayofweek dow dw weekday ", "dow", nullptr},
    Part{" dayofyear doy dy yearday ", "doy", "to_days(#)"},
    Part{" day days d ", "day", "to_days(#)"},
    Part{" hour hours h hr hrs ", "hour", "to_hours(#)"},
    Part{" minute minutes m min mins ", "minute", "to_minutes(#)"},
    Part{" second seconds s sec secs ", "second", "to_seconds(#)"},
    Part{" millisecond milliseconds ms msec msecs msecond mseconds millisec millisecs millisecon ", "millisecond", "to_milliseconds(#)"},
    Part{" microsecond microseconds us usec usecs microsec microsecs microsecond usecond useconds ", "microsecond", "to_microseconds(#)"},
    Part{" epoch ", "epoch", nullptr},
};

const Part* find_part(const CallText& call) {
  const auto* constant = constant_string(call, 0);
  if (!constant) return nullptr;
  std::string word = " ";
  for (char c : *constant) word += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  word += ' ';
  for (const auto& part : kParts)
    if (std::string_view(part.names).find(word) != std::string_view::npos) return &part;
  return nullptr;
}

std::string unknown_part(const CallText& call) {
  const auto* constant = constant_string(call, 0);
  return raise("22023: Unknown date part: " + (constant ? *constant : std::string("(not a constant)")));
}

std::string dateadd(const CallText& call) {
  const auto* part = find_part(call);
  if (!part || !part->shift) return "CAST(" + unknown_part(call) + " AS " + duckdb_type(call.call.type, call.dialect) + ")";
  std::string shift(part->shift);
  shift.replace(shift.find('#'), 1, "CAST(" + call.args[1] + " AS INTEGER)");
  return "CAST(" + call.args[2] + " + " + shift + " AS " + duckdb_type(call.call.type, call.dialect) + ")";
}

std::string datediff(const CallText& call) {
  const auto* part = find_part(call);
  if (!part) return "CAST(" + unknown_part(call) + " AS BIGINT)";
  const std::string name = part->part;
  if (name == "week")
    return "(date_diff('day', date_trunc('week', " + call.args[1] + "), date_trunc('week', " + call.args[2] + ")) // 7)";
  return "date_diff('" + (name == "dow" || name == "doy" ? std::string("day") : name) + "', " + call.args[1] + ", " + call.args[2] + ")";
}

std::string part_of(const CallText& call) {
  const auto* part = find_part(call);
  const auto type = duckdb_type(call.call.type, call.dialect);
  if (!part) return "CAST(" + unknown_part(call) + " AS " + type + ")";
  return "CAST(date_part('" + std::string(part->part) + "', " + call.args[1] + ") AS " + type + ")";
}

std::string date_trunc(const CallText& call) {
  const auto* part = find_part(call);
  if (!part) return "CAST(" + unknown_part(call) + " AS " + duckdb_type(call.call.type, call.dialect) + ")";
  return "CAST(date_trunc('" + std::string(part->part) + "', " + call.args[1] + ") AS " + duckdb_type(call.call.type, call.dialect) + ")";
}

std::string to_char(const CallText& call) {
  const auto* format = constant_string(call, 1);
  const auto translated = format ? postgres_to_strftime(*format) : std::nullopt;
  if (!translated) return "redshift.to_char(" + call.args[0] + ", " + call.args[1] + ")";
  return "strftime(" + call.args[0] + ", " + quote_string(*translated) + ")";
}

std::string parse(const CallText& call, const char* type) {
  const auto* format = constant_string(call, 1);
  const auto translated = format ? postgres_to_strftime(*format) : std::nullopt;
  if (!translated) return std::string("CAST(redshift.to_timestamp(") + call.args[0] + ", " + call.args[1] + ") AS " + type + ")";
  return std::string("CAST(strptime(") + call.args[0] + ", " + quote_string(*translated) + ") AS " + type + ")";
}

std::string to_date(const CallText& call) { return parse(call, "DATE"); }
std::string to_timestamp(const CallText& call) { return parse(call, "TIMESTAMPTZ"); }

constexpr const char* kAddMonths =
    "CASE WHEN CAST($1 AS DATE) = last_day($1) THEN CAST(last_day($1 + to_months($2)) + (CAST($1 AS TIMESTAMP) - date_trunc('day', CAST($1 AS TIMESTAMP))) AS TIMESTAMP) "
    "ELSE CAST($1 + to_months($2) AS TIMESTAMP) END";
constexpr const char* kMonthsBetween =
    "CASE WHEN day($1) = day($2) OR ($1 = last_day($1) AND $2 = last_day($2)) THEN CAST(date_diff('month', $2, $1) AS DOUBLE) "
    "ELSE date_diff('month', $2, $1) + (day($1) - day($2)) / 31.0 END";
constexpr const char* kNextDay =
    "CAST($1 + CAST(1 + (6 + list_position(['su', 'mo', 'tu', 'we', 'th', 'fr', 'sa'], lower(left($2, 2))) - 1 - dayofweek($1)) % 7 AS INTEGER) AS DATE)";
constexpr const char* kCompare = "CAST(CASE WHEN $1 < $2 THEN -1 WHEN $1 > $2 THEN 1 WHEN $1 IS NOT NULL AND $2 IS NOT NULL THEN 0 END AS INTEGER)";

constexpr std::array kFunctions{
    FunctionRow{"dateadd", "(varchar, bigint, date) -> timestamp(6)", nullptr, dateadd},
    FunctionRow{"dateadd", "(varchar, bigint, timestamp(p)) -> timestamp(p)", nullptr, dateadd},
    FunctionRow{"dateadd", "(varchar, bigint, timestamp(p) with time zone) -> timestamp(p) with time zone", nullptr, dateadd},
    FunctionRow{"date_add", "(varchar, bigint, date) -> timestamp(6)", nullptr, dateadd},
    FunctionRow{"date_add", "(varchar, bigint, timestamp(p)) -> timestamp(p)", nullptr, dateadd},
    FunctionRow{"datediff", "(varchar, date, date) -> bigint", nullptr, datediff},
    FunctionRow{"datediff", "(varchar, timestamp(p), timestamp(p)) -> bigint", nullptr, datediff},
    FunctionRow{"datediff", "(varchar, timestamp(p) with time zone, timestamp(p) with time zone) -> bigint", nullptr, datediff},
    FunctionRow{"date_diff", "(varchar, date, date) -> bigint", nullptr, datediff},
    FunctionRow{"date_diff", "(varchar, timestamp(p), timestamp(p)) -> bigint", nullptr, datediff},
    FunctionRow{"date_part", "(varchar, date) -> double", nullptr, part_of},
    FunctionRow{"date_part", "(varchar, timestamp(p)) -> double", nullptr, part_of},
    FunctionRow{"date_part", "(varchar, timestamp(p) with time zone) -> double", nullptr, part_of},
    FunctionRow{"date_part", "(varchar, interval day to second) -> double", nullptr, part_of},
    FunctionRow{"pgdate_part", "(varchar, timestamp(p)) -> double", nullptr, part_of},
    FunctionRow{"extract", "(varchar, date) -> integer", nullptr, part_of},
    FunctionRow{"extract", "(varchar, timestamp(p)) -> integer", nullptr, part_of},
    FunctionRow{"extract", "(varchar, timestamp(p) with time zone) -> double", nullptr, part_of},
    FunctionRow{"extract", "(varchar, time(p)) -> integer", nullptr, part_of},
    FunctionRow{"extract", "(varchar, interval day to second) -> integer", nullptr, part_of},
    FunctionRow{"date_part_year", "(date) -> integer", "CAST(year($1) AS INTEGER)"},
    FunctionRow{"date_trunc", "(varchar, date) -> timestamp(6)", nullptr, date_trunc},
    FunctionRow{"date_trunc", "(varchar, timestamp(p)) -> timestamp(p)", nullptr, date_trunc},
    FunctionRow{"date_trunc", "(varchar, timestamp(p) with time zone) -> timestamp(p) with time zone", nullptr, date_trunc},
    FunctionRow{"trunc", "(timestamp(p)) -> date", "CAST($1 AS DATE)"},
    FunctionRow{"last_day", "(date) -> date", "last_day($1)"},
    FunctionRow{"last_day", "(timestamp(p)) -> date", "last_day($1)"},
    FunctionRow{"next_day", "(date, varchar) -> date", kNextDay},
    FunctionRow{"next_day", "(timestamp(p), varchar) -> date", "CAST(CAST($1 AS DATE) + CAST(1 + (6 + list_position(['su', 'mo', 'tu', 'we', 'th', 'fr', 'sa'], lower(left($2, 2))) - 1 - dayofweek($1)) % 7 AS INTEGER) AS DATE)"},
    FunctionRow{"add_months", "(date, integer) -> timestamp(6)", kAddMonths},
    FunctionRow{"add_months", "(timestamp(p), integer) -> timestamp(p)", kAddMonths},
    FunctionRow{"months_between", "(date, date) -> double", kMonthsBetween},
    FunctionRow{"date_cmp", "(date, date) -> integer", kCompare},
    FunctionRow{"timestamp_cmp", "(timestamp(p), timestamp(p)) -> integer", kCompare},
    FunctionRow{"timestamp_cmp_date", "(timestamp(p), date) -> integer", kCompare},
    FunctionRow{"date_cmp_timestamp", "(date, timestamp(p)) -> integer", kCompare},
    FunctionRow{"timestamptz_cmp", "(timestamp(p) with time zone, timestamp(p) with time zone) -> integer", kCompare},
    FunctionRow{"convert_timezone", "(varchar, timestamp(p)) -> timestamp(p)", "timezone($1, timezone('UTC', $2))"},
    FunctionRow{"convert_timezone", "(varchar, varchar, timestamp(p)) -> timestamp(p)", "timezone($2, timezone($1, $3))"},
    FunctionRow{"convert_timezone", "(varchar, timestamp(p) with time zone) -> timestamp(6)", "timezone($1, $2)"},
    FunctionRow{"timezone", "(varchar, timestamp(p)) -> timestamp(p) with time zone", "timezone($1, $2)"},
    FunctionRow{"timezone", "(varchar, timestamp(p) with time zone) -> timestamp(6)", "timezone($1, $2)"},
    FunctionRow{"to_char", "(date, varchar) -> varchar", nullptr, to_char},
    FunctionRow{"to_char", "(timestamp(p), varchar) -> varchar", nullptr, to_char},
    FunctionRow{"to_char", "(timestamp(p) with time zone, varchar) -> varchar", nullptr, to_char},
    FunctionRow{"to_char", "(decimal(p,s), varchar) -> varchar", "redshift.to_char_number(CAST($1 AS DOUBLE), $2)"},
    FunctionRow{"to_char", "(double, varchar) -> varchar", "redshift.to_char_number($1, $2)"},
    FunctionRow{"to_date", "(varchar, varchar) -> date", nullptr, to_date},
    FunctionRow{"to_timestamp", "(varchar, varchar) -> timestamp(6) with time zone", nullptr, to_timestamp},
    FunctionRow{"to_number", "(varchar, varchar) -> decimal(38,4)", "CAST(replace(replace(replace($1, ',', ''), '$$', ''), ' ', '') AS DECIMAL(38,4))"},
};

}  // namespace

std::span<const FunctionRow> redshift_date() { return kFunctions; }

}  // namespace tarn::sql
