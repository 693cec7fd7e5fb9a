#include "glue/crawler/orc_stream.h"

#include <lz4.h>
#include <snappy.h>
#include <zlib.h>
#include <zstd.h>

#include "glue/crawler/bytes.h"

namespace tarn::glue::crawler {
namespace {

constexpr size_t kMaxChunkBytes = 8 * 1024 * 1024;  // the three-byte header allows no more

bool inflate_raw(std::string_view in, std::string& out) {
  z_stream stream{};
  if (inflateInit2(&stream, -MAX_WBITS) != Z_OK) return false;
  out.resize(kMaxChunkBytes);
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(in.data()));
  stream.avail_in = static_cast<uInt>(in.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  int status = inflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  inflateEnd(&stream);
  return status == Z_STREAM_END;
}

bool inflate_chunk(OrcCompression compression, std::string_view in, std::string& out) {
  switch (compression) {
    case OrcCompression::none: out = in; return true;
    case OrcCompression::zlib: return inflate_raw(in, out);
    case OrcCompression::snappy: {
      size_t length = 0;
      return snappy::GetUncompressedLength(in.data(), in.size(), &length) && length <= kMaxChunkBytes && snappy::Uncompress(in.data(), in.size(), &out);
    }
    case OrcCompression::lz4: {
      out.resize(kMaxChunkBytes);
      int n = LZ4_decompress_safe(in.data(), out.data(), static_cast<int>(in.size()), static_cast<int>(out.size()));
      out.resize(n < 0 ? 0 : static_cast<size_t>(n));
      return n >= 0;
    }
    case OrcCompression::zstd: {
      out.resize(kMaxChunkBytes);
      size_t n = ZSTD_decompress(out.data(), out.size(), in.data(), in.size());
      out.resize(ZSTD_isError(n) ? 0 : n);
      return !ZSTD_isError(n);
    }
    case OrcCompression::lzo: return false;
  }
  return false;
}

}  // namespace

std::optional<std::string> inflate_orc(OrcCompression compression, std::string_view stream, size_t limit) {
  if (compression == OrcCompression::none) return std::string(stream);
  std::string out, plain;
  Bytes in(stream);
  while (!in.empty()) {
    uint32_t header = in.byte();
    header |= static_cast<uint32_t>(in.byte()) << 8;
    header |= static_cast<uint32_t>(in.byte()) << 16;
    auto chunk = in.take(header >> 1);
    if (!in.ok() || !inflate_chunk(header & 1 ? OrcCompression::none : compression, chunk, plain)) return std::nullopt;
    if (out.size() + plain.size() > limit) return std::nullopt;
    out += plain;
  }
  return out;
}

}  // namespace tarn::glue::crawler
