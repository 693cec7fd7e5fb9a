#include "glue/registry/avro.h"

#include <algorithm>
#include <boost/json/parse.hpp>
#include <set>

#include "glue/errors.h"

namespace tarn::glue::registry {
namespace {

namespace json = boost::json;

constexpr size_t kMaxJsonDepth = 1000;  // a level of the schema takes up to four of JSON

constexpr std::pair<std::string_view, AvroKind> kPrimitives[] = {
    {"null", AvroKind::null},     {"boolean", AvroKind::boolean}, {"int", AvroKind::int_},   {"long", AvroKind::long_},
    {"float", AvroKind::float_}, {"double", AvroKind::double_},  {"bytes", AvroKind::bytes}, {"string", AvroKind::string}};

const AvroKind* primitive(std::string_view name) {
  for (const auto& [text, kind] : kPrimitives)
    if (text == name) return &kind;
  return nullptr;
}

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool is_name(std::string_view text) {
  return !text.empty() && is_letter(text[0]) && std::all_of(text.begin(), text.end(), [](char c) { return is_letter(c) || (c >= '0' && c <= '9'); });
}
bool is_full_name(std::string_view text) {
  while (true) {
    const auto dot = text.find('.');
    if (!is_name(text.substr(0, dot))) return false;
    if (dot == text.npos) return true;
    text.remove_prefix(dot + 1);
  }
}

Error bad(std::string what) { return errors::invalid_input(std::move(what)); }

const json::value* member(const json::object& object, std::string_view name) { return object.if_contains(name); }

Result<std::string> text_of(const json::object& object, std::string_view name) {
  const auto* value = member(object, name);
  if (!value || !value->is_string()) return bad("No " + std::string(name) + " in schema: " + std::string(name) + " must be a string");
  return std::string(std::string_view(value->get_string()));
}

class Parser {
 public:
  Result<AvroSchema> parse(const json::value& document) {
    schema_.root = TRY(type(document, ""));
    return std::move(schema_);
  }

 private:
  AvroType* make(AvroKind kind) {
    schema_.types.push_back(std::make_unique<AvroType>());
    schema_.types.back()->kind = kind;
    return schema_.types.back().get();
  }

  Result<const AvroType*> type(const json::value& value, const std::string& space) {
    if (++depth_ > kMaxDepth) return bad("The schema is nested too deeply");
    auto found = [&]() -> Result<const AvroType*> {
      if (value.is_string()) return named(std::string(std::string_view(value.get_string())), space);
      if (value.is_array()) return union_of(value.get_array(), space);
      if (value.is_object()) return object_type(value.get_object(), space);
      return bad("Not a schema: a name, an object or an array was expected");
    }();
    --depth_;
    return found;
  }

  Result<const AvroType*> named(const std::string& name, const std::string& space) {
    if (const AvroKind* kind = primitive(name)) return make(*kind);
    const std::string full = name.find('.') == name.npos && !space.empty() ? space + "." + name : name;
    auto found = names_.find(full);
    if (found == names_.end()) found = names_.find(name);
    if (found == names_.end()) return bad("Undefined name: \"" + name + "\"");
    return found->second;
  }

  Result<const AvroType*> union_of(const json::array& branches, const std::string& space) {
    AvroType* out = make(AvroKind::union_);
    std::set<std::string> seen;
    for (const json::value& branch : branches) {
      const AvroType* one = TRY(type(branch, space));
      if (one->kind == AvroKind::union_) return bad("Nested union");
      const std::string key = one->name.empty() ? std::to_string(static_cast<int>(one->kind)) : one->name;
      if (!seen.insert(key).second) return bad("Duplicate in union");
      out->children.push_back(one);
    }
    return out;
  }

