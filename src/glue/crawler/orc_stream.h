// ORC's compressed streams: chunks of a three-byte header and its bytes.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace tarn::glue::crawler {

enum class OrcCompression : uint8_t { none, zlib, snappy, lzo, lz4, zstd };  // as the postscript numbers them

// nullopt: damaged, longer than `limit`, or LZO, which nothing here reads.
std::optional<std::string> inflate_orc(OrcCompression compression, std::string_view stream, size_t limit);

}  // namespace tarn::glue::crawler
