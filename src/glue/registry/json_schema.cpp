#include "glue/registry/json_schema.h"

#include <algorithm>
#include <boost/json/parse.hpp>
#include <cmath>
#include <set>
#include <string>
#include <vector>

#include "glue/errors.h"

namespace tarn::glue::registry {
namespace {

namespace json = boost::json;

constexpr int kMaxDepth = 200;
constexpr std::string_view kTypes[] = {"null", "boolean", "object", "array", "number", "string", "integer"};

Error bad(std::string what) { return errors::invalid_input(std::move(what)); }

const json::value* keyword(const json::value& schema, std::string_view name) {
  const auto* object = schema.if_object();
  return object ? object->if_contains(name) : nullptr;
}

// ---- the shape of a schema

enum class Shape { schema, schemas, schema_map, text, number, count, flag, strings, type, values };
struct Keyword {
  std::string_view name;
  Shape shape;
};
constexpr Keyword kKeywords[] = {
    {"type", Shape::type}, {"enum", Shape::values}, {"required", Shape::strings},
    {"properties", Shape::schema_map}, {"patternProperties", Shape::schema_map}, {"definitions", Shape::schema_map}, {"$defs", Shape::schema_map},
    {"additionalProperties", Shape::schema}, {"additionalItems", Shape::schema}, {"propertyNames", Shape::schema}, {"contains", Shape::schema},
    {"not", Shape::schema}, {"if", Shape::schema}, {"then", Shape::schema}, {"else", Shape::schema},
    {"allOf", Shape::schemas}, {"anyOf", Shape::schemas}, {"oneOf", Shape::schemas},
    {"pattern", Shape::text}, {"format", Shape::text}, {"title", Shape::text}, {"description", Shape::text}, {"$schema", Shape::text}, {"$ref", Shape::text},
    {"minimum", Shape::number}, {"maximum", Shape::number}, {"multipleOf", Shape::number},
    {"minLength", Shape::count}, {"maxLength", Shape::count}, {"minItems", Shape::count}, {"maxItems", Shape::count},
    {"minProperties", Shape::count}, {"maxProperties", Shape::count}, {"uniqueItems", Shape::flag}};

bool is_type_name(const json::value& value) {
  return value.is_string() && std::find(std::begin(kTypes), std::end(kTypes), std::string_view(value.get_string())) != std::end(kTypes);
}

template <class Test>
bool all_items(const json::value& value, Test test) {
  return value.is_array() && std::all_of(value.get_array().begin(), value.get_array().end(), test);
}

bool has_shape(const json::value& value, Shape shape) {
  switch (shape) {
    case Shape::schema: return value.is_object() || value.is_bool();
    case Shape::schemas: return value.is_array() && !value.get_array().empty();
    case Shape::schema_map: return value.is_object();
    case Shape::text: return value.is_string();
    case Shape::number: return value.is_number();
    case Shape::count: return value.is_int64() && value.get_int64() >= 0;
    case Shape::flag: return value.is_bool();
    case Shape::strings: return all_items(value, [](const json::value& item) { return item.is_string(); });
    case Shape::type: return is_type_name(value) || all_items(value, is_type_name);
    case Shape::values: return value.is_array();
  }
  return false;
}

// "#", "#/definitions/a~1b": the part of the document; nullptr: nothing there, or elsewhere.
const json::value* target_of(const json::value& root, std::string_view reference) {
  if (!reference.starts_with('#')) return nullptr;
  boost::system::error_code failed;
  return root.find_pointer(json::string_view(reference.data() + 1, reference.size() - 1), failed);
}

class Checker {
 public:
  explicit Checker(const json::value& root) : root_(root) {}

  Result<void> check(const json::value& schema, int depth = 0) const {
    if (depth > kMaxDepth) return bad("The schema is nested too deeply");
    if (schema.is_bool()) return {};
    if (!schema.is_object()) return bad("A schema must be an object or a boolean");
    for (const auto& [name, shape] : kKeywords) {
      const auto* value = keyword(schema, name);
      if (!value) continue;
      if (!has_shape(*value, shape)) return bad("The keyword " + std::string(name) + " has a value of the wrong kind");
      TRY(check_inner(*value, shape, depth));
    }
    if (const auto* items = keyword(schema, "items")) TRY(check_inner(*items, items->is_array() ? Shape::schemas : Shape::schema, depth));
    if (const auto* reference = keyword(schema, "$ref")) {
      const std::string text(std::string_view(reference->get_string()));
      if (!target_of(root_, text)) return bad("The reference " + text + " leads to nothing in this schema");
    }
    return {};
  }

