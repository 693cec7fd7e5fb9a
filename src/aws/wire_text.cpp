#include "aws/wire_text.h"

#include <charconv>
#include <cmath>

#include "aws/text_pattern.h"
#include "base/encoding.h"

namespace tarn::aws {
namespace {

template <class Number>
std::optional<Document> parse_number(std::string_view text) {
  Number number{};
  if (text.starts_with('+')) text.remove_prefix(1);
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || text.empty()) return std::nullopt;
  return Document(number);
}

std::optional<Document> parse_time(std::string_view text) {
  auto time = parse_iso8601(text);
  if (!time) time = parse_http_date(text);
  if (time) return Document(time->time_since_epoch().count());
  auto seconds = parse_number<double>(text);
  if (!seconds || std::abs(seconds->get_double()) > 1e12) return std::nullopt;
  return Document(static_cast<int64_t>(std::llround(seconds->get_double() * 1e6)));
}

std::optional<Document> parse_bool(std::string_view text) {
  if (equals_ignoring_case(text, "true") || text == "1") return Document(true);
  if (equals_ignoring_case(text, "false") || text == "0") return Document(false);
  return std::nullopt;
}

std::string print_time(TimePoint time, TimeFormat format, int fraction_digits) {
  switch (format) {
    case TimeFormat::http_date: return http_date(time);
    case TimeFormat::unix_seconds: return std::to_string(std::chrono::floor<std::chrono::seconds>(time).time_since_epoch().count());
    case TimeFormat::iso8601:
    case TimeFormat::protocol_default: break;
  }
  return iso8601(time, fraction_digits);
}

std::string print_double(double value) {
  char buffer[32];
  auto end = std::to_chars(buffer, buffer + sizeof buffer, value).ptr;
  return std::string(buffer, end);
}

}  // namespace

std::optional<Document> parse_text(const ShapeModel& shape, std::string_view text) {
  switch (shape.kind) {
    case Kind::boolean: return parse_bool(text);
    case Kind::integer: {
      auto number = parse_number<int64_t>(text);
      bool fits = number && (shape.wide || std::abs(number->get_int64()) <= INT32_MAX);
      return fits ? number : std::nullopt;
    }
    case Kind::float64: return parse_number<double>(text);
    case Kind::timestamp: return parse_time(text);
    case Kind::blob: {
      auto bytes = from_base64(text);
      return bytes ? std::optional<Document>(boost::json::string(*bytes)) : std::nullopt;
    }
    case Kind::string: return Document(boost::json::string(text));
    case Kind::structure:
    case Kind::list:
    case Kind::map:
    case Kind::document: break;
  }
  return std::nullopt;
}

std::string print_text(const ShapeModel& shape, const Document& value, TimeFormat format, int fraction_digits) {
  if (value.is_bool()) return value.get_bool() ? "true" : "false";
  if (value.is_double()) return print_double(value.get_double());
  if (value.is_int64()) {
    if (shape.kind != Kind::timestamp) return std::to_string(value.get_int64());
    if (format == TimeFormat::protocol_default) format = shape.time_format;
    return print_time(TimePoint{Duration{value.get_int64()}}, format, fraction_digits);
  }
  if (!value.is_string()) return {};
  std::string_view text(value.get_string().data(), value.get_string().size());
  return shape.kind == Kind::blob ? to_base64(text) : std::string(text);
}

std::optional<std::vector<Parameter>> parse_parameters(std::string_view text, bool plus_is_space) {
  std::vector<Parameter> out;
  while (!text.empty()) {
    std::string_view part = text.substr(0, text.find('&'));
    text.remove_prefix(std::min(text.size(), part.size() + 1));
    if (part.empty()) continue;
    size_t equals = std::min(part.find('='), part.size());
    auto name = percent_decode(part.substr(0, equals), plus_is_space);
    auto value = percent_decode(part.substr(std::min(part.size(), equals + 1)), plus_is_space);
    if (!name || !value) return std::nullopt;
    out.push_back({std::move(*name), std::move(*value)});
  }
  return out;
}

bool is_utf8(std::string_view text) {
  static constexpr text::Range kAll[] = {{0, 0xD7FF}, {0xE000, 0x10FFFF}};
  return text::all_in(text, kAll, 0, text::kNoLimit);
}

std::string legible(std::string text) {
  if (is_utf8(text)) return text;
  for (char& c : text)
    if (static_cast<unsigned char>(c) >= 0x80) c = '?';
  return text;
}

}  // namespace tarn::aws
