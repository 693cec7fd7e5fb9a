// Which bytes of an object a request asks for: Range and partNumber (s3.md 9).
#pragma once
#include <cstdint>
#include <optional>
#include <string>

#include "objects/read.h"

namespace tarn::s3 {

struct Selection {
  uint64_t offset = 0;
  uint64_t length = 0;
  bool is_partial = false;         // answered with 206 and Content-Range
  std::optional<int32_t> parts_count;  // of a request for one part

  std::string content_range(uint64_t size) const;
};

// Errors InvalidRequest (both), InvalidRange, InvalidPartNumber. Several ranges, other units and syntax errors mean the whole object.
Result<Selection> select_bytes(const std::optional<std::string>& range, const std::optional<int32_t>& part_number,
                               const objects::ObjectInfo& object);

}  // namespace tarn::s3
