#include "aws/text_pattern.h"

#include <re2/re2.h>

#include <algorithm>

#include "base/assert.h"

namespace tarn::aws::text {
namespace {

constexpr uint32_t kBroken = std::numeric_limits<uint32_t>::max();

// Takes the first code point off `text`; kBroken where the bytes are not UTF-8.
uint32_t take_code_point(std::string_view& text) {
  auto byte = static_cast<unsigned char>(text.front());
  if (byte < 0x80) {
    text.remove_prefix(1);
    return byte;
  }
  int more = byte >= 0xC2 && byte < 0xE0 ? 1 : byte >= 0xE0 && byte < 0xF0 ? 2 : byte >= 0xF0 && byte < 0xF5 ? 3 : -1;
  if (more < 0 || text.size() <= static_cast<size_t>(more)) {
    text.remove_prefix(1);
    return kBroken;
  }
  uint32_t point = byte & (0x3F >> more);
  for (int i = 1; i <= more; ++i) {
    auto next = static_cast<unsigned char>(text[i]);
    if ((next & 0xC0) != 0x80) {
      text.remove_prefix(i);
      return kBroken;
    }
    point = point << 6 | (next & 0x3F);
  }
  text.remove_prefix(more + 1);
  return point;
}

}  // namespace

bool all_in(std::string_view text, std::span<const Range> ranges, uint32_t least, uint32_t most) {
  uint32_t count = 0;
  auto range = ranges.begin();  // the one that the last character was in, as the next is likely to be
  while (!text.empty()) {
    const uint32_t point = take_code_point(text);
    if (point < range->first || point > range->last) {
      auto after = std::upper_bound(ranges.begin(), ranges.end(), point, [](uint32_t p, const Range& r) { return p < r.first; });
      if (after == ranges.begin() || point > std::prev(after)->last) return false;
      range = std::prev(after);
    }
    if (++count > most) return false;
  }
  return count >= least;
}

struct Expression::Compiled {
  re2::RE2 re;
};

Expression::Expression(const char* pattern) : compiled_(new Compiled{re2::RE2(pattern, re2::RE2::Quiet)}) { ASSERT(compiled_->re.ok()); }
Expression::~Expression() = default;
bool Expression::matches(std::string_view text) const { return re2::RE2::FullMatch(re2::StringPiece(text.data(), text.size()), compiled_->re); }

size_t length(std::string_view text) {
  return std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; });
}

}  // namespace tarn::aws::text
