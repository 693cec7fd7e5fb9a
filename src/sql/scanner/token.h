// A token is a piece of the text with its place; its value (a string without quotes and escapes) is decoded only when a node is made.
#pragma once
#include <cstdint>
#include <string_view>

#include "sql/program.h"

namespace tarn::sql {

enum class TokenKind : uint8_t {
  end,
  word,               // keyword or plain identifier
  quoted_identifier,  // "x" or `x`
  backquoted,         // `x` where the dialect has no such quotes
  string,             // 'x', also "x" in Hive
  unicode_string,     // U&'x' of Trino
  binary_string,      // X'0A'
  dollar_string,      // $$x$$, $tag$x$tag$
  integer, decimal, floating,
  digit_identifier,   // 1x: an error in Trino
  symbol,             // operator or punctuation
  parameter,          // ?
  numbered_parameter, // $1
  unrecognized,       // one character that begins no token
};

struct Token {
  TokenKind kind = TokenKind::end;
  uint32_t offset = 0, end = 0;  // bytes
  int32_t line = 1, column = 1;

  Position position() const { return {line, column}; }
  std::string_view in(std::string_view text) const { return text.substr(offset, end - offset); }
};

}  // namespace tarn::sql
