#include <chrono>
#include <cstdio>

#include "sql/analysis/analysis.h"
#include "sql/emit/layout.h"

namespace tarn::sql {
namespace {

std::string timestamp_of(int64_t us, int64_t unit) {
  using namespace std::chrono;
  us -= ((us % unit) + unit) % unit;
  const sys_time<microseconds> instant{microseconds(us)};
  const auto day = floor<days>(instant);
  const year_month_day date(day);
  const hh_mm_ss time(instant - day);
  char text[64];
  std::snprintf(text, sizeof text, "%04d-%02u-%02u %02d:%02d:%02d.%06d", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                static_cast<unsigned>(date.day()), static_cast<int>(time.hours().count()), static_cast<int>(time.minutes().count()),
                static_cast<int>(time.seconds().count()), static_cast<int>(time.subseconds().count()));
  return text;
}

int64_t unit_of(int precision) {
  int64_t unit = 1;
  for (int i = precision; i < 6; ++i) unit *= 10;
  return unit;
}

}  // namespace

// One instant serves the whole statement. Athena's zone is UTC; Redshift's session has its own, which the engine knows when the statement runs.
Result<bound::ExprPtr> Analyzer::special_value(const ast::SpecialValue& node, const ExprContext&) {
  const int precision = node.precision.value_or(trino() ? 3 : 6);
  const auto text = timestamp_of(options_.now_us, unit_of(precision));
  const auto constant = [&](const std::string& value, const char* duckdb, TypeKind kind) {
    const std::string zoned = "CAST(" + quote_string(value + "+00") + " AS TIMESTAMPTZ)";
    const std::string local = kind == TypeKind::time ? "CAST(" + zoned + " AS TIMESTAMP)" : zoned;  // DuckDB has no cast of instants to TIME
    if (!trino()) resolver_.clock_was_read();
    const std::string in_utc = kind == TypeKind::date ? value.substr(0, 10) : kind == TypeKind::time ? value.substr(11) : kind == TypeKind::time_tz ? value.substr(11) + "+00" : value;
    const std::string cast = "CAST(" + (trino() ? quote_string(in_utc) : local) + " AS " + duckdb + ")";
    return make_constant(kind == TypeKind::timestamp_tz ? zoned : cast, {.kind = kind, .precision = kind == TypeKind::date ? 0 : precision}, node.span);
  };
  const auto& name = node.name;
  if (name == "current_date") return constant(text, "DATE", TypeKind::date);
  if (name == "current_timestamp" || name == "now") {
    if (!trino()) return constant(text, "TIMESTAMPTZ", TypeKind::timestamp_tz);
    return make_constant("struct_pack(instant := CAST('" + text + "+00' AS TIMESTAMPTZ), zone := 'UTC')", {.kind = TypeKind::timestamp_tz, .precision = precision}, node.span);
  }
  if (name == "sysdate" || name == "localtimestamp") return constant(text, "TIMESTAMP", TypeKind::timestamp);
  if (name == "getdate") return constant(timestamp_of(options_.now_us, 1000000), "TIMESTAMP", TypeKind::timestamp);
  if (name == "localtime") return constant(text, "TIME", TypeKind::time);
  if (name == "current_time") return constant(text, "TIMETZ", TypeKind::time_tz);
  std::optional<std::string> value = resolver_.session_value(name);
  if (!value && (name == "user" || name == "session_user")) value = resolver_.session_value("current_user");
  if (!value && (name == "current_catalog" || name == "current_database")) value = options_.catalog;
  if (!value && name == "current_schema") value = options_.schema;
  if (!value) return not_supported(node.span, name);
  if (name == "current_user_id") return make_constant(*value, simple(TypeKind::integer), node.span);
  return make_constant(quote_string(*value), trino() ? varchar() : simple(TypeKind::name), node.span);
}

}  // namespace tarn::sql
