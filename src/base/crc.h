// CRC-32 (IEEE), CRC-32C (Castagnoli) and CRC-64/NVME. On x86 with carry-less multiplication tens of GiB a second; elsewhere bytewise.
// CRC values here are the finished ones (all start from and end with inverted bits).
#pragma once
#include <cstdint>
#include <string_view>

namespace tarn {

enum class CrcKind : uint8_t { crc32, crc32c, crc64nvme };

// `seed` is the CRC of what came before; 0: nothing did.
uint64_t crc(CrcKind kind, std::string_view bytes, uint64_t seed = 0);

// The CRC of a followed by b, from theirs and b's length. Costs log2(length).
uint64_t crc_concat(CrcKind kind, uint64_t crc_a, uint64_t crc_b, uint64_t bytes_b);

}  // namespace tarn
