// What each file of this folder registers.
#pragma once
#include <duckdb/function/aggregate_function.hpp>
#include <duckdb/function/function_set.hpp>
#include <string>
#include <utility>
#include <vector>

namespace tarn::engine {

struct NativeFunctions {
  std::vector<std::pair<std::string, duckdb::ScalarFunctionSet>> all;  // schema, overloads
  std::vector<duckdb::AggregateFunction> aggregates;                    // of schema trino

  void add(const std::string& schema, duckdb::ScalarFunction function) {
    duckdb::ScalarFunctionSet set(function.name);
    set.AddFunction(std::move(function));
    all.emplace_back(schema, std::move(set));
  }
};

void add_error_functions(NativeFunctions& functions);   // fail
void add_text_functions(NativeFunctions& functions);    // from_utf8, soundex, luhn_check, json_canonical, format, ...
void add_number_functions(NativeFunctions& functions);  // decimal_divide, double_to_varchar, from_base, distributions
void add_zone_functions(NativeFunctions& functions);    // local_time, at_zone, with_zone
void add_time_functions(NativeFunctions& functions);    // date_format, date_parse, format_datetime, parse_datetime, ISO 8601, casts
void add_collection_functions(NativeFunctions& functions);  // map_of_entries, multimap_of_entries
void add_sql_json_functions(NativeFunctions& functions);  // json_items, json_object_text, json_array_text
void add_sketch_functions(NativeFunctions& functions);    // HyperLogLog, digests, numeric_histogram
void add_encoding_functions(NativeFunctions& functions);  // big-endian numbers, base32
void add_conversion_functions(NativeFunctions& functions);  // format_number, parse_duration, combinations, ...
void add_word_functions(NativeFunctions& functions);      // word_stem, normalize
void add_regexp_functions(NativeFunctions& functions);    // regexp_pieces, regexp_position
void add_redshift_functions(NativeFunctions& functions);  // to_char, to_timestamp
void add_digest_functions(NativeFunctions& functions);  // hmac, sha512, xxhash64, crc32
void add_url_functions(NativeFunctions& functions);     // url_extract, url_encode, ...

// timestamp with time zone of Trino: STRUCT(instant TIMESTAMPTZ, zone VARCHAR).
duckdb::LogicalType zoned_type();

// DuckDB's wrapper for errors of a dialect: 'CODE: text'.
[[noreturn]] void fail(const std::string& code, const std::string& message);

}  // namespace tarn::engine
