// Floating-point numbers as the dialects print them.
#pragma once
#include <string>

namespace tarn::engine {

// Java's Double.toString and Float.toString: 0.5, 1.0, 1.0E10, 1.0E-4, NaN, Infinity, -0.0. Appends to `out`.
void print_java(double value, std::string& out);
void print_java(float value, std::string& out);

// CAST to varchar of Trino: always with an exponent, 1.5E0, 1.0E10, 0E0, -0E0, NaN, Infinity. Appends to `out`.
void print_trino(double value, std::string& out);
void print_trino(float value, std::string& out);

// PostgreSQL 8's %.{15 + extra}g (17 at most) and %.{6 + extra}g (9 at most); from 3 extra digits on, the shortest text that
// reads back as the same value. Appends to `out`.
void print_postgres(double value, int extra_float_digits, std::string& out);
void print_postgres(float value, int extra_float_digits, std::string& out);

}  // namespace tarn::engine
