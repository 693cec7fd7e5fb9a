#include "blob/layout.h"

#include <charconv>
#include <cstdio>

namespace tarn::blob {

std::string BlobId::hex() const {
  char text[33];
  std::snprintf(text, sizeof text, "%016llx%016llx", static_cast<unsigned long long>(high), static_cast<unsigned long long>(low));
  return text;
}

std::optional<BlobId> parse_blob_name(std::string_view name) {
  if (name.size() != 32) return std::nullopt;
  BlobId id;
  auto high = std::from_chars(name.data(), name.data() + 16, id.high, 16);
  auto low = std::from_chars(name.data() + 16, name.data() + 32, id.low, 16);
  bool whole = high.ec == std::errc() && low.ec == std::errc() && high.ptr == name.data() + 16 && low.ptr == name.data() + 32;
  return whole && id.hex() == name ? std::optional(id) : std::nullopt;
}

}  // namespace tarn::blob