 private:
  Result<void> check_inner(const json::value& value, Shape shape, int depth) const {
    if (shape == Shape::schema) return check(value, depth + 1);
    if (shape == Shape::schemas && value.is_array())
      for (const json::value& one : value.get_array()) TRY(check(one, depth + 1));
    if (shape == Shape::schema_map)
      for (const auto& entry : value.get_object()) TRY(check(entry.value(), depth + 1));
    return {};
  }

  const json::value& root_;
};

// ---- comparing

const json::value kAnything = json::value(true);
const json::value kUnrestricted = json::value(json::object());

double number_of(const json::value& value) {
  boost::system::error_code failed;
  return value.to_number<double>(failed);
}

class Comparison {
 public:
  Comparison(const json::value& reader, const json::value& writer) : reader_root_(reader), writer_root_(writer) {}

  bool accepts(const json::value& asked_reader, const json::value& asked_writer) {
    const json::value &reader = resolved(reader_root_, asked_reader), &writer = resolved(writer_root_, asked_writer);
    if (reader == kAnything || (reader.is_object() && reader.get_object().empty())) return true;
    if (writer.is_bool() && !writer.get_bool()) return true;
    if (reader.is_bool()) return false;
    if (writer.is_bool()) return accepts_object(reader, kUnrestricted);
    // Of a pair that is being looked at already, the answer is what the rest of it says.
    if (!seen_.insert({&reader, &writer}).second) return true;
    const size_t mark = asked_.size();
    asked_.emplace_back(&reader, &writer);
    const bool outcome = accepts_object(reader, writer);
    for (; !outcome && asked_.size() > mark; asked_.pop_back()) seen_.erase(asked_.back());
    return outcome;
  }

 private:
  static const json::value& resolved(const json::value& root, const json::value& schema) {
    const json::value* at = &schema;
    for (int hops = 0; hops < kMaxDepth; ++hops) {
      const auto* reference = keyword(*at, "$ref");
      if (!reference || !reference->is_string()) break;
      const auto* target = target_of(root, std::string_view(reference->get_string()));
      if (!target) break;
      at = target;
    }
    return *at;
  }

  bool accepts_object(const json::value& reader, const json::value& writer) {
    // A writer that is one of several, or all of several, is looked at branch by branch.
    for (const char* choice : {"anyOf", "oneOf"})
      if (const auto* branches = keyword(writer, choice); branches && all_items(*branches, [&](const json::value& branch) { return accepts(reader, branch); })) return true;
    if (const auto* parts = keyword(writer, "allOf"))
      for (const json::value& part : parts->get_array())
        if (accepts(reader, part)) return true;
    return accepts_types(reader, writer) && accepts_values(reader, writer) && accepts_bounds(reader, writer) && accepts_texts(reader, writer) &&
           accepts_properties(reader, writer) && accepts_items(reader, writer) && accepts_compositions(reader, writer) && same_rest(reader, writer);
  }

  static std::set<std::string> types_of(const json::value& schema) {
    std::set<std::string> out;
    if (const auto* type = keyword(schema, "type")) {
      if (type->is_string()) out.insert(std::string(std::string_view(type->get_string())));
      else
        for (const json::value& one : type->get_array()) out.insert(std::string(std::string_view(one.get_string())));
    } else if (const auto* values = values_of(schema)) {
      for (const json::value& value : *values) out.insert(type_of(value));
    } else {
      out.insert(std::begin(kTypes), std::end(kTypes));
    }
    if (out.contains("number")) out.insert("integer");
    return out;
  }

