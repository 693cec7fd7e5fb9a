#include "sql/emit/emit_json_cast.h"

#include "sql/emit/layout.h"
#include "sql/functions/coercion.h"

namespace tarn::sql {
namespace {

constexpr Dialect kTrino = Dialect::trino;

std::string as_varchar(const std::string& text, const Type& type) { return emit_cast(text, {.from = type, .to = varchar(), .dialect = kTrino}); }

std::string list_text(const std::string& texts) { return "coalesce(array_to_string(" + texts + ", ','), '')"; }

std::string json_text(const std::string& text, const Type& type);

std::string element_text(const std::string& text, const Type& type) { return "coalesce(" + json_text(text, type) + ", 'null')"; }

std::string row_text(const std::string& text, const Type& type) {
  const auto physical = physical_field_names(type);
  std::string out = "'{'";
  for (size_t i = 0; i < type.children.size(); ++i) {
    const auto field = "struct_extract(" + text + ", " + quote_string(physical[i]) + ")";
    out += (i > 0 ? " || ','" : "") + (" || to_json(" + quote_string(type.field_names[i])) + ") || ':' || " + element_text(field, type.children[i]);
  }
  return "CASE WHEN " + text + " IS NOT NULL THEN " + out + " || '}' END";
}

// The JSON of a value as text; NULL for NULL.
std::string json_text(const std::string& text, const Type& type) {
  switch (type.kind) {
    case TypeKind::json: return "CAST(" + text + " AS VARCHAR)";
    case TypeKind::boolean:
    case TypeKind::decimal: return as_varchar(text, type);
    case TypeKind::double_: {
      const auto number = "trino.format('%s', " + text + ")";
      return "CASE WHEN isfinite(" + text + ") THEN " + number + " WHEN " + text + " IS NOT NULL THEN '\"' || " + number + " || '\"' END";
    }
    case TypeKind::array:
      return "CASE WHEN " + text + " IS NOT NULL THEN '[' || " + list_text("list_transform(" + text + ", lambda e: " + element_text("e", type.children[0]) + ")") + " || ']' END";
    case TypeKind::map: {
      const auto entries = "list_transform(map_entries(" + text + "), lambda e: struct_pack(k := " + as_varchar("e.key", type.children[0]) + ", v := " + element_text("e.value", type.children[1]) + "))";
      return "CASE WHEN " + text + " IS NOT NULL THEN '{' || " + list_text("list_transform(list_sort(" + entries + "), lambda p: to_json(p.k) || ':' || p.v)") + " || '}' END";
    }
    case TypeKind::row: return row_text(text, type);
    default: return "CAST(to_json(" + (is_numeric(type) ? text : as_varchar(text, type)) + ") AS VARCHAR)";
  }
}

std::string scalar_of(const std::string& text) { return "json_extract_string(" + text + ", '$')"; }

std::string from_scalar_text(const std::string& scalar, const Type& to) { return emit_cast(scalar, {.from = varchar(), .to = to, .dialect = kTrino}); }

// A number, text or boolean read as `to`; an object or an array is refused.
std::string from_scalar(const std::string& text, const Type& to) {
  const auto scalar = scalar_of(text), kind = "json_type(" + text + ")";
  std::string other;
  if (to.is(TypeKind::varchar)) other = " WHEN " + kind + " = 'DOUBLE' THEN trino.double_to_varchar(CAST(" + scalar + " AS DOUBLE)) ELSE " + scalar;
  else if (to.is(TypeKind::boolean)) other = " WHEN " + kind + " IN ('BOOLEAN', 'VARCHAR') THEN " + from_scalar_text(scalar, to) + " ELSE CAST(" + scalar + " AS DOUBLE) <> 0";
  else if (is_integer(to))
    other = " WHEN " + kind + " = 'VARCHAR' THEN " + from_scalar_text(scalar, to) + " ELSE CAST(CAST(" + scalar + " AS DECIMAL(38,0)) AS " + duckdb_type(to, kTrino) + ")";
  else other = " ELSE " + from_scalar_text(scalar, to);
  if (is_numeric(to)) other = " WHEN " + kind + " = 'BOOLEAN' THEN CASE WHEN " + scalar + " = 'true' THEN 1 ELSE 0 END" + other;
  auto out = "CASE WHEN " + kind + " IN ('OBJECT', 'ARRAY') THEN " + raise("INVALID_CAST_ARGUMENT: Cannot cast '", "CAST(" + text + " AS VARCHAR)", "' to " + trino_name(to)) + other + " END";
  if (to.is(TypeKind::varchar) && to.precision > 0) out = "left(" + out + ", " + std::to_string(to.precision) + ")";
  return out;
}

std::string from(const std::string& text, const Type& to);

std::string pointer(const std::string& key) { return "('/' || replace(replace(" + key + ", '~', '~0'), '/', '~1'))"; }

// Fields by name in any case, or by place from an array.
std::string row_fields(const std::string& text, const Type& to, bool by_name) {
  const auto names = physical_field_names(to);
  std::string out = "struct_pack(";
  for (size_t i = 0; i < to.children.size(); ++i) {
    const auto key = "list_filter(json_keys(" + text + "), lambda k: lower(k) = " + quote_string(names[i]) + ")[1]";
    const auto field = by_name ? "json_extract(" + text + ", " + pointer(key) + ")" : "json_extract(" + text + ", '$[" + std::to_string(i) + "]')";
    out += (i > 0 ? ", " : "") + quote_identifier(names[i]) + " := " + from(field, to.children[i]);
  }
  return "CAST(" + out + ") AS " + duckdb_type(to, kTrino) + ")";
}

std::string from_nested(const std::string& text, const Type& to) {
  const auto kind = "json_type(" + text + ")";
  const auto wrong = [&](const char* wanted) {
    const auto token = "CASE " + kind + " WHEN 'OBJECT' THEN '{' WHEN 'ARRAY' THEN '[' ELSE " + scalar_of(text) + " END || chr(10) || CAST(" + text + " AS VARCHAR)";
    return " WHEN " + kind + " <> 'NULL' THEN " + raise("INVALID_CAST_ARGUMENT: Cannot cast to " + trino_name(to) + ". Expected a json " + wanted + ", but got ", token, "") + " END";
  };
  if (to.is(TypeKind::array))
    return "CASE WHEN " + kind + " = 'ARRAY' THEN list_transform(CAST(" + text + " AS JSON[]), lambda e: " + from("e", to.children[0]) + ")" + wrong("array");
  if (to.is(TypeKind::row))
    return "CASE WHEN " + kind + " = 'OBJECT' THEN " + row_fields(text, to, true) + " WHEN " + kind + " = 'ARRAY' THEN " + row_fields(text, to, false) + wrong("array or object");
  const auto entry = "struct_pack(key := " + from_scalar_text("k", to.children[0]) + ", value := " + from("json_extract(" + text + ", " + pointer("k") + ")", to.children[1]) + ")";
  return "CASE WHEN " + kind + " = 'OBJECT' THEN map_from_entries(list_transform(json_keys(" + text + "), lambda k: " + entry + "))" + wrong("object");
}

std::string from(const std::string& text, const Type& to) {
  if (to.is(TypeKind::json)) return text;
  const bool nested = to.is(TypeKind::array) || to.is(TypeKind::map) || to.is(TypeKind::row);
  return nested ? from_nested(text, to) : from_scalar(text, to);
}

}  // namespace

std::string emit_to_json(const std::string& text, const CastRequest& r) { return "trino.as_json(" + json_text(text, r.from) + ")"; }

std::string emit_from_json(const std::string& text, const CastRequest& r) { return r.try_ ? "TRY(" + from(text, r.to) + ")" : from(text, r.to); }

}  // namespace tarn::sql
