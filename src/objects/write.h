// Writing objects: put_object for one; staging and publishing where several objects, or objects and other records, must become
// visible in one transaction (CTAS, INSERT, UNLOAD, a job's commit):
//
//   auto writer = TRY(create_object(objects, who, {bucket, key}, {}));     // checks s3:PutObject
//   TRY(writer->append(bytes)); ...
//   auto staged = TRY(writer->finish());                                   // durable, invisible
//   TRY(objects.store.transact([&](kv::Txn& txn) -> Result<void> {
//     for (auto& object : all_staged) TRY(publish(txn, objects, object));
//     ...other records...
//     return {};
//   }));
//   for (auto& object : all_staged) object.published();                    // only saves the reclaimer a look-up
//
// A staged object that is destroyed without having been published is garbage, and reclaimed.
#pragma once
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "base/byte_source.h"
#include "base/clock.h"
#include "objects/checksum.h"
#include "objects/content.h"
#include "objects/object_store.h"
#include "objects/outbox.h"

namespace tarn::objects {

constexpr uint64_t kMaxPutBytes = 5ull * 1024 * 1024 * 1024;  // S3 API reference, PutObject and UploadPart

// Looked at in the transaction that publishes (s3.md 10).
struct WriteConditions {
  bool must_be_absent = false;            // If-None-Match: *
  std::optional<std::string> must_match;  // If-Match: an ETag without quotes, or *
};

struct PutOptions {
  ObjectAttributes attributes;
  WriteConditions conditions;
  DigestOptions digests;
};

struct PutResult {
  std::string etag;
  Checksum checksum;
  uint64_t size = 0;
  TimePoint modified{};
};

// Reads `body` to its end. Errors: NoSuchBucket, BadDigest, InvalidDigest, EntityTooLarge, PreconditionFailed, NoSuchKey
// (must_match and no object), whatever body.read() answers; nothing is changed then.
Result<PutResult> put_object(ObjectStore& objects, const Caller& caller, const ObjectName& name, ByteSource& body, const PutOptions& options = {});
Result<PutResult> put_object(ObjectStore& objects, const Caller& caller, const ObjectName& name, std::string bytes, const PutOptions& options = {});

// Bytes at rest that no record names yet, and the object that they will be. Movable.
struct StagedObject {
  ObjectName name;
  ObjectAttributes attributes;
  WriteConditions conditions;
  StagedContent content;
  Cause cause;

  uint64_t size() const { return content.size(); }
  std::string etag() const { return content.etag(); }
  void published() { content.published(); }
};

class ObjectWriter {
 public:
  virtual ~ObjectWriter() = default;  // without finish(): the bytes are removed
  virtual Result<void> append(std::string_view bytes) = 0;
  virtual Result<StagedObject> finish() = 0;
};

// The caller must be allowed to put the object; the bucket must exist now, and still when it is published.
Result<std::unique_ptr<ObjectWriter>> create_object(ObjectStore& objects, const Caller& caller, const ObjectName& name, PutOptions options = {});

// Makes it the current object within the caller's transaction (which may run again: so may this). Errors NoSuchBucket,
// PreconditionFailed, NoSuchKey.
Result<PutResult> publish(kv::Txn& txn, ObjectStore& objects, const StagedObject& object);

}  // namespace tarn::objects
