#include "glue/crawler/glob.h"

#include <vector>

namespace tarn::glue::crawler {
namespace {

// Takes one bracket expression off the front of `pattern` (which begins with '[') and says whether it holds c.
bool take_set(std::string_view& pattern, char c) {
  size_t at = 1;
  bool negated = pattern.substr(at, 1) == "!";
  if (negated) at++;
  bool found = false;
  for (bool first = true; at < pattern.size() && (pattern[at] != ']' || first); first = false) {
    bool is_range = at + 2 < pattern.size() && pattern[at + 1] == '-' && pattern[at + 2] != ']' && pattern[at] != '-';
    char low = pattern[at], high = is_range ? pattern[at + 2] : low;
    found |= low <= c && c <= high;
    at += is_range ? 3 : 1;
  }
  pattern.remove_prefix(at < pattern.size() ? at + 1 : pattern.size());
  return found != negated;
}

std::vector<std::string_view> alternatives(std::string_view inside) {
  std::vector<std::string_view> out;
  while (true) {
    auto comma = inside.find(',');
    out.push_back(inside.substr(0, comma));
    if (comma == std::string_view::npos) return out;
    inside.remove_prefix(comma + 1);
  }
}

bool matches_star(std::string_view rest, std::string_view path, bool crosses) {
  for (size_t i = 0;; i++) {
    if (glob_matches(rest, path.substr(i))) return true;
    if (i == path.size() || (path[i] == '/' && !crosses)) return false;
  }
}

}  // namespace

bool glob_matches(std::string_view pattern, std::string_view path) {
  while (!pattern.empty()) {
    if (pattern.starts_with("**")) return matches_star(pattern.substr(2), path, true);
    if (pattern[0] == '*') return matches_star(pattern.substr(1), path, false);
    if (pattern[0] == '{') {
      auto close = pattern.find('}');
      if (close == std::string_view::npos) return false;
      for (auto alternative : alternatives(pattern.substr(1, close - 1)))
        if (glob_matches(std::string(alternative) + std::string(pattern.substr(close + 1)), path)) return true;
      return false;
    }
    if (path.empty()) return false;
    char c = path[0];
    if (pattern[0] == '?') {
      if (c == '/') return false;
      pattern.remove_prefix(1);
    } else if (pattern[0] == '[') {
      if (c == '/' || !take_set(pattern, c)) return false;
    } else {
      if (pattern[0] == '\\' && pattern.size() > 1) pattern.remove_prefix(1);
      if (pattern[0] != c) return false;
      pattern.remove_prefix(1);
    }
    path.remove_prefix(1);
  }
  return path.empty();
}

bool is_valid_glob(std::string_view pattern) {
  bool in_braces = false;
  for (size_t i = 0; i < pattern.size(); i++) {
    if (pattern[i] == '\\') {
      i++;
    } else if (pattern[i] == '[') {
      auto close = pattern.find(']', i + 2);
      if (close == std::string_view::npos) return false;
      i = close;
    } else if (pattern[i] == '{') {
      if (in_braces) return false;
      in_braces = true;
    } else if (pattern[i] == '}') {
      in_braces = false;
    }
  }
  return !in_braces;
}

}  // namespace tarn::glue::crawler
