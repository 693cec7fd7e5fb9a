#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>

#include "iceberg/avro.h"
#include "iceberg/errors.h"

namespace tarn::iceberg::avro {
namespace {

using Kind = Schema::Kind;
using SchemaPtr = std::shared_ptr<const Schema>;

constexpr std::pair<std::string_view, Kind> kPrimitives[] = {
    {"null", Kind::null},  {"boolean", Kind::boolean}, {"int", Kind::integer}, {"long", Kind::integer},
    {"float", Kind::floating}, {"double", Kind::double_}, {"string", Kind::text}, {"bytes", Kind::bytes}};

Error broken(const std::string& why) { return errors::invalid("Cannot read an Avro schema: " + why); }

std::string text_of(const boost::json::object& object, std::string_view name) {
  const auto* found = object.if_contains(name);
  return found && found->is_string() ? std::string(found->get_string()) : std::string();
}

class Parser {
 public:
  Result<SchemaPtr> parse(const boost::json::value& json, int depth) {
    if (depth > kMaxDepth) return broken("it is nested too deeply");
    if (json.is_string()) return by_name(std::string(json.get_string()));
    if (json.is_array()) return parse_union(json.get_array(), depth);
    if (!json.is_object()) return broken("a type is a name, a list or an object");
    return parse_object(json.get_object(), depth);
  }

 private:
  Result<SchemaPtr> by_name(const std::string& name) {
    for (const auto& [known, kind] : kPrimitives)
      if (known == name) {
        Schema schema;
        schema.kind = kind;
        return std::make_shared<const Schema>(std::move(schema));
      }
    if (auto found = named_.find(name); found != named_.end()) return found->second;
    return broken("no type is called " + name);
  }

  Result<SchemaPtr> parse_union(const boost::json::array& branches, int depth) {
    Schema schema;
    schema.kind = Kind::union_;
    for (const auto& branch : branches) schema.children.push_back(TRY(parse(branch, depth + 1)));
    return std::make_shared<const Schema>(std::move(schema));
  }

  Result<SchemaPtr> parse_object(const boost::json::object& object, int depth) {
    const auto* type = object.if_contains("type");
    if (!type) return broken("a type has no \"type\"");
    if (!type->is_string()) return parse(*type, depth + 1);
    const std::string kind = text_of(object, "type");
    Schema schema;
    schema.name = text_of(object, "name");
    schema.logical_type = text_of(object, "logicalType");
    if (kind == "record") {
      TRY(parse_fields(object, schema, depth));
    } else if (kind == "array" || kind == "map") {
      schema.kind = kind == "array" ? Kind::array : Kind::map;
      const auto* child = object.if_contains(kind == "array" ? "items" : "values");
      if (!child) return broken("the " + kind + " has no type of its members");
      schema.children.push_back(TRY(parse(*child, depth + 1)));
    } else if (kind == "fixed") {
      const auto* size = object.if_contains("size");
      if (!size || !size->is_int64() || size->get_int64() < 0 || size->get_int64() > INT32_MAX) return broken("a fixed type has no size");
      schema.kind = Kind::fixed;
      schema.fixed_size = static_cast<int32_t>(size->get_int64());
    } else if (kind == "enum") {
      schema.kind = Kind::enum_;
    } else {
      schema.kind = TRY(by_name(kind))->kind;
    }
    auto made = std::make_shared<const Schema>(std::move(schema));
    if (!made->name.empty()) named_[made->name] = made;
    return made;
  }

  Result<void> parse_fields(const boost::json::object& object, Schema& schema, int depth) {
    schema.kind = Kind::record;
    const auto* fields = object.if_contains("fields");
    if (!fields || !fields->is_array()) return broken("a record has no fields");
    for (const auto& item : fields->get_array()) {
      const auto* field = item.if_object();
      const auto* type = field ? field->if_contains("type") : nullptr;
      if (!type) return broken("a field has no type");
      Schema::Field parsed;
      parsed.name = text_of(*field, "name");
      if (const auto* id = field->if_contains("field-id"); id && id->is_int64()) parsed.id = static_cast<int32_t>(id->get_int64());
      parsed.type = TRY(parse(*type, depth + 1));
      schema.fields.push_back(std::move(parsed));
    }
    return {};
  }

  std::map<std::string, SchemaPtr> named_;
};

}  // namespace

Result<SchemaPtr> parse_schema(std::string_view json) {
  boost::system::error_code failed;
  const auto parsed = boost::json::parse(json, failed);
  if (failed) return broken("it is no JSON");
  return Parser().parse(parsed, 0);
}

}  // namespace tarn::iceberg::avro
