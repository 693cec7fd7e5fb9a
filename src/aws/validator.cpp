#include "aws/validator.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <cmath>
#include <vector>

#include "aws/text_pattern.h"

namespace tarn::aws {
namespace {

constexpr size_t kMaxViolations = 10;  // AWS lists no more in one message
constexpr size_t kMaxQuotedValue = 1024;

struct Violation {
  const MemberModel* member;  // null: an element of a list, a key or value of a map
  std::string path;
  std::string value;  // as quoted; empty: null
  std::string constraint;
  enum Kind : uint8_t { missing, bound, length, pattern, enumeration } kind;
};

std::string number_text(double value) {
  return value == std::floor(value) && std::abs(value) < 9e15 ? std::to_string(static_cast<int64_t>(value)) : std::to_string(value);
}

std::string quoted(const Document& value) {
  std::string text;
  if (value.is_string()) {
    text.assign(value.get_string().data(), value.get_string().size());
  } else if (value.is_array()) {
    for (const Document& item : value.get_array()) {
      text += (text.empty() ? "" : ", ") + (item.is_string() ? std::string(item.get_string()) : boost::json::serialize(item));
      if (text.size() > kMaxQuotedValue) break;
    }
    text = "[" + text + "]";
  } else {
    text = boost::json::serialize(value);
  }
  if (text.size() > kMaxQuotedValue) text.resize(kMaxQuotedValue);
  return text;
}

// Where in the input: written only once something is wrong there.
struct Path {
  const Path* parent = nullptr;  // null: the input itself
  std::string_view member;       // of a structure; empty: an element of a list
  size_t number = 0;             // of the element, from 1
  std::string_view key = {};     // of a map's entry

  std::string text() const {
    if (!parent) return {};
    const std::string before = parent->text();
    if (number > 0) return before + "." + std::to_string(number) + ".member";
    if (member.empty()) return before + "." + std::string(key) + ".member";
    std::string own(member);
    if (own[0] >= 'A' && own[0] <= 'Z') own[0] = static_cast<char>(own[0] - 'A' + 'a');
    return before.empty() ? own : before + "." + own;
  }
};

// Walks a document along its shape and notes what breaks a constraint.
class Walker {
 public:
  explicit Walker(const ServiceModel& service) : service_(service) {}

  void structure(const ShapeModel& shape, const Document& document, const Path& path) {
    const auto* object = document.if_object();
    if (!object) return;
    for (const MemberModel& member : service_.members_of(shape)) {
      if (violations_.size() >= kMaxViolations) return;
      if (member.streaming) continue;
      const Document* value = object->if_contains(member.name);
      const Path at{&path, member.name};
      if (!value || value->is_null()) {
        if (member.required) violations_.push_back({&member, at.text(), {}, "Member must not be null", Violation::missing});
      } else {
        walk(&member, service_.shape_of(member), *value, at);
      }
    }
  }

  std::vector<Violation> take() { return std::move(violations_); }

 private:
  void walk(const MemberModel* member, const ShapeModel& shape, const Document& value, const Path& path) {
    own_constraints(member, shape, value, path);
    if (shape.kind == Kind::structure) return structure(shape, value, path);
    if (shape.kind == Kind::list && value.is_array()) return elements(shape, value, path);
    if (shape.kind == Kind::map && value.is_object()) return entries(shape, value, path);
  }

  void elements(const ShapeModel& shape, const Document& list, const Path& path) {
    const ShapeModel& item = service_.shape_of(service_.members_of(shape)[0]);
    size_t number = 0;
    for (const Document& value : list.get_array()) {
      if (violations_.size() >= kMaxViolations) return;
      ++number;
      if (item.kind == Kind::structure || item.kind == Kind::list || item.kind == Kind::map) {
        walk(nullptr, item, value, Path{&path, {}, number});
      } else if (!scalar_constraints(item, value).empty()) {
        note(nullptr, list, path, "Member must satisfy constraint: [" + every_constraint(item) + "]", Violation::length);
        return;
      }
    }
  }