  Result<const AvroType*> object_type(const json::object& object, const std::string& space) {
    const auto* type_member = member(object, "type");
    if (!type_member) return bad("No type in schema");
    if (!type_member->is_string()) return type(*type_member, space);
    const std::string name(std::string_view(type_member->get_string()));
    if (name == "record" || name == "error") return record(object, space);
    if (name == "enum") return enumeration(object, space);
    if (name == "fixed") return fixed(object, space);
    if (name == "array" || name == "map") return collection(object, space, name == "array");
    if (const AvroKind* kind = primitive(name)) {
      AvroType* out = make(*kind);
      TRY(logical(object, *out));
      return out;
    }
    return named(name, space);
  }

  Result<void> name_type(const json::object& object, const std::string& space, AvroType& out) {
    const std::string name = TRY(text_of(object, "name"));
    const auto* own = member(object, "namespace");
    const std::string inner = own && own->is_string() ? std::string(std::string_view(own->get_string())) : space;
    if (!is_full_name(name)) return bad("Illegal name: \"" + name + "\"");
    if (!inner.empty() && !is_full_name(inner)) return bad("Illegal namespace: \"" + inner + "\"");
    if (primitive(name)) return bad("Schemas may not be named after primitives: " + name);
    out.name = name.find('.') == name.npos && !inner.empty() ? inner + "." + name : name;
    if (!names_.emplace(out.name, &out).second) return bad("Can't redefine: " + out.name);
    const auto* aliases = member(object, "aliases");
    if (!aliases) return {};
    if (!aliases->is_array()) return bad("aliases not an array: " + out.name);
    for (const json::value& alias : aliases->get_array()) {
      if (!alias.is_string()) return bad("alias not a string: " + out.name);
      const std::string text(std::string_view(alias.get_string()));
      out.aliases.push_back(text.find('.') == text.npos && !space_of(out).empty() ? space_of(out) + "." + text : text);
    }
    return {};
  }

  static std::string space_of(const AvroType& type) {
    const auto dot = type.name.rfind('.');
    return dot == type.name.npos ? "" : type.name.substr(0, dot);
  }

  Result<const AvroType*> record(const json::object& object, const std::string& space) {
    AvroType* out = make(AvroKind::record);
    TRY(name_type(object, space, *out));
    const auto* fields = member(object, "fields");
    if (!fields || !fields->is_array()) return bad("Record has no fields: " + out->name);
    std::set<std::string> seen;
    for (const json::value& field : fields->get_array()) {
      if (!field.is_object()) return bad("Field of record " + out->name + " is no object");
      out->fields.push_back(TRY(field_of(field.get_object(), space_of(*out))));
      if (!seen.insert(out->fields.back().name).second) return bad("Duplicate field " + out->fields.back().name + " in record " + out->name);
    }
    return out;
  }

  Result<AvroField> field_of(const json::object& object, const std::string& space) {
    AvroField out;
    out.name = TRY(text_of(object, "name"));
    if (!is_name(out.name)) return bad("Illegal initial character or name: \"" + out.name + "\"");
    const auto* type_member = member(object, "type");
    if (!type_member) return bad("No field type: " + out.name);
    // {"name": "a", "type": "array", "items": ...} is no field: the type stands in an object of its own.
    out.type = TRY(type(*type_member, space));
    if (const auto* value = member(object, "default")) {
      out.has_default = true;
      if (!is_default(*out.type, *value)) return bad("Invalid default for field " + out.name);
    }
    if (const auto* aliases = member(object, "aliases"); aliases && aliases->is_array())
      for (const json::value& alias : aliases->get_array())
        if (alias.is_string()) out.aliases.emplace_back(std::string_view(alias.get_string()));
    return out;
  }

  Result<const AvroType*> enumeration(const json::object& object, const std::string& space) {
    AvroType* out = make(AvroKind::enum_);
    TRY(name_type(object, space, *out));
    const auto* symbols = member(object, "symbols");
    if (!symbols || !symbols->is_array()) return bad("Enum has no symbols: " + out->name);
    for (const json::value& symbol : symbols->get_array()) {
      if (!symbol.is_string() || !is_name(std::string_view(symbol.get_string()))) return bad("Illegal symbol in enum " + out->name);
      const std::string text(std::string_view(symbol.get_string()));
      if (std::find(out->symbols.begin(), out->symbols.end(), text) != out->symbols.end()) return bad("Duplicate enum symbol: " + text);
      out->symbols.push_back(text);
    }
    if (const auto* value = member(object, "default")) {
      out->has_enum_default = true;
      if (!is_default(*out, *value)) return bad("The default of enum " + out->name + " is not one of its symbols");
    }
    return out;
  }

