// The JSON classifier: objects one after the other (lines or not), or one top-level array (glue-crawlers.md 3.2, 4).
#include <algorithm>
#include <boost/json.hpp>
#include <limits>

#include "base/encoding.h"
#include "glue/crawler/file_class.h"

namespace tarn::glue::crawler {
namespace {

namespace json = boost::json;
using sql::Type;
using sql::TypeKind;

Type type_of(const json::value& value);

Type row_of(const json::object& object) {
  Type out = sql::simple(TypeKind::row);
  for (auto& [key, member] : object) {
    std::string name = to_lower(key);
    if (std::find(out.field_names.begin(), out.field_names.end(), name) != out.field_names.end()) continue;
    out.field_names.push_back(name);
    out.children.push_back(type_of(member));
  }
  return out;
}

Type array_of(const json::array& array) {
  Type element = sql::simple(TypeKind::unknown);
  for (auto& item : array) element = widen(element, type_of(item));
  return sql::array_of(element);
}

Type type_of(const json::value& value) {
  switch (value.kind()) {
    case json::kind::null: return sql::simple(TypeKind::unknown);
    case json::kind::bool_: return sql::simple(TypeKind::boolean);
    case json::kind::int64: {
      bool fits = value.get_int64() >= std::numeric_limits<int32_t>::min() && value.get_int64() <= std::numeric_limits<int32_t>::max();
      return sql::simple(fits ? TypeKind::integer : TypeKind::bigint);
    }
    case json::kind::uint64:
    case json::kind::double_: return sql::simple(TypeKind::double_);
    case json::kind::string: return sql::varchar();
    case json::kind::array: return array_of(value.get_array());
    case json::kind::object: return row_of(value.get_object());
  }
  return sql::varchar();
}

void add_record(const json::object& record, FileClass& out) {
  Type row = row_of(record);
  for (size_t i = 0; i < row.children.size(); i++) merge_schema(out.columns, {{row.field_names[i], row.children[i]}});
  for (auto& [key, member] : record) {
    auto place = std::lower_bound(out.paths.begin(), out.paths.end(), std::string_view(key));
    if (place == out.paths.end() || *place != std::string_view(key)) out.paths.emplace(place, key);
  }
}

}  // namespace

std::optional<FileClass> classify_json(const Sample& sample) {
  FileClass out;
  out.classification = "json";
  out.compression = sample.compression;
  std::string_view rest = sample.text;
  if (rest.starts_with("\xEF\xBB\xBF")) rest.remove_prefix(3);
  while (true) {
    auto begin = rest.find_first_not_of(" \t\r\n");
    if (begin == std::string_view::npos) break;
    rest.remove_prefix(begin);
    if (rest[0] != '{' && rest[0] != '[') return std::nullopt;
    json::stream_parser parser;
    boost::system::error_code failure;
    size_t used = parser.write_some(rest.data(), rest.size(), failure);
    if (failure) return std::nullopt;
    if (!parser.done()) {
      // The sample cuts the last value; a file that ends within one is no JSON.
      if (sample.is_whole || out.sampled_records == 0) return std::nullopt;
      break;
    }
    auto value = parser.release();
    rest.remove_prefix(used);
    if (value.is_object()) add_record(value.get_object(), out);
    else merge_schema(out.columns, {{"array", type_of(value)}});
    out.sampled_records++;
  }
  out.sampled_bytes = sample.text.size() - rest.size();
  if (out.sampled_records == 0 || out.columns.empty()) return std::nullopt;
  return out;
}

}  // namespace tarn::glue::crawler
