#include "glue/crawler/values.h"

#include <charconv>

#include "base/encoding.h"

namespace tarn::glue::crawler {
namespace {

using sql::Type;
using sql::TypeKind;

template <class T>
bool is_number(std::string_view text) {
  if (text.starts_with('+')) text.remove_prefix(1);
  T value;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size();
}

bool looks_like_a_number(std::string_view text) {
  return text.find_first_not_of("0123456789+-.eE") == std::string_view::npos && text.find_first_of("0123456789") != std::string_view::npos;
}

bool is_date(std::string_view text) { return text.size() == 10 && parse_iso8601(text).has_value(); }

// Without a zone: that is a timestamp to Hive.
bool is_timestamp(std::string_view text) {
  return text.size() >= 19 && text[10] == ' ' && text.find_first_of("Z+-", 11) == std::string_view::npos && parse_iso8601(text).has_value();
}

}  // namespace

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

Type type_of_text(std::string_view text) {
  text = trimmed(text);
  if (text.empty()) return sql::simple(TypeKind::unknown);
  if (looks_like_a_number(text)) {
    if (is_number<int64_t>(text)) return sql::simple(TypeKind::bigint);
    if (text.find_first_of(".eE") != std::string_view::npos && is_number<double>(text)) return sql::simple(TypeKind::double_);
  }
  if (equals_ignoring_case(text, "true") || equals_ignoring_case(text, "false")) return sql::simple(TypeKind::boolean);
  if (text[0] < '0' || text[0] > '9') return sql::varchar();
  if (is_date(text)) return sql::simple(TypeKind::date);
  if (is_timestamp(text)) return {.kind = TypeKind::timestamp, .precision = 3};
  return sql::varchar();
}

}  // namespace tarn::glue::crawler
