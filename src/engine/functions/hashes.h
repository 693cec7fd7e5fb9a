// Hashes that are no digests. No DuckDB in here.
#pragma once
#include <cstdint>
#include <string_view>
#include <utility>

namespace tarn::engine {

uint64_t xxh64(std::string_view bytes);                            // seed 0
std::pair<uint64_t, uint64_t> murmur3(std::string_view bytes);     // x64, 128 bits, seed 0: both halves

}  // namespace tarn::engine
