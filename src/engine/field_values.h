// Text of a field to a value of a column, by the rules of the SerDe that reads it.
#pragma once
#include <duckdb.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tarn::engine {

enum class FieldRules {
  lazy_simple,  // what does not parse is NULL; nested values by separators; binary in base64
  open_csv,     // what does not parse is HIVE_BAD_DATA; dates are days, timestamps milliseconds since 1970
};

struct FieldContext {
  FieldRules rules = FieldRules::lazy_simple;
  std::string separators;   // lazy_simple: by nesting level, [0] splits fields
  std::string null_text;    // lazy_simple
  char escape = 0;          // lazy_simple: 0 for none
  std::string path;         // for errors
};

// Writes row `row` of `vector`, whose type decides how `text` is read. `field` is the column's position, for errors.
void write_field(duckdb::Vector& vector, duckdb::idx_t row, std::string_view text, size_t field, const FieldContext& context);

// "2020-01-31" and "2020-01-31 10:11:12[.123456789]" (also with T, and Z at the end).
std::optional<duckdb::date_t> parse_date(std::string_view text);
std::optional<duckdb::timestamp_t> parse_timestamp(std::string_view text);

}  // namespace tarn::engine
