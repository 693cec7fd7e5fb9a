// Grok patterns (glue-crawlers.md 3.4): regular expressions made of named ones, %{NAME}, %{NAME:field}, %{NAME:field:type}.
#pragma once
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"
#include "glue/crawler/schema.h"

namespace tarn::glue::crawler {

class Grok {
 public:
  // `custom_patterns`: one "NAME regex" a line; they win over the built-in ones. Error InvalidInputException: an unknown name or
  // type, a regular expression that is none, or one that grows past all bounds.
  static Result<Grok> compile(const std::string& pattern, const std::string& custom_patterns);

  // Whether the pattern is found in the line. What takes too many steps is not.
  bool matches(std::string_view line) const;

  const std::string& pattern() const { return pattern_; }
  const std::string& custom_patterns() const { return custom_patterns_; }
  const Schema& columns() const { return columns_; }  // the fields in order of appearance

 private:
  struct Program;  // PCRE2's
  std::string pattern_, custom_patterns_;
  Schema columns_;
  std::shared_ptr<const Program> program_;  // shared by copies
};

// The built-in pattern of a name; empty: there is none.
std::string_view builtin_grok_pattern(std::string_view name);

}  // namespace tarn::glue::crawler
