#include "engine/functions/json_path_run.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>

#include "engine/number_text.h"

namespace tarn::engine {
namespace {

namespace json = boost::json;
using Kind = sql::JsonPathNode::Kind;
using Node = sql::JsonPathNode;

[[noreturn]] void structural(const std::string& text) { throw JsonPathError("structural error: " + text); }

std::string type_of(const json::value& value) {
  switch (value.kind()) {
    case json::kind::null: return "null";
    case json::kind::bool_: return "boolean";
    case json::kind::string: return "string";
    case json::kind::array: return "array";
    case json::kind::object: return "object";
    default: return "number";
  }
}

std::string node_type(const json::value& value) {
  auto type = type_of(value);
  for (char& c : type) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return type;
}

double number_of(const json::value& value) { return value.to_number<double>(); }
bool is_integer(const json::value& value) { return value.is_int64(); }

json::value literal_number(const std::string& text) {
  int64_t integer = 0;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), integer);
  if (error == std::errc() && end == text.data() + text.size()) return integer;
  return std::strtod(text.c_str(), nullptr);
}

enum class Truth { no, yes, unknown };

class Run {
 public:
  Run(bool strict, const json::value& input, const json::object& variables) : strict_(strict), input_(input), variables_(variables) {}

  struct Place {
    const json::value* current = nullptr;  // @
    int64_t last = -1;
  };

  JsonItems items(const Node& node, const Place& place) {
    switch (node.kind) {
      case Kind::null_literal: return {nullptr};
      case Kind::true_literal: return {true};
      case Kind::false_literal: return {false};
      case Kind::number: return one(literal_number(node.text));
      case Kind::string: return one(json::string(node.text));
      case Kind::context: return one(input_);
      case Kind::current: return one(*place.current);
      case Kind::last:
        if (place.last < 0) throw JsonPathError("accessing the last array index with no enclosing array");
        return one(place.last);
      case Kind::variable: return variable(node.text);
      case Kind::plus:
      case Kind::minus: return signs(node, place);
      case Kind::add:
      case Kind::subtract:
      case Kind::multiply:
      case Kind::divide:
      case Kind::modulo: return one(arithmetic(node, operand(node, 0, place), operand(node, 1, place)));
      case Kind::member: return members(node, place);
      case Kind::all_members: return all_members(node, place);
      case Kind::descendant: return descendants(node, place);
      case Kind::elements: return elements(node, place);
      case Kind::all_elements: return all_elements(node, place);
      case Kind::filter: return filtered(node, place);
      case Kind::method: return method(node, place);
      default: break;
    }
    throw JsonPathError("a predicate is no value");
  }

 private:
  static JsonItems one(json::value value) {
    JsonItems items;
    items.push_back(std::move(value));
    return items;
  }

  JsonItems variable(const std::string& name) {
    auto* value = variables_.if_contains(name);
    if (!value) throw JsonPathError("no value passed for parameter " + name);
    return one(*value);
  }

  // Arrays stand for their elements in lax mode.
  JsonItems unwrapped(JsonItems items) const {
    if (strict_ || std::none_of(items.begin(), items.end(), [](auto& item) { return item.is_array(); })) return items;
    JsonItems out;
    for (auto& item : items) {
      if (!item.is_array()) out.push_back(std::move(item));
      else
        for (auto& element : item.as_array()) out.push_back(std::move(element));
    }
    return out;
  }

  JsonItems signs(const Node& node, const Place& place) {
    JsonItems out;
    for (auto& item : unwrapped(items(*node.children[0], place))) {
      if (!item.is_number()) throw JsonPathError("invalid item type. Expected: NUMBER, actual: " + node_type(item));
      if (node.kind == Kind::plus) out.push_back(item);
      else if (is_integer(item)) out.push_back(-item.as_int64());
      else out.push_back(-number_of(item));
    }
    return out;
  }

