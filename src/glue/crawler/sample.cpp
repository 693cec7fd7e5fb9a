#include "glue/crawler/sample.h"

#include <zlib.h>

#include <algorithm>
#include <vector>

namespace tarn::glue::crawler {
namespace {

constexpr size_t kReadBytes = 256 * 1024;

struct Magic {
  std::string_view bytes, name;
};
constexpr Magic kMagics[] = {{"\x1f\x8b", "gzip"}, {"BZh", "bzip2"}, {"PK\x03\x04", "zip"}, {"\x04\x22\x4d\x18", "lz4"},
                             {"\xff\x06\x00\x00sNaPpY", "snappy"}, {"\x28\xb5\x2f\xfd", "zstd"}};

std::string compression_of(std::string_view head) {
  for (auto& magic : kMagics)
    if (head.starts_with(magic.bytes)) return std::string(magic.name);
  return "none";
}

Error corrupt(const std::string& path) { return {"GlueCorruptFile", "The gzip file " + path + " is damaged.", 400, {}}; }

class Inflater {
 public:
  Inflater() { ready_ = inflateInit2(&stream_, 16 + MAX_WBITS) == Z_OK; }
  ~Inflater() { inflateEnd(&stream_); }
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;

  // Appends what `input` gives, until `limit` bytes are out. False: damaged.
  bool add(std::string_view input, size_t limit, std::string& out) {
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(input.data()));
    stream_.avail_in = static_cast<uInt>(input.size());
    std::vector<char> buffer(kReadBytes);
    while (ready_ && stream_.avail_in > 0 && out.size() < limit) {
      stream_.next_out = reinterpret_cast<Bytef*>(buffer.data());
      stream_.avail_out = static_cast<uInt>(buffer.size());
      int status = inflate(&stream_, Z_NO_FLUSH);
      out.append(buffer.data(), buffer.size() - stream_.avail_out);
      if (status == Z_STREAM_END) ready_ = inflateReset(&stream_) == Z_OK;  // members follow each other in one file
      else if (status != Z_OK && status != Z_BUF_ERROR) return false;
      else if (status == Z_BUF_ERROR) break;
    }
    return ready_;
  }

 private:
  z_stream stream_{};
  bool ready_ = false;
};

}  // namespace

Result<Sample> read_sample(engine::RandomAccessFile& file, size_t bytes) {
  Sample out;
  std::string buffer(kReadBytes, '\0');
  Inflater inflater;
  uint64_t offset = 0, size = file.info().size;
  while (offset < size && out.text.size() < bytes) {
    size_t n = TRY(file.read_at(offset, std::span<char>(buffer.data(), buffer.size())));
    if (n == 0) break;
    std::string_view piece(buffer.data(), n);
    if (offset == 0) out.compression = compression_of(piece);
    offset += n;
    if (out.compression == "gzip") {
      if (!inflater.add(piece, bytes, out.text)) return corrupt(file.info().path);
    } else {
      out.text.append(piece);
      if (out.compression != "none") break;
    }
  }
  out.is_whole = offset >= size && out.text.size() <= bytes;
  if (out.text.size() > bytes) out.text.resize(bytes);
  return out;
}

}  // namespace tarn::glue::crawler
