#include "engine/field_values.h"

#include <duckdb/common/types/date.hpp>
#include <duckdb/common/types/decimal.hpp>
#include <duckdb/common/types/timestamp.hpp>

#include <charconv>
#include <cmath>
#include <limits>

#include "base/encoding.h"

namespace tarn::engine {
namespace {

using duckdb::FlatVector;
using duckdb::idx_t;
using duckdb::LogicalType;
using duckdb::LogicalTypeId;
using duckdb::Value;

template <class Int>
std::optional<Int> parse_integer(std::string_view text) {
  if (text.starts_with('+')) text.remove_prefix(1);
  Int value{};
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::string_view trim(std::string_view text) {
  while (!text.empty() && static_cast<unsigned char>(text.front()) <= ' ') text.remove_prefix(1);
  while (!text.empty() && static_cast<unsigned char>(text.back()) <= ' ') text.remove_suffix(1);
  return text;
}

// Java's Double.parseDouble: blanks around it and a type suffix are fine.
template <class Float>
std::optional<Float> parse_float(std::string_view text) {
  text = trim(text);
  if (text.starts_with('+')) text.remove_prefix(1);
  bool negative = text.starts_with('-');
  auto word = negative ? text.substr(1) : text;
  auto sign = negative ? Float(-1) : Float(1);
  if (word == "NaN") return std::numeric_limits<Float>::quiet_NaN();
  if (word == "Infinity") return sign * std::numeric_limits<Float>::infinity();
  if (!word.empty() && std::string_view("dDfF").find(word.back()) != std::string_view::npos) text.remove_suffix(1);
  Float value{};
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (end != text.data() + text.size() || text.empty() || !(std::isdigit(static_cast<unsigned char>(text.back())) || text.back() == '.')) return std::nullopt;
  if (error == std::errc::result_out_of_range) return std::string_view(text).find("e-") != std::string_view::npos ? Float(0) : sign * std::numeric_limits<Float>::infinity();
  if (error != std::errc()) return std::nullopt;
  return value;
}

std::optional<bool> parse_boolean(std::string_view text) {
  if (equals_ignoring_case(text, "true")) return true;
  if (equals_ignoring_case(text, "false")) return false;
  return std::nullopt;
}

// How a value is stored once it is parsed.
template <class T>
bool put(duckdb::Vector& vector, idx_t row, const std::optional<T>& value) {
  if (!value) return false;
  FlatVector::GetData<T>(vector)[row] = *value;
  return true;
}

bool put_text(duckdb::Vector& vector, idx_t row, std::string_view text) {
  FlatVector::GetData<duckdb::string_t>(vector)[row] = duckdb::StringVector::AddStringOrBlob(vector, text.data(), text.size());
  return true;
}

bool put_by_cast(duckdb::Vector& vector, idx_t row, std::string_view text) {
  Value typed;
  std::string error;
  if (!Value(std::string(text)).DefaultTryCastAs(vector.GetType(), typed, &error) || typed.IsNull()) return false;
  vector.SetValue(row, typed);
  return true;
}

template <class Number>
std::optional<duckdb::date_t> days(const std::optional<Number>& number) {
  if (!number) return std::nullopt;
  return duckdb::date_t(static_cast<int32_t>(*number));
}

bool put_date(duckdb::Vector& vector, idx_t row, std::string_view text, FieldRules rules) {
  return put(vector, row, rules == FieldRules::open_csv ? days(parse_integer<int32_t>(text)) : parse_date(text));
}

bool put_timestamp(duckdb::Vector& vector, idx_t row, std::string_view text, FieldRules rules) {
  if (rules == FieldRules::lazy_simple) return put(vector, row, parse_timestamp(text));
  auto millis = parse_integer<int64_t>(text);
  if (!millis) return put(vector, row, parse_timestamp(text));
  return put(vector, row, std::optional(duckdb::timestamp_t(*millis * 1000)));
}

// False: the text is no value of the type.
bool put_scalar(duckdb::Vector& vector, idx_t row, std::string_view text, FieldRules rules) {
  switch (vector.GetType().id()) {
    case LogicalTypeId::VARCHAR: return put_text(vector, row, text);
    case LogicalTypeId::BOOLEAN: return put(vector, row, parse_boolean(text));
    case LogicalTypeId::TINYINT: return put(vector, row, parse_integer<int8_t>(text));
    case LogicalTypeId::SMALLINT: return put(vector, row, parse_integer<int16_t>(text));
    case LogicalTypeId::INTEGER: return put(vector, row, parse_integer<int32_t>(text));
    case LogicalTypeId::BIGINT: return put(vector, row, parse_integer<int64_t>(text));
    case LogicalTypeId::FLOAT: return put(vector, row, parse_float<float>(text));
    case LogicalTypeId::DOUBLE: return put(vector, row, parse_float<double>(text));
    case LogicalTypeId::DATE: return put_date(vector, row, text, rules);
    case LogicalTypeId::TIMESTAMP: return put_timestamp(vector, row, text, rules);
    case LogicalTypeId::BLOB: {
      auto bytes = from_base64(text);
      return put_text(vector, row, bytes ? std::string_view(*bytes) : text);
    }
    default: return put_by_cast(vector, row, trim(text));
  }
}

// ---- LazySimpleSerDe: escapes and nested values

std::string unescape(std::string_view text, char escape) {
  std::string out;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == escape && i + 1 < text.size()) ++i;
    out += text[i];
  }
  return out;
}

std::vector<std::string_view> split(std::string_view text, char separator, char escape) {
  std::vector<std::string_view> parts;
  size_t begin = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    if (escape && text[i] == escape) {
      ++i;
    } else if (text[i] == separator) {
      parts.push_back(text.substr(begin, i - begin));
      begin = i + 1;
    }
  }
  parts.push_back(text.substr(begin));
  return parts;
}

