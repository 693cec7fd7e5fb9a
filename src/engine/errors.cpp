#include "engine/errors.h"

#include <duckdb.hpp>

#include <re2/re2.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <optional>

#include "engine/number_text.h"

namespace tarn::engine {
namespace {

using duckdb::ExceptionType;

// "CODE: text" as our own functions and readers raise it: a Trino error name or a SQLSTATE.
std::optional<Error> coded(const std::string& message) {
  auto colon = message.find(": ");
  if (colon == std::string::npos || colon < 5) return std::nullopt;
  bool code = std::all_of(message.begin(), message.begin() + colon, [](char c) { return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'; });
  if (!code) return std::nullopt;
  return Error{message.substr(0, colon), message.substr(colon + 2)};
}

bool contains(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

// The text between the first pair of `mark`.
std::string between(const std::string& text, char mark) {
  auto begin = text.find(mark);
  auto end = begin == std::string::npos ? begin : text.find(mark, begin + 1);
  return end == std::string::npos ? "" : text.substr(begin + 1, end - begin - 1);
}
std::string quoted(const std::string& text) { return between(text, '\''); }
std::string double_quoted(const std::string& text) { return between(text, '"'); }

std::string first_line(const std::string& text) { return text.substr(0, text.find('\n')); }

// How Trino names the target of a failed cast; DuckDB names its own types.
std::string_view trino_cast_target(const std::string& message) {
  constexpr std::pair<std::string_view, std::string_view> kNames[] = {
      {"INT8", "TINYINT"}, {"INT16", "SMALLINT"}, {"INT32", "INT"}, {"INT64", "BIGINT"}, {"DOUBLE", "DOUBLE"}, {"FLOAT", "REAL"},
      {"BOOL", "BOOLEAN"}};
  auto to = message.rfind(" to ");
  for (auto& [engine, trino] : kNames)
    if (to != std::string::npos && message.compare(to + 4, engine.size(), engine) == 0) return trino;
  return "";
}

std::string_view trino_integer(std::string_view engine) {
  constexpr std::pair<std::string_view, std::string_view> kNames[] = {{"INT8", "tinyint"}, {"INT16", "smallint"}, {"INT32", "integer"}, {"INT64", "bigint"}};
  for (auto& [name, trino] : kNames)
    if (engine == name) return trino;
  return "";
}

// "Overflow in addition of INT32 (1 + 2)!" and "Overflow on abs(-128)".
std::optional<Error> trino_overflow(const std::string& message) {
  static const RE2 operation(R"(Overflow in (addition|subtraction|multiplication) of (INT\d+) \((.+)\)!.*)"), absolute(R"(Overflow on abs\((-\d+)\).*)");
  std::string what, type, value;
  if (RE2::FullMatch(first_line(message), operation, &what, &type, &value) && !trino_integer(type).empty())
    return Error{"NUMERIC_VALUE_OUT_OF_RANGE", std::string(trino_integer(type)) + " " + what + " overflow: " + value};
  if (RE2::FullMatch(first_line(message), absolute, &value)) {
    const char* name = value == "-128" ? "tinyint" : value == "-32768" ? "smallint" : value == "-2147483648" ? "integer" : "bigint";
    return Error{"NUMERIC_VALUE_OUT_OF_RANGE", "Value " + value + " is out of range for abs(" + name + ")"};
  }
  return std::nullopt;
}

// "Type INT32 with value 300 can't be cast because the value is out of range for the destination type INT8".
std::optional<Error> trino_narrowing(const std::string& message) {
  static const RE2 narrowing(R"(Type (\w+) with value (\S+) can't be cast because the value is out of range for the destination type (\w+).*)");
  std::string from, value, to;
  if (!RE2::FullMatch(first_line(message), narrowing, &from, &value, &to) || trino_integer(to).empty() || from == "INT128") return std::nullopt;
  const std::string target(trino_integer(to));
  if (from == "DOUBLE" || from == "FLOAT") {
    const double number = std::strtod(value.c_str(), nullptr);
    std::string text;
    print_java(number, text);
    if (to == "INT64") return Error{"INVALID_CAST_ARGUMENT", "Unable to cast " + text + " to bigint"};
    if (std::isnan(number)) return Error{"INVALID_CAST_ARGUMENT", "Cannot cast double NaN to " + target};
    value = text;
  }
  return Error{"NUMERIC_VALUE_OUT_OF_RANGE", "Out of range for " + target + ": " + value};
}

// 'Could not convert string "x" to DECIMAL(5,2)'
std::optional<Error> trino_decimal_text(const std::string& message) {
  static const RE2 conversion(R"re(Could not convert string "(.*)" to DECIMAL\((\d+),(\d+)\).*)re"), number(R"(\s*[+-]?(\d+([.]\d*)?|[.]\d+)([eE][+-]?\d+)?\s*)");
  std::string text, precision, scale;
  if (!RE2::FullMatch(first_line(message), conversion, &text, &precision, &scale)) return std::nullopt;
  return Error{"INVALID_CAST_ARGUMENT", "Cannot cast VARCHAR '" + text + "' to DECIMAL(" + precision + ", " + scale + "). Value " +
                                            (RE2::FullMatch(text, number) ? "too large." : "is not a number.")};
}

Error trino_conversion(const std::string& message) {
  if (auto error = trino_narrowing(message)) return *error;
  if (auto error = trino_decimal_text(message)) return *error;
  if (contains(message, "invalid date field format") || contains(message, "date field value out of range"))
    return {"INVALID_CAST_ARGUMENT", "Value cannot be cast to date: " + double_quoted(message)};
  if (contains(message, "invalid timestamp field format") || contains(message, "timestamp field value out of range"))
    return {"INVALID_CAST_ARGUMENT", "Value cannot be cast to timestamp: " + double_quoted(message)};
  if (auto target = trino_cast_target(message); !target.empty() && contains(message, "Could not convert string"))
    return {"INVALID_CAST_ARGUMENT", "Cannot cast '" + quoted(message) + "' to " + std::string(target)};
  if (contains(message, "out of range")) return {"NUMERIC_VALUE_OUT_OF_RANGE", first_line(message)};
  return {"INVALID_CAST_ARGUMENT", first_line(message)};
}

Error translate_trino(ExceptionType type, const std::string& message) {
  switch (type) {
    case ExceptionType::INTERRUPT: return {"USER_CANCELED", "Query cancelled by user"};
    case ExceptionType::OUT_OF_MEMORY:
      return {"EXCEEDED_LOCAL_MEMORY_LIMIT", "Query exhausted resources at this scale factor"};
    case ExceptionType::CONVERSION: return trino_conversion(message);
    case ExceptionType::OUT_OF_RANGE:
      if (auto error = trino_overflow(message)) return *error;
      if (auto error = trino_narrowing(message)) return *error;
      return {"NUMERIC_VALUE_OUT_OF_RANGE", first_line(message)};
    case ExceptionType::DIVIDE_BY_ZERO: return {"DIVISION_BY_ZERO", "Division by zero"};
    case ExceptionType::NOT_IMPLEMENTED: return {"NOT_SUPPORTED", first_line(message)};
    case ExceptionType::IO: return {"HIVE_CANNOT_OPEN_SPLIT", first_line(message)};
    case ExceptionType::PERMISSION: return {"PERMISSION_DENIED", "Access Denied: " + first_line(message)};
    default: break;
  }
  if (contains(message, "More than one row returned by a subquery"))
    return {"SUBQUERY_MULTIPLE_ROWS", "Scalar sub-query has returned multiple rows"};
  if (type == ExceptionType::CATALOG && message.starts_with("Scalar Function with name"))  // analysis knows it, the engine not yet
    return {"NOT_SUPPORTED", "Tarn does not run this function yet: " + first_line(message)};
  if (message.starts_with("missing ): ")) return {"INVALID_FUNCTION_ARGUMENT", "end pattern with unmatched parenthesis"};
  if (contains(message, "Map keys must be unique")) return {"INVALID_FUNCTION_ARGUMENT", "Duplicate map keys are not allowed"};
  if (contains(message, "Map keys can not be NULL")) return {"INVALID_FUNCTION_ARGUMENT", "map key cannot be null"};
  if (contains(message, "must not end with escape character")) return {"INVALID_FUNCTION_ARGUMENT", "Escape character must be followed by '%', '_' or the escape character itself"};
  if (contains(message, "Invalid escape string")) return {"INVALID_FUNCTION_ARGUMENT", "Escape string must be a single character"};
  if (type == ExceptionType::INVALID_INPUT) return {"INVALID_FUNCTION_ARGUMENT", first_line(message)};
  return {"GENERIC_INTERNAL_ERROR", first_line(message)};
}

Error translate_redshift(ExceptionType type, const std::string& message) {
  switch (type) {
    case ExceptionType::INTERRUPT: return {"57014", "Query cancelled on user's request"};
    case ExceptionType::OUT_OF_MEMORY: return {"53200", "out of memory"};
    case ExceptionType::CONVERSION: return {contains(message, "out of range") ? "22003" : "22P02", first_line(message)};
    case ExceptionType::OUT_OF_RANGE: return {"22003", first_line(message)};
    case ExceptionType::DIVIDE_BY_ZERO: return {"22012", "Divide by zero"};
    case ExceptionType::CONSTRAINT: return {contains(message, "NOT NULL") ? "23502" : "23505", first_line(message)};
    case ExceptionType::TRANSACTION: return {contains(message, "onflict") ? "40001" : "25P02", first_line(message)};
    case ExceptionType::NOT_IMPLEMENTED: return {"0A000", first_line(message)};
    case ExceptionType::INVALID_INPUT: return {"22023", first_line(message)};
    case ExceptionType::PERMISSION: return {"42501", first_line(message)};
    case ExceptionType::IO: return {"58030", first_line(message)};
    case ExceptionType::CATALOG: return {contains(message, "onflict") ? "40001" : "XX000", first_line(message)};
    default: return {"XX000", first_line(message)};
  }
}

// What S3 refused, in the dialect's words.
Error translate_lake(const Error& cause, sql::Dialect dialect) {
  if (coded(cause.code + ": x") && cause.code.find("_") != std::string::npos) return cause;  // already one of the dialect's
  std::string path;
  for (auto& [name, value] : cause.details)
    if (name == "Path") path = value;
  if (dialect == sql::Dialect::redshift)
    return {"XX000", cause.message + (path.empty() ? "" : " (" + path + ")")};
  if (cause.code == "AccessDenied") return {"PERMISSION_DENIED", "Access Denied: " + cause.message};
  return {"HIVE_CANNOT_OPEN_SPLIT", "Error opening Hive split " + path + ": " + cause.message + " (Error Code: " + cause.code + ")"};
}

}  // namespace

bool is_fatal(const duckdb::ErrorData& error) {
  return error.Type() == ExceptionType::INTERNAL || error.Type() == ExceptionType::FATAL;
}

Error translate(const duckdb::ErrorData& error, sql::Dialect dialect, const QueryState* state) {
  if (is_fatal(error)) {
    if (dialect == sql::Dialect::redshift) return {"57P01", "terminating connection due to an internal error of the engine"};
    return {"GENERIC_INTERNAL_ERROR", first_line(error.RawMessage())};
  }
  if (state && error.Type() != ExceptionType::INTERRUPT)
    if (auto cause = state->remembered()) return translate_lake(*cause, dialect);
  if (auto own = coded(error.RawMessage())) return *own;
  return dialect == sql::Dialect::redshift ? translate_redshift(error.Type(), error.RawMessage())
                                           : translate_trino(error.Type(), error.RawMessage());
}

}  // namespace tarn::engine
