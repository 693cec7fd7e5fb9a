#include "sql/functions/engine_functions.h"

#include <array>

namespace tarn::sql {
namespace {

constexpr std::array kEngineFunctions{
    EngineFunction{"trino.fail", "(VARCHAR) -> \"NULL\"", "Raises an error with this text, 'CODE: message'. Returns the SQLNULL type, so it fits any CASE branch."},
    EngineFunction{"trino.decimal_divide", "(DECIMAL(p1,s1), DECIMAL(p2,s2)) -> DECIMAL(min(38,p1+s2+max(0,s2-s1)), max(s1,s2))",
                   "a / b rounded half away from zero. 'DIVISION_BY_ZERO: Division by zero'; 'NUMERIC_VALUE_OUT_OF_RANGE: Decimal overflow'."},
    EngineFunction{"trino.decimal_add", "(DECIMAL a, DECIMAL b, INTEGER precision) -> DECIMAL(precision, max(s1,s2))",
                   "For results of 19 to 38 digits, exact in 128 bits; 'NUMERIC_VALUE_OUT_OF_RANGE: Decimal overflow'."},
    EngineFunction{"trino.decimal_subtract", "(DECIMAL a, DECIMAL b, INTEGER precision) -> DECIMAL(precision, max(s1,s2))", "The same."},
    EngineFunction{"trino.decimal_multiply", "(DECIMAL a, DECIMAL b, INTEGER precision) -> DECIMAL(precision, s1+s2)", "The same."},
    EngineFunction{"trino.map_of_entries", "(STRUCT(key K, value V)[]) -> MAP(K, V)", "The first entry of each key; entries with a NULL key are left out; NULL or empty list: NULL."},
    EngineFunction{"trino.multimap_of_entries", "(STRUCT(key K, value V)[]) -> MAP(K, V[])", "The values of each key in order; entries with a NULL key are left out; NULL list: NULL."},
    EngineFunction{"trino.double_to_varchar", "(DOUBLE) -> VARCHAR", "CAST to varchar as Trino prints it, always with an exponent: 1.0E10, 1.2345E2, 0E0, Infinity, NaN."},
    EngineFunction{"trino.real_to_varchar", "(FLOAT) -> VARCHAR", "The same for a 32-bit float."},
    EngineFunction{"trino.date_format", "(TIMESTAMP, VARCHAR) -> VARCHAR", "MySQL specifiers (athena.md 3.4); only called with formats that are not constants."},
    EngineFunction{"trino.date_parse", "(VARCHAR, VARCHAR) -> TIMESTAMP", "MySQL specifiers; 'INVALID_FUNCTION_ARGUMENT: Invalid format: \"x\" is malformed at \"x\"'."},
    EngineFunction{"trino.format_datetime", "(TIMESTAMP, VARCHAR zone, VARCHAR) -> VARCHAR", "Joda pattern; the timestamp is local time in the zone, which Z and z print."},
    EngineFunction{"trino.parse_datetime", "(VARCHAR, VARCHAR) -> STRUCT(instant TIMESTAMPTZ, zone VARCHAR)", "Joda pattern; UTC where the text has no zone."},
    EngineFunction{"trino.from_iso8601_timestamp", "(VARCHAR) -> STRUCT(instant TIMESTAMPTZ, zone VARCHAR)", "ISO 8601; UTC where the text has no zone; the zone of 'Z' is UTC, of +05:30 itself."},
    EngineFunction{"trino.varchar_to_timestamp_tz", "(VARCHAR) -> STRUCT(instant TIMESTAMPTZ, zone VARCHAR)", "CAST: 'yyyy-MM-dd HH:mm:ss.SSS zone', zone optional; 'INVALID_CAST_ARGUMENT: Value cannot be cast to timestamp: x'."},
    EngineFunction{"trino.format", "(VARCHAR, ...) -> VARCHAR", "Java's Formatter; %s of any type in Trino's text form."},
    EngineFunction{"trino.url_extract", "(VARCHAR url, VARCHAR part) -> VARCHAR", "part: protocol, host, port, path, query, fragment; NULL for an invalid URL or an absent part."},
    EngineFunction{"trino.url_extract_parameter", "(VARCHAR url, VARCHAR name) -> VARCHAR", "The first parameter of that name, percent-decoded."},
    EngineFunction{"trino.url_encode", "(VARCHAR) -> VARCHAR", "As a form: blank to +, letters digits * - . _ kept."},
    EngineFunction{"trino.url_decode", "(VARCHAR) -> VARCHAR", "+ to blank; a bad escape is INVALID_FUNCTION_ARGUMENT."},
    EngineFunction{"trino.json_canonical", "(VARCHAR) -> JSON", "json_parse: keys sorted, no blanks; 'INVALID_FUNCTION_ARGUMENT: Cannot convert value to JSON: 'x''."},
    EngineFunction{"trino.hmac", "(VARCHAR algorithm, BLOB data, BLOB key) -> BLOB", "md5, sha1, sha256, sha512."},
    EngineFunction{"trino.sha512", "(BLOB) -> BLOB", ""},
    EngineFunction{"trino.xxhash64", "(BLOB) -> BLOB", "8 bytes, big-endian."},
    EngineFunction{"trino.crc32", "(BLOB) -> BIGINT", ""},
    EngineFunction{"trino.from_utf8", "(BLOB, VARCHAR replacement) -> VARCHAR", "Invalid bytes become the replacement (U+FFFD)."},
    EngineFunction{"trino.from_base", "(VARCHAR, BIGINT radix) -> BIGINT", "'INVALID_FUNCTION_ARGUMENT: Not a valid base-N number: x'."},
    EngineFunction{"trino.soundex", "(VARCHAR) -> VARCHAR", ""},
    EngineFunction{"trino.word_stem", "(VARCHAR, VARCHAR language) -> VARCHAR", "Snowball."},
    EngineFunction{"trino.luhn_check", "(VARCHAR) -> BOOLEAN", ""},
    EngineFunction{"trino.normal_cdf", "(DOUBLE mean, DOUBLE sd, DOUBLE v) -> DOUBLE", ""},
    EngineFunction{"trino.inverse_normal_cdf", "(DOUBLE mean, DOUBLE sd, DOUBLE p) -> DOUBLE", ""},
    EngineFunction{"trino.beta_cdf", "(DOUBLE a, DOUBLE b, DOUBLE v) -> DOUBLE", ""},
    EngineFunction{"trino.inverse_beta_cdf", "(DOUBLE a, DOUBLE b, DOUBLE p) -> DOUBLE", ""},
    EngineFunction{"redshift.decimal_divide", "(DECIMAL a, DECIMAL b, INTEGER precision, INTEGER scale) -> DECIMAL(precision, scale)", "a / b to the constant scale, digits beyond it cut off; 'XX000: Numeric data overflow (result precision)'."},
    EngineFunction{"redshift.decimal_add", "(DECIMAL a, DECIMAL b, INTEGER precision) -> DECIMAL(precision, max(s1,s2))",
                   "For results of 19 to 38 digits, exact in 128 bits; 'XX000: Numeric data overflow (result precision)'."},
    EngineFunction{"redshift.decimal_subtract", "(DECIMAL a, DECIMAL b, INTEGER precision) -> DECIMAL(precision, max(s1,s2))", "The same."},
    EngineFunction{"redshift.decimal_multiply", "(DECIMAL a, DECIMAL b, INTEGER precision) -> DECIMAL(precision, s1+s2)", "The same."},
    EngineFunction{"redshift.to_char", "(TIMESTAMP, VARCHAR) -> VARCHAR", "PostgreSQL's date patterns; only for patterns that strftime lacks or that are not constant. DATE and TIMESTAMPTZ too."},
    EngineFunction{"redshift.to_char_number", "(DOUBLE, VARCHAR) -> VARCHAR", "PostgreSQL's numeric patterns."},
    EngineFunction{"redshift.to_timestamp", "(VARCHAR, VARCHAR) -> TIMESTAMP", "PostgreSQL's date patterns, reading."},
};

}  // namespace

std::span<const EngineFunction> engine_functions() { return kEngineFunctions; }

}  // namespace tarn::sql
