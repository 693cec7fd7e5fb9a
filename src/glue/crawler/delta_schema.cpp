#include "glue/crawler/delta_schema.h"

#include <boost/json.hpp>
#include <charconv>
#include <map>

#include "base/encoding.h"

namespace tarn::glue::crawler {
namespace {

namespace json = boost::json;
using sql::Type;
using sql::TypeKind;

constexpr int kMaxDepth = 64;

const json::value* member(const json::object& object, std::string_view name) { return object.if_contains(name); }

// "decimal(10,2)"
std::optional<Type> decimal_type(std::string_view name) {
  int precision = 10, scale = 0;  // Spark's default
  if (name != "decimal") {
    auto comma = name.find(',');
    if (!name.starts_with("decimal(") || !name.ends_with(')') || comma == std::string_view::npos) return std::nullopt;
    auto end = name.data() + name.size() - 1;
    if (std::from_chars(name.data() + 8, name.data() + comma, precision).ec != std::errc() || std::from_chars(name.data() + comma + 1, end, scale).ec != std::errc())
      return std::nullopt;
  }
  return sql::decimal(precision, scale);
}

std::optional<Type> simple_type(std::string_view name) {
  static const std::map<std::string_view, TypeKind> kTypes{
      {"string", TypeKind::varchar}, {"long", TypeKind::bigint}, {"integer", TypeKind::integer}, {"short", TypeKind::smallint}, {"byte", TypeKind::tinyint},
      {"float", TypeKind::real}, {"double", TypeKind::double_}, {"boolean", TypeKind::boolean}, {"binary", TypeKind::varbinary}, {"date", TypeKind::date}};
  if (auto found = kTypes.find(name); found != kTypes.end()) return sql::simple(found->second);
  if (name == "timestamp" || name == "timestamp_ntz") return Type{.kind = TypeKind::timestamp, .precision = 3};
  return decimal_type(name);
}

std::optional<Type> type_of(const json::value* value, int depth);

std::optional<Type> row_of(const json::object& object, int depth) {
  auto fields = member(object, "fields");
  if (!fields || !fields->is_array()) return std::nullopt;
  Type out = sql::simple(TypeKind::row);
  for (auto& item : fields->get_array()) {
    auto field = item.if_object();
    auto name = field ? member(*field, "name") : nullptr;
    auto type = field ? type_of(member(*field, "type"), depth) : std::nullopt;
    if (!name || !name->is_string() || !type) return std::nullopt;
    out.field_names.push_back(to_lower(name->get_string()));
    out.children.push_back(std::move(*type));
  }
  return out;
}

std::optional<Type> type_of(const json::value* value, int depth) {
  if (!value || depth > kMaxDepth) return std::nullopt;
  if (value->is_string()) return simple_type(value->get_string());
  auto object = value->if_object();
  auto kind = object ? member(*object, "type") : nullptr;
  if (!kind || !kind->is_string()) return std::nullopt;
  if (kind->get_string() == "struct") return row_of(*object, depth + 1);
  if (kind->get_string() == "array") {
    auto element = type_of(member(*object, "elementType"), depth + 1);
    return element ? std::optional(sql::array_of(std::move(*element))) : std::nullopt;
  }
  if (kind->get_string() != "map") return std::nullopt;
  auto key = type_of(member(*object, "keyType"), depth + 1), element = type_of(member(*object, "valueType"), depth + 1);
  return key && element ? std::optional(sql::map_of(std::move(*key), std::move(*element))) : std::nullopt;
}

}  // namespace

std::optional<Schema> columns_of_spark_schema(const std::string& text) {
  boost::system::error_code failure;
  auto document = json::parse(text, failure);
  if (failure || !document.is_object()) return std::nullopt;
  auto row = type_of(&document, 0);
  if (!row || !row->is(TypeKind::row)) return std::nullopt;
  Schema out;
  for (size_t i = 0; i < row->children.size(); i++) out.push_back({row->field_names[i], std::move(row->children[i])});
  return out;
}

}  // namespace tarn::glue::crawler
