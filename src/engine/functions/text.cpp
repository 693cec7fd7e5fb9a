// Functions on text: double_to_varchar, from_utf8, from_base, soundex, luhn_check, json_canonical, format.
#include <boost/json.hpp>
#include <duckdb.hpp>
#include <duckdb/common/vector_operations/binary_executor.hpp>
#include <duckdb/common/vector_operations/unary_executor.hpp>
#include <duckdb/function/scalar/strftime_format.hpp>

#include <algorithm>
#include <charconv>

#include "engine/functions/groups.h"
#include "engine/number_text.h"

namespace tarn::engine {
namespace {

using duckdb::DataChunk;
using duckdb::ExpressionState;
using duckdb::LogicalType;
using duckdb::ScalarFunction;
using duckdb::string_t;
using duckdb::StringVector;
using duckdb::Vector;

std::string_view view(const string_t& text) { return {text.GetData(), text.GetSize()}; }

template <class Float>
void float_to_varchar(DataChunk& args, ExpressionState&, Vector& result) {
  duckdb::UnaryExecutor::Execute<Float, string_t>(args.data[0], result, args.size(), [&](Float value) {
    std::string text;
    print_trino(value, text);
    return StringVector::AddString(result, text);
  });
}

// The length of the UTF-8 sequence at the head of `bytes`; 0 when it is none.
size_t sequence_length(std::string_view bytes) {
  auto byte = [&](size_t i) { return static_cast<unsigned char>(bytes[i]); };
  size_t length = byte(0) < 0x80 ? 1 : byte(0) >= 0xC2 && byte(0) < 0xE0 ? 2 : (byte(0) & 0xF0) == 0xE0 ? 3 : byte(0) >= 0xF0 && byte(0) < 0xF5 ? 4 : 0;
  if (length > bytes.size()) return 0;
  for (size_t i = 1; i < length; ++i)
    if ((byte(i) & 0xC0) != 0x80) return 0;
  bool overlong = (byte(0) == 0xE0 && byte(1) < 0xA0) || (byte(0) == 0xF0 && byte(1) < 0x90);
  bool outside = (byte(0) == 0xED && byte(1) > 0x9F) || (byte(0) == 0xF4 && byte(1) > 0x8F);
  return overlong || outside ? 0 : length;
}

void from_utf8(DataChunk& args, ExpressionState&, Vector& result) {
  duckdb::BinaryExecutor::Execute<string_t, string_t, string_t>(args.data[0], args.data[1], result, args.size(), [&](string_t bytes, string_t replacement) {
    std::string text;
    for (auto rest = view(bytes); !rest.empty();) {
      auto length = sequence_length(rest);
      text += length ? rest.substr(0, length) : view(replacement);
      rest.remove_prefix(std::max<size_t>(length, 1));
    }
    return StringVector::AddString(result, text);
  });
}

void from_base(DataChunk& args, ExpressionState&, Vector& result) {
  duckdb::BinaryExecutor::Execute<string_t, int64_t, int64_t>(args.data[0], args.data[1], result, args.size(), [](string_t text, int64_t radix) {
    if (radix < 2 || radix > 36) fail("INVALID_FUNCTION_ARGUMENT", "Radix must be between 2 and 36");
    auto digits = view(text);
    int64_t value = 0;
    auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value, static_cast<int>(radix));
    if (error != std::errc() || end != digits.data() + digits.size())
      fail("INVALID_FUNCTION_ARGUMENT", "Not a valid base-" + std::to_string(radix) + " number: " + std::string(digits));
    return value;
  });
}

char soundex_digit(char c) {
  constexpr std::string_view kDigits = "01230120022455012623010202";  // A..Z; H and W are skipped by the caller
  return kDigits[static_cast<size_t>(c - 'A')];
}

void soundex(DataChunk& args, ExpressionState&, Vector& result) {
  duckdb::UnaryExecutor::Execute<string_t, string_t>(args.data[0], result, args.size(), [&](string_t text) {
    std::string code;
    char last = 0;
    for (char c : view(text)) {
      char upper = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
      if (upper < 'A' || upper > 'Z') {
        if (static_cast<unsigned char>(c) >= 0x80) fail("INVALID_FUNCTION_ARGUMENT", "The character is not mapped: " + std::string(view(text)));
        continue;
      }
      char digit = soundex_digit(upper);
      if (code.empty()) {
        code = upper;
      } else if (upper == 'H' || upper == 'W') {
        continue;
      } else if (digit != '0' && digit != last) {
        code += digit;
      }
      last = digit;
      if (code.size() == 4) break;
    }
    if (!code.empty()) code.resize(4, '0');
    return StringVector::AddString(result, code);
  });
}

void luhn_check(DataChunk& args, ExpressionState&, Vector& result) {
  duckdb::UnaryExecutor::Execute<string_t, bool>(args.data[0], result, args.size(), [](string_t text) {
    int sum = 0;
    bool twice = false;
    auto digits = view(text);
    for (auto at = digits.rbegin(); at != digits.rend(); ++at, twice = !twice) {
      if (*at < '0' || *at > '9') fail("INVALID_FUNCTION_ARGUMENT", "Input contains non-digit character");
      int digit = (*at - '0') * (twice ? 2 : 1);
      sum += digit > 9 ? digit - 9 : digit;
    }
    return !digits.empty() && sum % 10 == 0;
  });
}

// ---- JSON with sorted keys and no blanks; numbers as they stand

void append_canonical(const boost::json::value& value, std::string& out) {
  if (auto* object = value.if_object()) {
    std::vector<const boost::json::key_value_pair*> members;
    for (auto& member : *object) members.push_back(&member);
    std::sort(members.begin(), members.end(), [](auto* a, auto* b) { return a->key() < b->key(); });
    out += '{';
    for (size_t i = 0; i < members.size(); ++i) {
      if (i) out += ',';
      out += boost::json::serialize(members[i]->key());
      out += ':';
      append_canonical(members[i]->value(), out);
    }
    out += '}';
  } else if (auto* array = value.if_array()) {
    out += '[';
    for (size_t i = 0; i < array->size(); ++i) {
      if (i) out += ',';
      append_canonical((*array)[i], out);
    }
    out += ']';
  } else if (value.is_double()) {
    print_java(value.get_double(), out);
  } else {
    out += boost::json::serialize(value);
  }
}

void json_canonical(DataChunk& args, ExpressionState&, Vector& result) {
  duckdb::UnaryExecutor::Execute<string_t, string_t>(args.data[0], result, args.size(), [&](string_t text) {
    boost::system::error_code error;
    auto value = boost::json::parse({text.GetData(), text.GetSize()}, error);
    if (error) fail("INVALID_FUNCTION_ARGUMENT", "Cannot convert value to JSON: '" + std::string(view(text)) + "'");
    std::string out;
    append_canonical(value, out);
    return StringVector::AddString(result, out);
  });
}

// ---- Java's Formatter: %[index$][flags][width][.precision]conversion

struct Directive {
  size_t index = 0;  // of the argument, from 1; 0: the next
  std::string flags;
  size_t width = 0;
  int precision = -1;
  char conversion = 0;
  char time_part = 0;  // of %t
};

// Reads what follows '%'; returns the number of characters.
size_t read_directive(std::string_view text, Directive& d) {
  size_t at = 0;
  auto number = [&](auto& out) { at = static_cast<size_t>(std::from_chars(text.data() + at, text.data() + text.size(), out).ptr - text.data()); };
  size_t dollar = text.find_first_not_of("0123456789");
  if (dollar != std::string_view::npos && dollar > 0 && text[dollar] == '$') {
    number(d.index);
    ++at;
  }
  while (at < text.size() && std::string_view("-#+ 0,(").find(text[at]) != std::string_view::npos) d.flags += text[at++];
  if (at < text.size() && std::isdigit(static_cast<unsigned char>(text[at]))) number(d.width);
  if (at < text.size() && text[at] == '.') {
    ++at;
    number(d.precision);
  }
  if (at < text.size()) d.conversion = text[at++];
  if ((d.conversion == 't' || d.conversion == 'T') && at < text.size()) d.time_part = text[at++];
  return at;
}

std::string grouped(std::string digits) {
  auto end = digits.find('.');
  if (end == std::string::npos) end = digits.size();
  for (size_t at = end; at > 3 + (digits[0] == '-'); at -= 3) digits.insert(at - 3, ",");
  return digits;
}

// %f of Java: the shortest decimal that is this double, rounded half up.
std::string rounded_half_up(double value, int digits) {
  char buffer[400];
  std::string text(buffer, std::to_chars(buffer, buffer + sizeof buffer, value, std::chars_format::fixed).ptr);
  const auto dot = text.find('.');
  const size_t whole = dot == std::string::npos ? text.size() : dot;
  std::string kept = text.substr(0, whole), fraction = dot == std::string::npos ? "" : text.substr(dot + 1);
  const bool up = fraction.size() > static_cast<size_t>(digits) && fraction[static_cast<size_t>(digits)] >= '5';
  fraction.resize(static_cast<size_t>(digits), '0');
  std::string all = kept + fraction;
  size_t at = all.size();
  while (up && at > 0 && std::isdigit(static_cast<unsigned char>(all[at - 1])) && ++all[at - 1] > '9') all[--at] = '0';
  if (up && (at == 0 || !std::isdigit(static_cast<unsigned char>(all[at - 1])))) all.insert(at, "1");
  return digits == 0 ? all : all.substr(0, all.size() - static_cast<size_t>(digits)) + "." + all.substr(all.size() - static_cast<size_t>(digits));
}

[[noreturn]] void wrong_type(const Directive& d, const char* java_type) {
  fail("INVALID_FUNCTION_ARGUMENT", std::string("Invalid format string: %") + d.conversion + " (IllegalFormatConversion: " + d.conversion + " != " + java_type + ")");
}

std::string format_number(const Directive& d, const duckdb::Value& value) {
  char buffer[400];
  std::string text;
  if (value.type().id() == duckdb::LogicalTypeId::VARCHAR) wrong_type(d, "java.lang.String");
  switch (d.conversion) {
    case 'f': text = rounded_half_up(value.GetValue<double>(), d.precision < 0 ? 6 : d.precision); break;
    case 'd': text = value.DefaultCastAs(LogicalType::HUGEINT).ToString(); break;
    case 'x':
    case 'X':
    case 'o':
      std::snprintf(buffer, sizeof buffer, d.conversion == 'o' ? "%llo" : d.conversion == 'x' ? "%llx" : "%llX",
                    static_cast<unsigned long long>(value.GetValue<int64_t>()));
      return buffer;
    default: {
      std::string pattern = std::string("%.*") + d.conversion;
      std::snprintf(buffer, sizeof buffer, pattern.c_str(), d.precision < 0 ? 6 : d.precision, value.GetValue<double>());
      text = buffer;
    }
  }
  if (d.flags.find(',') != std::string::npos) text = grouped(text);
  if (d.flags.find('+') != std::string::npos && text[0] != '-') text.insert(0, "+");
  if (d.flags.find('(') != std::string::npos && text[0] == '-') text = "(" + text.substr(1) + ")";
  return text;
}

// %tY, %tm, ... of a date or a time, by the patterns of strftime.
std::string format_time(const Directive& d, const duckdb::Value& value) {
  constexpr std::pair<char, const char*> kParts[] = {{'Y', "%Y"}, {'y', "%y"}, {'m', "%m"}, {'d', "%d"}, {'e', "%-d"}, {'B', "%B"}, {'b', "%b"}, {'h', "%b"}, {'A', "%A"}, {'a', "%a"}, {'j', "%j"},
                                                     {'H', "%H"}, {'k', "%-H"}, {'I', "%I"}, {'l', "%-I"}, {'M', "%M"}, {'S', "%S"}, {'L', "%g"}, {'p', "%p"}, {'F', "%Y-%m-%d"}, {'T', "%H:%M:%S"}, {'R', "%H:%M"}, {'D', "%m/%d/%y"}};
  for (auto& [part, pattern] : kParts)
    if (part == d.time_part) return duckdb::StrfTimeFormat::Format(value.DefaultCastAs(LogicalType::TIMESTAMP).GetValue<duckdb::timestamp_t>(), pattern);
  fail("INVALID_FUNCTION_ARGUMENT", std::string("Invalid format string: %t") + d.time_part + " (UnknownFormatConversion: Conversion = 't" + d.time_part + "')");
}

std::string format_argument(const Directive& d, const duckdb::Value& value) {
  std::string text;
  if (value.IsNull()) {
    text = "null";
  } else if (std::string_view("dxXofeEgG").find(d.conversion) != std::string_view::npos) {
    text = format_number(d, value);
  } else if (d.conversion == 't' || d.conversion == 'T') {
    text = format_time(d, value);
  } else if (d.conversion == 's' || d.conversion == 'S' || d.conversion == 'b' || d.conversion == 'c') {
    bool floating = value.type().id() == duckdb::LogicalTypeId::DOUBLE;
    if (d.conversion == 'c' && value.type().id() == duckdb::LogicalTypeId::VARCHAR) wrong_type(d, "java.lang.String");
    if (floating) print_java(value.GetValue<double>(), text);
    else text = value.ToString();
    if (d.precision >= 0) text = text.substr(0, static_cast<size_t>(d.precision));
  } else {
    fail("INVALID_FUNCTION_ARGUMENT", std::string("Invalid format string: %") + d.conversion);
  }
  if (d.conversion == 'S') text = duckdb::StringUtil::Upper(text);
  bool left = d.flags.find('-') != std::string::npos, zeros = d.flags.find('0') != std::string::npos;
  if (text.size() < d.width) {
    auto padding = d.width - text.size();
    if (left) text.append(padding, ' ');
    else if (zeros) text.insert(text[0] == '-' || text[0] == '+' ? 1 : 0, padding, '0');
    else text.insert(0, padding, ' ');
  }
  return text;
}

std::string format_row(DataChunk& args, duckdb::idx_t row) {
  auto pattern = args.data[0].GetValue(row).ToString();
  std::string out;
  size_t next = 1;
  for (size_t at = 0; at < pattern.size();) {
    if (pattern[at] != '%') {
      out += pattern[at++];
      continue;
    }
    Directive d;
    at += 1 + read_directive(std::string_view(pattern).substr(at + 1), d);
    if (d.conversion == '%' || d.conversion == 'n') {
      out += d.conversion == '%' ? '%' : '\n';
      continue;
    }
    auto index = d.index ? d.index : next++;
    if (index >= args.ColumnCount()) fail("INVALID_FUNCTION_ARGUMENT", std::string("Invalid format string: ") + pattern + " (MissingFormatArgument: Format specifier '%" + d.conversion + "')");
    out += format_argument(d, args.data[index].GetValue(row));
  }
  return out;
}

void format(DataChunk& args, ExpressionState&, Vector& result) {
  result.SetVectorType(duckdb::VectorType::FLAT_VECTOR);
  for (duckdb::idx_t row = 0; row < args.size(); ++row) {
    if (args.data[0].GetValue(row).IsNull()) {
      duckdb::FlatVector::SetNull(result, row, true);
    } else {
      duckdb::FlatVector::GetData<string_t>(result)[row] = StringVector::AddString(result, format_row(args, row));
    }
  }
  if (args.AllConstant()) result.SetVectorType(duckdb::VectorType::CONSTANT_VECTOR);
}

}  // namespace

