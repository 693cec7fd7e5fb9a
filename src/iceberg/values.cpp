#include "iceberg/values.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstring>

#include "base/encoding.h"
#include "iceberg/errors.h"

namespace tarn::iceberg {
namespace {

template <class T>
T little_endian(std::string_view bytes) {  // of a machine that is little-endian itself
  T value{};
  std::memcpy(&value, bytes.data(), sizeof(T));
  return value;
}

template <class T>
std::string as_bytes(T value) {
  return {reinterpret_cast<const char*>(&value), sizeof(T)};
}

__int128 big_endian(std::string_view bytes) {
  __int128 value = !bytes.empty() && static_cast<signed char>(bytes[0]) < 0 ? -1 : 0;
  for (unsigned char byte : bytes) value = static_cast<__int128>(static_cast<unsigned __int128>(value) << 8 | byte);
  return value;
}

std::string shortest_big_endian(__int128 value) {
  std::string bytes;
  for (int shift = 120; shift >= 0; shift -= 8) bytes += static_cast<char>(value >> shift);
  while (bytes.size() > 1) {
    const bool negative = static_cast<signed char>(bytes[1]) < 0;
    if (bytes[0] != (negative ? '\xFF' : '\0')) break;
    bytes.erase(0, 1);
  }
  return bytes;
}

Error no_value(const char* why) { return errors::invalid(std::string("Cannot read a value of a manifest: ") + why); }

template <class T>
std::optional<T> number(std::string_view text) {
  T value{};
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (failed != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::optional<double> floating(std::string_view text) {
  if (equals_ignoring_case(text, "nan")) return std::nan("");
  if (equals_ignoring_case(text, "inf") || equals_ignoring_case(text, "infinity")) return INFINITY;
  if (equals_ignoring_case(text, "-inf") || equals_ignoring_case(text, "-infinity")) return -INFINITY;
  return number<double>(text);
}

// "-12.50" with the scale 2: -1250
std::optional<__int128> unscaled(std::string_view text, int32_t scale) {
  const bool negative = text.starts_with('-');
  if (negative || text.starts_with('+')) text.remove_prefix(1);
  const auto point = text.find('.');
  std::string digits(text.substr(0, point)), fraction(point == std::string_view::npos ? "" : text.substr(point + 1));
  if (fraction.size() > static_cast<size_t>(scale)) return std::nullopt;
  fraction.resize(static_cast<size_t>(scale), '0');
  digits += fraction;
  if (digits.empty() || digits.size() > 38) return std::nullopt;
  __int128 value = 0;
  for (char c : digits) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
  }
  return negative ? -value : value;
}

std::string scaled_text(__int128 value, int32_t scale) {
  const bool negative = value < 0;
  auto rest = negative ? -static_cast<unsigned __int128>(value) : static_cast<unsigned __int128>(value);
  std::string digits;
  for (; rest > 0; rest /= 10) digits += static_cast<char>('0' + static_cast<int>(rest % 10));
  while (digits.size() <= static_cast<size_t>(scale)) digits += '0';
  std::reverse(digits.begin(), digits.end());
  if (scale > 0) digits.insert(digits.size() - static_cast<size_t>(scale), ".");
  return (negative ? "-" : "") + digits;
}

std::optional<std::string> uuid_bytes(std::string_view text) {
  std::string digits;
  for (char c : text)
    if (c != '-') digits += c;
  auto bytes = from_hex(digits);
  if (!bytes || bytes->size() != 16) return std::nullopt;
  return bytes;
}

bool is_integer(TypeKind kind) {
  switch (kind) {
    case TypeKind::int_:
    case TypeKind::long_:
    case TypeKind::date:
    case TypeKind::time:
    case TypeKind::timestamp:
    case TypeKind::timestamptz:
    case TypeKind::timestamp_ns:
    case TypeKind::timestamptz_ns: return true;
    default: return false;
  }
}

}  // namespace

std::weak_ordering compare(const Value& a, const Value& b) {
  if (a.index() != b.index()) return a.index() <=> b.index();
  if (const auto* left = std::get_if<double>(&a)) {
    const double right = std::get<double>(b);
    if (std::isnan(*left) || std::isnan(right)) return std::isnan(*left) <=> std::isnan(right);
    return *left < right ? std::weak_ordering::less : *left > right ? std::weak_ordering::greater : std::weak_ordering::equivalent;
  }
  if (const auto* left = std::get_if<std::string>(&a)) return left->compare(std::get<std::string>(b)) <=> 0;
  return a < b ? std::weak_ordering::less : b < a ? std::weak_ordering::greater : std::weak_ordering::equivalent;
}

Result<Value> decode_value(const Type& type, std::string_view bytes) {
  switch (type.kind) {
    case TypeKind::boolean:
      if (bytes.size() != 1) return no_value("a boolean is one byte");
      return Value(bytes[0] != 0);
    case TypeKind::float_:
    case TypeKind::double_:
      if (bytes.size() == 4) return Value(static_cast<double>(little_endian<float>(bytes)));
      if (bytes.size() == 8) return Value(little_endian<double>(bytes));
      return no_value("a floating number is four or eight bytes");
    case TypeKind::decimal:
      if (bytes.empty() || bytes.size() > 16) return no_value("a decimal is one to sixteen bytes");
      return Value(big_endian(bytes));
    case TypeKind::uuid:
      if (bytes.size() != 16) return no_value("a uuid is sixteen bytes");
      return Value(std::string(bytes));
    case TypeKind::string:
    case TypeKind::fixed:
    case TypeKind::binary: return Value(std::string(bytes));
    case TypeKind::struct_:
    case TypeKind::list:
    case TypeKind::map: return no_value("nested types have none");
    default: break;
  }
  if (bytes.size() == 4) return Value(int64_t(little_endian<int32_t>(bytes)));
  if (bytes.size() == 8) return Value(little_endian<int64_t>(bytes));
  return no_value("an integer is four or eight bytes");
}

std::string encode_value(const Type& type, const Value& value) {
  if (is_null(value)) return {};
  switch (type.kind) {
    case TypeKind::boolean: return std::get<bool>(value) ? std::string(1, '\1') : std::string(1, '\0');
    case TypeKind::int_:
    case TypeKind::date: return as_bytes(static_cast<int32_t>(std::get<int64_t>(value)));
    case TypeKind::float_: return as_bytes(static_cast<float>(std::get<double>(value)));
    case TypeKind::double_: return as_bytes(std::get<double>(value));
    case TypeKind::decimal: return shortest_big_endian(std::get<__int128>(value));
    default: break;
  }
  if (const auto* integer = std::get_if<int64_t>(&value)) return as_bytes(*integer);
  return std::get<std::string>(value);
}

std::optional<Value> parse_constant(const Type& type, std::string_view text) {
  const auto as_value = [](auto parsed) -> std::optional<Value> { return parsed ? std::optional<Value>(Value(*parsed)) : std::nullopt; };
  if (is_integer(type.kind)) return as_value(number<int64_t>(text));
  switch (type.kind) {
    case TypeKind::boolean:
      if (text != "true" && text != "false") return std::nullopt;
      return Value(text == "true");
    case TypeKind::float_:
    case TypeKind::double_: return as_value(floating(text));
    case TypeKind::decimal: return as_value(unscaled(text, type.scale));
    case TypeKind::uuid: return as_value(uuid_bytes(text));
    case TypeKind::string:
    case TypeKind::fixed:
    case TypeKind::binary: return Value(std::string(text));
    default: return std::nullopt;
  }
}

std::optional<std::string> constant_text(const Type& type, const Value& value) {
  if (is_null(value)) return std::nullopt;
  if (const auto* truth = std::get_if<bool>(&value)) return *truth ? "true" : "false";
  if (const auto* integer = std::get_if<int64_t>(&value)) return std::to_string(*integer);
  if (const auto* decimal = std::get_if<__int128>(&value)) return scaled_text(*decimal, type.scale);
  if (const auto* floating = std::get_if<double>(&value)) {
    char text[64];
    const auto end = std::to_chars(text, text + sizeof text, *floating).ptr;
    return std::string(text, end);
  }
  const auto& bytes = std::get<std::string>(value);
  if (type.kind != TypeKind::uuid) return bytes;
  auto text = to_hex(bytes);
  for (size_t at : {20, 16, 12, 8}) text.insert(at, "-");
  return text;
}

}  // namespace tarn::iceberg