  Result<const AvroType*> fixed(const json::object& object, const std::string& space) {
    AvroType* out = make(AvroKind::fixed);
    TRY(name_type(object, space, *out));
    const auto* size = member(object, "size");
    if (!size || !size->is_int64() || size->get_int64() < 0) return bad("Invalid or no size: " + out->name);
    out->size = size->get_int64();
    TRY(logical(object, *out));
    return out;
  }

  Result<const AvroType*> collection(const json::object& object, const std::string& space, bool is_array) {
    AvroType* out = make(is_array ? AvroKind::array : AvroKind::map);
    const auto* child = member(object, is_array ? "items" : "values");
    if (!child) return bad(is_array ? "Array has no items type" : "Map has no values type");
    out->children.push_back(TRY(type(*child, space)));
    return out;
  }

  static Result<void> logical(const json::object& object, AvroType& out) {
    const auto* name = member(object, "logicalType");
    if (!name || !name->is_string() || name->get_string() != "decimal") return {};
    if (out.kind != AvroKind::bytes && out.kind != AvroKind::fixed) return {};  // ignored, as the specification asks
    const auto *precision = member(object, "precision"), *scale = member(object, "scale");
    const bool sound = precision && precision->is_int64() && precision->get_int64() > 0 && (!scale || (scale->is_int64() && scale->get_int64() >= 0));
    if (!sound) return bad("Invalid decimal: precision must be positive, scale not negative");
    out.precision = precision->get_int64();
    out.scale = scale ? scale->get_int64() : 0;
    if (out.scale > out.precision) return bad("Invalid decimal scale: greater than its precision");
    out.logical = "decimal";
    return {};
  }

  // Whether the JSON value can stand for the type in a default; of a union, for any branch (Avro 1.12).
  static bool is_default(const AvroType& type, const json::value& value) {
    switch (type.kind) {
      case AvroKind::null: return value.is_null();
      case AvroKind::boolean: return value.is_bool();
      case AvroKind::int_: return value.is_int64() && value.get_int64() >= INT32_MIN && value.get_int64() <= INT32_MAX;
      case AvroKind::long_: return value.is_int64();
      case AvroKind::float_:
      case AvroKind::double_: return value.is_number();
      case AvroKind::bytes:
      case AvroKind::fixed:
      case AvroKind::string: return value.is_string();
      case AvroKind::enum_: return value.is_string() && std::find(type.symbols.begin(), type.symbols.end(), std::string_view(value.get_string())) != type.symbols.end();
      case AvroKind::array: return value.is_array() && std::all_of(value.get_array().begin(), value.get_array().end(), [&](const auto& item) { return is_default(*type.children[0], item); });
      case AvroKind::map: return value.is_object() && std::all_of(value.get_object().begin(), value.get_object().end(), [&](const auto& item) { return is_default(*type.children[0], item.value()); });
      case AvroKind::union_: return std::any_of(type.children.begin(), type.children.end(), [&](const AvroType* branch) { return is_default(*branch, value); });
      case AvroKind::record:
        return value.is_object() && std::all_of(type.fields.begin(), type.fields.end(), [&](const AvroField& field) {
                 const auto* given = value.get_object().if_contains(field.name);
                 return given ? is_default(*field.type, *given) : field.has_default;
               });
    }
    return false;
  }

  static constexpr int kMaxDepth = 200;

  AvroSchema schema_;
  std::map<std::string, const AvroType*> names_;
  int depth_ = 0;
};

std::string_view last_part(const std::string& name) { return std::string_view(name).substr(name.rfind('.') + 1); }

class Resolution {
 public:
  bool reads(const AvroType& reader, const AvroType& writer) {
    // Of a pair that is being looked at already, the answer is what the rest of it says.
    if (!seen_.insert({&reader, &writer}).second) return true;
    const size_t mark = asked_.size();
    asked_.emplace_back(&reader, &writer);
    const bool outcome = decide(reader, writer);
    // What was answered on the assumption that this one holds is forgotten with it.
    for (; !outcome && asked_.size() > mark; asked_.pop_back()) seen_.erase(asked_.back());
    return outcome;
  }

