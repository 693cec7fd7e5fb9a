// Reading objects. An opened object stays readable, whole and unchanged, for as long as its reader lives, whatever others write.
#pragma once
#include <cstdint>
#include <memory>
#include <span>
#include <string>

#include "base/byte_source.h"
#include "base/clock.h"
#include "objects/checksum.h"
#include "objects/layout.h"
#include "objects/object_store.h"

namespace tarn::objects {

struct ObjectInfo {
  uint64_t size = 0;
  std::string etag;  // without quotes: 32 hex digits, "-N" behind them after a multipart upload
  TimePoint modified{};
  ObjectAttributes attributes;
  Checksum checksum;
  std::vector<PartInfo> parts;  // empty unless it was a multipart upload
};

// A missing object is NoSuchKey for those who may list the bucket, AccessDenied for others.
Result<ObjectInfo> head_object(ObjectStore& objects, const Caller& caller, const ObjectName& name);

class ObjectReader {
 public:
  virtual ~ObjectReader() = default;
  virtual const ObjectInfo& info() const = 0;
  virtual const Extents& extents() const = 0;  // where the bytes are, for copies that share them
  // Fills out from `offset`; fewer bytes only at the end. Bytes that fail their checksum are an InternalError, never served.
  // Thread-safe. Pieces of 256 KiB to 1 MiB are best.
  virtual Result<size_t> read_at(uint64_t offset, std::span<char> out) const = 0;
};

Result<std::shared_ptr<const ObjectReader>> open_object(ObjectStore& objects, const Caller& caller, const ObjectName& name);

// The bytes [offset, offset + length) of an opened object, which it keeps open.
std::unique_ptr<ByteSource> read_range(std::shared_ptr<const ObjectReader> object, uint64_t offset, uint64_t length);

// The whole content of a small object. Error EntityTooLarge beyond `limit` bytes.
Result<std::string> read_object(ObjectStore& objects, const Caller& caller, const ObjectName& name, uint64_t limit);

}  // namespace tarn::objects
