// Text forms of bytes and times that every protocol shares.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"

namespace tarn {

std::string to_hex(std::string_view bytes);                            // lower case
std::optional<std::string> from_hex(std::string_view text);            // nullopt: not hex
std::string to_base64(std::string_view bytes);                         // with padding
std::optional<std::string> from_base64(std::string_view text);         // strict: alphabet, padding, length
std::string percent_encode(std::string_view text, bool keep_slash = false);  // RFC 3986 unreserved stay; upper-case hex (SigV4's rules)
std::optional<std::string> percent_decode(std::string_view text, bool plus_is_space = false);  // nullopt: a broken escape

std::string iso8601(TimePoint time, int fraction_digits = 3);          // 2026-11-24T13:56:21.000Z; 0, 3 or 6 digits
std::optional<TimePoint> parse_iso8601(std::string_view text);         // with 'Z' or an offset; fraction optional
std::string http_date(TimePoint time);                                 // Tue, 24 Nov 2026 13:56:21 GMT
std::optional<TimePoint> parse_http_date(std::string_view text);       // RFC 1123

std::string to_lower(std::string_view text);  // ASCII
bool equals_ignoring_case(std::string_view a, std::string_view b);  // ASCII
bool constant_time_equal(std::string_view a, std::string_view b);   // for secrets; the lengths may leak

// CRC-32C (Castagnoli); `seed` is the checksum of what came before.
uint32_t crc32c(std::string_view bytes, uint32_t seed = 0);

std::string sha256(std::string_view bytes);                            // 32 raw bytes
std::string hmac_sha256(std::string_view key, std::string_view bytes);  // 32 raw bytes

}  // namespace tarn
