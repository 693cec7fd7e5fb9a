// Values of partition keys, typed as the keys are, so that 10 comes after 9 and dates compare as dates.
#pragma once
#include <compare>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace tarn::catalog {

enum class KeyType : uint8_t { text, integer, decimal, date, timestamp };

// nullopt: a type that expressions do not know (float, boolean, ...).
std::optional<KeyType> key_type_of(std::string_view hive_type);
std::string_view key_type_word(KeyType type);  // "Integral", "Decimal", ... as in Glue's texts

class PartitionValue {
 public:
  // nullopt: not of that type.
  static std::optional<PartitionValue> parse(KeyType type, std::string_view text);
  std::weak_ordering operator<=>(const PartitionValue& other) const;
  bool operator==(const PartitionValue& other) const { return (*this <=> other) == 0; }
  const std::string& text() const { return text_; }  // in a form whose byte order is the order of the values, for all but numbers

  int64_t number() const { return number_; }               // of integers
  bool negative() const { return negative_; }              // of decimals, as are the digits
  const std::string& whole() const { return whole_; }      // without zeros in front
  const std::string& fraction() const { return fraction_; }  // without zeros behind

 private:
  PartitionValue(KeyType type, std::string text) : type_(type), text_(std::move(text)) {}
  KeyType type_;
  std::string text_;
  int64_t number_ = 0;             // integers
  bool negative_ = false;          // decimals: sign, digits before and behind the point without idle zeros
  std::string whole_, fraction_;
};

// Glue's text for a value that is not of its key's type: "\"x\" is not an integer."
std::string not_of_type(KeyType type, std::string_view text);

}  // namespace tarn::catalog
