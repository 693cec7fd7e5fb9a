// Referring to the bytes of an opened object, or a range of them, from another record.
#pragma once
#include <cstdint>
#include <memory>
#include <string>

#include "objects/layout.h"
#include "objects/read.h"

namespace tarn::objects {

struct RangeDigests {
  std::string md5;    // raw
  Checksum checksum;  // full_object
};
// From the object's own record where the range is the whole of an object put in one piece and its checksum is of that algorithm;
// else by reading the bytes.
Result<RangeDigests> digests_of_range(const std::shared_ptr<const ObjectReader>& source, uint64_t offset, uint64_t length, ChecksumAlgorithm algorithm);

// Extents of the range, each counted as one reference more; inline bytes are copied.
Result<Extents> retain_range(kv::Txn& txn, Random& random, const ObjectReader& source, uint64_t offset, uint64_t length);

}  // namespace tarn::objects
