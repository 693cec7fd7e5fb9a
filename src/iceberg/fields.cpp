#include "iceberg/fields.h"

#include "iceberg/errors.h"

namespace tarn::iceberg {
namespace {

Error wrong_type(std::string_view name, std::string_view type) { return errors::invalid("Cannot parse to " + std::string(type) + " value: " + std::string(name)); }
Error missing(std::string_view name) { return errors::invalid("Cannot parse missing member: " + std::string(name)); }

const boost::json::value* find(const boost::json::object& object, std::string_view name) {
  const auto* value = object.if_contains(name);
  return value && !value->is_null() ? value : nullptr;
}

}  // namespace

Result<std::optional<int64_t>> find_integer(const boost::json::object& object, std::string_view name) {
  const auto* value = find(object, name);
  if (!value) return std::optional<int64_t>();
  if (!value->is_int64()) return wrong_type(name, "an integer");
  return std::optional<int64_t>(value->get_int64());
}

Result<std::optional<std::string>> find_text(const boost::json::object& object, std::string_view name) {
  const auto* value = find(object, name);
  if (!value) return std::optional<std::string>();
  if (!value->is_string()) return wrong_type(name, "a string");
  return std::optional<std::string>(std::string(std::string_view(value->get_string())));
}

Result<const boost::json::object*> find_object(const boost::json::object& object, std::string_view name) {
  const auto* value = find(object, name);
  if (value && !value->is_object()) return wrong_type(name, "an object");
  return value ? &value->get_object() : static_cast<const boost::json::object*>(nullptr);
}

Result<const boost::json::array*> find_array(const boost::json::object& object, std::string_view name) {
  const auto* value = find(object, name);
  if (value && !value->is_array()) return wrong_type(name, "a list");
  return value ? &value->get_array() : static_cast<const boost::json::array*>(nullptr);
}

Result<int64_t> get_integer(const boost::json::object& object, std::string_view name) {
  auto value = TRY(find_integer(object, name));
  if (!value) return missing(name);
  return *value;
}

Result<std::string> get_text(const boost::json::object& object, std::string_view name) {
  auto value = TRY(find_text(object, name));
  if (!value) return missing(name);
  return std::move(*value);
}

Result<const boost::json::object*> get_object(const boost::json::object& object, std::string_view name) {
  const auto* value = TRY(find_object(object, name));
  if (!value) return missing(name);
  return value;
}

Result<const boost::json::array*> get_array(const boost::json::object& object, std::string_view name) {
  const auto* value = TRY(find_array(object, name));
  if (!value) return missing(name);
  return value;
}

const boost::json::object* find_by_id(const boost::json::array& items, std::string_view id_name, int64_t id) {
  for (const auto& item : items) {
    const auto* object = item.if_object();
    const auto* known = object ? object->if_contains(id_name) : nullptr;
    if (known && known->is_int64() && known->get_int64() == id) return object;
  }
  return nullptr;
}

}  // namespace tarn::iceberg
