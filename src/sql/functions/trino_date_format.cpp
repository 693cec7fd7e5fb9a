// Formatting and parsing of dates: MySQL's specifiers (date_format, date_parse) and Joda's patterns. A constant MySQL format is
// translated to strftime's; what cannot be is left to the engine's formatter.
#include <array>
#include <optional>

#include "sql/emit/emit_cast.h"
#include "sql/emit/layout.h"
#include "sql/functions/function_table.h"
#include "sql/functions/parts.h"

namespace tarn::sql {
namespace {

constexpr const char* kUnsupported = "DUuVwX";  // MySQL specifiers that Trino refuses

// strftime's specifier for MySQL's; nullptr: none.
const char* strftime_of(char specifier) {
  switch (specifier) {
    case 'a': return "%a";
    case 'b': return "%b";
    case 'c': return "%-m";
    case 'd': return "%d";
    case 'e': return "%-d";
    case 'f': return "%f";
    case 'H': return "%H";
    case 'h':
    case 'I': return "%I";
    case 'i': return "%M";
    case 'j': return "%j";
    case 'k': return "%-H";
    case 'l': return "%-I";
    case 'M': return "%B";
    case 'm': return "%m";
    case 'p': return "%p";
    case 'r': return "%I:%M:%S %p";
    case 'S':
    case 's': return "%S";
    case 'T': return "%H:%M:%S";
    case 'v': return "%V";
    case 'W': return "%A";
    case 'x': return "%G";
    case 'Y': return "%Y";
    case 'y': return "%y";
    case '%': return "%%";
    default: return nullptr;
  }
}

struct Translated {
  std::string text;
  char unsupported = 0;
};

Translated translate(const std::string& format) {
  Translated out;
  for (size_t i = 0; i < format.size(); ++i) {
    if (format[i] != '%' || i + 1 == format.size()) {
      out.text += format[i];
      continue;
    }
    const char specifier = format[++i];
    if (std::string_view(kUnsupported).find(specifier) != std::string_view::npos) out.unsupported = specifier;
    const char* mapped = strftime_of(specifier);
    out.text += mapped ? std::string(mapped) : std::string(1, specifier);  // an unknown one stands for its letter
  }
  return out;
}

std::string format_with(const CallText& call, const std::string& timestamp) {
  const auto* format = constant_string(call, 1);
  if (!format) return "trino.date_format(" + timestamp + ", " + call.args[1] + ")";
  const auto translated = translate(*format);
  if (translated.unsupported) return raise(std::string("INVALID_FUNCTION_ARGUMENT: %") + translated.unsupported + " not supported in date format string");
  return "strftime(" + timestamp + ", " + quote_string(translated.text) + ")";
}

std::string date_format(const CallText& call) { return format_with(call, call.args[0]); }

std::string date_format_zoned(const CallText& call) {
  return format_with(call, "trino.local_time(" + call.args[0] + ")");
}

// strptime reads four-digit years and fixed widths much as Joda does; a fraction and two-digit years go to the engine's parser.
std::string date_parse(const CallText& call) {
  const auto* format = constant_string(call, 1);
  const bool simple = format && format->find("%f") == std::string::npos && format->find("%y") == std::string::npos && format->find("%x") == std::string::npos;
  if (!simple) return "trino.date_parse(" + call.args[0] + ", " + call.args[1] + ")";
  const auto translated = translate(*format);
  if (translated.unsupported) return raise(std::string("INVALID_FUNCTION_ARGUMENT: %") + translated.unsupported + " not supported in date format string");
  std::string text = "CASE WHEN " + call.args[0] + " IS NOT NULL THEN coalesce(try_strptime(" + call.args[0] + ", " + quote_string(translated.text) + "), ";
  return text + raise("INVALID_FUNCTION_ARGUMENT: Invalid format: \"", call.args[0], "\"") + ") END";
}

constexpr std::array kFunctions{
    FunctionRow{"date_format", "(timestamp(p), varchar) -> varchar", nullptr, date_format},
    FunctionRow{"date_format", "(timestamp(p) with time zone, varchar) -> varchar", nullptr, date_format_zoned},
    FunctionRow{"date_parse", "(varchar, varchar) -> timestamp(3)", nullptr, date_parse},
    FunctionRow{"format_datetime", "(timestamp(p), varchar) -> varchar", "trino.format_datetime(struct_pack(instant := timezone('UTC', $1), zone := 'UTC'), $2)"},
    FunctionRow{"format_datetime", "(timestamp(p) with time zone, varchar) -> varchar", "trino.format_datetime($1, $2)"},
    FunctionRow{"parse_datetime", "(varchar, varchar) -> timestamp(3) with time zone", "trino.parse_datetime($1, $2)"},
};

}  // namespace

std::span<const FunctionRow> trino_date_format() { return kFunctions; }

}  // namespace tarn::sql