  json::value operand(const Node& node, size_t index, const Place& place) {
    auto values = unwrapped(items(*node.children[index], place));
    if (values.size() != 1) throw JsonPathError("arithmetic binary expression requires singleton operands");
    if (!values[0].is_number()) throw JsonPathError("invalid item type. Expected: NUMBER, actual: " + node_type(values[0]));
    return values[0];
  }

  static json::value arithmetic(const Node& node, const json::value& a, const json::value& b) {
    if (is_integer(a) && is_integer(b)) return integers(node.kind, a.as_int64(), b.as_int64());
    const double x = number_of(a), y = number_of(b);
    switch (node.kind) {
      case Kind::add: return x + y;
      case Kind::subtract: return x - y;
      case Kind::multiply: return x * y;
      case Kind::divide: return x / y;
      default: return std::fmod(x, y);
    }
  }

  static int64_t integers(Kind kind, int64_t a, int64_t b) {
    int64_t out = 0;
    bool overflow = false;
    switch (kind) {
      case Kind::add: overflow = __builtin_add_overflow(a, b, &out); break;
      case Kind::subtract: overflow = __builtin_sub_overflow(a, b, &out); break;
      case Kind::multiply: overflow = __builtin_mul_overflow(a, b, &out); break;
      default:
        if (b == 0) throw JsonPathError("");
        overflow = a == INT64_MIN && b == -1;
        if (!overflow) out = kind == Kind::divide ? a / b : a % b;
    }
    if (overflow) throw JsonPathError("");
    return out;
  }

  JsonItems members(const Node& node, const Place& place) {
    JsonItems out;
    for (auto& item : unwrapped(items(*node.children[0], place))) {
      if (!item.is_object()) {
        if (strict_) throw JsonPathError("invalid item type. Expected: OBJECT, actual: " + node_type(item));
        continue;
      }
      if (auto* value = item.as_object().if_contains(node.text)) out.push_back(*value);
      else if (strict_) structural("missing member '" + node.text + "' in JSON object");
    }
    return out;
  }

  JsonItems all_members(const Node& node, const Place& place) {
    JsonItems out;
    for (auto& item : unwrapped(items(*node.children[0], place))) {
      if (item.is_object()) {
        for (auto& member : item.as_object()) out.push_back(member.value());
      } else if (strict_) {
        throw JsonPathError("invalid item type. Expected: OBJECT, actual: " + node_type(item));
      }
    }
    return out;
  }

  static void collect(const json::value& value, const std::string& name, JsonItems& out) {
    if (auto* object = value.if_object()) {
      if (auto* found = object->if_contains(name)) out.push_back(*found);
      for (auto& member : *object) collect(member.value(), name, out);
    } else if (auto* array = value.if_array()) {
      for (auto& element : *array) collect(element, name, out);
    }
  }

  JsonItems descendants(const Node& node, const Place& place) {
    JsonItems out;
    for (auto& item : items(*node.children[0], place)) collect(item, node.text, out);
    return out;
  }

  JsonItems all_elements(const Node& node, const Place& place) {
    JsonItems out;
    for (auto& item : items(*node.children[0], place)) {
      if (item.is_array()) {
        for (auto& element : item.as_array()) out.push_back(std::move(element));
      } else if (strict_) {
        throw JsonPathError("invalid item type. Expected: ARRAY, actual: " + node_type(item));
      } else {
        out.push_back(std::move(item));
      }
    }
    return out;
  }

  int64_t index(const Node& node, const Place& place) {
    auto values = items(node, place);
    if (values.size() != 1) throw JsonPathError("array subscript 'from' value must be singleton numeric");
    if (!values[0].is_number()) throw JsonPathError("array subscript 'from' value must be numeric");
    return is_integer(values[0]) ? values[0].as_int64() : static_cast<int64_t>(number_of(values[0]));
  }

