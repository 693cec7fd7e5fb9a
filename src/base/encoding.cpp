#include "base/encoding.h"

#include <isa-l/crc.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <array>
#include <charconv>
#include <cstdio>
#include <ctime>

#include "base/assert.h"

namespace tarn {
namespace {

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

bool is_unreserved(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.' || c == '~';
}

bool parse_digits(std::string_view& text, size_t count, int& out) {
  if (text.size() < count) return false;
  auto [end, error] = std::from_chars(text.data(), text.data() + count, out);
  if (error != std::errc() || end != text.data() + count || text[0] == '-') return false;
  text.remove_prefix(count);
  return true;
}

bool skip(std::string_view& text, char c) {
  if (text.empty() || text[0] != c) return false;
  text.remove_prefix(1);
  return true;
}

std::tm utc_fields(TimePoint time) {
  std::time_t seconds = std::chrono::floor<std::chrono::seconds>(time).time_since_epoch().count();
  std::tm fields{};
  gmtime_r(&seconds, &fields);
  return fields;
}

constexpr const char* kDays[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
constexpr const char* kMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

std::optional<TimePoint> make_time(int year, int month, int day, int hour, int minute, int second, int micros) {
  if (hour > 23 || minute > 59 || second > 60) return std::nullopt;
  std::chrono::year_month_day date{std::chrono::year{year}, std::chrono::month(static_cast<unsigned>(month)),
                                   std::chrono::day(static_cast<unsigned>(day))};
  if (!date.ok()) return std::nullopt;
  return TimePoint{std::chrono::sys_days{date}} + std::chrono::hours{hour} + std::chrono::minutes{minute} +
         std::chrono::seconds{second} + std::chrono::microseconds{micros};
}

}  // namespace

std::string to_hex(std::string_view bytes) {
  constexpr char kDigits[] = "0123456789abcdef";
  std::string out;
  out.reserve(bytes.size() * 2);
  for (unsigned char byte : bytes) {
    out += kDigits[byte >> 4];
    out += kDigits[byte & 15];
  }
  return out;
}

std::optional<std::string> from_hex(std::string_view text) {
  if (text.size() % 2) return std::nullopt;
  std::string out;
  out.reserve(text.size() / 2);
  for (size_t i = 0; i < text.size(); i += 2) {
    int high = hex_value(text[i]), low = hex_value(text[i + 1]);
    if (high < 0 || low < 0) return std::nullopt;
    out += static_cast<char>(high << 4 | low);
  }
  return out;
}

std::string to_base64(std::string_view bytes) {
  std::string out((bytes.size() + 2) / 3 * 4 + 1, '\0');
  int n = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(out.data()), reinterpret_cast<const unsigned char*>(bytes.data()),
                          static_cast<int>(bytes.size()));
  out.resize(static_cast<size_t>(n));
  return out;
}

std::optional<std::string> from_base64(std::string_view text) {
  if (text.size() % 4) return std::nullopt;
  size_t padding = 0;
  while (padding < 2 && padding < text.size() && text[text.size() - 1 - padding] == '=') padding++;
  for (char c : text.substr(0, text.size() - padding))
    if (!isalnum(static_cast<unsigned char>(c)) && c != '+' && c != '/') return std::nullopt;
  std::string out(text.size() / 4 * 3, '\0');
  int n = EVP_DecodeBlock(reinterpret_cast<unsigned char*>(out.data()), reinterpret_cast<const unsigned char*>(text.data()),
                          static_cast<int>(text.size()));
  if (n < 0) return std::nullopt;
  out.resize(static_cast<size_t>(n) - padding);
  return out;
}

std::string percent_encode(std::string_view text, bool keep_slash) {
  constexpr char kDigits[] = "0123456789ABCDEF";
  std::string out;
  out.reserve(text.size() + 16);
  for (char c : text) {
    if (is_unreserved(c) || (keep_slash && c == '/')) {
      out += c;
    } else {
      out += '%';
      out += kDigits[static_cast<unsigned char>(c) >> 4];
      out += kDigits[static_cast<unsigned char>(c) & 15];
    }
  }
  return out;
}

std::optional<std::string> percent_decode(std::string_view text, bool plus_is_space) {
  std::string out;
  out.reserve(text.size());
  for (size_t i = 0; i < text.size(); i++) {
    if (text[i] == '+' && plus_is_space) {
      out += ' ';
    } else if (text[i] != '%') {
      out += text[i];
    } else {
      if (i + 2 >= text.size()) return std::nullopt;
      int high = hex_value(text[i + 1]), low = hex_value(text[i + 2]);
      if (high < 0 || low < 0) return std::nullopt;
      out += static_cast<char>(high << 4 | low);
      i += 2;
    }
  }
  return out;
}

std::string iso8601(TimePoint time, int fraction_digits) {
  std::tm f = utc_fields(time);
  char buffer[64];
  int n = std::snprintf(buffer, sizeof buffer, "%04d-%02d-%02dT%02d:%02d:%02d", f.tm_year + 1900, f.tm_mon + 1, f.tm_mday, f.tm_hour,
                        f.tm_min, f.tm_sec);
  std::string out(buffer, static_cast<size_t>(n));
  if (fraction_digits > 0) {
    auto micros = (time - std::chrono::floor<std::chrono::seconds>(time)).count();
    std::snprintf(buffer, sizeof buffer, ".%06d", static_cast<int>(micros));
    out.append(buffer, static_cast<size_t>(fraction_digits) + 1);
  }
  return out + "Z";
}

std::optional<TimePoint> parse_iso8601(std::string_view text) {
  int year, month, day, hour = 0, minute = 0, second = 0, micros = 0;
  if (!parse_digits(text, 4, year) || !skip(text, '-') || !parse_digits(text, 2, month) || !skip(text, '-') || !parse_digits(text, 2, day))
    return std::nullopt;
  if (text.empty()) return make_time(year, month, day, 0, 0, 0, 0);
  if (!skip(text, 'T') && !skip(text, ' ')) return std::nullopt;
  if (!parse_digits(text, 2, hour) || !skip(text, ':') || !parse_digits(text, 2, minute) || !skip(text, ':') || !parse_digits(text, 2, second))
    return std::nullopt;
  if (skip(text, '.')) {
    int digits = 0;
    while (!text.empty() && text[0] >= '0' && text[0] <= '9') {
      if (digits < 6) micros = micros * 10 + (text[0] - '0');
      digits++;
      text.remove_prefix(1);
    }
    if (digits == 0) return std::nullopt;
    for (; digits < 6; digits++) micros *= 10;
  }
  auto time = make_time(year, month, day, hour, minute, second, micros);
  if (!time || text == "Z" || text.empty()) return time;
  int sign = text[0] == '+' ? 1 : text[0] == '-' ? -1 : 0;
  text.remove_prefix(1);
  int offset_hours, offset_minutes;
  if (!sign || !parse_digits(text, 2, offset_hours)) return std::nullopt;
  skip(text, ':');
  if (!parse_digits(text, 2, offset_minutes) || !text.empty()) return std::nullopt;
  return *time - sign * (std::chrono::hours{offset_hours} + std::chrono::minutes{offset_minutes});
}

std::string http_date(TimePoint time) {
  std::tm f = utc_fields(time);
  char buffer[64];
  std::snprintf(buffer, sizeof buffer, "%s, %02d %s %04d %02d:%02d:%02d GMT", kDays[f.tm_wday], f.tm_mday, kMonths[f.tm_mon],
                f.tm_year + 1900, f.tm_hour, f.tm_min, f.tm_sec);
  return buffer;
}

std::optional<TimePoint> parse_http_date(std::string_view text) {
  auto comma = text.find(", ");
  if (comma == std::string_view::npos) return std::nullopt;
  text.remove_prefix(comma + 2);
  int year, month = 0, day, hour, minute, second;
  if (!parse_digits(text, 2, day) || !skip(text, ' ')) return std::nullopt;
  for (int i = 0; i < 12; i++)
    if (text.substr(0, 3) == kMonths[i]) month = i + 1;
  if (!month) return std::nullopt;
  text.remove_prefix(3);
  if (!skip(text, ' ') || !parse_digits(text, 4, year) || !skip(text, ' ') || !parse_digits(text, 2, hour) || !skip(text, ':') ||
      !parse_digits(text, 2, minute) || !skip(text, ':') || !parse_digits(text, 2, second))
    return std::nullopt;
  return make_time(year, month, day, hour, minute, second, 0);
}

std::string to_lower(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

bool equals_ignoring_case(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  for (size_t i = 0; i < a.size(); i++) {
    auto fold = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
    if (fold(a[i]) != fold(b[i])) return false;
  }
  return true;
}

bool constant_time_equal(std::string_view a, std::string_view b) {
  return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

uint32_t crc32c(std::string_view bytes, uint32_t seed) {
  return ~crc32_iscsi(reinterpret_cast<unsigned char*>(const_cast<char*>(bytes.data())), static_cast<int>(bytes.size()), ~seed);
}

std::string sha256(std::string_view bytes) {
  std::string out(32, '\0');
  unsigned int n = 32;
  ASSERT(EVP_Digest(bytes.data(), bytes.size(), reinterpret_cast<unsigned char*>(out.data()), &n, EVP_sha256(), nullptr) == 1);
  return out;
}

std::string hmac_sha256(std::string_view key, std::string_view bytes) {
  std::string out(32, '\0');
  unsigned int n = 32;
  ASSERT(HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(),
              reinterpret_cast<unsigned char*>(out.data()), &n));
  return out;
}

}  // namespace tarn
