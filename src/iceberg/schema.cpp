#include "iceberg/schema.h"

#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <set>

#include "iceberg/errors.h"

namespace tarn::iceberg {
namespace {

constexpr std::array<std::string_view, 18> kPrimitives{"boolean", "int", "long", "float", "double", "date", "time", "timestamp", "timestamptz", "timestamp_ns",
                                                       "timestamptz_ns", "string", "uuid", "binary", "unknown", "variant", "geometry", "geography"};

bool is_primitive(std::string_view name) {
  static const RE2 kParameterized(R"(decimal\(\s*\d{1,2}\s*,\s*\d{1,2}\s*\)|fixed\[\d{1,9}\]|geometry\([^()]*\)|geography\([^()]*\))");
  if (name.empty()) return false;
  return std::find(kPrimitives.begin(), kPrimitives.end(), name) != kPrimitives.end() || RE2::FullMatch(re2::StringPiece(name.data(), name.size()), kParameterized);
}

// Walks a type and hands every id in it to `use`, which may change it.
class TypeWalk {
 public:
  using Use = std::function<Result<void>(int64_t& id)>;
  explicit TypeWalk(Use use) : use_(std::move(use)) {}

  Result<void> fields(boost::json::object& type, int depth) {
    auto* found = type.if_contains("fields");
    if (!found || !found->is_array()) return errors::invalid("Cannot parse struct fields: not a list");
    std::set<std::string> names;
    for (auto& item : found->get_array()) {
      if (!item.is_object()) return errors::invalid("Cannot parse a field: not an object");
      auto& field = item.get_object();
      const std::string name = TRY(get_text(field, "name"));
      if (!names.insert(name).second) return errors::invalid("Invalid schema: multiple fields for name " + name);
      const auto* required = field.if_contains("required");
      if (!required || !required->is_bool()) return errors::invalid("Cannot parse missing boolean: required");
      TRY(this->id(field, "id"));
    }
    for (auto& item : found->get_array()) TRY(nested(item.get_object(), "type", depth));
    return {};
  }

 private:
  Result<void> nested(boost::json::object& owner, std::string_view name, int depth) {
    auto* type = owner.if_contains(name);
    if (!type) return errors::invalid("Cannot parse missing member: " + std::string(name));
    if (depth > kMaxTypeDepth) return errors::invalid("The type is nested too deeply");
    if (type->is_string()) {
      if (!is_primitive(type->get_string())) return errors::invalid("Cannot parse type string to primitive: " + std::string(std::string_view(type->get_string())));
      return {};
    }
    if (!type->is_object()) return errors::invalid("Cannot parse type from json: not a string or an object");
    auto& object = type->get_object();
    const std::string kind = TRY(get_text(object, "type"));
    if (kind == "struct") return fields(object, depth + 1);
    if (kind == "list") {
      TRY(id(object, "element-id"));
      return nested(object, "element", depth + 1);
    }
    if (kind != "map") return errors::invalid("Cannot parse type from json: " + kind);
    TRY(id(object, "key-id"));
    TRY(id(object, "value-id"));
    TRY(nested(object, "key", depth + 1));
    return nested(object, "value", depth + 1);
  }

  Result<void> id(boost::json::object& owner, std::string_view name) {
    int64_t id = TRY(get_integer(owner, name));
    TRY(use_(id));
    owner[name] = id;
    return {};
  }

