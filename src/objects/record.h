// The binary records of objects, parts and uploads, each behind a version byte. What a listing shows stands first, so that it
// decodes no further.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "objects/checksum.h"
#include "objects/layout.h"
#include "objects/list.h"
#include "objects/multipart.h"
#include "objects/object_store.h"
#include "objects/read.h"

namespace tarn::objects {

// An ETag: the MD5 of the bytes, or of the parts' MD5s with their number.
struct Etag {
  std::string md5;          // 16 raw bytes
  uint32_t part_count = 0;  // 0: not a multipart upload
  std::string str() const;
  bool operator==(const Etag&) const = default;
};

struct ObjectRecord {
  uint64_t size = 0;
  TimePoint modified{};
  Etag etag;
  Checksum checksum;
  ObjectAttributes attributes;
  Layout layout;                             // empty while it stands in a manifest of its own
  std::optional<blob::BlobId> manifest;      // the row that holds the layout
  bool operator==(const ObjectRecord&) const = default;
};

std::string encode_object(const ObjectRecord& record);
Result<ObjectRecord> decode_object(std::string_view stored);
Result<ListedObject> decode_listed(std::string_view key, std::string_view stored);
ObjectInfo object_info(const ObjectRecord& record);

struct PartRecord {
  uint64_t size = 0;
  TimePoint modified{};
  std::string md5;       // 16 raw bytes
  std::string checksum;  // raw
  Extents extents;
  bool operator==(const PartRecord&) const = default;
};
std::string encode_part(const PartRecord& record);
Result<PartRecord> decode_part(std::string_view stored);

// Key and id stand in the record's key.
std::string encode_upload(const Upload& upload);
Result<Upload> decode_upload(std::string_view key, std::string_view upload_id, std::string_view stored);

// What completing an upload answered, and to which request.
struct CompletedRecord {
  TimePoint completed{};
  std::string key;
  std::string request;  // SHA-256 of the list of parts
  std::string etag;
  Checksum checksum;
  uint64_t size = 0;
  bool operator==(const CompletedRecord&) const = default;
};
std::string encode_completed(const CompletedRecord& record);
Result<CompletedRecord> decode_completed(std::string_view stored);

}  // namespace tarn::objects