  JsonItems elements(const Node& node, const Place& place) {
    JsonItems out;
    for (auto& item : items(*node.children[0], place)) {
      if (!item.is_array()) {
        if (strict_) throw JsonPathError("invalid item type. Expected: ARRAY, actual: " + node_type(item));
        item = json::array{std::move(item)};
      }
      auto& array = item.as_array();
      Place inner = place;
      inner.last = static_cast<int64_t>(array.size()) - 1;
      for (size_t i = 1; i < node.children.size(); ++i) {
        auto& subscript = *node.children[i];
        const bool range = subscript.kind == Kind::range;
        int64_t from = index(range ? *subscript.children[0] : subscript, inner);
        int64_t to = range ? index(*subscript.children[1], inner) : from;
        const bool inside = from >= 0 && to >= from && to <= inner.last;
        if (strict_ && !inside)
          structural("invalid array subscript: [" + std::to_string(from) + ", " + std::to_string(to) + "] for array of size " + std::to_string(array.size()));
        for (int64_t at = std::max<int64_t>(from, 0); at <= std::min(to, inner.last); ++at) out.push_back(array[static_cast<size_t>(at)]);
      }
    }
    return out;
  }

  JsonItems filtered(const Node& node, const Place& place) {
    JsonItems out;
    for (auto& item : unwrapped(items(*node.children[0], place))) {
      Place inner = place;
      inner.current = &item;
      if (truth(*node.children[1], inner) == Truth::yes) out.push_back(item);
    }
    return out;
  }

  // ---- methods

  JsonItems method(const Node& node, const Place& place) {
    auto values = items(*node.children[0], place);
    JsonItems out;
    if (node.text == "type") {
      for (auto& item : values) out.push_back(json::value(type_of(item)));
      return out;
    }
    if (node.text == "size") {
      for (auto& item : values) {
        if (!item.is_array() && strict_) throw JsonPathError("invalid item type. Expected: ARRAY, actual: " + node_type(item));
        out.push_back(item.is_array() ? static_cast<int64_t>(item.as_array().size()) : int64_t{1});
      }
      return out;
    }
    for (auto& item : unwrapped(std::move(values))) {
      if (node.text == "keyvalue") key_values(item, out);
      else if (node.text == "double") out.push_back(to_double(item));
      else out.push_back(rounded(node.text, item));
    }
    return out;
  }

  void key_values(const json::value& item, JsonItems& out) {
    if (!item.is_object()) throw JsonPathError("invalid item type. Expected: OBJECT, actual: " + node_type(item));
    for (auto& member : item.as_object()) out.push_back(json::object{{"name", member.key()}, {"value", member.value()}, {"id", objects_}});
    ++objects_;
  }

