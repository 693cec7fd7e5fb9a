#include "catalog/partition_value.h"

#include <charconv>

#include "base/encoding.h"

namespace tarn::catalog {
namespace {

bool all_digits(std::string_view text) { return text.find_first_not_of("0123456789") == text.npos; }

bool is_date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return false;
  return parse_iso8601(text).has_value();
}

// yyyy-mm-dd hh:mm:ss[.f{1..9}] as a text of fixed width.
std::optional<std::string> sortable_timestamp(std::string_view text) {
  if (text.size() < 19 || text[10] != ' ' || text[13] != ':' || text[16] != ':') return std::nullopt;
  std::string_view seconds = text.substr(0, 19), fraction = text.substr(19);
  if (!parse_iso8601(seconds)) return std::nullopt;
  if (!fraction.empty()) {
    if (fraction[0] != '.' || fraction.size() < 2 || fraction.size() > 10 || !all_digits(fraction.substr(1))) return std::nullopt;
    fraction.remove_prefix(1);
  }
  std::string out = std::string(seconds) + "." + std::string(fraction);
  out.resize(29, '0');
  return out;
}

std::optional<int64_t> parse_integer(std::string_view text) {
  if (text.starts_with('+')) text.remove_prefix(1);
  int64_t number = 0;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || text.empty()) return std::nullopt;
  return number;
}

std::weak_ordering compare_digits(const std::string& whole_a, const std::string& fraction_a, const std::string& whole_b, const std::string& fraction_b) {
  if (whole_a.size() != whole_b.size()) return whole_a.size() <=> whole_b.size();
  if (auto order = whole_a.compare(whole_b); order != 0) return order <=> 0;
  return fraction_a.compare(fraction_b) <=> 0;
}

}  // namespace

std::optional<KeyType> key_type_of(std::string_view hive_type) {
  std::string type = to_lower(hive_type.substr(0, hive_type.find('(')));
  if (type == "string" || type == "char" || type == "varchar") return KeyType::text;
  if (type == "int" || type == "integer" || type == "bigint" || type == "long" || type == "smallint" || type == "tinyint") return KeyType::integer;
  if (type == "decimal") return KeyType::decimal;
  if (type == "date") return KeyType::date;
  if (type == "timestamp") return KeyType::timestamp;
  return std::nullopt;
}

std::string_view key_type_word(KeyType type) {
  switch (type) {
    case KeyType::text: return "String";
    case KeyType::integer: return "Integral";
    case KeyType::decimal: return "Decimal";
    case KeyType::date: return "Date";
    case KeyType::timestamp: return "Timestamp";
  }
  __builtin_unreachable();
}

std::optional<PartitionValue> PartitionValue::parse(KeyType type, std::string_view text) {
  PartitionValue out(type, std::string(text));
  switch (type) {
    case KeyType::text: return out;
    case KeyType::date: return is_date(text) ? std::optional(out) : std::nullopt;
    case KeyType::integer: {
      auto number = parse_integer(text);
      if (!number) return std::nullopt;
      out.number_ = *number;
      return out;
    }
    case KeyType::timestamp: {
      auto sortable = sortable_timestamp(text);
      if (!sortable) return std::nullopt;
      out.text_ = std::move(*sortable);
      return out;
    }
    case KeyType::decimal: break;
  }
  std::string_view digits = text;
  if (digits.starts_with('-') || digits.starts_with('+')) digits.remove_prefix(1);
  std::string_view whole = digits.substr(0, digits.find('.'));
  std::string_view fraction = whole.size() == digits.size() ? std::string_view() : digits.substr(whole.size() + 1);
  if (!all_digits(whole) || !all_digits(fraction) || whole.size() + fraction.size() == 0) return std::nullopt;
  while (whole.starts_with('0')) whole.remove_prefix(1);
  while (fraction.ends_with('0')) fraction.remove_suffix(1);
  out.whole_ = whole;
  out.fraction_ = fraction;
  out.negative_ = text.starts_with('-') && !(whole.empty() && fraction.empty());
  return out;
}

std::weak_ordering PartitionValue::operator<=>(const PartitionValue& other) const {
  switch (type_) {
    case KeyType::text:
    case KeyType::date:
    case KeyType::timestamp: return text_.compare(other.text_) <=> 0;
    case KeyType::integer: return number_ <=> other.number_;
    case KeyType::decimal: break;
  }
  if (negative_ != other.negative_) return negative_ ? std::weak_ordering::less : std::weak_ordering::greater;
  auto order = compare_digits(whole_, fraction_, other.whole_, other.fraction_);
  return negative_ ? 0 <=> order : order;
}

std::string not_of_type(KeyType type, std::string_view text) {
  const std::string value(text);
  switch (type) {
    case KeyType::text: return value + " is not a string.";
    case KeyType::integer: return "\"" + value + "\" is not an integer.";
    case KeyType::decimal: return value + " is not a decimal.";
    case KeyType::date: return value + " is not a date.";
    case KeyType::timestamp: return "Timestamp format must be yyyy-mm-dd hh:mm:ss[.fffffffff] " + value + " is not a timestamp.";
  }
  __builtin_unreachable();
}

}  // namespace tarn::catalog
