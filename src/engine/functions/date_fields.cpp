#include "engine/functions/date_fields.h"

#include <cstdio>
#include <cstdlib>
#include <utility>
#include <vector>

#include "base/encoding.h"

namespace tarn::engine {

const char* const kMonthNames[12] = {"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"};
const char* const kDayNames[7] = {"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"};

namespace {

constexpr int64_t kDayMicros = 86'400'000'000;

bool leap(int64_t year) { return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0; }

int month_days(int64_t year, int month) {
  constexpr int kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return kDays[month - 1] + (month == 2 && leap(year));
}

std::string digits(int64_t value, int width) {
  char text[32];
  std::snprintf(text, sizeof text, "%0*lld", width, static_cast<long long>(value));
  return text;
}

int hour12(int hour) { return hour % 12 == 0 ? 12 : hour % 12; }

// Reads a text part by part.
class Source {
 public:
  explicit Source(std::string_view text) : text_(text) {}
  size_t at() const { return at_; }
  bool done() const { return at_ == text_.size(); }
  std::string_view rest() const { return text_.substr(at_); }
  void skip(size_t n) { at_ += n; }

  bool literal(char c) {
    if (done() || text_[at_] != c) return false;
    ++at_;
    return true;
  }
  template <class Int>
  bool number(size_t max_digits, Int& out, size_t min_digits = 1) {
    size_t n = 0;
    int64_t value = 0;
    while (n < max_digits && at_ + n < text_.size() && text_[at_ + n] >= '0' && text_[at_ + n] <= '9') value = value * 10 + (text_[at_ + n++] - '0');
    if (n < min_digits) return false;
    at_ += n;
    out = static_cast<Int>(value);
    return true;
  }
  // Digits after a point, as microseconds; more than six are cut.
  bool fraction(int& micros, size_t max_digits) {
    size_t n = 0;
    micros = 0;
    while (n < max_digits && at_ + n < text_.size() && text_[at_ + n] >= '0' && text_[at_ + n] <= '9') {
      if (n < 6) micros = micros * 10 + (text_[at_ + n] - '0');
      ++n;
    }
    for (size_t i = n; i < 6; ++i) micros *= 10;
    at_ += n;
    return n > 0;
  }
  // One of the names, whole or its first three letters, in any case.
  bool name(const char* const* names, int count, int& index) {
    for (bool whole : {true, false})
      for (int i = 0; i < count; ++i) {
        std::string_view name = names[i];
        if (!whole) name = name.substr(0, 3);
        if (!equals_ignoring_case(rest().substr(0, name.size()), name)) continue;
        at_ += name.size();
        index = i;
        return true;
      }
    return false;
  }
  bool half_day(bool& pm) {
    auto two = rest().substr(0, 2);
    if (!equals_ignoring_case(two, "am") && !equals_ignoring_case(two, "pm")) return false;
    pm = two[0] == 'p' || two[0] == 'P';
    at_ += 2;
    return true;
  }

 private:
  std::string_view text_;
  size_t at_ = 0;
};

// What is only known once all parts are read.
struct Pending {
  std::optional<bool> pm;
  std::optional<int> day_of_year;