  static json::value to_double(const json::value& item) {
    if (item.is_number()) return number_of(item);
    if (!item.is_string()) throw JsonPathError("invalid item type. Expected: NUMBER or TEXT, actual: " + node_type(item));
    const auto& text = item.as_string();
    double value = 0;
    auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size()) throw JsonPathError("");
    return value;
  }

  static json::value rounded(const std::string& name, const json::value& item) {
    if (!item.is_number()) throw JsonPathError("invalid item type. Expected: NUMBER, actual: " + node_type(item));
    if (is_integer(item)) return name == "abs" ? std::abs(item.as_int64()) : item.as_int64();
    const double value = number_of(item);
    return name == "abs" ? std::fabs(value) : name == "ceiling" ? std::ceil(value) : std::floor(value);
  }

  // ---- predicates

  Truth truth(const Node& node, const Place& place) {
    switch (node.kind) {
      case Kind::and_: {
        auto left = truth(*node.children[0], place);
        if (left == Truth::no) return left;
        auto right = truth(*node.children[1], place);
        return right == Truth::no ? right : left == Truth::yes ? right : left;
      }
      case Kind::or_: {
        auto left = truth(*node.children[0], place);
        if (left == Truth::yes) return left;
        auto right = truth(*node.children[1], place);
        return right == Truth::yes ? right : left == Truth::no ? right : left;
      }
      case Kind::not_: {
        auto inner = truth(*node.children[0], place);
        return inner == Truth::unknown ? inner : inner == Truth::yes ? Truth::no : Truth::yes;
      }
      case Kind::is_unknown: return truth(*node.children[0], place) == Truth::unknown ? Truth::yes : Truth::no;
      case Kind::exists:
        try {
          return items(*node.children[0], place).empty() ? Truth::no : Truth::yes;
        } catch (const JsonPathError&) {
          return Truth::unknown;
        }
      default: return compared(node, place);
    }
  }

  // True when any pair fits; a pair that cannot be compared leaves it unknown.
  Truth compared(const Node& node, const Place& place) {
    JsonItems left, right;
    try {
      left = unwrapped(items(*node.children[0], place));
      right = unwrapped(items(*node.children[1], place));
    } catch (const JsonPathError&) {
      return Truth::unknown;
    }
    bool found = false, unknown = false;
    for (auto& a : left)
      for (auto& b : right) {
        auto one = pair(node.kind, a, b);
        unknown = unknown || !one;
        found = found || (one && *one);
        if (!strict_ && (found || unknown)) return unknown ? Truth::unknown : Truth::yes;
      }
    return unknown ? Truth::unknown : found ? Truth::yes : Truth::no;
  }

  static std::optional<bool> pair(Kind kind, const json::value& a, const json::value& b) {
    if (kind == Kind::starts_with) {
      if (!a.is_string() || !b.is_string()) return std::nullopt;
      return std::string_view(a.as_string()).starts_with(std::string_view(b.as_string()));
    }
    if (a.is_structured() || b.is_structured()) return std::nullopt;
    if (a.is_null() || b.is_null()) {
      const bool same = a.is_null() && b.is_null();
      return kind == Kind::not_equal ? !same : (kind == Kind::equal || kind == Kind::less_equal || kind == Kind::greater_equal) && same;
    }
    auto order = ordered(a, b);
    if (!order) return std::nullopt;
    switch (kind) {
      case Kind::equal: return *order == 0;
      case Kind::not_equal: return *order != 0;
      case Kind::less: return *order < 0;
      case Kind::less_equal: return *order <= 0;
      case Kind::greater: return *order > 0;
      default: return *order >= 0;
    }
  }

  static std::optional<int> ordered(const json::value& a, const json::value& b) {
    if (a.is_string() && b.is_string()) return a.as_string().compare(b.as_string());
    if (a.is_bool() && b.is_bool()) return int(a.as_bool()) - int(b.as_bool());
    if (!a.is_number() || !b.is_number()) return std::nullopt;
    if (is_integer(a) && is_integer(b)) return a.as_int64() < b.as_int64() ? -1 : a.as_int64() > b.as_int64();
    return number_of(a) < number_of(b) ? -1 : number_of(a) > number_of(b);
  }

  bool strict_;
  const json::value& input_;
  const json::object& variables_;
  int64_t objects_ = 0;  // numbers the objects that keyvalue() takes apart
};

}  // namespace

JsonItems run_json_path(const sql::JsonPath& path, const json::value& input, const json::object& variables) {
  return Run(path.strict, input, variables).items(*path.root, {});
}

void print_json(const json::value& value, std::string& out) {
  if (auto* object = value.if_object()) {
    out += '{';
    bool first = true;
    for (auto& member : *object) {
      if (!first) out += ',';
      first = false;
      out += json::serialize(member.key());
      out += ':';
      print_json(member.value(), out);
    }
    out += '}';
  } else if (auto* array = value.if_array()) {
    out += '[';
    for (size_t i = 0; i < array->size(); ++i) {
      if (i) out += ',';
      print_json((*array)[i], out);
    }
    out += ']';
  } else if (value.is_double()) {
    print_java(value.get_double(), out);
  } else {
    out += json::serialize(value);
  }
}

}  // namespace tarn::engine