void add_text_functions(NativeFunctions& functions) {
  auto add = [&](const char* name, duckdb::vector<LogicalType> arguments, LogicalType result, duckdb::scalar_function_t run) {
    functions.add("trino", ScalarFunction(name, std::move(arguments), std::move(result), std::move(run)));
  };
  add("double_to_varchar", {LogicalType::DOUBLE}, LogicalType::VARCHAR, float_to_varchar<double>);
  add("real_to_varchar", {LogicalType::FLOAT}, LogicalType::VARCHAR, float_to_varchar<float>);
  add("from_utf8", {LogicalType::BLOB, LogicalType::VARCHAR}, LogicalType::VARCHAR, from_utf8);
  add("from_base", {LogicalType::VARCHAR, LogicalType::BIGINT}, LogicalType::BIGINT, from_base);
  add("soundex", {LogicalType::VARCHAR}, LogicalType::VARCHAR, soundex);
  add("luhn_check", {LogicalType::VARCHAR}, LogicalType::BOOLEAN, luhn_check);
  add("json_canonical", {LogicalType::VARCHAR}, LogicalType::JSON(), json_canonical);
  ScalarFunction formatter("format", {LogicalType::VARCHAR}, LogicalType::VARCHAR, format);
  formatter.varargs = LogicalType::ANY;
  formatter.null_handling = duckdb::FunctionNullHandling::SPECIAL_HANDLING;
  functions.add("trino", formatter);
}

}  // namespace tarn::engine
