// Partition transforms (table spec, "Partition Transforms"): their results, and what a filter on the source says of them.
#pragma once
#include "iceberg/values.h"

namespace tarn::iceberg {

struct Transform {
  enum class Kind : uint8_t { identity, bucket, truncate, year, month, day, hour, void_, unknown } kind = Kind::unknown;
  int64_t width = 0;  // buckets, or the width that truncate cuts to

  // Transforms that are not known read as `unknown`: such a field prunes nothing.
  static Transform parse(std::string_view text);
  Type result(const Type& source) const;
  bool keeps_order() const { return kind != Kind::bucket && kind != Kind::void_ && kind != Kind::unknown; }
};

// The partition value of a value of `source`; null for null and for what the transform does not take.
Value apply(const Transform& transform, const Type& source, const Value& value);

// bucket's hash: 32-bit Murmur3 of the value's bytes (appendix B), seed 0.
int32_t bucket_hash(const Type& type, const Value& value);

}  // namespace tarn::iceberg
