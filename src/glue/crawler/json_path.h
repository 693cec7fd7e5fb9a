// The JSON paths of custom classifiers: `$`, `*`, `.name`, `['name']`, `[n]`, `[*]` (glue-crawlers.md 3.4).
#pragma once
#include <boost/json/value.hpp>
#include <functional>
#include <string>
#include <vector>

#include "base/result.h"

namespace tarn::glue::crawler {

class JsonPath {
 public:
  // Error InvalidInputException.
  static Result<JsonPath> parse(std::string_view text);

  // Every value that the path leads to from a whole document.
  void select(const boost::json::value& document, const std::function<void(const boost::json::value&)>& visit) const { select(document, 0, visit); }
  // The same from one element of a document that is an array.
  void select_from_element(const boost::json::value& element, size_t index, const std::function<void(const boost::json::value&)>& visit) const;

 private:
  struct Step {
    enum class Kind { member, index, every } kind;
    std::string name;
    size_t index = 0;
  };
  void select(const boost::json::value& value, size_t step, const std::function<void(const boost::json::value&)>& visit) const;

  std::vector<Step> steps_;
};

}  // namespace tarn::glue::crawler
