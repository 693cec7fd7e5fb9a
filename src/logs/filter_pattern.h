// Filter patterns over plain text (neighbours.md 2.4): words and "quoted phrases" that must all occur, -words that must not,
// ?words of which one must. Case-sensitive. The JSON, space-delimited and regular-expression forms are refused by name.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace tarn::logs {

class FilterPattern {
 public:
  static Result<FilterPattern> parse(std::string_view text);
  bool matches(std::string_view message) const;

 private:
  std::vector<std::string> all_, none_, any_;
};

}  // namespace tarn::logs
