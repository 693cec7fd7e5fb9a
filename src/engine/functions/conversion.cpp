// Numbers, durations and sizes for people: format_number, human_readable_seconds, parse_duration, parse_data_size; Teradata's date
// formats; the choices of combinations().
#include <boost/multiprecision/cpp_int.hpp>
#include <duckdb.hpp>
#include <duckdb/common/vector_operations/binary_executor.hpp>
#include <duckdb/common/vector_operations/unary_executor.hpp>
#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "engine/functions/groups.h"

namespace tarn::engine {
namespace {

using boost::multiprecision::cpp_int;
using duckdb::DataChunk;
using duckdb::ExpressionState;
using duckdb::LogicalType;
using duckdb::ScalarFunction;
using duckdb::string_t;
using duckdb::StringVector;
using duckdb::UnaryExecutor;
using duckdb::Vector;

std::string text_of(const string_t& text) { return text.GetString(); }

// At most `digits` behind the point, zeros at the end left out: DecimalFormat("#.##").
std::string short_decimal(double value, int digits) {
  char text[400];
  std::snprintf(text, sizeof text, "%.*f", digits, value);
  std::string out(text);
  if (out.find('.') != std::string::npos) {
    while (out.back() == '0') out.pop_back();
    if (out.back() == '.') out.pop_back();
  }
  if (out.starts_with("0.")) out.erase(0, 1);
  if (out.starts_with("-0.")) out.erase(1, 1);
  return out;
}

void format_number(DataChunk& args, ExpressionState&, Vector& result) {
  UnaryExecutor::Execute<double, string_t>(args.data[0], result, args.size(), [&](double value) {
    std::string unit;
    if (std::abs(value) < 1000) return StringVector::AddString(result, std::to_string(static_cast<int64_t>(value)));
    for (const char* next : {"K", "M", "B", "T", "Q"}) {
      if (std::abs(value) < 1000) break;
      value /= 1000;
      unit = next;
    }
    return StringVector::AddString(result, short_decimal(value, value < 10 ? 2 : value < 100 ? 1 : 0) + unit);
  });
}

void human_readable_seconds(DataChunk& args, ExpressionState&, Vector& result) {
  constexpr std::array<std::pair<const char*, int64_t>, 4> kUnits{{{"week", 604800}, {"day", 86400}, {"hour", 3600}, {"minute", 60}}};
  UnaryExecutor::Execute<double, string_t>(args.data[0], result, args.size(), [&](double seconds) {
    if (!std::isfinite(seconds)) fail("INVALID_FUNCTION_ARGUMENT", "Invalid argument found: " + duckdb::Value(seconds).ToString());
    auto rest = std::abs(static_cast<int64_t>(std::llround(seconds)));
    std::string out;
    const auto add = [&](int64_t count, const char* unit) { out += (out.empty() ? "" : ", ") + std::to_string(count) + " " + unit + (count == 1 ? "" : "s"); };
    for (auto& [unit, size] : kUnits) {
      if (rest >= size) add(rest / size, unit);
      rest %= size;
    }
    if (rest > 0 || out.empty()) add(rest, "second");
    return StringVector::AddString(result, out);
  });
}

void parse_duration(DataChunk& args, ExpressionState&, Vector& result) {
  static const RE2 kPattern("\\s*(\\d+(?:\\.\\d+)?)\\s*([a-zA-Z]+)\\s*");
  constexpr std::array<std::pair<std::string_view, double>, 7> kMillis{{{"ns", 1e-6}, {"us", 1e-3}, {"ms", 1}, {"s", 1e3}, {"m", 6e4}, {"h", 3.6e6}, {"d", 8.64e7}}};
  UnaryExecutor::Execute<string_t, int64_t>(args.data[0], result, args.size(), [&](string_t text) {
    std::string number, unit;
    if (!RE2::FullMatch(text_of(text), kPattern, &number, &unit)) fail("INVALID_FUNCTION_ARGUMENT", "duration is not a valid data duration string: " + text_of(text));
    for (auto& [name, millis] : kMillis)
      if (name == unit) return static_cast<int64_t>(std::floor(std::strtod(number.c_str(), nullptr) * millis + 0.5));
    fail("INVALID_FUNCTION_ARGUMENT", "Unknown time unit: " + unit);
  });
}

void parse_data_size(DataChunk& args, ExpressionState&, Vector& result) {
  static const RE2 kPattern("\\s*(\\d+)(?:\\.(\\d*))?\\s*([kMGTPEZY]?)B\\s*");
  constexpr std::string_view kPrefixes = "kMGTPEZY";
  constexpr size_t kMostDigits = 60;
  UnaryExecutor::Execute<string_t, duckdb::hugeint_t>(args.data[0], result, args.size(), [&](string_t text) {
    std::string whole, fraction, prefix;
    if (!RE2::FullMatch(text_of(text), kPattern, &whole, &fraction, &prefix) || whole.size() + fraction.size() > kMostDigits)
      fail("INVALID_FUNCTION_ARGUMENT", "Invalid data size: '" + text_of(text) + "'");
    const auto digits = (whole + fraction).substr(std::min((whole + fraction).find_first_not_of('0'), whole.size() + fraction.size() - 1));
    cpp_int value(digits);
    if (!prefix.empty()) value <<= 10 * (kPrefixes.find(prefix[0]) + 1);
    for (size_t i = 0; i < fraction.size(); ++i) value /= 10;
    if (value >= boost::multiprecision::pow(cpp_int(10), 38)) fail("NUMERIC_VALUE_OUT_OF_RANGE", "Value out of range: '" + text_of(text) + "' ('" + value.str() + "B')");
    duckdb::hugeint_t out;
    out.lower = static_cast<uint64_t>(value & cpp_int(UINT64_MAX));
    out.upper = static_cast<int64_t>(value >> 64);
    return out;
  });
}

// yyyy mm dd hh24 mi ss as Joda's pattern.
std::string joda_pattern(const std::string& format) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 8> kParts{
      {{"yyyy", "yyyy"}, {"yy", "yy"}, {"mm", "MM"}, {"mi", "mm"}, {"dd", "dd"}, {"hh24", "HH"}, {"hh", "hh"}, {"ss", "ss"}}};
  constexpr std::string_view kMarks = "-/,.;: ";
  std::string out;
  for (size_t at = 0; at < format.size();) {
    const auto rest = std::string_view(format).substr(at);
    const auto part = std::find_if(kParts.begin(), kParts.end(), [&](auto& p) { return rest.starts_with(p.first); });
    if (part != kParts.end()) {
      out += part->second;
      at += part->first.size();
    } else if (kMarks.find(format[at]) != std::string_view::npos) {
      out += format[at++];
    } else {
      fail("INVALID_FUNCTION_ARGUMENT", "Failed to tokenize string [" + std::string(1, format[at]) + "] at offset [" + std::to_string(at) + "]");
    }
  }
  return out;
}

void teradata_pattern(DataChunk& args, ExpressionState&, Vector& result) {
  UnaryExecutor::Execute<string_t, string_t>(args.data[0], result, args.size(), [&](string_t format) { return StringVector::AddString(result, joda_pattern(text_of(format))); });
}

// ---- combinations: the places of each choice, from 1

duckdb::Value choices(int64_t size, int64_t chosen) {
  constexpr int64_t kMostChosen = 5, kMostChoices = 100'000;
  if (chosen < 0) fail("INVALID_FUNCTION_ARGUMENT", "combination size must not be negative: " + std::to_string(chosen));
  if (chosen > kMostChosen) fail("INVALID_FUNCTION_ARGUMENT", "combination size must not exceed 5: " + std::to_string(chosen));
  duckdb::vector<duckdb::Value> out;
  std::vector<int64_t> places;
  for (int64_t i = 0; i < chosen; ++i) places.push_back(i);
  for (bool more = chosen <= size; more;) {
    duckdb::vector<duckdb::Value> choice;
    for (auto place : places) choice.push_back(duckdb::Value::BIGINT(place + 1));
    out.push_back(duckdb::Value::LIST(LogicalType::BIGINT, std::move(choice)));
    if (out.size() > kMostChoices) fail("INVALID_FUNCTION_ARGUMENT", "combinations exceed max size");
    more = false;
    for (size_t i = 0; i < places.size() && !more; ++i) {
      if (places[i] + 1 >= (i + 1 < places.size() ? places[i + 1] : size)) continue;
      ++places[i];
      for (size_t j = 0; j < i; ++j) places[j] = static_cast<int64_t>(j);
      more = true;
    }
  }
  return duckdb::Value::LIST(LogicalType::LIST(LogicalType::BIGINT), std::move(out));
}

void combinations(DataChunk& args, ExpressionState&, Vector& result) {
  const bool constant = args.AllConstant();
  result.SetVectorType(duckdb::VectorType::FLAT_VECTOR);
  for (duckdb::idx_t row = 0; row < args.size(); ++row) {
    auto size = args.GetValue(0, row), chosen = args.GetValue(1, row);
    result.SetValue(row, size.IsNull() || chosen.IsNull() ? duckdb::Value(result.GetType()) : choices(size.GetValue<int64_t>(), chosen.GetValue<int64_t>()));
  }
  if (constant) result.SetVectorType(duckdb::VectorType::CONSTANT_VECTOR);
}

}  // namespace

void add_conversion_functions(NativeFunctions& functions) {
  const auto text = LogicalType::VARCHAR, bigint = LogicalType::BIGINT;
  auto add = [&](const char* name, duckdb::vector<LogicalType> arguments, LogicalType result, duckdb::scalar_function_t run) {
    functions.add("trino", ScalarFunction(name, std::move(arguments), std::move(result), std::move(run)));
  };
  add("format_number", {LogicalType::DOUBLE}, text, format_number);
  add("human_readable_seconds", {LogicalType::DOUBLE}, text, human_readable_seconds);
  add("parse_duration", {text}, bigint, parse_duration);
  add("parse_data_size", {text}, LogicalType::HUGEINT, parse_data_size);
  add("teradata_pattern", {text}, text, teradata_pattern);
  add("combinations", {bigint, bigint}, LogicalType::LIST(LogicalType::LIST(bigint)), combinations);
}

}  // namespace tarn::engine
