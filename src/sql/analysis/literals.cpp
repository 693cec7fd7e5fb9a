#include <re2/re2.h>

#include <cstdint>
#include <cstdio>

#include "sql/analysis/analysis.h"
#include "sql/emit/layout.h"

namespace tarn::sql {

using bound::ExprKind;

namespace {

constexpr const char* kDateLiteral = "\\s*([+-]?[0-9]{4,}-[0-9]{1,2}-[0-9]{1,2})\\s*";
constexpr const char* kTimestampLiteral =
    "\\s*([+-]?[0-9]{4,}-[0-9]{1,2}-[0-9]{1,2}(?: [0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:[.]([0-9]{1,12}))?)?)?)(?: *([A-Za-z][A-Za-z0-9_/+-]*|[+-][0-9]{2}:[0-9]{2}))?\\s*";
constexpr const char* kTimeLiteral = "\\s*([0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:[.]([0-9]{1,12}))?)?)\\s*";

// Whether "[+-]Y-M-D ..." begins with a day that the calendar has.
bool is_day(const std::string& text) {
  int year = 0, month = 0, day = 0;
  if (std::sscanf(text.c_str(), "%d-%d-%d", &year, &month, &day) != 3 || month < 1 || month > 12 || day < 1) return false;
  static constexpr int kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  return day <= kDays[month - 1] + (month == 2 && leap);
}

// Whether "[day ]H:M[:S]" tells a time of a day; a day alone does.
bool is_time(const std::string& text) {
  const auto blank = text.find(' '), colon = text.find(':');
  if (colon == std::string::npos) return true;
  int hour = 0, minute = 0, second = 0;
  std::sscanf(text.c_str() + (blank == std::string::npos ? 0 : blank + 1), "%d:%d:%d", &hour, &minute, &second);
  return hour < 24 && minute < 60 && second < 60;
}

int code_points(std::string_view text) {
  int count = 0;
  for (char c : text) count += (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  return count;
}

std::string blob_text(std::string_view bytes) {
  static constexpr char kHex[] = "0123456789ABCDEF";
  std::string text = "'";
  for (unsigned char c : bytes) {
    text += "\\x";
    text += kHex[c >> 4];
    text += kHex[c & 15];
  }
  return text + "'::BLOB";
}

bound::ExprPtr string_constant(const std::string& value, Type type, const ast::Span& at) {
  auto expr = make_expr(ExprKind::constant, std::move(type), at);
  expr->text = quote_string(value);
  expr->string_value = value;
  return expr;
}

std::string months_text(int64_t months) { return "INTERVAL '" + std::to_string(months) + " months'"; }

// Days and milliseconds stay apart, so that a date plus whole days is exact.
std::string day_time_text(int64_t days, int64_t milliseconds) {
  std::string text = "INTERVAL '";
  if (days != 0 || milliseconds == 0) text += std::to_string(days) + " days";
  if (milliseconds != 0) text += (days != 0 ? " " : "") + std::to_string(milliseconds) + " milliseconds";
  return text + "'";
}

// TIMESTAMP(0) of a kind without digits is TIMESTAMP in the errors.
std::string upper(std::string name) {
  name = name.substr(0, name.find('('));
  for (char& c : name) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return name;
}

struct IntervalValue {
  int64_t months = 0, days = 0, milliseconds = 0;
};

// One number and its unit; false: not a number.
bool add_unit(const std::string& digits, const std::string& unit, IntervalValue& value) {
  double number = 0;
  if (!RE2::FullMatch(digits, "\\s*[+-]?[0-9]+(?:[.][0-9]*)?\\s*") || !RE2::FullMatch(digits, "\\s*([+-]?[0-9.]+)\\s*", &number)) return false;
  const auto whole = static_cast<int64_t>(number);
  if (unit == "year") value.months += whole * 12;
  else if (unit == "quarter") value.months += whole * 3;
  else if (unit == "month") value.months += whole;
  else if (unit == "week") value.days += whole * 7;
  else if (unit == "day") value.days += whole;
  else if (unit == "hour") value.milliseconds += static_cast<int64_t>(number * 3600000);
  else if (unit == "minute") value.milliseconds += static_cast<int64_t>(number * 60000);
  else if (unit == "second") value.milliseconds += static_cast<int64_t>(number * 1000 + (number < 0 ? -0.5 : 0.5));
  else return false;
  return true;
}

// "1-3" YEAR TO MONTH, "2 10:30:00.5" DAY TO SECOND, "10:30" HOUR TO MINUTE ...
bool read_range(const std::string& text, const std::string& from, const std::string& to, IntervalValue& value) {
  static constexpr const char* kUnits[] = {"year", "month", "day", "hour", "minute", "second"};
  size_t at = 0;
  bool started = false;
  for (const char* unit : kUnits) {
    started = started || from == unit;
    if (!started) continue;
    const size_t end = std::min(text.find_first_of("-: ", at), text.size());
    if (at > text.size() || !add_unit(text.substr(at, end - at), unit, value)) return false;
    at = end + 1;
    if (to == unit) return end == text.size();
  }
  return false;
}

std::string unit_of_word(std::string word) {
  if (word.size() > 1 && word.back() == 's' && word != "s") word.pop_back();
  static constexpr std::pair<const char*, const char*> kWords[] = {
      {"y", "year"}, {"yr", "year"}, {"year", "year"}, {"qtr", "quarter"}, {"quarter", "quarter"}, {"mon", "month"}, {"month", "month"},
      {"w", "week"}, {"week", "week"}, {"d", "day"}, {"day", "day"}, {"h", "hour"}, {"hr", "hour"}, {"hour", "hour"},
      {"m", "minute"}, {"min", "minute"}, {"minute", "minute"}, {"s", "second"}, {"sec", "second"}, {"second", "second"}};
  for (const auto& [name, unit] : kWords)
    if (word == name) return unit;
  return {};
}

// Redshift's free form: '3 days 2 hours', '1d', '5' (seconds).
bool read_free_interval(const std::string& text, IntervalValue& value) {
  re2::StringPiece rest(text);
  std::string number, word;
  bool any = false;
  while (RE2::Consume(&rest, "\\s*,?\\s*([+-]?[0-9.]+)\\s*([A-Za-z]*)", &number, &word)) {
    for (char& c : word) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    if (!add_unit(number, word.empty() ? "second" : unit_of_word(word), value)) return false;
    any = true;
  }
  return any && RE2::FullMatch(rest, "\\s*");
}

}  // namespace

Result<bound::ExprPtr> Analyzer::number(const ast::NumberLiteral& node) {
  using Form = ast::NumberLiteral::Form;
  if (node.form == Form::floating) return make_constant("CAST(" + node.text + " AS DOUBLE)", simple(TypeKind::double_), node.span);
  const bool is_integer_literal = node.form == Form::integer;
  if (is_integer_literal && node.text.size() <= 19) {
    const auto value = std::stoull(node.text);
    if (value <= INT32_MAX) return make_constant(node.text, simple(TypeKind::integer), node.span);
    if (value <= INT64_MAX) return make_constant("CAST(" + node.text + " AS BIGINT)", simple(TypeKind::bigint), node.span);
  }
  if (trino()) {
    if (node.text == "-9223372036854775808") return make_constant("CAST(" + node.text + " AS BIGINT)", simple(TypeKind::bigint), node.span);
    if (is_integer_literal) return errors::trino(node.span.position, "NUMERIC_VALUE_OUT_OF_RANGE", "Invalid numeric literal: " + node.text);
    // Athena reads 1.5 as a double, where Trino has decimal(2,1).
    return make_constant("CAST(" + node.text + " AS DOUBLE)", simple(TypeKind::double_), node.span);
  }
  const size_t dot = std::min(node.text.find('.'), node.text.size());
  const int scale = dot == node.text.size() ? 0 : static_cast<int>(node.text.size() - dot - 1);
  const int digits = static_cast<int>(dot) + scale;
  if (digits > 38) return errors::redshift(node.span.position, "22003", "numeric value out of range");
  const Type type = decimal(std::max({1, digits, scale}), scale);
  return make_constant("CAST('" + node.text + "' AS " + duckdb_type(type, dialect_) + ")", type, node.span);
}

bound::ExprPtr Analyzer::string(const ast::StringLiteral& node) {
  if (!trino()) return string_constant(node.value, {}, node.span);
  return string_constant(node.value, varchar(std::max(1, code_points(node.value))), node.span);
}

bound::ExprPtr Analyzer::parameter(const ast::Parameter& node) {
  if (program_.parameters.size() <= static_cast<size_t>(node.index)) program_.parameters.resize(node.index + 1);
  auto expr = make_expr(ExprKind::parameter, program_.parameters[node.index], node.span);
  expr->index = node.index;
  return expr;
}

Result<bound::ExprPtr> Analyzer::typed_literal(const ast::TypedLiteral& node) {
  Type type = TRY(resolve_type(node.type));
  const auto invalid = [&]() -> Error {
    if (trino()) return errors::trino(node.span.position, "INVALID_LITERAL", "'" + node.value + "' is not a valid " + upper(trino_name(simple(type.kind))) + " literal");
    return errors::redshift(node.span.position, "22007", "invalid input syntax for type " + redshift_name(type) + ": \"" + node.value + "\"");
  };
  std::string text, fraction, zone;
  switch (type.kind) {
    case TypeKind::date:
      if (trino() && (!RE2::FullMatch(node.value, kDateLiteral, &text) || !is_day(text))) return invalid();
      return make_constant("CAST(" + quote_string(trino() ? text : node.value) + " AS DATE)", type, node.span);
    case TypeKind::timestamp:
    case TypeKind::timestamp_tz: {
      if (!trino()) return coerce(string_constant(node.value, {}, node.span), type);
      if (!RE2::FullMatch(node.value, kTimestampLiteral, &text, &fraction, &zone) || !is_day(text) || !is_time(text)) return invalid();
      type = {.kind = zone.empty() ? TypeKind::timestamp : TypeKind::timestamp_tz, .precision = static_cast<int>(fraction.size())};
      const auto local = "CAST(" + quote_string(text) + " AS " + (fraction.size() > 6 ? "TIMESTAMP_NS" : "TIMESTAMP") + ")";
      if (zone.empty()) return make_constant(local, type, node.span);
      return make_constant("trino.with_zone(" + local + ", " + quote_string(zone) + ")", type, node.span);
    }
    case TypeKind::time:
      if (!RE2::FullMatch(node.value, kTimeLiteral, &text, &fraction) || !is_time(text)) return invalid();
      type.precision = static_cast<int>(fraction.size());
      return make_constant("CAST(" + quote_string(text) + " AS TIME)", type, node.span);
    case TypeKind::decimal: {
      std::string whole;
      if (!RE2::FullMatch(node.value, "\\s*([+-]?)0*([0-9]*)(?:[.]([0-9]*))?\\s*", nullptr, &whole, &fraction)) return invalid();
      const int scale = static_cast<int>(fraction.size());
      type = decimal(std::max(1, static_cast<int>(whole.size()) + scale), scale);
      if (type.precision > 38) return invalid();
      return make_constant("CAST(" + quote_string(node.value) + " AS " + duckdb_type(type, dialect_) + ")", type, node.span);
    }
    case TypeKind::json: {
      auto value = string_constant(node.value, varchar(), node.span);
      return make_call("trino.json_canonical($1)", type, {value}, node.span);
    }
    case TypeKind::varchar: return string_constant(node.value, trino() ? varchar(std::max(1, code_points(node.value))) : varchar(), node.span);
    default: return coerce(string_constant(node.value, varchar(), node.span), type);
  }
}

Result<bound::ExprPtr> Analyzer::interval(const ast::IntervalLiteral& node) {
  IntervalValue value;
  const bool ok = node.from.empty()                    ? read_free_interval(node.value, value)
                  : node.to.empty() || node.to == node.from ? add_unit(node.value, node.from, value)
                                                       : read_range(node.value, node.from, node.to, value);
  if (!ok) return fail(node.span, "INVALID_LITERAL", "22007", trino() ? "'" + node.value + "' is not a valid INTERVAL literal" : "invalid input syntax for type interval: \"" + node.value + "\"");
  const int sign = node.negative ? -1 : 1;
  const bool by_month = node.from == "year" || node.from == "quarter" || node.from == "month" || (node.from.empty() && value.months != 0);
  if (by_month && value.days == 0 && value.milliseconds == 0)
    return make_constant(months_text(sign * value.months), simple(TypeKind::interval_year_month), node.span);
  if (value.months != 0) return not_supported(node.span, "An interval of months and days");
  return make_constant(day_time_text(sign * value.days, sign * value.milliseconds), simple(TypeKind::interval_day_time), node.span);
}

// Shared with expressions.cpp, which meets it as a literal kind of its own.
bound::ExprPtr make_binary_constant(const ast::BinaryLiteral& node) { return make_constant(blob_text(node.bytes), simple(TypeKind::varbinary), node.span); }

}  // namespace tarn::sql
