// Values of partition keys as key fields whose byte order is the order of the typed values, so that a comparison is a range of the
// store. A field holds its text exactly (01 and 1 are different partitions of the same number), ends by itself, and begins with a
// zone, but for texts:
//
//   01..FD  a value of the key's type, in order     FE  __HIVE_DEFAULT_PARTITION__     FF  a text that is not of the type
//
// The order of a table's keys is fixed when it is created (Table::key_order), a letter for each key: s text, i integer, n decimal,
// d date, t timestamp. Keys of types that expressions do not know are ordered as texts.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "catalog/catalog.h"
#include "catalog/partition_value.h"

namespace tarn::catalog {

constexpr std::string_view kNullZone = "\xFE", kBadZone = "\xFF", kTypedBegin = "\x01", kTypedEnd = kNullZone;

std::string key_order_of(const std::vector<Column>& keys);
char order_of(KeyType type);

void append_key_field(char order, std::string_view value, std::string& key);
// The length of the field at the begin of `key`; nullopt: the key is damaged.
std::optional<size_t> key_field_length(char order, std::string_view key);
// Takes the field off `key` and answers its text; nullopt: the key is damaged.
std::optional<std::string> take_key_field(char order, std::string_view& key);

// The bytes with which the fields of all texts of this value begin, and no other's.
std::string order_bytes(KeyType type, const PartitionValue& value);
// The bytes with which the fields of all texts begin that begin with `prefix` (keys ordered as texts).
std::string text_prefix_bytes(std::string_view prefix);

}  // namespace tarn::catalog
