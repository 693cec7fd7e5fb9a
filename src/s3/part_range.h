#pragma once
#include <cstdint>
#include <optional>
#include <string>

#include "base/result.h"

namespace tarn::s3 {

struct PartRange {
  uint64_t offset = 0;
  uint64_t length = 0;
};
// x-amz-copy-source-range: bytes=first-last, both required and within the source. Error InvalidArgument.
Result<PartRange> parse_part_range(const std::optional<std::string>& header, uint64_t source_size);

}  // namespace tarn::s3
