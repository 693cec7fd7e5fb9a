#include "iceberg/types.h"

#include <re2/re2.h>

#include <array>
#include <boost/json/serialize.hpp>

#include "base/encoding.h"
#include "iceberg/errors.h"
#include "iceberg/fields.h"
#include "iceberg/schema.h"

namespace tarn::iceberg {
namespace {

struct Named {
  std::string_view name;
  TypeKind kind;
};

constexpr std::array kSimple{
    Named{"boolean", TypeKind::boolean},         Named{"int", TypeKind::int_},
    Named{"long", TypeKind::long_},              Named{"float", TypeKind::float_},
    Named{"double", TypeKind::double_},          Named{"date", TypeKind::date},
    Named{"time", TypeKind::time},               Named{"timestamp", TypeKind::timestamp},
    Named{"timestamptz", TypeKind::timestamptz}, Named{"timestamp_ns", TypeKind::timestamp_ns},
    Named{"timestamptz_ns", TypeKind::timestamptz_ns}, Named{"string", TypeKind::string},
    Named{"uuid", TypeKind::uuid},               Named{"binary", TypeKind::binary},
};

Result<Type> primitive(std::string_view text) {
  static const RE2 kDecimal(R"(decimal\(\s*(\d{1,2})\s*,\s*(\d{1,2})\s*\))"), kFixed(R"(fixed\[(\d{1,9})\])");
  for (const auto& row : kSimple)
    if (row.name == text) return Type{.kind = row.kind};
  const re2::StringPiece piece(text.data(), text.size());
  Type type;
  if (RE2::FullMatch(piece, kDecimal, &type.precision, &type.scale)) {
    if (type.precision < 1 || type.precision > 38 || type.scale > type.precision) return errors::invalid("Invalid type: " + std::string(text));
    type.kind = TypeKind::decimal;
    return type;
  }
  if (RE2::FullMatch(piece, kFixed, &type.length)) {
    type.kind = TypeKind::fixed;
    return type;
  }
  return Error{"NOT_SUPPORTED", "Tarn does not read columns of the Iceberg type " + std::string(text) + " yet", 0, {}};
}

Result<Field> parse_field(const boost::json::object& object) {
  Field field;
  field.id = static_cast<int32_t>(TRY(get_integer(object, "id")));
  field.name = TRY(get_text(object, "name"));
  const auto* required = object.if_contains("required");
  field.required = required && required->is_bool() && required->get_bool();
  const auto* type = object.if_contains("type");
  if (!type) return errors::invalid("Cannot parse missing member: type");
  field.type = TRY(parse_type(*type));
  if (const auto* initial = object.if_contains("initial-default")) field.initial_default = *initial;
  return field;
}

// The element, key or value of a list or map as a field of that name.
Result<Field> member(const boost::json::object& owner, std::string_view name) {
  Field field;
  field.name = name;
  field.id = static_cast<int32_t>(TRY(get_integer(owner, std::string(name) + "-id")));
  const auto* type = owner.if_contains(name);
  if (!type) return errors::invalid("Cannot parse missing member: " + std::string(name));
  field.type = TRY(parse_type(*type));
  return field;
}

}  // namespace

Result<Type> parse_type(const boost::json::value& type) {
  if (type.is_string()) return primitive(type.get_string());
  if (!type.is_object()) return errors::invalid("Cannot parse type from json: not a string or an object");
  const auto& object = type.get_object();
  const std::string kind = TRY(get_text(object, "type"));
  Type out;
  if (kind == "struct") {
    out.kind = TypeKind::struct_;
    out.fields = TRY(parse_fields(object));
    return out;
  }
  if (kind == "list") {
    out.kind = TypeKind::list;
    out.fields.push_back(TRY(member(object, "element")));
    return out;
  }
  if (kind != "map") return errors::invalid("Cannot parse type from json: " + kind);
  out.kind = TypeKind::map;
  out.fields.push_back(TRY(member(object, "key")));
  out.fields.push_back(TRY(member(object, "value")));
  return out;
}

Result<std::vector<Field>> parse_fields(const boost::json::object& schema) {
  std::vector<Field> fields;
  for (const auto& item : *TRY(get_array(schema, "fields"))) {
    if (!item.is_object()) return errors::invalid("Cannot parse a field: not an object");
    fields.push_back(TRY(parse_field(item.get_object())));
  }
  return fields;
}

const Field* find_field(const std::vector<Field>& fields, int32_t id) {
  for (const auto& field : fields) {
    if (field.id == id) return &field;
    if (const auto* nested = find_field(field.type.fields, id)) return nested;
  }
  return nullptr;
}

bool is_primitive(TypeKind kind) { return kind != TypeKind::struct_ && kind != TypeKind::list && kind != TypeKind::map; }

std::optional<std::string> initial_default(const Field& field) {
  const auto& json = field.initial_default;
  if (json.is_null() || json.is_object() || json.is_array()) return std::nullopt;
  if (!json.is_string()) return boost::json::serialize(json);
  std::string text(json.get_string());
  if (field.type.kind == TypeKind::binary || field.type.kind == TypeKind::fixed) return from_hex(text);
  return text;
}

sql::Type sql_type(const Type& type) {
  using K = sql::TypeKind;
  constexpr int kMicros = 6, kNanos = 9;
  switch (type.kind) {
    case TypeKind::boolean: return sql::simple(K::boolean);
    case TypeKind::int_: return sql::simple(K::integer);
    case TypeKind::long_: return sql::simple(K::bigint);
    case TypeKind::float_: return sql::simple(K::real);
    case TypeKind::double_: return sql::simple(K::double_);
    case TypeKind::decimal: return sql::decimal(type.precision, type.scale);
    case TypeKind::date: return sql::simple(K::date);
    case TypeKind::time: return {.kind = K::time, .precision = kMicros};
    case TypeKind::timestamp: return {.kind = K::timestamp, .precision = kMicros};
    case TypeKind::timestamptz: return {.kind = K::timestamp_tz, .precision = kMicros};
    case TypeKind::timestamp_ns: return {.kind = K::timestamp, .precision = kNanos};
    case TypeKind::timestamptz_ns: return {.kind = K::timestamp_tz, .precision = kMicros};
    case TypeKind::string: return sql::varchar();
    case TypeKind::uuid: return sql::simple(K::uuid);
    case TypeKind::fixed:
    case TypeKind::binary: return sql::simple(K::varbinary);
    case TypeKind::list: return sql::array_of(sql_type(type.fields[0].type));
    case TypeKind::map: return sql::map_of(sql_type(type.fields[0].type), sql_type(type.fields[1].type));
    case TypeKind::struct_: break;
  }
  sql::Type row{.kind = K::row};
  for (const auto& field : type.fields) {
    row.field_names.push_back(to_lower(field.name));
    row.children.push_back(sql_type(field.type));
  }
  return row;
}

}  // namespace tarn::iceberg
