// What each file of this folder registers.
#pragma once
#include <duckdb/function/function_set.hpp>
#include <string>
#include <utility>
#include <vector>

namespace tarn::engine {

struct NativeFunctions {
  std::vector<std::pair<std::string, duckdb::ScalarFunctionSet>> all;  // schema, overloads

  void add(const std::string& schema, duckdb::ScalarFunction function) {
    duckdb::ScalarFunctionSet set(function.name);
    set.AddFunction(std::move(function));
    all.emplace_back(schema, std::move(set));
  }
};

void add_error_functions(NativeFunctions& functions);   // fail
void add_text_functions(NativeFunctions& functions);    // from_utf8, soundex, luhn_check, json_canonical, format, ...
void add_number_functions(NativeFunctions& functions);  // decimal_divide, double_to_varchar, from_base, distributions
void add_time_functions(NativeFunctions& functions);    // date_format, date_parse, format_datetime, parse_datetime, ISO 8601, casts
void add_collection_functions(NativeFunctions& functions);  // map_of_entries, multimap_of_entries
void add_redshift_functions(NativeFunctions& functions);  // to_char, to_timestamp
void add_digest_functions(NativeFunctions& functions);  // hmac, sha512, xxhash64, crc32
void add_url_functions(NativeFunctions& functions);     // url_extract, url_encode, ...

// DuckDB's wrapper for errors of a dialect: 'CODE: text'.
[[noreturn]] void fail(const std::string& code, const std::string& message);

}  // namespace tarn::engine
