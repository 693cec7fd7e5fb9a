#include "engine/number_text.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdio>

namespace tarn::engine {
namespace {

// The shortest digits that read back as `value`, without a point, and the power of ten of the first one.
template <class Float>
struct Digits {
  explicit Digits(Float value) {
    char text[40];
    auto end = std::to_chars(text, text + sizeof text, value, std::chars_format::scientific).ptr;
    auto* e = std::find(text, end, 'e');
    for (auto* c = text; c != e; ++c)
      if (*c >= '0' && *c <= '9') digits += *c;
    std::from_chars(e + (e[1] == '+' ? 2 : 1), end, exponent);
  }
  std::string digits;
  int exponent = 0;
};

template <class Float>
bool print_special(Float value, std::string& out, const char* nan, const char* infinity) {
  if (std::isnan(value)) {
    out += nan;
    return true;
  }
  if (std::signbit(value)) out += '-';
  if (std::isinf(value)) {
    out += infinity;
    return true;
  }
  return false;
}

template <class Float>
void print_scientific(const Digits<Float>& d, std::string& out) {
  out += d.digits[0];
  out += '.';
  out += d.digits.size() > 1 ? d.digits.substr(1) : "0";
  out += 'E' + std::to_string(d.exponent);
}

template <class Float>
void print_trino_float(Float value, std::string& out) {
  if (print_special(value, out, "NaN", "Infinity")) return;
  if (value == 0) {
    out += "0E0";
    return;
  }
  print_scientific(Digits<Float>(std::abs(value)), out);
}

template <class Float>
void print_java_float(Float value, std::string& out) {
  if (print_special(value, out, "NaN", "Infinity")) return;
  value = std::abs(value);
  if (value == 0) {
    out += "0.0";
    return;
  }
  Digits<Float> d(value);
  auto& digits = d.digits;
  if (d.exponent < -3 || d.exponent >= 7) {  // Java's rule: plain form for 10^-3 <= |x| < 10^7
    print_scientific(d, out);
  } else if (d.exponent < 0) {
    out += "0." + std::string(-d.exponent - 1, '0') + digits;
  } else {
    size_t whole = d.exponent + 1;
    if (digits.size() <= whole) {
      out += digits + std::string(whole - digits.size(), '0') + ".0";
    } else {
      out += digits.substr(0, whole) + '.' + digits.substr(whole);
    }
  }
}

template <class Float>
void print_postgres_float(Float value, int precision, bool shortest, std::string& out) {
  if (print_special(value, out, "NaN", "Infinity")) return;
  value = std::abs(value);
  char text[64];
  if (shortest) {
    out.append(text, std::to_chars(text, text + sizeof text, value, std::chars_format::general).ptr);
  } else {
    out.append(text, std::snprintf(text, sizeof text, "%.*g", precision, static_cast<double>(value)));
  }
}

}  // namespace

void print_java(double value, std::string& out) { print_java_float(value, out); }
void print_java(float value, std::string& out) { print_java_float(value, out); }

void print_trino(double value, std::string& out) { print_trino_float(value, out); }
void print_trino(float value, std::string& out) { print_trino_float(value, out); }

void print_postgres(double value, int extra, std::string& out) {
  print_postgres_float(value, std::clamp(15 + extra, 1, 17), extra >= 3, out);
}
void print_postgres(float value, int extra, std::string& out) {
  print_postgres_float(value, std::clamp(6 + extra, 1, 9), extra >= 3, out);
}

}  // namespace tarn::engine