 private:
  bool decide(const AvroType& reader, const AvroType& writer) {
    if (writer.kind == AvroKind::union_) return std::all_of(writer.children.begin(), writer.children.end(), [&](const AvroType* branch) { return reads(reader, *branch); });
    if (reader.kind == AvroKind::union_) return std::any_of(reader.children.begin(), reader.children.end(), [&](const AvroType* branch) { return reads(*branch, writer); });
    if (reader.kind != writer.kind) return promotes(writer.kind, reader.kind);
    switch (reader.kind) {
      case AvroKind::array:
      case AvroKind::map: return reads(*reader.children[0], *writer.children[0]);
      case AvroKind::bytes: return same_decimal(reader, writer);
      case AvroKind::fixed: return same_name(reader, writer) && reader.size == writer.size && same_decimal(reader, writer);
      case AvroKind::enum_: return same_name(reader, writer) && (reader.has_enum_default || holds_all(reader.symbols, writer.symbols));
      case AvroKind::record: return same_name(reader, writer) && reads_fields(reader, writer);
      default: return true;
    }
  }

  static bool promotes(AvroKind from, AvroKind to) {
    switch (from) {
      case AvroKind::int_: return to == AvroKind::long_ || to == AvroKind::float_ || to == AvroKind::double_;
      case AvroKind::long_: return to == AvroKind::float_ || to == AvroKind::double_;
      case AvroKind::float_: return to == AvroKind::double_;
      case AvroKind::string: return to == AvroKind::bytes;
      case AvroKind::bytes: return to == AvroKind::string;
      default: return false;
    }
  }

  // By the unqualified name, or by an alias of the reader.
  static bool same_name(const AvroType& reader, const AvroType& writer) {
    if (last_part(reader.name) == last_part(writer.name)) return true;
    return std::find(reader.aliases.begin(), reader.aliases.end(), writer.name) != reader.aliases.end();
  }

  static bool same_decimal(const AvroType& reader, const AvroType& writer) {
    if (reader.logical.empty() || writer.logical.empty()) return true;
    return reader.precision == writer.precision && reader.scale == writer.scale;
  }

  static bool holds_all(const std::vector<std::string>& set, const std::vector<std::string>& items) {
    return std::all_of(items.begin(), items.end(), [&](const std::string& item) { return std::find(set.begin(), set.end(), item) != set.end(); });
  }

  bool reads_fields(const AvroType& reader, const AvroType& writer) {
    for (const AvroField& field : reader.fields) {
      const auto written = std::find_if(writer.fields.begin(), writer.fields.end(), [&](const AvroField& candidate) {
        return candidate.name == field.name || std::find(field.aliases.begin(), field.aliases.end(), candidate.name) != field.aliases.end();
      });
      if (written == writer.fields.end() ? !field.has_default : !reads(*field.type, *written->type)) return false;
    }
    return true;
  }

  using Pair = std::pair<const AvroType*, const AvroType*>;
  std::set<Pair> seen_;
  std::vector<Pair> asked_;  // those of seen_, in order
};

}  // namespace

Result<AvroSchema> parse_avro(std::string_view text) {
  boost::system::error_code failed;
  json::parse_options options;
  options.max_depth = kMaxJsonDepth;
  json::value document = json::parse(text, failed, {}, options);
  if (failed) {
    // A bare name is a schema too.
    const std::string bare(text);
    if (!primitive(bare)) return bad("The schema is not JSON: " + failed.message());
    document = json::string(bare);
  }
  return Parser().parse(document);
}

bool can_read(const AvroSchema& reader, const AvroSchema& writer) { return Resolution().reads(*reader.root, *writer.root); }

}  // namespace tarn::glue::registry
