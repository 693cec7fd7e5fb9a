// What the generated pattern predicates are made of. Texts are UTF-8; broken UTF-8 matches nothing but the class of everything.
#pragma once
#include <cstdint>
#include <limits>
#include <memory>
#include <span>
#include <string_view>

namespace tarn::aws::text {

struct Range {
  uint32_t first, last;  // code points
};
constexpr uint32_t kNoLimit = std::numeric_limits<uint32_t>::max();

// Every code point is in one of the ranges (sorted), and there are `least` to `most` of them.
bool all_in(std::string_view text, std::span<const Range> ranges, uint32_t least, uint32_t most);

// A regular expression in RE2's syntax that must match the whole text. Compiled once; RE2 must know it (a test compiles all of them).
class Expression {
 public:
  explicit Expression(const char* pattern);
  ~Expression();
  bool matches(std::string_view text) const;

 private:
  struct Compiled;
  std::unique_ptr<Compiled> compiled_;
};

// How many code points the text has: what the models' lengths count.
size_t length(std::string_view text);

}  // namespace tarn::aws::text
