#include "sql/functions/date_patterns.h"

#include <array>
#include <cctype>
#include <string_view>

namespace tarn::sql {
namespace {

struct Pattern {
  std::string_view text;  // as written; longest first among those with a common beginning
  const char* specifier;
  bool any_case = true;
};
constexpr std::array kPatterns{
    Pattern{"HH24", "%H"}, Pattern{"HH12", "%I"}, Pattern{"HH", "%I"},
    Pattern{"YYYY", "%Y"}, Pattern{"IYYY", "%G"}, Pattern{"YY", "%y"},
    Pattern{"Month", "%B", false}, Pattern{"Mon", "%b", false}, Pattern{"MM", "%m"},
    Pattern{"MI", "%M"}, Pattern{"MS", "%g"}, Pattern{"US", "%f"}, Pattern{"SS", "%S"},
    Pattern{"DDD", "%j"}, Pattern{"DD", "%d"}, Pattern{"Day", "%A", false}, Pattern{"Dy", "%a", false},
    Pattern{"IW", "%V"}, Pattern{"AM", "%p", false}, Pattern{"PM", "%p", false},
};

bool starts_with(std::string_view text, const Pattern& pattern) {
  if (text.size() < pattern.text.size()) return false;
  for (size_t i = 0; i < pattern.text.size(); ++i) {
    const char a = text[i], b = pattern.text[i];
    if (pattern.any_case ? std::toupper(static_cast<unsigned char>(a)) != std::toupper(static_cast<unsigned char>(b)) : a != b) return false;
  }
  return true;
}

}  // namespace

std::optional<std::string> postgres_to_strftime(const std::string& pattern) {
  std::string out;
  for (size_t i = 0; i < pattern.size();) {
    if (pattern[i] == '"') {  // quoted text is copied
      for (++i; i < pattern.size() && pattern[i] != '"'; ++i) out += pattern[i];
      ++i;
      continue;
    }
    const Pattern* found = nullptr;
    for (const auto& candidate : kPatterns)
      if (starts_with(std::string_view(pattern).substr(i), candidate)) {
        found = &candidate;
        break;
      }
    if (found) {
      out += found->specifier;
      i += found->text.size();
    } else if (std::isalpha(static_cast<unsigned char>(pattern[i])) && pattern[i] != 'T') {
      return std::nullopt;
    } else {
      out += pattern[i] == '%' ? std::string("%%") : std::string(1, pattern[i]);
      ++i;
    }
  }
  return out;
}

}  // namespace tarn::sql
