#include "sql/scanner/dialect.h"

#include <algorithm>
#include <array>
#include <string>

#include "base/assert.h"

namespace tarn::sql {
namespace {

using Words = std::string_view;

constexpr Words kTrinoSymbols[] = {"<>", "!=", "<=", ">=", "||", "->", "=>", "(", ")", "[", "]", ",", ".", ";", "=", "<",
                                   ">",  "+",  "-",  "*",  "/",  "%",  ":",  "|", "{", "}", "^", "$"};
constexpr Words kHiveSymbols[] = {"<>", "!=", "<=", ">=", "==", "(", ")", "[", "]", ",", ".", ";", "=", "<", ">",
                                  "+",  "-",  "*",  "/",  "%", ":", "|", "&", "^", "~", "{", "}", "$", "@"};
constexpr Words kRedshiftSymbols[] = {"!~~*", "!~*", "!~~", "~~*", "||/", "::", ":=", "=>", "<>", "!=", "<=", ">=", "||", "|/",
                                      "<<",   ">>",  "~*",  "!~",  "~~",  "(",  ")",  "[",  "]",  ",",  ".",  ";",  "=",  "<",
                                      ">",    "+",   "-",   "*",   "/",   "%",  "^",  "&",  "|",  "#",  "~",  "@",  ":",  "{", "}"};

constexpr Words kTrinoReserved[] = {
    "ALTER", "AND", "AS", "BETWEEN", "BY", "CASE", "CAST", "CONSTRAINT", "CREATE", "CROSS", "CUBE", "CURRENT_CATALOG", "CURRENT_DATE",
    "CURRENT_PATH", "CURRENT_ROLE", "CURRENT_SCHEMA", "CURRENT_TIME", "CURRENT_TIMESTAMP", "CURRENT_USER", "DEALLOCATE", "DELETE",
    "DESCRIBE", "DISTINCT", "DROP", "ELSE", "END", "ESCAPE", "EXCEPT", "EXISTS", "EXTRACT", "FALSE", "FOR", "FROM", "FULL", "GROUP",
    "GROUPING", "HAVING", "IN", "INNER", "INSERT", "INTERSECT", "INTO", "IS", "JOIN", "JSON_ARRAY", "JSON_EXISTS", "JSON_OBJECT",
    "JSON_QUERY", "JSON_TABLE", "JSON_VALUE", "LEFT", "LIKE", "LISTAGG", "LOCALTIME", "LOCALTIMESTAMP", "NATURAL", "NORMALIZE", "NOT",
    "NULL", "ON", "OR", "ORDER", "OUTER", "PREPARE", "RECURSIVE", "RIGHT", "ROLLUP", "SELECT", "SKIP", "TABLE", "THEN", "TRIM", "TRUE",
    "UESCAPE", "UNION", "UNNEST", "USING", "VALUES", "WHEN", "WHERE", "WITH"};

constexpr Words kHiveReserved[] = {
    "ALL", "ALTER", "AND", "ARRAY", "AS", "AUTHORIZATION", "BETWEEN", "BIGINT", "BINARY", "BOOLEAN", "BOTH", "BY", "CASE", "CAST", "CHAR",
    "COLUMN", "COMMIT", "CONF", "CONSTRAINT", "CREATE", "CROSS", "CUBE", "CURRENT", "CURRENT_DATE", "CURRENT_TIMESTAMP", "CURSOR",
    "DATABASE", "DATE", "DAYOFWEEK", "DECIMAL", "DELETE", "DESCRIBE", "DISTINCT", "DOUBLE", "DROP", "ELSE", "END", "EXCHANGE", "EXISTS",
    "EXTENDED", "EXTERNAL", "EXTRACT", "FALSE", "FETCH", "FLOAT", "FLOOR", "FOLLOWING", "FOR", "FOREIGN", "FROM", "FULL", "FUNCTION",
    "GRANT", "GROUP", "GROUPING", "HAVING", "IF", "IMPORT", "IN", "INNER", "INSERT", "INT", "INTEGER", "INTERSECT", "INTERVAL", "INTO",
    "IS", "JOIN", "LATERAL", "LEFT", "LESS", "LIKE", "LOCAL", "MACRO", "MAP", "MORE", "NONE", "NOT", "NULL", "NUMERIC", "OF", "ON",
    "ONLY", "OR", "ORDER", "OUT", "OUTER", "OVER", "PARTIALSCAN", "PARTITION", "PERCENT", "PRECEDING", "PRECISION", "PRESERVE",
    "PRIMARY", "PROCEDURE", "RANGE", "READS", "REDUCE", "REFERENCES", "REGEXP", "REVOKE", "RIGHT", "RLIKE", "ROLLBACK", "ROLLUP", "ROW",
    "ROWS", "SELECT", "SET", "SMALLINT", "START", "TABLE", "TABLESAMPLE", "THEN", "TIME", "TIMESTAMP", "TO", "TRANSFORM", "TRIGGER",
    "TRUE", "TRUNCATE", "UNBOUNDED", "UNION", "UNIQUEJOIN", "UPDATE", "USER", "USING", "UTC_TIMESTAMP", "VALUES", "VARCHAR", "VIEWS",
    "WHEN", "WHERE", "WINDOW", "WITH"};

constexpr Words kRedshiftReserved[] = {
    "AES128", "AES256", "ALL", "ALLOWOVERWRITE", "ANALYSE", "ANALYZE", "AND", "ANY", "ARRAY", "AS", "ASC", "AUTHORIZATION", "AZ64",
    "BACKUP", "BETWEEN", "BINARY", "BLANKSASNULL", "BOTH", "BYTEDICT", "BZIP2", "CASE", "CAST", "CHECK", "COLLATE", "COLUMN", "CONNECT",
    "CONSTRAINT", "CREATE", "CREDENTIALS", "CROSS", "CURRENT_DATE", "CURRENT_TIME", "CURRENT_TIMESTAMP", "CURRENT_USER",
    "CURRENT_USER_ID", "DEFAULT", "DEFERRABLE", "DEFLATE", "DEFRAG", "DELTA", "DELTA32K", "DESC", "DISABLE", "DISTINCT", "DO", "ELSE",
    "EMPTYASNULL", "ENABLE", "ENCODE", "ENCRYPT", "ENCRYPTION", "END", "EXCEPT", "EXPLICIT", "FALSE", "FOR", "FOREIGN", "FREEZE", "FROM",
    "FULL", "GLOBALDICT256", "GLOBALDICT64K", "GRANT", "GROUP", "GZIP", "HAVING", "IDENTITY", "IGNORE", "ILIKE", "IN", "INITIALLY",
    "INNER", "INTERSECT", "INTERVAL", "INTO", "IS", "ISNULL", "JOIN", "LANGUAGE", "LEADING", "LEFT", "LIKE", "LIMIT", "LOCALTIME",
    "LOCALTIMESTAMP", "LUN", "LUNS", "LZO", "LZOP", "MINUS", "MOSTLY16", "MOSTLY32", "MOSTLY8", "NATURAL", "NEW", "NOT", "NOTNULL",
    "NULL", "NULLS", "OFF", "OFFLINE", "OFFSET", "OLD", "ON", "ONLY", "OPEN", "OR", "ORDER", "OUTER", "OVERLAPS", "PARALLEL",
    "PARTITION", "PERCENT", "PERMISSIONS", "PIVOT", "PLACING", "PRIMARY", "QUALIFY", "RAW", "READRATIO", "RECOVER", "REFERENCES",
    "REJECTLOG", "RESORT", "RESPECT", "RESTORE", "RIGHT", "SELECT", "SESSION_USER", "SIMILAR", "SNAPSHOT", "SOME", "START", "SYSDATE",
    "SYSTEM", "TABLE", "TAG", "TDES", "TEXT255", "TEXT32K", "THEN", "TIMESTAMP", "TO", "TOP", "TRAILING", "TRUE", "TRUNCATECOLUMNS",
    "UNION", "UNIQUE", "UNNEST", "UNPIVOT", "USER", "USING", "VERBOSE", "WALLET", "WHEN", "WHERE", "WITH", "WITHOUT"};

static_assert(std::ranges::is_sorted(kTrinoReserved));
static_assert(std::ranges::is_sorted(kHiveReserved));
static_assert(std::ranges::is_sorted(kRedshiftReserved));

constexpr DialectTraits kTrino{
    .dialect = Dialect::trino, .symbols = kTrinoSymbols, .reserved = kTrinoReserved, .identifier_quote = '"',
    .double_quoted_strings = false, .backslash_escapes = false, .dollar_quotes = false, .nested_comments = false, .block_comments = true,
    .digit_first_identifiers = false, .unicode_identifiers = false, .hash_identifiers = false, .prefixed_strings = true,
    .number_prefixes = true, .number_suffixes = "",
    .lambdas = true, .colon_casts = false, .postgres_operators = false, .bracket_arrays = true, .label_keywords = false};

constexpr DialectTraits kHive{
    .dialect = Dialect::hive, .symbols = kHiveSymbols, .reserved = kHiveReserved, .identifier_quote = '`',
    .double_quoted_strings = true, .backslash_escapes = true, .dollar_quotes = false, .nested_comments = false, .block_comments = false,
    .digit_first_identifiers = true, .unicode_identifiers = true, .hash_identifiers = false, .prefixed_strings = false,
    .number_prefixes = false, .number_suffixes = "LSYBDlsybd",
    .lambdas = false, .colon_casts = false, .postgres_operators = false, .bracket_arrays = false, .label_keywords = false};

constexpr DialectTraits kRedshift{
    .dialect = Dialect::redshift, .symbols = kRedshiftSymbols, .reserved = kRedshiftReserved, .identifier_quote = '"',
    .double_quoted_strings = false, .backslash_escapes = true, .dollar_quotes = true, .nested_comments = true, .block_comments = true,
    .digit_first_identifiers = false, .unicode_identifiers = true, .hash_identifiers = true, .prefixed_strings = false,
    .number_prefixes = false, .number_suffixes = "",
    .lambdas = false, .colon_casts = true, .postgres_operators = true, .bracket_arrays = true, .label_keywords = true};

char upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; }

}  // namespace

const DialectTraits& traits_of(Dialect dialect) {
  switch (dialect) {
    case Dialect::trino: return kTrino;
    case Dialect::hive: return kHive;
    case Dialect::redshift: return kRedshift;
  }
  ASSERT(false);
}

bool is_reserved(const DialectTraits& traits, std::string_view word) {
  constexpr size_t kLongest = 32;
  if (word.size() > kLongest) return false;
  std::array<char, kLongest> buffer{};
  std::ranges::transform(word, buffer.begin(), upper);
  return std::ranges::binary_search(traits.reserved, std::string_view(buffer.data(), word.size()));
}

bool word_equals(std::string_view text, std::string_view upper_word) {
  return text.size() == upper_word.size() && std::ranges::equal(text, upper_word, {}, upper);
}

std::string lower_ascii(std::string_view text) {
  std::string out(text);
  for (auto& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  }
  return out;
}

std::string upper_ascii(std::string_view text) {
  std::string out(text);
  for (auto& c : out) c = upper(c);
  return out;
}

}  // namespace tarn::sql
