// Where an object's bytes are: a list of extents. Several objects may refer to one blob (copies, completed uploads), so blobs are
// counted: one for each extent of each record. Inline bytes belong to one record.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "blob/files.h"
#include "kv/store.h"

namespace tarn::objects {

enum class ExtentKind : uint8_t { inline_bytes = 1, blob = 2 };

struct Extent {
  ExtentKind kind = ExtentKind::blob;
  blob::BlobId id;      // of inline bytes: their own random name
  uint64_t offset = 0;  // within the blob or the inline bytes
  uint64_t length = 0;
  bool operator==(const Extent&) const = default;
};

using Extents = std::vector<Extent>;

}  // namespace tarn::objects
