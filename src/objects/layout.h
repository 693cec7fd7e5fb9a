// Where an object's bytes are: a list of extents. Several objects may refer to one blob (copies, completed uploads), so blobs are
// counted: one for each extent of each record. Inline bytes belong to one record.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/random.h"
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

// One part of a multipart object as completed.
struct PartInfo {
  uint32_t number = 0;
  uint64_t size = 0;
  std::string checksum;  // raw, of the object's algorithm; empty: none kept
  bool operator==(const PartInfo&) const = default;
};

struct Layout {
  Extents extents;
  std::vector<PartInfo> parts;  // empty unless it was a multipart upload
  bool operator==(const Layout&) const = default;
};

std::string encode_layout(const Layout& layout);
Result<Layout> decode_layout(std::string_view stored);

blob::BlobId random_id(Random& random);

// One record less refers to them: inline bytes go, blobs are counted down and queued for the reclaimer.
void release(kv::Txn& txn, Random& random, const Extents& extents);

}  // namespace tarn::objects