  static std::string type_of(const json::value& value) {
    switch (value.kind()) {
      case json::kind::null: return "null";
      case json::kind::bool_: return "boolean";
      case json::kind::object: return "object";
      case json::kind::array: return "array";
      case json::kind::string: return "string";
      case json::kind::double_: return std::floor(value.get_double()) == value.get_double() ? "integer" : "number";
      default: return "integer";
    }
  }

  // The values of enum; nullptr: none.
  static const json::array* values_of(const json::value& schema) {
    const auto* values = keyword(schema, "enum");
    return values ? values->if_array() : nullptr;
  }

  bool accepts_types(const json::value& reader, const json::value& writer) const {
    const auto known = types_of(reader), sent = types_of(writer);
    return std::includes(known.begin(), known.end(), sent.begin(), sent.end());
  }

  bool accepts_values(const json::value& reader, const json::value& writer) const {
    if (const auto* constant = keyword(reader, "const")) {
      const auto* sent = keyword(writer, "const");
      if (!sent || *sent != *constant) return false;
    }
    const auto* known = values_of(reader);
    if (!known) return true;
    auto holds = [&](const json::value& value) { return std::find(known->begin(), known->end(), value) != known->end(); };
    if (const auto* constant = keyword(writer, "const")) return holds(*constant);
    const auto* sent = values_of(writer);
    return sent && std::all_of(sent->begin(), sent->end(), holds);
  }

  // A bound of the reader binds only if the writer can send what it bounds; then the writer's must be as tight.
  static bool bound_holds(const json::value& reader, const json::value& writer, const char* name, bool lower) {
    const auto* bound = keyword(reader, name);
    if (!bound || !bound->is_number()) return !bound || bound->is_bool();
    const auto* sent = keyword(writer, name);
    if (!sent || !sent->is_number()) return lower && number_of(*bound) <= 0 && std::string_view(name).starts_with("min") && std::string_view(name) != "minimum";
    return lower ? number_of(*sent) >= number_of(*bound) : number_of(*sent) <= number_of(*bound);
  }

  static bool can_send(const json::value& writer, std::string_view type) { return types_of(writer).contains(std::string(type)); }

  bool accepts_bounds(const json::value& reader, const json::value& writer) const {
    auto all = [&](std::initializer_list<std::pair<const char*, bool>> names) {
      return std::all_of(names.begin(), names.end(), [&](const auto& one) { return bound_holds(reader, writer, one.first, one.second); });
    };
    if (can_send(writer, "integer") && !all({{"minimum", true}, {"exclusiveMinimum", true}, {"maximum", false}, {"exclusiveMaximum", false}})) return false;
    // Draft-04's exclusiveMinimum is a flag of minimum.
    for (const char* flag : {"exclusiveMinimum", "exclusiveMaximum"}) {
      const auto* wanted = keyword(reader, flag);
      const auto* sent = keyword(writer, flag);
      if (wanted && wanted->is_bool() && wanted->get_bool() && !(sent && sent->is_bool() && sent->get_bool())) return false;
    }
    if (const auto* factor = keyword(reader, "multipleOf"); factor && can_send(writer, "integer")) {
      const auto* sent = keyword(writer, "multipleOf");
      if (!sent || std::fmod(number_of(*sent), number_of(*factor)) != 0) return false;
    }
    if (can_send(writer, "string") && !all({{"minLength", true}, {"maxLength", false}})) return false;
    if (can_send(writer, "array") && !all({{"minItems", true}, {"maxItems", false}})) return false;
    return !can_send(writer, "object") || all({{"minProperties", true}, {"maxProperties", false}});
  }

  bool accepts_texts(const json::value& reader, const json::value& writer) const {
    const auto* unique = keyword(reader, "uniqueItems");
    if (unique && unique->get_bool() && can_send(writer, "array")) {
      const auto* sent = keyword(writer, "uniqueItems");
      if (!sent || !sent->get_bool()) return false;
    }
    const auto* pattern = keyword(reader, "pattern");
    return !pattern || !can_send(writer, "string") || (keyword(writer, "pattern") && *keyword(writer, "pattern") == *pattern);
  }

  static const json::object& map_of(const json::value& schema, std::string_view name) {
    static const json::object kNone;
    const auto* map = keyword(schema, name);
    return map && map->is_object() ? map->get_object() : kNone;
  }

