// The JSON classifier: objects one after the other (lines or not), or one top-level array (glue-crawlers.md 3.2, 4).
#include <algorithm>
#include <boost/json.hpp>
#include <limits>
#include <set>

#include "base/encoding.h"
#include "glue/crawler/builtin.h"
#include "glue/crawler/json_path.h"
#include "glue/crawler/json_rows.h"

namespace tarn::glue::crawler {
namespace {

namespace json = boost::json;
using sql::Type;
using sql::TypeKind;

Type type_of(const json::value& value);

Type row_of(const json::object& object) {
  Type out = sql::simple(TypeKind::row);
  std::set<std::string> seen;
  for (auto& [key, member] : object) {
    std::string name = to_lower(key);
    if (!seen.insert(name).second) continue;
    out.field_names.push_back(std::move(name));
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

void add_paths(const json::object& record, std::vector<std::string>& paths) {
  for (auto& [key, member] : record) {
    auto place = std::lower_bound(paths.begin(), paths.end(), std::string_view(key));
    if (place == paths.end() || *place != std::string_view(key)) paths.emplace(place, key);
  }
}

// The values of a text: those of its top level, or those inside it if it is an array. An array is read item by item, so that the
// sample may cut it.
class Values {
 public:
  explicit Values(const Sample& sample) : rest_(sample.text) {}

  bool is_array = false;

  // False: no further whole value.
  bool next(json::value& out) {
    skip_blanks();
    if (rest_.empty()) return false;
    if (is_first_ && rest_[0] == '[') {
      is_array = true;
      rest_.remove_prefix(1);
    } else if (is_array && !is_first_ && !take(',')) {
      return false;
    }
    is_first_ = false;
    skip_blanks();
    // Only objects and arrays stand at the top: a file of numbers or words is no JSON.
    if (rest_.empty() || (!is_array && rest_[0] != '{')) return false;
    return parse(out);
  }

  std::string_view rest() const { return rest_; }

 private:
  void skip_blanks() { rest_.remove_prefix(std::min(rest_.find_first_not_of(" \t\r\n"), rest_.size())); }

  bool take(char c) {
    if (!rest_.starts_with(c)) return false;
    rest_.remove_prefix(1);
    return true;
  }

  bool parse(json::value& out) {
    json::stream_parser parser;
    boost::system::error_code failure;
    size_t used = parser.write_some(rest_.data(), rest_.size(), failure);
    if (failure || !parser.done()) return false;
    out = parser.release();
    rest_.remove_prefix(used);
    return true;
  }

  std::string_view rest_;
  bool is_first_ = true;
};

}  // namespace

void add_json_row(const json::value& value, FileClass& out) {
  if (auto object = value.if_object()) {
    Type row = row_of(*object);
    Schema columns;
    columns.reserve(row.children.size());
    for (size_t i = 0; i < row.children.size(); i++) columns.push_back({std::move(row.field_names[i]), std::move(row.children[i])});
    merge_schema(out.columns, columns);
    add_paths(*object, out.paths);
  } else {
    merge_schema(out.columns, {{"record", type_of(value)}});
  }
  out.sampled_records++;
}

std::optional<FileClass> classify_json(const Sample& sample) {
  if (!sample.encoding.empty()) return std::nullopt;  // no SerDe of JSON reads it
  FileClass out;
  out.classification = out.format = "json";
  out.compression = sample.compression;
  Values values(sample);
  Type element = sql::simple(TypeKind::unknown);
  for (json::value value; values.next(value);) {
    if (values.is_array) {
      element = widen(element, type_of(value));
      out.sampled_records = 1;
    } else {
      add_json_row(value, out);
    }
  }
  // One array is one value of the column "array". A file that ends within it is none.
  if (values.is_array && sample.is_whole && !values.rest().starts_with(']')) return std::nullopt;
  if (values.is_array && out.sampled_records > 0) out.columns = {{"array", sql::array_of(element)}};
  out.sampled_bytes = sample.text.size() - values.rest().size();
  if (out.sampled_records == 0 || out.columns.empty()) return std::nullopt;
  return out;
}

std::optional<FileClass> classify_json(const Sample& sample, const JsonPath& path) {
  FileClass out;
  out.classification = out.format = "json";
  out.compression = sample.compression;
  Values values(sample);
  auto add = [&](const json::value& row) { add_json_row(row, out); };
  size_t index = 0;
  for (json::value value; values.next(value); index++) {
    if (values.is_array) path.select_from_element(value, index, add);
    else path.select(value, add);
  }
  out.sampled_bytes = sample.text.size() - values.rest().size();
  if (out.sampled_records == 0 || out.columns.empty()) return std::nullopt;
  return out;
}

}  // namespace tarn::glue::crawler
