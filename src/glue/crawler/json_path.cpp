#include "glue/crawler/json_path.h"

#include <boost/json.hpp>
#include <charconv>

namespace tarn::glue::crawler {
namespace {

constexpr size_t kMaxSteps = 64;

Error invalid(std::string_view text) { return {"InvalidInputException", "Invalid JsonPath: " + std::string(text), 400, {}}; }

}  // namespace

Result<JsonPath> JsonPath::parse(std::string_view text) {
  JsonPath out;
  std::string_view rest = text;
  if (rest.starts_with('$')) rest.remove_prefix(1);
  else if (!rest.starts_with('*') && !rest.starts_with('[')) return invalid(text);
  while (!rest.empty()) {
    if (out.steps_.size() == kMaxSteps) return invalid(text);
    if (rest.starts_with("['") || rest.starts_with("[\"")) {
      auto end = rest.find(std::string{rest[1], ']'}, 2);
      if (end == std::string_view::npos || end == 2) return invalid(text);
      out.steps_.push_back({Step::Kind::member, std::string(rest.substr(2, end - 2))});
      rest.remove_prefix(end + 2);
    } else if (rest.starts_with("[*]")) {
      out.steps_.push_back({Step::Kind::every, {}});
      rest.remove_prefix(3);
    } else if (rest.starts_with('[')) {
      size_t index = 0;
      auto [end, error] = std::from_chars(rest.data() + 1, rest.data() + rest.size(), index);
      if (error != std::errc() || end == rest.data() + rest.size() || *end != ']') return invalid(text);
      out.steps_.push_back({Step::Kind::index, {}, index});
      rest.remove_prefix(static_cast<size_t>(end - rest.data()) + 1);
    } else {
      if (rest.starts_with('.')) rest.remove_prefix(1);
      auto end = std::min(rest.find_first_of(".["), rest.size());
      if (end == 0) return invalid(text);
      bool every = rest.substr(0, end) == "*";
      out.steps_.push_back({every ? Step::Kind::every : Step::Kind::member, every ? std::string() : std::string(rest.substr(0, end))});
      rest.remove_prefix(end);
    }
  }
  return out;
}

void JsonPath::select(const boost::json::value& value, size_t step, const std::function<void(const boost::json::value&)>& visit) const {
  if (step == steps_.size()) return visit(value);
  auto& wanted = steps_[step];
  switch (wanted.kind) {
    case Step::Kind::member:
      if (auto object = value.if_object())
        if (auto member = object->if_contains(wanted.name)) select(*member, step + 1, visit);
      return;
    case Step::Kind::index:
      if (auto array = value.if_array(); array && wanted.index < array->size()) select((*array)[wanted.index], step + 1, visit);
      return;
    case Step::Kind::every:
      if (auto array = value.if_array())
        for (auto& item : *array) select(item, step + 1, visit);
      if (auto object = value.if_object())
        for (auto& [key, member] : *object) select(member, step + 1, visit);
      return;
  }
}

void JsonPath::select_from_element(const boost::json::value& element, size_t index, const std::function<void(const boost::json::value&)>& visit) const {
  if (steps_.empty()) return;
  auto& first = steps_[0];
  bool wanted = first.kind == Step::Kind::every || (first.kind == Step::Kind::index && first.index == index);
  if (wanted) select(element, 1, visit);
}

}  // namespace tarn::glue::crawler