  static const json::value& rest_of(const json::value& schema, std::string_view name) {
    const auto* rest = keyword(schema, name);
    return rest ? *rest : kAnything;
  }

  // What a schema says of a property that it does not name.
  static const json::value& of_property(const json::value& schema, std::string_view name) {
    const auto* found = map_of(schema, "properties").if_contains(name);
    return found ? *found : rest_of(schema, "additionalProperties");
  }

  bool accepts_properties(const json::value& reader, const json::value& writer) {
    if (!can_send(writer, "object")) return true;
    std::set<std::string> sent_always;
    if (const auto* required = keyword(writer, "required"))
      for (const json::value& name : required->get_array()) sent_always.insert(std::string(std::string_view(name.get_string())));
    if (const auto* required = keyword(reader, "required"))
      for (const json::value& name : required->get_array())
        if (!sent_always.contains(std::string(std::string_view(name.get_string())))) return false;
    for (const auto* schema : {&reader, &writer})
      for (const auto& entry : map_of(*schema, "properties"))
        if (!accepts(of_property(reader, entry.key()), of_property(writer, entry.key()))) return false;
    if (map_of(reader, "patternProperties") != map_of(writer, "patternProperties")) return false;
    return accepts(rest_of(reader, "additionalProperties"), rest_of(writer, "additionalProperties"));
  }

  // What a schema says of the item at `index`; behind a tuple, additionalItems.
  static const json::value& of_item(const json::value& schema, size_t index) {
    const auto* items = keyword(schema, "items");
    if (!items) return kAnything;
    if (!items->is_array()) return *items;
    return index < items->get_array().size() ? items->get_array()[index] : rest_of(schema, "additionalItems");
  }

  bool accepts_items(const json::value& reader, const json::value& writer) {
    if (!can_send(writer, "array")) return true;
    size_t longest = 0;
    for (const auto* schema : {&reader, &writer})
      if (const auto* items = keyword(*schema, "items"); items && items->is_array()) longest = std::max(longest, items->get_array().size());
    for (size_t index = 0; index <= longest; ++index)
      if (!accepts(of_item(reader, index), of_item(writer, index))) return false;
    return true;
  }

  bool accepts_compositions(const json::value& reader, const json::value& writer) {
    if (const auto* parts = keyword(reader, "allOf"); parts && !all_items(*parts, [&](const json::value& part) { return accepts(part, writer); })) return false;
    for (const char* choice : {"anyOf", "oneOf"}) {
      const auto* branches = keyword(reader, choice);
      if (!branches) continue;
      // A document that two branches of oneOf accept is refused by it: that the branches exclude each other is taken from the author.
      const auto* sent = keyword(writer, choice);
      const bool same = sent && *sent == *branches;
      if (!same && std::none_of(branches->get_array().begin(), branches->get_array().end(), [&](const json::value& branch) { return accepts(branch, writer); })) return false;
    }
    return true;
  }

  // Keywords that are only compared as they stand.
  static bool same_rest(const json::value& reader, const json::value& writer) {
    for (const char* name : {"not", "if", "then", "else", "dependencies", "propertyNames", "contains"}) {
      const auto* known = keyword(reader, name);
      const auto* sent = keyword(writer, name);
      if (known && (!sent || *sent != *known)) return false;
    }
    return true;
  }

  using Pair = std::pair<const json::value*, const json::value*>;
  const json::value& reader_root_;
  const json::value& writer_root_;
  std::set<Pair> seen_;
  std::vector<Pair> asked_;  // those of seen_, in order
};

}  // namespace

Result<json::value> parse_json_schema(std::string_view text) {
  boost::system::error_code failed;
  json::parse_options options;
  options.max_depth = kMaxDepth;
  json::value document = json::parse(text, failed, {}, options);
  if (failed) return bad("The schema is not JSON: " + failed.message());
  TRY(Checker(document).check(document));
  return document;
}

bool accepts_all_of(const json::value& reader, const json::value& writer) { return Comparison(reader, writer).accepts(reader, writer); }

}  // namespace tarn::glue::registry
