// What differs between the dialects below the statement level, as data: how text is cut into tokens, which words are reserved, which
// operators and forms an expression may use.
#pragma once
#include <span>
#include <string>
#include <string_view>

#include "sql/type.h"

namespace tarn::sql {

struct DialectTraits {
  Dialect dialect;

  // tokens
  std::span<const std::string_view> symbols;   // longest first
  std::span<const std::string_view> reserved;  // upper case, sorted: not usable as a name without quotes
  char identifier_quote;
  bool double_quoted_strings;   // "x" is a string (Hive)
  bool backslash_escapes;       // in strings
  bool dollar_quotes;           // $$x$$ and $1
  bool nested_comments;
  bool block_comments;          // Hive of Athena has none
  bool digit_first_identifiers;  // 2020_t is a name (Hive)
  bool unicode_identifiers;     // letters beyond ASCII
  bool hash_identifiers;        // #t is a temporary table (Redshift)
  bool prefixed_strings;        // X'0A', U&'\00e9'
  bool number_prefixes;         // 0x1F, 0b1, 0o7 and 1_000
  std::string_view number_suffixes;  // Hive: 1L, 1S, 1Y, 1BD

  // expressions
  bool lambdas;            // x -> e
  bool colon_casts;        // e::type
  bool postgres_operators;  // ^ & | # ~ !~ << >> @ |/ ILIKE SIMILAR TO ISNULL NOTNULL IS TRUE
  bool bracket_arrays;     // ARRAY[...]; Redshift has array(...) only
  bool label_keywords;     // any word may be a name after '.' and AS
};

const DialectTraits& traits_of(Dialect dialect);
bool is_reserved(const DialectTraits& traits, std::string_view word);  // any case

// Case-insensitive comparison of ASCII words; `upper` is in upper case.
bool word_equals(std::string_view text, std::string_view upper);
std::string lower_ascii(std::string_view text);
std::string upper_ascii(std::string_view text);

}  // namespace tarn::sql
