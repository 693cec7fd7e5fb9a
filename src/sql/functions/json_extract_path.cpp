#include "sql/functions/json_extract_path.h"

#include <algorithm>
#include <cctype>

namespace tarn::sql {
namespace {

bool is_name_byte(char c) { return c == '_' || std::isalnum(static_cast<unsigned char>(c)) || static_cast<unsigned char>(c) >= 0x80; }

std::string key(std::string_view name) { return ".\"" + std::string(name) + "\""; }

// ["name"], with \\ before a quote or a backslash; `at` stands behind [" and is moved behind "].
std::optional<std::string> quoted_key(std::string_view path, size_t& at) {
  std::string name;
  for (; at < path.size() && path[at] != '"'; ++at) {
    if (path[at] == '\\' && ++at == path.size()) return std::nullopt;
    name += path[at];
  }
  if (path.substr(at, 2) != "\"]") return std::nullopt;
  at += 2;
  return key(name);
}

}  // namespace

std::optional<std::string> json_extract_path(std::string_view path) {
  if (path.empty() || path[0] != '$') return std::nullopt;
  std::string out = "$";
  for (size_t at = 1; at < path.size();) {
    if (path.substr(at, 2) == "[\"") {
      at += 2;
      auto step = quoted_key(path, at);
      if (!step) return std::nullopt;
      out += *step;
      continue;
    }
    const bool dotted = path[at] == '.';
    if (!dotted && path[at] != '[') return std::nullopt;
    const size_t start = ++at;
    while (at < path.size() && (is_name_byte(path[at]) || (dotted && (path[at] == ':' || path[at] == '-')))) ++at;
    const auto name = path.substr(start, at - start);
    if (name.empty() || (!dotted && (at == path.size() || path[at++] != ']'))) return std::nullopt;
    const bool number = !dotted && std::all_of(name.begin(), name.end(), [](unsigned char c) { return std::isdigit(c); });
    out += number ? "[" + std::string(name) + "]" : key(name);
  }
  return out;
}

}  // namespace tarn::sql
