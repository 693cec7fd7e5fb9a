// The Avro classifier: the schema in the header of an object container file (Apache Avro 1.11 specification).
#include <limits>
#include <boost/json.hpp>
#include <map>

#include "base/encoding.h"
#include "glue/crawler/avro_schema.h"
#include "glue/crawler/builtin.h"
#include "glue/crawler/bytes.h"

namespace tarn::glue::crawler {
namespace {

namespace json = boost::json;
using sql::Type;
using sql::TypeKind;

constexpr std::string_view kMagic{"Obj\x01", 4};
constexpr int kMaxDepth = 32;

std::string text(const json::object& object, std::string_view member) {
  auto value = object.if_contains(member);
  return value && value->is_string() ? std::string(value->get_string()) : std::string();
}
int number(const json::object& object, std::string_view member) {
  auto value = object.if_contains(member);
  return value && value->is_int64() ? static_cast<int>(value->get_int64()) : 0;
}

// Turns schemas into types. Named types may be used again by their names; one that holds itself is text where it does.
class Schemas {
 public:
  std::optional<Type> type_of(const json::value& schema, int depth = 0) {
    if (depth == kMaxDepth) return std::nullopt;
    if (auto name = schema.if_string()) return by_name(std::string(*name));
    if (auto options = schema.if_array()) return union_of(*options, depth);
    if (auto object = schema.if_object()) return of_object(*object, depth);
    return std::nullopt;
  }

 private:
  std::optional<Type> by_name(const std::string& name) {
    static const std::map<std::string_view, TypeKind> kPrimitives{
        {"null", TypeKind::unknown}, {"boolean", TypeKind::boolean}, {"int", TypeKind::integer},  {"long", TypeKind::bigint},
        {"float", TypeKind::real},   {"double", TypeKind::double_},  {"bytes", TypeKind::varbinary}, {"string", TypeKind::varchar}};
    if (auto found = kPrimitives.find(name); found != kPrimitives.end()) return sql::simple(found->second);
    auto known = named_.find(name.substr(name.rfind('.') + 1));
    if (known == named_.end()) return std::nullopt;
    return known->second;
  }

  // A union with null is the other type; more than one other type widens.
  std::optional<Type> union_of(const json::array& options, int depth) {
    Type out = sql::simple(TypeKind::unknown);
    for (auto& option : options) {
      auto type = type_of(option, depth + 1);
      if (!type) return std::nullopt;
      out = widen(out, *type);
    }
    return out;
  }

  std::optional<Type> of_object(const json::object& schema, int depth) {
    auto kind = schema.if_contains("type");
    if (!kind) return std::nullopt;
    if (!kind->is_string()) return type_of(*kind, depth + 1);
    const std::string type = text(schema, "type"), name = text(schema, "name");
    if (auto logical = logical_type(schema, type)) {
      if (!name.empty()) named_[name] = *logical;
      return logical;
    }
    if (type == "record" || type == "error") return record(schema, name, depth);
    if (type == "enum") return named_[name] = sql::varchar();
    if (type == "fixed") return named_[name] = sql::simple(TypeKind::varbinary);
    if (type == "array" || type == "map") {
      auto inner = schema.if_contains(type == "array" ? "items" : "values");
      auto element = inner ? type_of(*inner, depth + 1) : std::nullopt;
      if (!element) return std::nullopt;
      return type == "array" ? sql::array_of(*element) : sql::map_of(sql::varchar(), *element);
    }
    return by_name(type);
  }

  static std::optional<Type> logical_type(const json::object& schema, const std::string& type) {
    const std::string logical = text(schema, "logicalType");
    if (logical == "decimal" && number(schema, "precision") > 0 && number(schema, "precision") <= 38) return sql::decimal(number(schema, "precision"), number(schema, "scale"));
    if (logical == "date" && type == "int") return sql::simple(TypeKind::date);
    if (logical.ends_with("timestamp-millis")) return Type{.kind = TypeKind::timestamp, .precision = 3};
    if (logical.ends_with("timestamp-micros")) return Type{.kind = TypeKind::timestamp, .precision = 6};
    return std::nullopt;
  }

  std::optional<Type> record(const json::object& schema, const std::string& name, int depth) {
    auto fields = schema.if_contains("fields");
    if (!fields || !fields->is_array()) return std::nullopt;
    named_[name] = sql::varchar();
    Type out = sql::simple(TypeKind::row);
    for (auto& field : fields->get_array()) {
      auto object = field.if_object();
      auto member = object ? object->if_contains("type") : nullptr;
      auto type = member ? type_of(*member, depth + 1) : std::nullopt;
      if (!type) return std::nullopt;
      out.field_names.push_back(to_lower(text(*object, "name")));
      out.children.push_back(std::move(*type));
    }
    return named_[name] = out;
  }

  std::map<std::string, Type> named_;
};

// The value of "avro.schema" in the header's map; nullopt: the header is broken or cut.
std::optional<std::string> header_schema(std::string_view bytes) {
  Bytes in(bytes.substr(kMagic.size()));
  std::optional<std::string> out;
  while (in.ok()) {
    int64_t entries = in.zigzag();
    if (entries == 0) return in.ok() ? out : std::nullopt;
    if (entries < 0) {
      if (entries == std::numeric_limits<int64_t>::min()) return std::nullopt;
      entries = -entries;
      in.zigzag();  // the block's size in bytes
    }
    for (int64_t i = 0; i < entries && in.ok(); i++) {
      auto key = in.take(static_cast<uint64_t>(in.zigzag()));
      auto value = in.take(static_cast<uint64_t>(in.zigzag()));
      if (key == "avro.schema") out = std::string(value);
    }
  }
  return std::nullopt;
}

}  // namespace

std::optional<Schema> avro_columns(const std::string& schema) {
  boost::system::error_code failure;
  auto document = json::parse(schema, failure);
  if (failure) return std::nullopt;
  auto type = Schemas().type_of(document);
  if (!type || !type->is(TypeKind::row)) return std::nullopt;
  Schema out;
  for (size_t i = 0; i < type->children.size(); i++) merge_schema(out, {{type->field_names[i], type->children[i]}});
  return out;
}

Result<std::optional<FileClass>> classify_avro(const Sample& sample) {
  if (!sample.text.starts_with(kMagic)) return std::optional<FileClass>();
  auto schema = header_schema(sample.text);
  auto columns = schema ? avro_columns(*schema) : std::nullopt;
  if (!columns) return Error{"GlueCorruptFile", "its Avro header is broken", 400, {}};
  FileClass out;
  out.classification = out.format = "avro";
  out.compression = sample.compression;
  out.avro_schema = *schema;
  out.columns = std::move(*columns);
  return std::optional<FileClass>(std::move(out));
}

}  // namespace tarn::glue::crawler