  void entries(const ShapeModel& shape, const Document& map, const Path& path) {
    auto sides = service_.members_of(shape);
    const ShapeModel &key_shape = service_.shape_of(sides[0]), &value_shape = service_.shape_of(sides[1]);
    for (const auto& [key, value] : map.get_object()) {
      if (violations_.size() >= kMaxViolations) return;
      if (!scalar_constraints(key_shape, Document(key)).empty())
        return note(nullptr, map, path, "Map keys must satisfy constraint: [" + every_constraint(key_shape) + "]", Violation::length);
      if (value_shape.kind == Kind::structure || value_shape.kind == Kind::list || value_shape.kind == Kind::map) {
        walk(nullptr, value_shape, value, Path{&path, {}, 0, key});
      } else if (!scalar_constraints(value_shape, value).empty()) {
        return note(nullptr, map, path, "Map value must satisfy constraint: [" + every_constraint(value_shape) + "]", Violation::length);
      }
    }
  }

  void own_constraints(const MemberModel* member, const ShapeModel& shape, const Document& value, const Path& path) {
    for (auto& [constraint, kind] : scalar_constraints(shape, value)) note(member, value, path, std::move(constraint), kind);
  }

  // The constraints of the shape itself that the value breaks.
  std::vector<std::pair<std::string, Violation::Kind>> scalar_constraints(const ShapeModel& shape, const Document& value) const {
    std::vector<std::pair<std::string, Violation::Kind>> out;
    if (value.is_number() && (shape.kind == Kind::integer || shape.kind == Kind::float64)) {
      double number = value.to_number<double>();
      if (shape.has_min && number < shape.min) out.emplace_back(bound_text(true, false, shape.min), Violation::bound);
      if (shape.has_max && number > shape.max) out.emplace_back(bound_text(false, false, shape.max), Violation::bound);
      return out;
    }
    if (shape.has_min || shape.has_max) {
      auto length = static_cast<double>(length_of(shape, value));
      if (shape.has_min && length < shape.min) out.emplace_back(bound_text(true, true, shape.min), Violation::length);
      if (shape.has_max && length > shape.max) out.emplace_back(bound_text(false, true, shape.max), Violation::length);
    }
    if (!value.is_string() || shape.kind != Kind::string) return out;
    std::string_view text(value.get_string().data(), value.get_string().size());
    if (shape.pattern != kNone && !service_.patterns[shape.pattern].matches(text))
      out.emplace_back("Member must satisfy regular expression pattern: " + std::string(service_.patterns[shape.pattern].text), Violation::pattern);
    if (shape.enum_count > 0 && !is_enumerated(shape, text)) out.emplace_back(enum_text(shape), Violation::enumeration);
    return out;
  }

  static size_t length_of(const ShapeModel& shape, const Document& value) {
    if (value.is_array()) return value.get_array().size();
    if (value.is_object()) return value.get_object().size();
    if (!value.is_string()) return 0;
    std::string_view text(value.get_string().data(), value.get_string().size());
    return shape.kind == Kind::blob ? text.size() : text::length(text);
  }

  static std::string bound_text(bool lower, bool length, double bound) {
    return std::string("Member must have ") + (length ? "length " : "value ") + (lower ? "greater" : "less") + " than or equal to " + number_text(bound);
  }

  std::string enum_text(const ShapeModel& shape) const {
    std::string all;
    for (std::string_view value : service_.enums_of(shape)) all += (all.empty() ? "" : ", ") + std::string(value);
    return "Member must satisfy enum value set: [" + all + "]";
  }

  bool is_enumerated(const ShapeModel& shape, std::string_view text) const {
    for (std::string_view value : service_.enums_of(shape))
      if (value == text) return true;
    return false;
  }

