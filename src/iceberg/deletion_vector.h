// Deletion vectors of format version 3: a Puffin blob "deletion-vector-v1", a bitmap of row positions in Roaring's portable form.
#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace tarn::iceberg {

// The positions, ascending. Error InvalidInputException: the blob is broken, or has more than `max_positions`.
Result<std::vector<uint64_t>> read_deletion_vector(std::string_view blob, uint64_t max_positions);

}  // namespace tarn::iceberg
