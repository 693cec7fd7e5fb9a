// Cuts a text into tokens, driven by the dialect's table. Blanks and comments separate tokens and are dropped.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "sql/scanner/dialect.h"
#include "sql/scanner/token.h"

namespace tarn::sql {

// The last token is always `end`. Trino and Hive never fail (what is no token is `unrecognized`, and the parser words it); Redshift fails
// on an unterminated quote or comment as its lexer does: 42601 with detail "Position".
Result<std::vector<Token>> scan(std::string_view text, const DialectTraits& traits);

// What the token says without quotes, prefixes and escapes. Of a word: the word.
std::string token_value(const Token& token, std::string_view text, const DialectTraits& traits);

// U&'..' with its escape character; fails on a broken escape (Trino's words, without the position).
Result<std::string> decode_unicode_string(std::string_view body, char escape);
// Digits of X'..' to bytes, blanks ignored; fails as Trino does.
Result<std::string> decode_binary_string(std::string_view body);

// Position, 1-based in characters, of a byte offset: as PostgreSQL's error field P counts.
size_t character_position(std::string_view text, size_t offset);

}  // namespace tarn::sql
