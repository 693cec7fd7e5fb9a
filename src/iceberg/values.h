// Single values of primitive types: bounds and partition values of manifests (table spec, appendix D), and the constants of filters.
#pragma once
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "iceberg/types.h"

namespace tarn::iceberg {

// By type: bool; int64 for int, long, date (days), time and timestamps (micro- or nanoseconds); double for float and double; the
// unscaled number of a decimal; the bytes of string, uuid (16 bytes), fixed and binary. monostate: null.
using Value = std::variant<std::monostate, bool, int64_t, double, __int128, std::string>;

inline bool is_null(const Value& value) { return std::holds_alternative<std::monostate>(value); }

// Of two values of one type, neither null; strings by unsigned bytes; NaN is the greatest, as the engine sorts it.
std::weak_ordering compare(const Value& a, const Value& b);

// A bound as manifests store it, perhaps written when the type was narrower. Error InvalidInputException: no such value.
Result<Value> decode_value(const Type& type, std::string_view bytes);
std::string encode_value(const Type& type, const Value& value);

// A constant as the engine writes it for filters (engine.h, PartitionFilter of a TableSnapshot). nullopt: not of this type.
std::optional<Value> parse_constant(const Type& type, std::string_view text);
// The same text of a value; nullopt: null.
std::optional<std::string> constant_text(const Type& type, const Value& value);

}  // namespace tarn::iceberg
