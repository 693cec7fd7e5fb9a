#include "kv/record_fields.h"

#include "kv/record.h"

namespace tarn::kv {

namespace json = boost::json;

const json::value* RecordFields::find(std::string_view name, json::kind kind) {
  auto value = object_.if_contains(name);
  if (value && value->kind() != kind) {
    sound_ = false;
    return nullptr;
  }
  return value;
}

void RecordFields::read(std::string_view name, std::string& out) {
  if (auto value = find(name, json::kind::string)) out = value->as_string();
}
void RecordFields::read(std::string_view name, int64_t& out) {
  if (auto value = find(name, json::kind::int64)) out = value->as_int64();
}
void RecordFields::read(std::string_view name, bool& out) {
  if (auto value = find(name, json::kind::bool_)) out = value->as_bool();
}
void RecordFields::read(std::string_view name, TimePoint& out) {
  if (auto value = find(name, json::kind::int64)) out = TimePoint{Duration{value->as_int64()}};
}
void RecordFields::read(std::string_view name, std::optional<TimePoint>& out) {
  if (auto value = find(name, json::kind::int64)) out = TimePoint{Duration{value->as_int64()}};
}

void RecordFields::read(std::string_view name, std::map<std::string, std::string>& out) {
  auto value = find(name, json::kind::object);
  if (!value) return;
  for (auto& [key, text] : value->as_object()) {
    if (text.is_string())
      out.emplace(key, text.as_string());
    else
      sound_ = false;
  }
}

void RecordFields::read(std::string_view name, std::vector<std::string>& out) {
  auto value = find(name, json::kind::array);
  if (!value) return;
  for (auto& text : value->as_array()) {
    if (text.is_string())
      out.emplace_back(text.as_string());
    else
      sound_ = false;
  }
}

const json::array* RecordFields::list(std::string_view name) {
  auto value = find(name, json::kind::array);
  return value ? &value->as_array() : nullptr;
}

const json::object* RecordFields::object(std::string_view name) {
  auto value = find(name, json::kind::object);
  return value ? &value->as_object() : nullptr;
}

Result<void> RecordFields::finish() const {
  if (!sound_) return internal_error("a stored record has a member of an unexpected type");
  return {};
}

json::object to_json(const std::map<std::string, std::string>& map) {
  json::object out;
  for (auto& [key, value] : map) out.emplace(key, value);
  return out;
}

json::array to_json(const std::vector<std::string>& list) {
  json::array out;
  for (auto& text : list) out.emplace_back(text);
  return out;
}

Result<json::object> decode_object(std::string_view stored) {
  auto document = TRY(decode_record(stored));
  if (!document.is_object()) return internal_error("a stored record is no object");
  return std::move(document.as_object());
}

}  // namespace tarn::kv
