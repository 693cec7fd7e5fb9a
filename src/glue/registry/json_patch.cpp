#include "glue/registry/json_patch.h"

#include <algorithm>
#include <boost/json/object.hpp>
#include <string>

namespace tarn::glue::registry {
namespace {

namespace json = boost::json;

std::string escaped(std::string_view name) {
  std::string out;
  for (char c : name) {
    if (c == '~') out += "~0";
    else if (c == '/') out += "~1";
    else out += c;
  }
  return out;
}

void add(json::array& out, const char* op, const std::string& path, const json::value* value) {
  json::object step{{"op", op}, {"path", path}};
  if (value) step["value"] = *value;
  out.push_back(std::move(step));
}

void compare(const json::value& from, const json::value& to, const std::string& path, json::array& out);

void compare_objects(const json::object& from, const json::object& to, const std::string& path, json::array& out) {
  for (const auto& entry : from) {
    const std::string inner = path + "/" + escaped(entry.key());
    if (const auto* kept = to.if_contains(entry.key())) compare(entry.value(), *kept, inner, out);
    else add(out, "remove", inner, nullptr);
  }
  for (const auto& entry : to)
    if (!from.contains(entry.key())) add(out, "add", path + "/" + escaped(entry.key()), &entry.value());
}

// Items are compared where they stand; those at the end are added, or removed from the last on, so that each path holds when its turn comes.
void compare_arrays(const json::array& from, const json::array& to, const std::string& path, json::array& out) {
  const size_t both = std::min(from.size(), to.size());
  for (size_t i = 0; i < both; ++i) compare(from[i], to[i], path + "/" + std::to_string(i), out);
  for (size_t i = from.size(); i > both; --i) add(out, "remove", path + "/" + std::to_string(i - 1), nullptr);
  for (size_t i = both; i < to.size(); ++i) add(out, "add", path + "/" + std::to_string(i), &to[i]);
}

void compare(const json::value& from, const json::value& to, const std::string& path, json::array& out) {
  if (from == to) return;
  if (from.is_object() && to.is_object()) return compare_objects(from.get_object(), to.get_object(), path, out);
  if (from.is_array() && to.is_array()) return compare_arrays(from.get_array(), to.get_array(), path, out);
  add(out, "replace", path, &to);
}

}  // namespace

json::array json_patch(const json::value& from, const json::value& to) {
  json::array out;
  compare(from, to, "", out);
  return out;
}

}  // namespace tarn::glue::registry