  // As AWS lists them for elements of lists and maps.
  std::string every_constraint(const ShapeModel& shape) const {
    std::string out;
    auto add = [&](const std::string& text) { out += (out.empty() ? "" : ", ") + text; };
    if (shape.has_max) add(bound_text(false, shape.kind == Kind::string, shape.max));
    if (shape.has_min) add(bound_text(true, shape.kind == Kind::string, shape.min));
    if (shape.pattern != kNone) add("Member must satisfy regular expression pattern: " + std::string(service_.patterns[shape.pattern].text));
    if (shape.enum_count > 0) add(enum_text(shape));
    return out;
  }

  void note(const MemberModel* member, const Document& value, const Path& path, std::string constraint, Violation::Kind kind) {
    const bool hidden = member && service_.shape_of(*member).sensitive;
    violations_.push_back({member, path.text(), hidden ? "" : "'" + quoted(value) + "' ", std::move(constraint), kind});
  }

  const ServiceModel& service_;
  std::vector<Violation> violations_;
};

// Which code each service gives, and what of the text it leaves out.
Error coral_error(const ServiceModel& service, const std::vector<Violation>& violations) {
  const bool is_athena = service.name == "athena";  // shows no value where a bound is broken
  std::string text = std::to_string(violations.size()) + " validation error" + (violations.size() > 1 ? "s" : "") + " detected: ";
  bool first = true;
  for (const Violation& violation : violations) {
    if (!first) text += "; ";
    first = false;
    const bool bare = is_athena && (violation.kind == Violation::bound || violation.kind == Violation::length);
    text += "Value " + (violation.kind == Violation::missing ? "null " : bare ? "" : violation.value) + "at '" + violation.path +
            "' failed to satisfy constraint: " + violation.constraint;
  }
  if (service.protocol == Protocol::query) return {service.name == "redshift" ? "InvalidParameterValue" : "ValidationError", text, 400, {}};
  if (is_athena) return Error{"InvalidRequestException", text, 400, {}}.with("AthenaErrorCode", "INVALID_INPUT");
  if (service.name == "logs") return {"InvalidParameterException", text, 400, {}};
  return {"ValidationException", text, 400, {}};
}

Error invalid_argument(const Violation& violation, std::string message) {
  std::string value = violation.value.size() > 3 ? violation.value.substr(1, violation.value.size() - 3) : "";
  return Error{"InvalidArgument", std::move(message), 400, {}}
      .with("ArgumentName", violation.member ? std::string(violation.member->wire_name) : violation.path).with("ArgumentValue", value);
}

// S3 words each case its own way: what travels in the body is bad XML, the rest a bad argument.
Error s3_error(const Violation& violation) {
  if (violation.path.find('.') != violation.path.npos || !violation.member)
    return {"MalformedXML", "The XML you provided was not well-formed or did not validate against our published schema", 400, {}};
  const MemberModel& member = *violation.member;
  if (violation.kind == Violation::missing) {
    if (member.location == Location::payload) return {"MissingRequestBodyError", "Request body is empty.", 400, {}};
    if (member.location == Location::header) return {"InvalidRequest", "Missing required header for this request: " + std::string(member.wire_name), 400, {}};
    return invalid_argument(violation, "The request must contain the parameter " + std::string(member.wire_name));
  }
  if (member.wire_name == "x-amz-storage-class") return {"InvalidStorageClass", "The storage class you specified is not valid", 400, {}};
  if (member.wire_name == "encoding-type") return invalid_argument(violation, "Invalid Encoding Method specified in Request");
  if (member.name == "Key") return {"KeyTooLongError", "Your key is too long", 400, {}};
  return invalid_argument(violation, "The value of " + std::string(member.wire_name) + " is not valid");
}

}  // namespace

Result<void> validate(const ServiceModel& service, const OperationModel& operation, const Document& input) {
  if (operation.input == kNone) return {};
  Walker walker(service);
  walker.structure(service.shapes[operation.input], input, Path{});
  const std::vector<Violation> violations = walker.take();
  if (violations.empty()) return {};
  if (service.protocol == Protocol::rest_xml) return s3_error(violations.front());
  return coral_error(service, violations);
}

}  // namespace tarn::aws
