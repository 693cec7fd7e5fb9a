#pragma once
#include <string>
#include <string_view>

namespace tarn::s3 {

inline std::string quoted(std::string_view etag) { return "\"" + std::string(etag) + "\""; }

// Clients send ETags with and without quotes, sometimes weak.
inline std::string unquoted(std::string_view etag) {
  if (etag.starts_with("W/")) etag.remove_prefix(2);
  if (etag.size() >= 2 && etag.front() == '"' && etag.back() == '"') etag = etag.substr(1, etag.size() - 2);
  return std::string(etag);
}

}  // namespace tarn::s3
