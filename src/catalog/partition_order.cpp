#include "catalog/partition_order.h"

#include <algorithm>

#include "catalog/partition_expression.h"
#include "kv/key.h"

namespace tarn::catalog {
namespace {

constexpr char kAsWritten = '\0', kOtherText = '\1';  // behind a typed value: its text is the usual one, or follows
constexpr unsigned char kZeroLength = 0x40;           // of integers: more bytes above, negative ones below
constexpr char kNegativeDecimal = '\1', kDecimal = '\2', kDated = '\1';
constexpr size_t kDateField = 12;  // zone, yyyy-mm-dd, kAsWritten

void append_text(std::string_view text, std::string& out) {
  for (char c : text) {
    out.push_back(c);
    if (c == '\0') out.push_back('\xFF');
  }
  out.append("\0\1", 2);
}

std::optional<size_t> text_length(std::string_view bytes) {
  for (size_t i = 0; i + 1 < bytes.size(); ++i) {
    if (bytes[i] != '\0') continue;
    if (bytes[i + 1] == '\1') return i + 2;
    ++i;
  }
  return std::nullopt;
}

std::string read_text(std::string_view field) {  // with its end
  std::string out;
  for (size_t i = 0; i + 2 < field.size(); ++i) {
    out.push_back(field[i]);
    if (field[i] == '\0') ++i;
  }
  return out;
}

// A length byte, then the bytes of the magnitude; complements of both for negative numbers.
std::string integer_bytes(int64_t number) {
  const bool negative = number < 0;
  uint64_t magnitude = negative ? ~static_cast<uint64_t>(number) + 1 : static_cast<uint64_t>(number);
  std::string digits;
  for (; magnitude; magnitude >>= 8) digits.insert(digits.begin(), static_cast<char>(negative ? ~magnitude : magnitude));
  const int length = static_cast<int>(digits.size());
  return static_cast<char>(kZeroLength + (negative ? -length : length)) + digits;
}

std::string integer_text(std::string_view bytes) {
  const bool negative = static_cast<unsigned char>(bytes[0]) < kZeroLength;
  uint64_t magnitude = 0;
  for (char c : bytes.substr(1)) magnitude = magnitude << 8 | static_cast<unsigned char>(negative ? ~c : c);
  return (negative ? "-" : "") + std::to_string(magnitude);
}

size_t integer_length(std::string_view bytes) {
  const int length = static_cast<unsigned char>(bytes[0]) - kZeroLength;
  return 1 + static_cast<size_t>(length < 0 ? -length : length);
}

// Sign, number of digits before the point (2 bytes), all digits, 00; complements for negative ones.
std::string decimal_bytes(const PartitionValue& value) {
  std::string out{static_cast<char>(value.whole().size() >> 8), static_cast<char>(value.whole().size())};
  out += value.whole() + value.fraction() + '\0';
  if (value.negative())
    for (char& c : out) c = static_cast<char>(~c);
  return (value.negative() ? kNegativeDecimal : kDecimal) + out;
}

std::optional<size_t> decimal_length(std::string_view bytes) {
  const size_t end = bytes.size() < 4 ? bytes.npos : bytes.find(bytes[0] == kNegativeDecimal ? '\xFF' : '\0', 3);
  return end == bytes.npos ? std::nullopt : std::optional(end + 1);
}

std::string decimal_text(std::string_view bytes) {
  const bool negative = bytes[0] == kNegativeDecimal;
  std::string plain(bytes.substr(1));
  if (negative)
    for (char& c : plain) c = static_cast<char>(~c);
  const size_t whole = static_cast<size_t>(static_cast<unsigned char>(plain[0])) << 8 | static_cast<unsigned char>(plain[1]);
  const std::string digits = plain.substr(2, plain.size() - 3);
  std::string out = (negative ? "-" : "") + (whole ? digits.substr(0, whole) : "0");
  return digits.size() > whole ? out + "." + digits.substr(whole) : out;
}

// The fraction without idle zeros: a shorter one comes first.
std::string timestamp_text(const PartitionValue& value) {
  std::string text = value.text();
  text.resize(text.find_last_not_of('0') + 1);
  if (text.ends_with('.')) text.pop_back();
  return text;
}

std::optional<size_t> typed_length(char order, std::string_view bytes) {
  switch (order) {
    case 'i': return integer_length(bytes);
    case 'n': return decimal_length(bytes);
    case 'd': return kDateField - 1;
    default: break;
  }
  auto text = text_length(bytes.substr(1));
  return text ? std::optional(*text + 1) : std::nullopt;
}

std::string usual_text(char order, std::string_view bytes) {
  switch (order) {
    case 'i': return integer_text(bytes);
    case 'n': return decimal_text(bytes);
    case 'd': return std::string(bytes.substr(1));
    default: return read_text(bytes.substr(1));
  }
}

KeyType type_of(char order) {
  switch (order) {
    case 'i': return KeyType::integer;
    case 'n': return KeyType::decimal;
    case 'd': return KeyType::date;
    case 't': return KeyType::timestamp;
    default: return KeyType::text;
  }
}

bool is_typed(std::string_view field) { return static_cast<unsigned char>(field[0]) < static_cast<unsigned char>(kNullZone[0]); }

}  // namespace

char order_of(KeyType type) {
  switch (type) {
    case KeyType::text: return 's';
    case KeyType::integer: return 'i';
    case KeyType::decimal: return 'n';
    case KeyType::date: return 'd';
    case KeyType::timestamp: return 't';
  }
  __builtin_unreachable();
}

std::string key_order_of(const std::vector<Column>& keys) {
  std::string order;
  for (const Column& key : keys) order += order_of(key_type_of(key.type).value_or(KeyType::text));
  return order;
}

std::string order_bytes(KeyType type, const PartitionValue& value) {
  std::string out;
  switch (type) {
    case KeyType::text: append_text(value.text(), out); return out;
    case KeyType::integer: return integer_bytes(value.number());
    case KeyType::decimal: return decimal_bytes(value);
    case KeyType::date: return kDated + value.text();
    case KeyType::timestamp: out = kDated; append_text(timestamp_text(value), out); return out;
  }
  __builtin_unreachable();
}

std::string text_prefix_bytes(std::string_view prefix) {
  std::string out;
  append_text(prefix, out);
  out.resize(out.size() - 2);
  return out;
}

void append_key_field(char order, std::string_view value, std::string& key) {
  if (order == 's') return append_text(value, key);
  if (value == kNullPartition) {
    key += kNullZone;
    return;
  }
  const KeyType type = type_of(order);
  auto typed = PartitionValue::parse(type, value);
  if (!typed) {
    key += kBadZone;
    return append_text(value, key);
  }
  const std::string bytes = order_bytes(type, *typed);
  key += bytes;
  if (usual_text(order, bytes) == value) {
    key += kAsWritten;
  } else {
    key += kOtherText;
    append_text(value, key);
  }
}

std::optional<size_t> key_field_length(char order, std::string_view key) {
  if (order == 's') return text_length(key);
  if (key.empty()) return std::nullopt;
  if (key.starts_with(kNullZone)) return 1;
  std::optional<size_t> before = is_typed(key) ? typed_length(order, key) : 0;
  if (!before || *before >= key.size()) return std::nullopt;
  if (is_typed(key) && key[*before] == kAsWritten) return *before + 1;
  auto text = text_length(key.substr(*before + 1));
  return text ? std::optional(*before + 1 + *text) : std::nullopt;
}

std::optional<std::string> take_key_field(char order, std::string_view& key) {
  auto length = key_field_length(order, key);
  if (!length) return std::nullopt;
  std::string_view field = key.substr(0, *length);
  key.remove_prefix(*length);
  if (order == 's') return read_text(field);
  if (field == kNullZone) return std::string(kNullPartition);
  if (!is_typed(field)) return read_text(field.substr(1));
  const size_t typed = *typed_length(order, field);
  const std::string_view bytes = field.substr(0, typed);
  return field[typed] == kAsWritten ? usual_text(order, bytes) : read_text(field.substr(typed + 1));
}

}  // namespace tarn::catalog
