#include "redshift/copy_values.h"

#include <array>
#include <boost/json.hpp>
#include <charconv>

#include "base/encoding.h"

namespace tarn::redshift {
namespace {

using sql::TypeKind;

std::string trimmed(const std::string& text) {
  const size_t begin = text.find_first_not_of(" \t");
  if (begin == text.npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

const char* type_word(TypeKind kind) {
  switch (kind) {
    case TypeKind::smallint: return "Short";
    case TypeKind::integer: return "Integer";
    case TypeKind::bigint: return "Long";
    case TypeKind::decimal: return "Decimal";
    case TypeKind::real: return "Float4";
    case TypeKind::double_: return "Double";
    default: return "";
  }
}

LoadFault invalid_digit(const std::string& text, size_t at, TypeKind kind) {
  const std::string value = at < text.size() ? text.substr(at, 1) : "";
  return {kind == TypeKind::decimal ? 1209 : 1207, "Invalid digit, Value '" + value + "', Pos " + std::to_string(at) + ", Type: " + type_word(kind), -1, static_cast<int>(at)};
}

std::optional<LoadFault> to_integer(std::string& text, TypeKind kind) {
  text = trimmed(text);
  const size_t sign = !text.empty() && (text[0] == '-' || text[0] == '+') ? 1 : 0;
  for (size_t i = sign; i < text.size(); ++i)
    if (text[i] < '0' || text[i] > '9') return invalid_digit(text, i, kind);
  if (text.size() == sign) return invalid_digit(text, sign, kind);
  int64_t value = 0;
  const char* begin = text.data() + (text[0] == '+');
  const bool fits = std::from_chars(begin, text.data() + text.size(), value).ec == std::errc();
  const int64_t highest = kind == TypeKind::smallint ? INT16_MAX : kind == TypeKind::integer ? INT32_MAX : INT64_MAX;
  if (!fits || value > highest || value < -highest - 1) return LoadFault{1204, std::string("Overflow, Type: ") + type_word(kind), -1, 0};
  text = std::to_string(value);
  return std::nullopt;
}

// Surplus digits behind the point are cut off, as COPY does without ROUNDEC.
std::optional<LoadFault> to_decimal(std::string& text, const sql::Type& type) {
  text = trimmed(text);
  std::string whole, fraction;
  bool point = false;
  size_t i = !text.empty() && (text[0] == '-' || text[0] == '+') ? 1 : 0;
  if (i == text.size()) return invalid_digit(text, i, TypeKind::decimal);
  for (; i < text.size(); ++i) {
    if (text[i] == '.' && !point) point = true;
    else if (text[i] < '0' || text[i] > '9') return invalid_digit(text, i, TypeKind::decimal);
    else (point ? fraction : whole) += text[i];
  }
  whole.erase(0, std::min(whole.find_first_not_of('0'), whole.size()));
  if (whole.size() > static_cast<size_t>(type.precision - type.scale)) return LoadFault{1204, "Overflow, Type: Decimal", -1, 0};
  fraction.resize(std::min<size_t>(fraction.size(), type.scale));
  text = (text[0] == '-' ? "-" : "") + (whole.empty() ? "0" : whole) + (fraction.empty() ? "" : "." + fraction);
  return std::nullopt;
}

std::optional<LoadFault> to_floating(std::string& text, TypeKind kind) {
  text = trimmed(text);
  if (equals_ignoring_case(text, "nan") || equals_ignoring_case(text, "infinity") || equals_ignoring_case(text, "-infinity") || equals_ignoring_case(text, "inf") || equals_ignoring_case(text, "-inf"))
    return std::nullopt;
  double value = 0;
  const char* begin = text.data() + (text.starts_with('+') ? 1 : 0);
  auto [end, error] = std::from_chars(begin, text.data() + text.size(), value);
  if (error == std::errc::result_out_of_range) return LoadFault{1204, std::string("Overflow, Type: ") + type_word(kind), -1, 0};
  if (error != std::errc() || end != text.data() + text.size()) return invalid_digit(text, end - text.data(), kind);
  return std::nullopt;
}

std::optional<LoadFault> to_boolean(std::string& text) {
  const std::string lower = to_lower(trimmed(text));
  constexpr std::array kTrue{"1", "t", "true", "y", "yes"};
  constexpr std::array kFalse{"0", "f", "false", "n", "no"};
  for (const char* word : kTrue)
    if (lower == word) return text = "true", std::nullopt;
  for (const char* word : kFalse)
    if (lower == word) return text = "false", std::nullopt;
  return LoadFault{1210, "Unknown boolean format", -1, 0};
}

bool digits_at(const std::string& text, size_t at, size_t count) {
  if (at + count > text.size()) return false;
  for (size_t i = at; i < at + count; ++i)
    if (text[i] < '0' || text[i] > '9') return false;
  return true;
}

// YYYY-MM-DD at the front, a day that exists.
bool is_date(const std::string& text) {
  if (!digits_at(text, 0, 4) || !digits_at(text, 5, 2) || !digits_at(text, 8, 2) || text[4] != '-' || text[7] != '-') return false;
  using namespace std::chrono;
  const year_month_day day{year(std::stoi(text.substr(0, 4))), month(std::stoi(text.substr(5, 2))), std::chrono::day(std::stoi(text.substr(8, 2)))};
  return day.ok();
}

std::optional<LoadFault> to_date(std::string& text, const CopyOptions& options) {
  text = trimmed(text);
  if (text.size() == 8 && digits_at(text, 0, 8) && options.date_format == "auto") text = text.substr(0, 4) + "-" + text.substr(4, 2) + "-" + text.substr(6);
  if (text.size() == 10 && is_date(text)) return std::nullopt;
  if (text.size() > 10 && options.date_format == "auto" && is_date(text)) return text.resize(10), std::nullopt;
  return LoadFault{1205, "Invalid Date Format - length must be 10 or more", -1, 0};
}

std::optional<LoadFault> to_timestamp(std::string& text, const CopyOptions& options) {
  text = trimmed(text);
  const LoadFault fault{1206, "Invalid timestamp format or value [YYYY-MM-DD HH24:MI:SS]", -1, 0};
  if (options.time_format.starts_with("epoch")) {
    int64_t number = 0;
    auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end == text.data()) return fault;
    const int64_t micros = options.time_format == "epochsecs" ? number * 1'000'000 : number * 1'000;
    text = iso8601(TimePoint{std::chrono::microseconds{micros}}, 6);
    text[10] = ' ';
    text.pop_back();
    return std::nullopt;
  }
  if (text.size() < 10 || !is_date(text)) return fault;
  if (text.size() == 10) return text += " 00:00:00", std::nullopt;
  if ((text[10] != ' ' && text[10] != 'T') || !digits_at(text, 11, 2) || text.size() < 16 || text[13] != ':' || !digits_at(text, 14, 2)) return fault;
  text[10] = ' ';
  return std::nullopt;
}

// Length in bytes of the UTF-8 sequence at `at`; 0: it is broken.
size_t sequence_length(const std::string& text, size_t at) {
  const unsigned char lead = text[at];
  size_t length = lead < 0x80 ? 1 : (lead & 0xe0) == 0xc0 && lead >= 0xc2 ? 2 : (lead & 0xf0) == 0xe0 ? 3 : (lead & 0xf8) == 0xf0 && lead <= 0xf4 ? 4 : 0;
  if (length == 0 || at + length > text.size()) return 0;
  for (size_t i = 1; i < length; ++i)
    if ((static_cast<unsigned char>(text[at + i]) & 0xc0) != 0x80) return 0;
  return length;
}

std::optional<LoadFault> to_text(std::string& text, const sql::Type& type, const CopyOptions& options) {
  std::string valid;
  bool changed = false;
  size_t characters_end = 0;  // last character boundary within the limit
  for (size_t at = 0; at < text.size();) {
    const size_t length = sequence_length(text, at);
    if (length == 0 && !options.replace_invalid)
      return LoadFault{1220, "String contains invalid or unsupported UTF8 codepoints. Bad UTF8 hex sequence: " + to_hex(text.substr(at, 1)) + " (error 2)", -1, static_cast<int>(at)};
    if (length == 0) {
      valid += *options.replace_invalid;
      changed = true;
      ++at;
    } else {
      if (type.is(TypeKind::char_) && length > 1)
        return LoadFault{1215, "Multibyte character not supported for CHAR (Hint: try using VARCHAR). Invalid char: " + to_hex(text.substr(at, length)), -1, 0};
      valid += text.substr(at, length);
      at += length;
    }
    if (valid.size() <= static_cast<size_t>(type.precision)) characters_end = valid.size();
  }
  if (changed) text = valid;
  if (options.trim_blanks && type.is(TypeKind::varchar)) text.erase(text.find_last_not_of(' ') + 1);
  if (type.precision > 0 && text.size() > static_cast<size_t>(type.precision)) {
    const bool only_blanks = type.is(TypeKind::char_) && text.find_first_not_of(' ', type.precision) == text.npos;
    if (!options.truncate_columns && !only_blanks) return LoadFault{1204, type.is(TypeKind::char_) ? "Char length exceeds DDL length" : "String length exceeds DDL length", -1, 0};
    text.resize(std::min(characters_end, text.size()));
  }
  return std::nullopt;
}

std::optional<LoadFault> to_super(std::string& text, const CopyOptions& options) {
  boost::system::error_code error;
  boost::json::parse(text, error);
  if (!error) return std::nullopt;
  if (options.format == CopyOptions::Format::json) {  // a string of the document
    text = boost::json::serialize(boost::json::value(text));
    return std::nullopt;
  }
  return LoadFault{1224, "Invalid JSON: " + error.message(), -1, 0};
}

std::optional<LoadFault> convert_text(std::string& text, const ColumnRecord& column, const CopyOptions& options) {
  switch (column.type.kind) {
    case TypeKind::smallint:
    case TypeKind::integer:
    case TypeKind::bigint: return to_integer(text, column.type.kind);
    case TypeKind::decimal: return to_decimal(text, column.type);
    case TypeKind::real:
    case TypeKind::double_: return to_floating(text, column.type.kind);
    case TypeKind::boolean: return to_boolean(text);
    case TypeKind::date: return to_date(text, options);
    case TypeKind::timestamp:
    case TypeKind::timestamp_tz: return to_timestamp(text, options);
    case TypeKind::super_: return to_super(text, options);
    case TypeKind::varchar:
    case TypeKind::char_: return to_text(text, column.type, options);
    default: return std::nullopt;
  }
}

}  // namespace

std::optional<LoadFault> convert_field(std::optional<std::string>& field, const ColumnRecord& column, const CopyOptions& options) {
  const bool is_text = column.type.is(TypeKind::varchar) || column.type.is(TypeKind::char_);
  if (field) {
    const bool blank = field->find_first_not_of(" \t") == field->npos;
    if (is_text ? (field->empty() ? options.empty_as_null : blank && options.blanks_as_null) : blank) field.reset();
  }
  if (!field) {
    if (column.not_null) return LoadFault{1213, "Missing data for not-null field", -1, 0};
    return std::nullopt;
  }
  auto fault = convert_text(*field, column, options);
  if (fault && options.accept_any_date && (column.type.is(TypeKind::date) || column.type.is(TypeKind::timestamp))) {
    field.reset();
    return std::nullopt;
  }
  return fault;
}

std::string load_type_name(const sql::Type& type) {
  switch (type.kind) {
    case TypeKind::smallint: return "int2";
    case TypeKind::integer: return "int4";
    case TypeKind::bigint: return "int8";
    case TypeKind::decimal: return "numeric";
    case TypeKind::real: return "float4";
    case TypeKind::double_: return "float8";
    case TypeKind::boolean: return "bool";
    case TypeKind::char_: return "char";
    case TypeKind::varchar: return "varchar";
    case TypeKind::timestamp: return "timestamp";
    case TypeKind::timestamp_tz: return "timestamptz";
    default: return sql::redshift_name(type);
  }
}

std::string load_type_length(const sql::Type& type) {
  switch (type.kind) {
    case TypeKind::varchar:
    case TypeKind::char_: return std::to_string(type.precision);
    case TypeKind::decimal: return std::to_string(type.precision) + ", " + std::to_string(type.scale);
    default: return "0";
  }
}

}  // namespace tarn::redshift
