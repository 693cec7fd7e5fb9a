#include <array>

#include "sql/emit/emit_cast.h"
#include "sql/emit/layout.h"
#include "sql/functions/function_table.h"
#include "sql/functions/parts.h"

namespace tarn::sql {
namespace {

struct Unit {
  const char* name;
  const char* shift;  // a template over the amount
  bool of_date;       // may be added to a date
};
constexpr std::array kUnits{
    Unit{"millisecond", "to_milliseconds(#)", false}, Unit{"second", "to_seconds(#)", false}, Unit{"minute", "to_minutes(#)", false},
    Unit{"hour", "to_hours(#)", false},               Unit{"day", "to_days(#)", true},        Unit{"week", "to_weeks(#)", true},
    Unit{"month", "to_months(#)", true},              Unit{"quarter", "to_months(3 * #)", true}, Unit{"year", "to_years(#)", true},
};

std::string lower(std::string text) {
  for (char& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return text;
}

// Hours and less pass alike in all zones; days and more are those of the zone's calendar.
bool is_time_unit(const std::string& name) {
  for (const auto& unit : kUnits)
    if (lower(name) == unit.name) return !unit.of_date;
  return false;
}

std::string filled(const char* text, const std::string& amount) {
  std::string out(text);
  out.replace(out.find('#'), 1, amount);
  return out;
}

// The interval "amount units". The unit is nearly always a constant; else all units are tried when it runs.
std::string shift(const CallText& call, bool of_date) {
  const auto amount = "CAST(" + call.args[1] + " AS INTEGER)";
  const auto* constant = constant_string(call, 0);
  const std::string invalid = std::string("INVALID_FUNCTION_ARGUMENT: '");
  const std::string tail = of_date ? "' is not a valid DATE field" : "' is not a valid Timestamp field";
  if (constant) {
    for (const auto& unit : kUnits)
      if (lower(*constant) == unit.name && (unit.of_date || !of_date)) return filled(unit.shift, amount);
    return raise(invalid + *constant + tail);
  }
  std::string text = "CASE lower(" + call.args[0] + ")";
  for (const auto& unit : kUnits)
    if (unit.of_date || !of_date) text += " WHEN '" + std::string(unit.name) + "' THEN " + filled(unit.shift, amount);
  return text + " ELSE " + raise(invalid, call.args[0], tail) + " END";
}

std::string add_to_date(const CallText& call) { return "CAST(" + call.args[2] + " + " + shift(call, true) + " AS DATE)"; }
std::string add_to_timestamp(const CallText& call) { return "(" + call.args[2] + " + " + shift(call, false) + ")"; }

// Round the clock.
std::string add_to_time(const CallText& call) {
  const auto* unit = constant_string(call, 0);
  if (unit && !is_time_unit(*unit)) return raise("INVALID_FUNCTION_ARGUMENT: '" + *unit + "' is not a valid TIME field");
  return "(" + call.args[2] + " + " + shift(call, false) + ")";
}

std::string add_to_zoned(const CallText& call) {
  const auto& x = call.args[2];
  const auto* unit = constant_string(call, 0);
  const auto zone = "struct_extract(" + x + ", 'zone')";
  if (unit && is_time_unit(*unit)) return "trino.at_zone(struct_extract(" + x + ", 'instant') + " + shift(call, false) + ", " + zone + ")";
  return "trino.with_zone(trino.local_time(" + x + ") + " + shift(call, false) + ", " + zone + ")";
}

#define TARN_FIELD(name, expression)                                                        \
  FunctionRow{name, "(date) -> bigint", "CAST(" expression "($1) AS BIGINT)"},               \
      FunctionRow{name, "(timestamp(p)) -> bigint", "CAST(" expression "($1) AS BIGINT)"},   \
      FunctionRow{name, "(timestamp(p) with time zone) -> bigint", "CAST(" expression "(" TARN_LOCAL_1 ") AS BIGINT)"}
#define TARN_TIME_FIELD(name, expression)                                                   \
  FunctionRow{name, "(time(p)) -> bigint", "CAST(" expression "($1) AS BIGINT)"},            \
      FunctionRow{name, "(timestamp(p)) -> bigint", "CAST(" expression "($1) AS BIGINT)"},   \
      FunctionRow{name, "(timestamp(p) with time zone) -> bigint", "CAST(" expression "(" TARN_LOCAL_1 ") AS BIGINT)"},                             \
      FunctionRow{name, "(interval day to second) -> bigint", "CAST(" expression "($1) AS BIGINT)"}

constexpr const char* kTruncateZoned = "trino.with_zone(CAST(date_trunc($1, " TARN_LOCAL_2 ") AS TIMESTAMP), struct_extract($2, 'zone'))";
// Seconds to the nearest millisecond.
#define TARN_SECONDS_1 "to_timestamp(round($1, 3))"
// Days and more are those of the first one's calendar.
constexpr const char* kDiffZoned =
    "CASE WHEN lower($1) IN ('millisecond', 'second', 'minute', 'hour') THEN date_sub($1, timezone('UTC', $k2), timezone('UTC', $k3)) "
    "ELSE date_sub($1, " TARN_LOCAL_2 ", trino.local_time(trino.at_zone($k3, struct_extract($2, 'zone')))) END";
constexpr const char* kFromUnixtime = "CASE WHEN $1 IS NOT NULL THEN struct_pack(instant := " TARN_SECONDS_1 ", zone := 'UTC') END";
constexpr const char* kFromUnixtimeZone = "trino.at_zone(" TARN_SECONDS_1 ", $2)";
#define TARN_OFFSET(negative, minutes) "CASE WHEN " negative " THEN '-' ELSE '+' END || strftime(TIMESTAMP '2000-01-01 00:00:00' + to_minutes(abs(" minutes ")), '%H:%M')"
constexpr const char* kFromUnixtimeOffset = "trino.at_zone(" TARN_SECONDS_1 ", " TARN_OFFSET("$2 * 60 + $3 < 0", "CAST($2 * 60 + $3 AS INTEGER)") ")";
constexpr const char* kAtTimezone = "trino.at_zone(struct_extract($1, 'instant'), $2)";
constexpr const char* kAtOffset = "trino.at_zone(struct_extract($1, 'instant'), " TARN_OFFSET("epoch_ms($2) < 0", "CAST(epoch_ms($2) // 60000 AS INTEGER)") ")";
constexpr const char* kWithTimezone = "trino.with_zone($1, $2)";
constexpr const char* kIsoZoned =
    "(strftime(" TARN_LOCAL_1 ", '%Y-%m-%dT%H:%M:%S.%g') || CASE WHEN struct_extract($1, 'zone') IN ('UTC', 'Z') THEN 'Z' ELSE "
    "CASE WHEN date_diff('minute', timezone('UTC', struct_extract($1, 'instant')), " TARN_LOCAL_1 ") < 0 THEN '-' ELSE '+' END || "
    "strftime(TIMESTAMP '2000-01-01 00:00:00' + to_minutes(abs(date_diff('minute', timezone('UTC', struct_extract($1, 'instant')), " TARN_LOCAL_1 "))), '%H:%M') END)";
constexpr const char* kIsoDate =
    "CASE WHEN regexp_full_match($1, '[0-9]{4}-W[0-9]{2}(-[0-9])?') THEN CAST(strptime(CASE WHEN length($1) = 8 THEN $1 || '-1' ELSE $1 END, '%G-W%V-%u') AS DATE) "
    "WHEN regexp_full_match($1, '[0-9]{4}-[0-9]{3}') THEN CAST(strptime($1, '%Y-%j') AS DATE) ELSE CAST($1 AS DATE) END";

constexpr std::array kFunctions{
    FunctionRow{"date", "(varchar) -> date", "CAST($1 AS DATE)"},
    FunctionRow{"date", "(date) -> date", "$1"},
    FunctionRow{"date", "(timestamp(p)) -> date", "CAST($1 AS DATE)"},
    FunctionRow{"date", "(timestamp(p) with time zone) -> date", "CAST(" TARN_LOCAL_1 " AS DATE)"},
    FunctionRow{"last_day_of_month", "(date) -> date", "last_day($1)"},
    FunctionRow{"last_day_of_month", "(timestamp(p)) -> date", "last_day($1)"},
    FunctionRow{"last_day_of_month", "(timestamp(p) with time zone) -> date", "last_day(" TARN_LOCAL_1 ")"},
    FunctionRow{"from_iso8601_date", "(varchar) -> date", kIsoDate},
    FunctionRow{"from_iso8601_timestamp", "(varchar) -> timestamp(3) with time zone", "trino.from_iso8601_timestamp($1)"},
    FunctionRow{"from_iso8601_timestamp_nanos", "(varchar) -> timestamp(9) with time zone", "trino.from_iso8601_timestamp($1)"},
    FunctionRow{"to_iso8601", "(date) -> varchar(16)", "strftime($1, '%Y-%m-%d')"},
    FunctionRow{"to_iso8601", "(timestamp(p)) -> varchar(32)", "strftime($1, '%Y-%m-%dT%H:%M:%S.%g')"},
    FunctionRow{"to_iso8601", "(timestamp(p) with time zone) -> varchar(35)", kIsoZoned},
    FunctionRow{"from_unixtime", "(double) -> timestamp(3) with time zone", kFromUnixtime},
    FunctionRow{"from_unixtime", "(double, varchar) -> timestamp(3) with time zone", kFromUnixtimeZone},
    FunctionRow{"from_unixtime", "(double, bigint, bigint) -> timestamp(3) with time zone", kFromUnixtimeOffset},
    FunctionRow{"from_unixtime_nanos", "(bigint) -> timestamp(9) with time zone", "CASE WHEN $1 IS NOT NULL THEN struct_pack(instant := make_timestamptz($1 // 1000), zone := 'UTC') END"},
    FunctionRow{"from_unixtime_nanos", "(decimal(p,s)) -> timestamp(9) with time zone", "CASE WHEN $1 IS NOT NULL THEN struct_pack(instant := make_timestamptz(CAST(CAST(round($1) AS HUGEINT) // 1000 AS BIGINT)), zone := 'UTC') END"},
    FunctionRow{"to_unixtime", "(timestamp(p)) -> double", "epoch($1)"},
    FunctionRow{"to_unixtime", "(timestamp(p) with time zone) -> double", "epoch($k1)"},
    FunctionRow{"at_timezone", "(timestamp(p) with time zone, varchar) -> timestamp(p) with time zone", kAtTimezone},
    FunctionRow{"at_timezone", "(timestamp(p) with time zone, interval day to second) -> timestamp(p) with time zone", kAtOffset},
    FunctionRow{"with_timezone", "(timestamp(p), varchar) -> timestamp(p) with time zone", kWithTimezone},
    FunctionRow{"timezone", "(timestamp(p) with time zone) -> varchar", "struct_extract($1, 'zone')"},
    FunctionRow{"date_add", "(varchar, bigint, date) -> date", nullptr, add_to_date},
    FunctionRow{"date_add", "(varchar, bigint, timestamp(p)) -> timestamp(p)", nullptr, add_to_timestamp},
    FunctionRow{"date_add", "(varchar, bigint, timestamp(p) with time zone) -> timestamp(p) with time zone", nullptr, add_to_zoned},
    FunctionRow{"date_add", "(varchar, bigint, time(p)) -> time(p)", nullptr, add_to_time},
    FunctionRow{"date_diff", "(varchar, time(p), time(p)) -> bigint", "date_sub($1, DATE '1970-01-01' + $2, DATE '1970-01-01' + $3)"},
    FunctionRow{"date_diff", "(varchar, date, date) -> bigint", "date_sub($1, $2, $3)"},
    FunctionRow{"date_diff", "(varchar, timestamp(p), timestamp(p)) -> bigint", "date_sub($1, $2, $3)"},
    FunctionRow{"date_diff", "(varchar, timestamp(p) with time zone, timestamp(p) with time zone) -> bigint", kDiffZoned},
    FunctionRow{"date_trunc", "(varchar, time(p)) -> time(p)", "CAST(date_trunc($1, DATE '1970-01-01' + $2) AS TIME)"},
    FunctionRow{"date_trunc", "(varchar, date) -> date", "CAST(date_trunc($1, $2) AS DATE)"},
    FunctionRow{"date_trunc", "(varchar, timestamp(p)) -> timestamp(p)", "CAST(date_trunc($1, $2) AS TIMESTAMP)"},
    FunctionRow{"date_trunc", "(varchar, timestamp(p) with time zone) -> timestamp(p) with time zone", kTruncateZoned},
    TARN_FIELD("year", "year"),
    TARN_FIELD("quarter", "quarter"),
    TARN_FIELD("month", "month"),
    TARN_FIELD("week", "week"),
    TARN_FIELD("week_of_year", "week"),
    TARN_FIELD("year_of_week", "isoyear"),
    TARN_FIELD("yow", "isoyear"),
    TARN_FIELD("day", "day"),
    TARN_FIELD("day_of_month", "day"),
    TARN_FIELD("day_of_week", "isodow"),
    TARN_FIELD("dow", "isodow"),
    TARN_FIELD("day_of_year", "dayofyear"),
    TARN_FIELD("doy", "dayofyear"),
    FunctionRow{"year", "(interval year to month) -> bigint", "CAST(year($1) AS BIGINT)"},
    FunctionRow{"month", "(interval year to month) -> bigint", "CAST(month($1) AS BIGINT)"},
    FunctionRow{"day", "(interval day to second) -> bigint", "CAST(epoch_ms($1) // 86400000 AS BIGINT)"},
    TARN_TIME_FIELD("hour", "hour"),
    TARN_TIME_FIELD("minute", "minute"),
    TARN_TIME_FIELD("second", "second"),
    FunctionRow{"millisecond", "(time(p)) -> bigint", "CAST(millisecond($1) % 1000 AS BIGINT)"},
    FunctionRow{"millisecond", "(timestamp(p)) -> bigint", "CAST(millisecond($1) % 1000 AS BIGINT)"},
    FunctionRow{"millisecond", "(timestamp(p) with time zone) -> bigint", "CAST(millisecond(" TARN_LOCAL_1 ") % 1000 AS BIGINT)"},
    FunctionRow{"millisecond", "(interval day to second) -> bigint", "CAST(millisecond($1) % 1000 AS BIGINT)"},
    FunctionRow{"timezone_hour", "(timestamp(p) with time zone) -> bigint", "CAST(trunc(date_diff('minute', timezone('UTC', struct_extract($1, 'instant')), " TARN_LOCAL_1 ") / 60) AS BIGINT)"},
    FunctionRow{"timezone_minute", "(timestamp(p) with time zone) -> bigint", "CAST(date_diff('minute', timezone('UTC', struct_extract($1, 'instant')), " TARN_LOCAL_1 ") % 60 AS BIGINT)"},
    FunctionRow{"to_milliseconds", "(interval day to second) -> bigint", "CAST(epoch_ms($1) AS BIGINT)"},
};

}  // namespace

std::span<const FunctionRow> trino_date() { return kFunctions; }

}  // namespace tarn::sql