char separator_at(const FieldContext& context, size_t level) {
  return level < context.separators.size() ? context.separators[level] : static_cast<char>(level + 1);
}

Value nested_value(std::string_view text, const LogicalType& type, size_t level, const FieldContext& context);

Value list_value(std::string_view text, const LogicalType& type, size_t level, const FieldContext& context) {
  auto& element = duckdb::ListType::GetChildType(type);
  duckdb::vector<Value> values;
  if (!text.empty())
    for (auto part : split(text, separator_at(context, level), context.escape)) values.push_back(nested_value(part, element, level + 1, context));
  return Value::LIST(element, std::move(values));
}

Value map_value(std::string_view text, const LogicalType& type, size_t level, const FieldContext& context) {
  auto &key_type = duckdb::MapType::KeyType(type), &value_type = duckdb::MapType::ValueType(type);
  duckdb::vector<Value> keys, values;
  for (auto entry : split(text, separator_at(context, level), context.escape)) {
    auto sides = split(entry, separator_at(context, level + 1), context.escape);
    auto key = nested_value(sides[0], key_type, level + 2, context);
    if (key.IsNull() || std::find(keys.begin(), keys.end(), key) != keys.end()) continue;
    keys.push_back(std::move(key));
    values.push_back(sides.size() > 1 ? nested_value(entry.substr(sides[0].size() + 1), value_type, level + 2, context) : Value(value_type));
  }
  return Value::MAP(key_type, value_type, std::move(keys), std::move(values));
}

Value row_value(std::string_view text, const LogicalType& type, size_t level, const FieldContext& context) {
  auto parts = split(text, separator_at(context, level), context.escape);
  duckdb::child_list_t<Value> fields;
  auto& types = duckdb::StructType::GetChildTypes(type);
  for (size_t i = 0; i < types.size(); ++i)
    fields.emplace_back(types[i].first, i < parts.size() ? nested_value(parts[i], types[i].second, level + 1, context) : Value(types[i].second));
  return Value::STRUCT(std::move(fields));
}

Value nested_value(std::string_view text, const LogicalType& type, size_t level, const FieldContext& context) {
  if (text == context.null_text) return Value(type);
  switch (type.id()) {
    case LogicalTypeId::LIST: return list_value(text, type, level, context);
    case LogicalTypeId::MAP: return map_value(text, type, level, context);
    case LogicalTypeId::STRUCT: return row_value(text, type, level, context);
    default: break;
  }
  duckdb::Vector one(type, 1);
  write_field(one, 0, text, 0, context);
  return one.GetValue(0);
}

bool is_nested(const LogicalType& type) { return type.IsNested(); }

}  // namespace

std::optional<duckdb::date_t> parse_date(std::string_view text) {
  int year = 0, month = 0, day = 0;
  auto* at = text.data();
  auto* end = at + text.size();
  auto number = [&](int& out, char after) {
    auto [next, error] = std::from_chars(at, end, out);
    if (error != std::errc() || (after && (next == end || *next != after))) return false;
    at = next + (after ? 1 : 0);
    return true;
  };
  if (text.size() < 8 || !number(year, '-') || !number(month, '-') || !number(day, 0) || at != end) return std::nullopt;
  if (!duckdb::Date::IsValid(year, month, day)) return std::nullopt;
  return duckdb::Date::FromDate(year, month, day);
}

std::optional<duckdb::timestamp_t> parse_timestamp(std::string_view text) {
  if (text.ends_with('Z')) text.remove_suffix(1);
  auto gap = text.find_first_of(" T");
  auto date = parse_date(text.substr(0, gap));
  if (!date) return std::nullopt;
  int64_t micros = 0;
  if (gap != std::string_view::npos) {
    auto time = text.substr(gap + 1);
    int hour = 0, minute = 0, second = 0;
    if (time.size() < 8 || time[2] != ':' || time[5] != ':') return std::nullopt;
    auto two = [&](size_t i, int& out) { return std::from_chars(time.data() + i, time.data() + i + 2, out).ptr == time.data() + i + 2; };
    if (!two(0, hour) || !two(3, minute) || !two(6, second) || hour > 23 || minute > 59 || second > 59) return std::nullopt;
    int64_t fraction = 0, digits = 0;
    for (size_t i = 9; i < time.size(); ++i, ++digits) {
      if (time[8] != '.' || !std::isdigit(static_cast<unsigned char>(time[i])) || digits == 9) return std::nullopt;
      if (digits < 6) fraction = fraction * 10 + (time[i] - '0');
    }
    for (; digits < 6; ++digits) fraction *= 10;
    micros = ((hour * 60 + minute) * 60 + second) * int64_t{1'000'000} + fraction;
  }
  return duckdb::timestamp_t(int64_t{date->days} * 86'400'000'000 + micros);
}

void write_field(duckdb::Vector& vector, idx_t row, std::string_view text, size_t field, const FieldContext& context) {
  if (context.rules == FieldRules::open_csv) {
    if (put_scalar(vector, row, text, context.rules)) return;
    throw duckdb::InvalidInputException("HIVE_BAD_DATA: Error parsing field value '%s' for field %llu: For input string: \"%s\" (%s)", std::string(text), field,
                                        std::string(text), context.path);
  }
  if (text == context.null_text) return FlatVector::SetNull(vector, row, true);
  if (is_nested(vector.GetType())) return vector.SetValue(row, nested_value(text, vector.GetType(), 1, context));
  std::string unescaped;
  if (context.escape && text.find(context.escape) != std::string_view::npos) text = unescaped = unescape(text, context.escape);
  if (!put_scalar(vector, row, text, context.rules)) FlatVector::SetNull(vector, row, true);
}

}  // namespace tarn::engine
