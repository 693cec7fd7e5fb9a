#include "engine/functions/postgres_patterns.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <vector>

#include "base/encoding.h"

namespace tarn::engine {
namespace {

enum class Part {
  text, hour24, hour12, minute, second, millis, micros, half_day, half_day_points, year, year3, year2, year1, iso_year, iso_year2, month_name,
  month_short, month, day_name, day_short, day_of_year, iso_day_of_week, day_of_month, day_of_week, week_of_month, week, iso_week, century,
  julian, quarter, roman, zone, offset, seconds_past_midnight,
};

struct Keyword {
  std::string_view text;  // upper case
  Part part;
};
// Longer ones before their beginnings.
constexpr std::array kKeywords{
    Keyword{"HH24", Part::hour24},     Keyword{"HH12", Part::hour12},  Keyword{"HH", Part::hour12},      Keyword{"MI", Part::minute},
    Keyword{"SSSS", Part::seconds_past_midnight},                      Keyword{"SS", Part::second},      Keyword{"MS", Part::millis},
    Keyword{"US", Part::micros},       Keyword{"A.M.", Part::half_day_points},                           Keyword{"P.M.", Part::half_day_points},
    Keyword{"AM", Part::half_day},     Keyword{"PM", Part::half_day},  Keyword{"IYYY", Part::iso_year},  Keyword{"IY", Part::iso_year2},
    Keyword{"YYYY", Part::year},       Keyword{"YYY", Part::year3},    Keyword{"YY", Part::year2},       Keyword{"Y", Part::year1},
    Keyword{"MONTH", Part::month_name}, Keyword{"MON", Part::month_short}, Keyword{"MM", Part::month},   Keyword{"DAY", Part::day_name},
    Keyword{"DY", Part::day_short},    Keyword{"DDD", Part::day_of_year}, Keyword{"DD", Part::day_of_month}, Keyword{"ID", Part::iso_day_of_week},
    Keyword{"D", Part::day_of_week},   Keyword{"WW", Part::week},      Keyword{"IW", Part::iso_week},    Keyword{"W", Part::week_of_month},
    Keyword{"CC", Part::century},      Keyword{"J", Part::julian},     Keyword{"Q", Part::quarter},      Keyword{"RM", Part::roman},
    Keyword{"TZ", Part::zone},         Keyword{"OF", Part::offset},
};

struct Piece {
  Part part = Part::text;
  std::string text;  // of text; of names as written, for their case
  bool fill = false;     // FM: no padding
  bool ordinal = false;  // TH
};

std::vector<Piece> pieces_of(std::string_view pattern) {
  std::vector<Piece> pieces;
  for (size_t at = 0; at < pattern.size();) {
    auto rest = pattern.substr(at);
    if (rest[0] == '"') {
      auto end = rest.find('"', 1);
      pieces.push_back({Part::text, std::string(rest.substr(1, end == std::string_view::npos ? end : end - 1))});
      at += end == std::string_view::npos ? rest.size() : end + 1;
      continue;
    }
    bool fill = equals_ignoring_case(rest.substr(0, 2), "FM");
    if (fill) rest.remove_prefix(2);
    auto keyword = std::find_if(kKeywords.begin(), kKeywords.end(), [&](const Keyword& k) { return equals_ignoring_case(rest.substr(0, k.text.size()), k.text); });
    if (keyword == kKeywords.end()) {
      pieces.push_back({Part::text, std::string(pattern.substr(at, 1))});
      ++at;
      continue;
    }
    Piece piece{keyword->part, std::string(rest.substr(0, keyword->text.size())), fill};
    at += keyword->text.size() + (fill ? 2 : 0);
    if (equals_ignoring_case(pattern.substr(at, 2), "TH")) {
      piece.ordinal = true;
      at += 2;
    }
    pieces.push_back(std::move(piece));
  }
  return pieces;
}

// MONTH, Month, month: the case of the pattern's first two letters.
std::string in_case_of(const std::string& pattern, std::string name) {
  auto upper = [](char c) { return static_cast<char>(std::toupper(static_cast<unsigned char>(c))); };
  bool first = pattern[0] == upper(pattern[0]), second = pattern.size() > 1 && pattern[1] == upper(pattern[1]);
  for (size_t i = 0; i < name.size(); ++i) {
    bool capital = first && (i == 0 || second);
    name[i] = capital ? upper(name[i]) : static_cast<char>(std::tolower(static_cast<unsigned char>(name[i])));
  }
  return name;
}

std::string number(int64_t value, int width, bool fill) {
  char text[32];
  std::snprintf(text, sizeof text, fill ? "%lld" : "%0*lld", width, static_cast<long long>(value));
  if (fill) return std::to_string(value);
  return text;
}

const char* ordinal_ending(int64_t n) {
  if (n % 100 >= 11 && n % 100 <= 13) return "th";
  constexpr const char* kEndings[] = {"th", "st", "nd", "rd", "th", "th", "th", "th", "th", "th"};
  return kEndings[n % 10];
}

constexpr const char* kRomanMonths[] = {"I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"};
constexpr size_t kNameWidth = 9;  // names are padded to the longest, Wednesday and September
constexpr int64_t kJulianOf1970 = 2440588;

struct Number {
  int64_t value;
  int width;
};

// The parts that are numbers.
std::optional<Number> number_of(const DateFields& f, Part part) {
  int hour12 = f.hour % 12 == 0 ? 12 : f.hour % 12;
  switch (part) {
    case Part::hour24: return Number{f.hour, 2};
    case Part::hour12: return Number{hour12, 2};
    case Part::minute: return Number{f.minute, 2};
    case Part::second: return Number{f.second, 2};
    case Part::millis: return Number{f.micros / 1000, 3};
    case Part::micros: return Number{f.micros, 6};
    case Part::seconds_past_midnight: return Number{(f.hour * 60 + f.minute) * 60 + f.second, 1};
    case Part::year: return Number{f.year, 4};
    case Part::year3: return Number{f.year % 1000, 3};
    case Part::year2: return Number{f.year % 100, 2};
    case Part::year1: return Number{f.year % 10, 1};
    case Part::iso_year: return Number{f.iso_week().first, 4};
    case Part::iso_year2: return Number{f.iso_week().first % 100, 2};
    case Part::month: return Number{f.month, 2};
    case Part::day_of_year: return Number{f.day_of_year(), 3};
    case Part::day_of_month: return Number{f.day, 2};
    case Part::day_of_week: return Number{f.weekday() + 1, 1};
    case Part::iso_day_of_week: return Number{(f.weekday() + 6) % 7 + 1, 1};
    case Part::week_of_month: return Number{(f.day - 1) / 7 + 1, 1};
    case Part::week: return Number{(f.day_of_year() - 1) / 7 + 1, 2};
    case Part::iso_week: return Number{f.iso_week().second, 2};
    case Part::century: return Number{(f.year + 99) / 100, 2};
    case Part::julian: return Number{days_from_civil(f.year, f.month, f.day) + kJulianOf1970, 1};
    case Part::quarter: return Number{(f.month + 2) / 3, 1};
    default: return std::nullopt;
  }
}

std::string name_of(const DateFields& f, const Piece& piece) {
  auto padded = [&](std::string text, size_t width) {
    if (!piece.fill && text.size() < width) text.append(width - text.size(), ' ');
    return text;
  };
  switch (piece.part) {
    case Part::half_day: return in_case_of(piece.text + piece.text, f.hour < 12 ? "am" : "pm").substr(0, 2);
    case Part::half_day_points: return in_case_of(piece.text[0] == 'a' || piece.text[0] == 'p' ? "aa" : "AA", f.hour < 12 ? "a.m." : "p.m.");
    case Part::month_name: return padded(in_case_of(piece.text, kMonthNames[f.month - 1]), kNameWidth);
    case Part::month_short: return in_case_of(piece.text, std::string(kMonthNames[f.month - 1], 3));
    case Part::day_name: return padded(in_case_of(piece.text, kDayNames[f.weekday()]), kNameWidth);
    case Part::day_short: return in_case_of(piece.text, std::string(kDayNames[f.weekday()], 3));
    case Part::roman: return padded(in_case_of(piece.text, kRomanMonths[f.month - 1]), 4);
    case Part::zone: return f.zone;
    case Part::offset: return f.offset_seconds ? offset_name(*f.offset_seconds) : "+00";
    default: return piece.text;
  }
}

// Reads digits, at most `max`; more than one pattern letter may share them ("YYYYMMDD").
bool read_number(std::string_view text, size_t& at, size_t max, int64_t& out) {
  size_t n = 0;
  out = 0;
  while (n < max && at + n < text.size() && std::isdigit(static_cast<unsigned char>(text[at + n]))) out = out * 10 + (text[at + n++] - '0');
  at += n;
  return n > 0;
}

bool read_name(std::string_view text, size_t& at, const char* const* names, int count, bool whole, int& index) {
  for (index = 0; index < count; ++index) {
    std::string_view name = names[index];
    if (!whole) name = name.substr(0, 3);
    if (!equals_ignoring_case(text.substr(at, name.size()), name)) continue;
    at += name.size();
    return true;
  }
  return false;
}

struct Reading {
  DateFields fields;
  std::optional<bool> pm;
  std::optional<int64_t> day_of_year;
};

bool read_piece(const Piece& piece, std::string_view text, size_t& at, Reading& r) {
  int64_t value = 0;
  int index = 0;
  auto& f = r.fields;
  auto number_into = [&](size_t digits, auto& out) {
    if (!read_number(text, at, digits, value)) return false;
    out = static_cast<std::decay_t<decltype(out)>>(value);
    return true;
  };
  switch (piece.part) {
    case Part::text:
      if (at < text.size()) ++at;  // any character stands for a separator
      return true;
    case Part::year: return number_into(4, f.year);
    case Part::year2:
      if (!number_into(2, f.year)) return false;
      f.year += f.year < 70 ? 2000 : 1900;
      return true;
    case Part::month: return number_into(2, f.month);
    case Part::month_name:
    case Part::month_short:
      if (!read_name(text, at, kMonthNames, 12, piece.part == Part::month_name, index)) return false;
      f.month = index + 1;
      return true;
    case Part::day_name:
    case Part::day_short: return read_name(text, at, kDayNames, 7, piece.part == Part::day_name, index);
    case Part::day_of_month: return number_into(2, f.day);
    case Part::day_of_year: return number_into(3, r.day_of_year.emplace());
    case Part::hour24: return number_into(2, f.hour);
    case Part::hour12: return number_into(2, f.hour);
    case Part::minute: return number_into(2, f.minute);
    case Part::second: return number_into(2, f.second);
    case Part::millis:
    case Part::micros: {
      auto begin = at;
      size_t width = piece.part == Part::millis ? 3 : 6;
      if (!read_number(text, at, width, value)) return false;
      for (size_t digits = at - begin; digits < 6; ++digits) value *= 10;
      f.micros = static_cast<int>(value);
      return true;
    }
    case Part::half_day:
    case Part::half_day_points: {
      auto first = at < text.size() ? std::tolower(static_cast<unsigned char>(text[at])) : 0;
      if (first != 'a' && first != 'p') return false;
      r.pm = first == 'p';
      at = std::min(text.size(), at + (piece.part == Part::half_day ? 2 : 4));
      return true;
    }
    case Part::zone:
    case Part::offset: {
      size_t length = 0;
      f.offset_seconds = parse_offset(text.substr(at), length);
      at += length;
      return f.offset_seconds.has_value();
    }
    default: return false;
  }
}

}  // namespace

std::string format_postgres(const DateFields& fields, std::string_view pattern) {
  std::string out;
  for (auto& piece : pieces_of(pattern)) {
    auto value = number_of(fields, piece.part);
    out += value ? number(value->value, value->width, piece.fill) : name_of(fields, piece);
    if (value && piece.ordinal) out += ordinal_ending(value->value);
  }
  return out;
}

std::optional<DateFields> parse_postgres(std::string_view text, std::string_view pattern) {
  Reading r;
  size_t at = 0;
  for (auto& piece : pieces_of(pattern)) {
    while (piece.part != Part::text && at < text.size() && text[at] == ' ') ++at;
    if (at >= text.size()) break;  // the rest keeps its defaults
    if (!read_piece(piece, text, at, r)) return std::nullopt;
  }
  if (r.pm) r.fields.hour = r.fields.hour % 12 + (*r.pm ? 12 : 0);
  if (r.day_of_year) {
    constexpr int64_t kDayMicros = 86'400'000'000;
    auto date = DateFields::of((days_from_civil(r.fields.year, 1, 1) + *r.day_of_year - 1) * kDayMicros);
    r.fields.month = date.month;
    r.fields.day = date.day;
  }
  if (!r.fields.valid()) return std::nullopt;
  return r.fields;
}

std::optional<std::string> format_number_postgres(double value, std::string_view pattern) {
  std::string body;  // without the marks of the sign: 9 0 . , and text in between
  bool fill = false, minus_after = false, minus_before = false, plus = false, anchored = false, anchored_after = false, brackets = false, sign_always = false;
  for (size_t i = 0; i < pattern.size();) {
    auto two = pattern.substr(i, 2);
    auto is = [&](std::string_view word) { return equals_ignoring_case(pattern.substr(i, word.size()), word); };
    if (is("EEEE") || is("RN") || is("V")) return std::nullopt;
    if (is("FM")) fill = true;
    else if (is("MI")) (body.empty() ? minus_before : minus_after) = true;
    else if (is("PL")) plus = true;
    else if (is("SG")) sign_always = true;
    else if (is("PR")) brackets = true;
    else {
      if (is("S")) (body.empty() ? anchored : anchored_after) = true;
      else if (is("D")) body += '.';
      else if (is("G")) body += ',';
      else body += pattern[i];
      ++i;
      continue;
    }
    i += two.size();
  }
  auto point = std::min(body.find('.'), body.size());
  size_t decimals = std::count_if(body.begin() + static_cast<long>(point), body.end(), [](char c) { return c == '9' || c == '0'; });
  size_t places = std::count_if(body.begin(), body.begin() + static_cast<long>(point), [](char c) { return c == '9' || c == '0'; });
  char text[400];
  std::snprintf(text, sizeof text, "%.*f", static_cast<int>(decimals), std::fabs(value));
  std::string digits = text;
  auto dot = std::min(digits.find('.'), digits.size());
  std::string whole = digits.substr(0, dot), fraction = dot < digits.size() ? digits.substr(dot + 1) : "";
  bool negative = value < 0 && digits.find_first_of("123456789") != std::string::npos;
  bool overflow = whole.size() > places && whole != "0";
  if (whole == "0" && body.substr(0, point).find('0') == std::string::npos && decimals) whole.clear();

  std::string out;
  size_t left = places;  // digit positions still to come before the point
  bool started = false;
  size_t zeros_from = places - std::min(places, body.substr(0, point).find('0') == std::string::npos ? places : static_cast<size_t>(std::count_if(body.begin(), body.begin() + static_cast<long>(body.find('0')), [](char c) { return c == '9' || c == '0'; })));
  for (size_t i = 0; i < point; ++i) {
    char c = body[i];
    if (c == '9' || c == '0') {
      bool has_digit = left <= whole.size();
      if (overflow) out += '#';
      else if (has_digit) out += whole[whole.size() - left];
      else if (left <= zeros_from) out += '0';
      else if (!fill) out += ' ';
      started = started || has_digit || left <= zeros_from;
      --left;
    } else if (c == ',') {
      if (started || overflow) out += ',';
      else if (!fill) out += ' ';
    } else {
      out += c;
    }
  }
  size_t used = 0;
  for (size_t i = point; i < body.size(); ++i) {
    char c = body[i];
    if (c == '.') out += '.';
    else if (c == '9' || c == '0') out += overflow ? '#' : fraction[used++];
    else out += c;
  }
  if (fill && decimals) {  // nines behind the point that are zeros go
    size_t keep = body.find_last_of('0');
    size_t minimum = keep != std::string::npos && keep > point ? out.size() - (body.size() - 1 - keep) : out.find('.') + 1;
    while (out.size() > minimum && out.back() == '0') out.pop_back();
  }

  auto place_sign = [&](const std::string& sign) {  // before the first digit
    auto first = out.find_first_not_of(' ');
    if (first == std::string::npos) first = out.size();
    out.insert(first, sign);
  };
  if (brackets) {
    place_sign(negative ? "<" : fill ? "" : " ");
    out += negative ? ">" : fill ? "" : " ";
  } else if (anchored_after) {
    out += negative ? '-' : '+';
  } else if (minus_after) {
    out += negative ? "-" : fill ? "" : " ";
  } else if (minus_before) {
    out.insert(0, negative ? "-" : fill ? "" : " ");
  } else if (anchored || sign_always || plus) {
    place_sign(negative ? "-" : "+");
  } else if (negative) {
    place_sign("-");
  } else if (!fill) {
    out.insert(0, " ");
  }
  return out;
}

}  // namespace tarn::engine