  void settle(DateFields& f) const {
    if (pm) f.hour = f.hour % 12 + (*pm ? 12 : 0);
    if (!day_of_year) return;
    f.month = 1;
    f.day = *day_of_year;
    while (f.month < 12 && f.day > month_days(f.year, f.month)) f.day -= month_days(f.year, f.month++);
  }
};

int64_t two_digit_year(int64_t year, int pivot) { return year + (year >= pivot ? 1900 : 2000); }

}  // namespace

int64_t days_from_civil(int64_t y, int m, int d) {
  y -= m <= 2;
  int64_t era = (y >= 0 ? y : y - 399) / 400;
  int64_t yoe = y - era * 400;
  int64_t doy = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;
  return era * 146097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719468;
}

DateFields DateFields::of(int64_t total) {
  DateFields f;
  int64_t days = total / kDayMicros, rest = total % kDayMicros;
  if (rest < 0) {
    --days;
    rest += kDayMicros;
  }
  int64_t z = days + 719468, era = (z >= 0 ? z : z - 146096) / 146097, doe = z - era * 146097;
  int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365, doy = doe - (365 * yoe + yoe / 4 - yoe / 100), mp = (5 * doy + 2) / 153;
  f.day = static_cast<int>(doy - (153 * mp + 2) / 5 + 1);
  f.month = static_cast<int>(mp < 10 ? mp + 3 : mp - 9);
  f.year = yoe + era * 400 + (f.month <= 2);
  f.micros = static_cast<int>(rest % 1'000'000);
  int64_t seconds = rest / 1'000'000;
  f.hour = static_cast<int>(seconds / 3600);
  f.minute = static_cast<int>(seconds / 60 % 60);
  f.second = static_cast<int>(seconds % 60);
  return f;
}

int64_t DateFields::micros_since_1970() const {
  return days_from_civil(year, month, day) * kDayMicros + ((hour * int64_t{60} + minute) * 60 + second) * 1'000'000 + micros;
}

bool DateFields::valid() const {
  return month >= 1 && month <= 12 && day >= 1 && day <= month_days(year, month) && hour >= 0 && hour < 24 && minute < 60 && second < 60;
}

int DateFields::weekday() const {
  auto days = days_from_civil(year, month, day) + 4;
  return static_cast<int>((days % 7 + 7) % 7);
}

int DateFields::day_of_year() const { return static_cast<int>(days_from_civil(year, month, day) - days_from_civil(year, 1, 1)) + 1; }

std::pair<int64_t, int> DateFields::iso_week() const {
  int weekday_from_monday = (weekday() + 6) % 7;
  auto thursday = DateFields::of((days_from_civil(year, month, day) - weekday_from_monday + 3) * kDayMicros);
  return {thursday.year, (thursday.day_of_year() - 1) / 7 + 1};
}

std::string offset_name(int seconds) {
  if (seconds == 0) return "UTC";
  char text[16];
  std::snprintf(text, sizeof text, "%c%02d:%02d", seconds < 0 ? '-' : '+', std::abs(seconds) / 3600, std::abs(seconds) / 60 % 60);
  return text;
}

std::optional<int> parse_offset(std::string_view text, size_t& length) {
  if (text.starts_with("UTC") || text.starts_with("GMT")) {
    length = 3;
    return 0;
  }
  if (text.starts_with("Z") || text.starts_with("z")) {
    length = 1;
    return 0;
  }
  if (text.empty() || (text[0] != '+' && text[0] != '-')) return std::nullopt;
  Source source(text);
  source.skip(1);
  int hours = 0, minutes = 0;
  if (!source.number(2, hours)) return std::nullopt;
  bool colon = source.literal(':');
  if (!source.number(2, minutes, 2) && colon) return std::nullopt;
  length = source.at();
  return (hours * 60 + minutes) * 60 * (text[0] == '-' ? -1 : 1);
}

// ---- MySQL

std::optional<std::string> format_mysql(const DateFields& f, std::string_view format) {
  std::string out;
  for (size_t i = 0; i < format.size(); ++i) {
    if (format[i] != '%' || i + 1 == format.size()) {
      out += format[i];
      continue;
    }
    switch (format[++i]) {
      case 'a': out.append(kDayNames[f.weekday()], 3); break;
      case 'b': out.append(kMonthNames[f.month - 1], 3); break;
      case 'c': out += std::to_string(f.month); break;
      case 'd': out += digits(f.day, 2); break;
      case 'e': out += std::to_string(f.day); break;
      case 'f': out += digits(f.micros, 6); break;
      case 'H': out += digits(f.hour, 2); break;
      case 'h':
      case 'I': out += digits(hour12(f.hour), 2); break;
      case 'i': out += digits(f.minute, 2); break;
      case 'j': out += digits(f.day_of_year(), 3); break;
      case 'k': out += std::to_string(f.hour); break;
      case 'l': out += std::to_string(hour12(f.hour)); break;
      case 'M': out += kMonthNames[f.month - 1]; break;
      case 'm': out += digits(f.month, 2); break;
      case 'p': out += f.hour < 12 ? "AM" : "PM"; break;
      case 'r': out += digits(hour12(f.hour), 2) + ":" + digits(f.minute, 2) + ":" + digits(f.second, 2) + (f.hour < 12 ? " AM" : " PM"); break;
      case 'S':
      case 's': out += digits(f.second, 2); break;
      case 'T': out += digits(f.hour, 2) + ":" + digits(f.minute, 2) + ":" + digits(f.second, 2); break;
      case 'v': out += digits(f.iso_week().second, 2); break;
      case 'x': out += digits(f.iso_week().first, 4); break;
      case 'W': out += kDayNames[f.weekday()]; break;
      case 'Y': out += digits(f.year, 4); break;
      case 'y': out += digits(f.year % 100, 2); break;
      case 'D':
      case 'U':
      case 'u':
      case 'V':
      case 'w':
      case 'X': return std::nullopt;
      default: out += format[i];
    }
  }
  return out;
}

namespace {

bool parse_mysql_part(char specifier, Source& in, DateFields& f, Pending& pending) {
  int index = 0;
  bool pm = false;
  switch (specifier) {
    case 'a':
    case 'W': return in.name(kDayNames, 7, index);
    case 'b':
    case 'M':
      if (!in.name(kMonthNames, 12, index)) return false;
      f.month = index + 1;
      return true;
    case 'c':
    case 'm': return in.number(2, f.month);
    case 'd':
    case 'e': return in.number(2, f.day);
    case 'f': return in.fraction(f.micros, 9);
    case 'H':
    case 'k': return in.number(2, f.hour);
    case 'h':
    case 'I':
    case 'l':
      if (!pending.pm) pending.pm = false;
      return in.number(2, f.hour);
    case 'i': return in.number(2, f.minute);
    case 'j': return in.number(3, pending.day_of_year.emplace());
    case 'p':
      if (!in.half_day(pm)) return false;
      pending.pm = pm;
      return true;
    case 'S':
    case 's': return in.number(2, f.second);
    case 'T':
      return in.number(2, f.hour) && in.literal(':') && in.number(2, f.minute) && in.literal(':') && in.number(2, f.second);
    case 'r':
      if (!(in.number(2, f.hour) && in.literal(':') && in.number(2, f.minute) && in.literal(':') && in.number(2, f.second) && in.literal(' ') && in.half_day(pm))) return false;
      pending.pm = pm;
      return true;
    case 'Y': return in.number(4, f.year);
    case 'y':
      if (!in.number(2, f.year)) return false;
      f.year = two_digit_year(f.year, 70);  // Trino: a pivot of 2020 gives 1970..2069
      return true;
    default: return in.literal(specifier);
  }
}

}  // namespace

std::optional<DateFields> parse_mysql(std::string_view text, std::string_view format, size_t& bad_at) {
  Source in(text);
  DateFields f;
  Pending pending;
  for (size_t i = 0; i < format.size(); ++i) {
    bool ok = format[i] == '%' && i + 1 < format.size() ? parse_mysql_part(format[++i], in, f, pending) : in.literal(format[i]);
    if (ok) continue;
    bad_at = in.at();
    return std::nullopt;
  }
  pending.settle(f);
  bad_at = in.done() ? 0 : in.at();
  if (!in.done() || !f.valid()) return std::nullopt;
  return f;
}

// ---- Joda

namespace {

struct Token {
  char letter = 0;  // 0: literal text
  size_t count = 0;
  std::string text;
};

std::vector<Token> joda_tokens(std::string_view pattern) {
  std::vector<Token> tokens;
  for (size_t i = 0; i < pattern.size();) {
    char c = pattern[i];
    if (c == '\'') {
      auto end = pattern.find('\'', i + 1);
      if (end == std::string_view::npos) end = pattern.size();
      auto text = std::string(pattern.substr(i + 1, end - i - 1));
      tokens.push_back({0, 0, text.empty() ? "'" : text});
      i = end + 1;
    } else if (std::isalpha(static_cast<unsigned char>(c))) {
      size_t n = 1;
      while (i + n < pattern.size() && pattern[i + n] == c) ++n;
      tokens.push_back({c, n, ""});
      i += n;
    } else {
      tokens.push_back({0, 0, std::string(1, c)});
      ++i;
    }
  }
  return tokens;
}

std::string joda_zone(const DateFields& f, const Token& token) {
  if (token.letter == 'z' || token.count >= 3) return f.zone.empty() ? "UTC" : f.zone;
  int seconds = f.offset_seconds.value_or(0);
  char text[16];
  std::snprintf(text, sizeof text, token.count == 2 ? "%c%02d:%02d" : "%c%02d%02d", seconds < 0 ? '-' : '+', std::abs(seconds) / 3600, std::abs(seconds) / 60 % 60);
  return text;
}

std::optional<std::string> joda_part(const DateFields& f, const Token& t) {
  int n = static_cast<int>(t.count);
  switch (t.letter) {
    case 'y':
    case 'Y': return t.count == 2 ? digits(f.year % 100, 2) : digits(f.year, n);
    case 'x': return t.count == 2 ? digits(f.iso_week().first % 100, 2) : digits(f.iso_week().first, n);
    case 'w': return digits(f.iso_week().second, n);
    case 'e': return digits((f.weekday() + 6) % 7 + 1, n);
    case 'E': return t.count >= 4 ? std::string(kDayNames[f.weekday()]) : std::string(kDayNames[f.weekday()], 3);
    case 'M': return t.count >= 4 ? std::string(kMonthNames[f.month - 1]) : t.count == 3 ? std::string(kMonthNames[f.month - 1], 3) : digits(f.month, n);
    case 'D': return digits(f.day_of_year(), n);
    case 'd': return digits(f.day, n);
    case 'a': return f.hour < 12 ? "AM" : "PM";
    case 'H': return digits(f.hour, n);
    case 'k': return digits(f.hour == 0 ? 24 : f.hour, n);
    case 'h': return digits(hour12(f.hour), n);
    case 'K': return digits(f.hour % 12, n);
    case 'm': return digits(f.minute, n);
    case 's': return digits(f.second, n);
    case 'S': {
      auto text = digits(f.micros, 6);
      text.resize(t.count, '0');
      return text;
    }
    case 'G': return f.year > 0 ? "AD" : "BC";
    case 'C': return digits(f.year / 100, n);
    case 'Z':
    case 'z': return joda_zone(f, t);
    default: return std::nullopt;
  }
}

// `most_digits`: of a year, which takes all there are unless digits of another field follow at once.
bool parse_joda_part(const Token& t, size_t most_digits, Source& in, DateFields& f, Pending& pending) {
  int index = 0;
  bool pm = false;
  switch (t.letter) {
    case 'y':
    case 'Y':
    case 'x':
      if (!in.number(t.count == 2 ? 2 : most_digits, f.year)) return false;
      if (t.count == 2) f.year = two_digit_year(f.year, 70);
      return true;
    case 'M':
      if (t.count < 3) return in.number(2, f.month);
      if (!in.name(kMonthNames, 12, index)) return false;
      f.month = index + 1;
      return true;
    case 'E': return in.name(kDayNames, 7, index);
    case 'D': return in.number(3, pending.day_of_year.emplace());
    case 'd': return in.number(2, f.day);
    case 'a':
      if (!in.half_day(pm)) return false;
      pending.pm = pm;
      return true;
    case 'h':
    case 'K':
      if (!pending.pm) pending.pm = false;
      return in.number(2, f.hour);
    case 'H': return in.number(2, f.hour);
    case 'k':
      if (!in.number(2, f.hour)) return false;
      f.hour %= 24;
      return true;
    case 'm': return in.number(2, f.minute);
    case 's': return in.number(2, f.second);
    case 'S': return in.fraction(f.micros, 9);
    case 'Z':
    case 'z': {
      size_t length = 0;
      f.offset_seconds = parse_offset(in.rest(), length);
      if (!f.offset_seconds) return false;
      f.zone = offset_name(*f.offset_seconds);
      in.skip(length);
      return true;
    }
    default: return false;
  }
}

}  // namespace

std::optional<std::string> format_joda(const DateFields& fields, std::string_view pattern) {
  std::string out;
  for (auto& token : joda_tokens(pattern)) {
    if (!token.letter) {
      out += token.text;
      continue;
    }
    auto part = joda_part(fields, token);
    if (!part) return std::nullopt;
    out += *part;
  }
  return out;
}

std::optional<DateFields> parse_joda(std::string_view text, std::string_view pattern, size_t& bad_at) {
  Source in(text);
  DateFields f;
  Pending pending;
  const auto tokens = joda_tokens(pattern);
  for (size_t i = 0; i < tokens.size(); ++i) {
    const auto& token = tokens[i];
    bool ok = true;
    if (token.letter) {
      constexpr size_t kMostYearDigits = 9;
      const bool digits_follow = i + 1 < tokens.size() && tokens[i + 1].letter;
      ok = parse_joda_part(token, digits_follow ? token.count : kMostYearDigits, in, f, pending);
    } else {
      for (char c : token.text) ok = ok && in.literal(c);
    }
    if (ok) continue;
    bad_at = in.at();
    return std::nullopt;
  }
  pending.settle(f);
  bad_at = in.done() ? 0 : in.at();
  if (!in.done() || !f.valid()) return std::nullopt;
  return f;
}

}  // namespace tarn::engine