  const Use use_;
};

Result<std::set<int64_t>> ids_of(const boost::json::object& schema) {
  std::set<int64_t> ids;
  boost::json::object copy(schema);
  TypeWalk walk([&](int64_t& id) -> Result<void> {
    if (id < 0 || id > INT32_MAX) return errors::invalid("Invalid field id: " + std::to_string(id));
    if (!ids.insert(id).second) return errors::invalid("Invalid schema: multiple fields for id " + std::to_string(id));
    return {};
  });
  TRY(walk.fields(copy, 0));
  return ids;
}

Result<void> check_transform(const std::string& transform) {
  static const RE2 kKnown(R"(identity|year|month|day|hour|void|bucket\[[1-9]\d{0,8}\]|truncate\[[1-9]\d{0,8}\])");
  if (!RE2::FullMatch(transform, kKnown)) return errors::invalid("Unsupported transform: " + transform);
  return {};
}

Result<void> check_source(const boost::json::object& field, const std::set<int64_t>& ids) {
  std::vector<int64_t> sources;
  if (const auto* several = TRY(find_array(field, "source-ids"))) {  // format version 3
    for (const auto& id : *several)
      if (id.is_int64()) sources.push_back(id.get_int64());
  } else {
    sources.push_back(TRY(get_integer(field, "source-id")));
  }
  for (int64_t id : sources)
    if (!ids.contains(id)) return errors::invalid("Cannot find source column for id " + std::to_string(id));
  return {};
}

std::string hive_struct(const boost::json::object& type) {
  std::string out = "struct<";
  const auto* fields = type.if_contains("fields");
  if (fields && fields->is_array()) {
    for (const auto& field : fields->get_array()) {
      if (!field.is_object()) continue;
      if (out.back() != '<') out += ',';
      if (const auto* name = field.get_object().if_contains("name"); name && name->is_string()) out += std::string_view(name->get_string());
      const auto* nested = field.get_object().if_contains("type");
      out += ':' + (nested ? hive_type(*nested) : "string");
    }
  }
  return out + '>';
}

std::string hive_primitive(std::string_view name) {
  if (name == "long") return "bigint";
  if (name.starts_with("timestamp")) return "timestamp";
  if (name == "time" || name == "uuid" || name == "unknown" || name == "variant" || name.starts_with("geo")) return "string";
  if (name.starts_with("fixed")) return "binary";
  std::string out(name);
  std::erase(out, ' ');
  return out;
}

}  // namespace

Result<void> check_schema(const boost::json::object& schema) {
  const auto ids = TRY(ids_of(schema));
  if (const auto* identifiers = TRY(find_array(schema, "identifier-field-ids"))) {
    for (const auto& id : *identifiers)
      if (!id.is_int64() || !ids.contains(id.get_int64())) return errors::invalid("Cannot add an identifier field: it does not exist in the schema");
  }
  return {};
}

int64_t highest_field_id(const boost::json::object& schema) {
  auto ids = ids_of(schema);
  return ids.ok() && !ids->empty() ? *ids->rbegin() : 0;
}

Result<FreshSchema> with_fresh_ids(const boost::json::object& schema) {
  FreshSchema out{schema, {}};
  int64_t next = 0;
  TypeWalk walk([&](int64_t& id) -> Result<void> {
    if (!out.new_ids.emplace(id, ++next).second) return errors::invalid("Invalid schema: multiple fields for id " + std::to_string(id));
    id = next;
    return {};
  });
  TRY(walk.fields(out.schema, 0));
  if (const auto* identifiers = TRY(find_array(schema, "identifier-field-ids"))) {
    boost::json::array renumbered;
    for (const auto& id : *identifiers) {
      auto found = id.is_int64() ? out.new_ids.find(id.get_int64()) : out.new_ids.end();
      if (found == out.new_ids.end()) return errors::invalid("Cannot add an identifier field: it does not exist in the schema");
      renumbered.push_back(found->second);
    }
    out.schema["identifier-field-ids"] = std::move(renumbered);
  }
  return out;
}

Result<void> check_partition_spec(const boost::json::object& spec, const boost::json::object& schema) {
  const auto ids = TRY(ids_of(schema));
  std::set<std::string> names;
  for (const auto& item : *TRY(get_array(spec, "fields"))) {
    if (!item.is_object()) return errors::invalid("Cannot parse a partition field: not an object");
    const auto& field = item.get_object();
    const std::string transform = TRY(get_text(field, "transform"));
    TRY(check_transform(transform));
    const std::string name = TRY(get_text(field, "name"));
    if (!names.insert(name).second) return errors::invalid("Cannot use partition name more than once: " + name);
    TRY(find_integer(field, "field-id"));
    if (transform != "void") TRY(check_source(field, ids));
  }
  return {};
}

Result<void> check_sort_order(const boost::json::object& order, const boost::json::object& schema) {
  const auto ids = TRY(ids_of(schema));
  for (const auto& item : *TRY(get_array(order, "fields"))) {
    if (!item.is_object()) return errors::invalid("Cannot parse a sort field: not an object");
    const auto& field = item.get_object();
    TRY(check_transform(TRY(get_text(field, "transform"))));
    TRY(check_source(field, ids));
    const std::string direction = TRY(get_text(field, "direction")), nulls = TRY(get_text(field, "null-order"));
    if (direction != "asc" && direction != "desc") return errors::invalid("Invalid sort direction: " + direction);
    if (nulls != "nulls-first" && nulls != "nulls-last") return errors::invalid("Invalid null order: " + nulls);
  }
  return {};
}

std::string hive_type(const boost::json::value& type) {
  if (type.is_string()) return hive_primitive(type.get_string());
  if (!type.is_object()) return "string";
  const auto& object = type.get_object();
  auto nested = [&](std::string_view name) {
    const auto* found = object.if_contains(name);
    return found ? hive_type(*found) : std::string("string");
  };
  const auto* kind = object.if_contains("type");
  if (kind && kind->is_string() && kind->get_string() == "list") return "array<" + nested("element") + ">";
  if (kind && kind->is_string() && kind->get_string() == "map") return "map<" + nested("key") + "," + nested("value") + ">";
  return hive_struct(object);
}

}  // namespace tarn::iceberg
