// Copying without moving bytes: the copy refers to the source's blobs. The bytes are read (not written) only where the copy's
// ETag or checksum cannot be had from the source's.
#pragma once
#include <optional>
#include <string>

#include "objects/read.h"
#include "objects/write.h"

namespace tarn::objects {

struct CopyOptions {
  std::optional<ObjectAttributes> attributes;           // replaces the source's, tags excepted
  std::optional<std::vector<Tag>> tags;                 // replaces the source's
  std::optional<ChecksumAlgorithm> checksum_algorithm;  // absent: the source's
  WriteConditions conditions;                           // on the destination
};

// `source` was opened by the caller, who has checked the right to read it and its conditions. Errors InvalidRequest (over 5 GiB),
// NoSuchBucket, PreconditionFailed.
Result<PutResult> copy_object(ObjectStore& objects, const Caller& caller, std::shared_ptr<const ObjectReader> source, const ObjectName& destination,
                              const CopyOptions& options);

}  // namespace tarn::objects
