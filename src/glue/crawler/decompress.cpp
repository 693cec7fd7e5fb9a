#include "glue/crawler/decompress.h"

#include <archive.h>
#include <archive_entry.h>
#include <lz4.h>
#include <snappy.h>

#include <algorithm>
#include <memory>
#include <vector>

#include "base/encoding.h"

namespace tarn::glue::crawler {
namespace {

constexpr size_t kReadBytes = 64 * 1024;
constexpr size_t kMaxBlockBytes = 64 * 1024 * 1024;  // of one compressed block; Hadoop's default is 256 KiB

struct Magic {
  std::string_view bytes, name;
};
constexpr Magic kMagics[] = {{"\x1f\x8b", "gzip"}, {"BZh", "bzip2"}, {"PK\x03\x04", "zip"}, {"\x04\x22\x4d\x18", "lz4"},
                             {{"\xff\x06\x00\x00sNaPpY", 10}, "snappy"}, {"\x28\xb5\x2f\xfd", "zstd"}};

Error damaged(const std::string& why) { return {"GlueCorruptFile", why, 400, {}}; }

uint32_t big_endian(std::string_view bytes) {
  uint32_t out = 0;
  for (unsigned char byte : bytes.substr(0, 4)) out = out << 8 | byte;
  return out;
}
uint32_t little_endian(std::string_view bytes) {
  uint32_t out = 0;
  for (size_t i = 0; i < bytes.size(); i++) out |= static_cast<uint32_t>(static_cast<unsigned char>(bytes[i])) << (8 * i);
  return out;
}

// ---- gzip, bzip2, lz4, zstd, zip

class Archive {
 public:
  explicit Archive(const PullBytes& pull) : pull_(pull), archive_(archive_read_new(), &archive_read_free), buffer_(kReadBytes) {}

  Result<Inflated> read(const std::string& compression, size_t limit) {
    struct archive* in = archive_.get();
    if (compression == "zip") {
      archive_read_support_format_zip_streamable(in);
    } else {
      archive_read_support_format_raw(in);
      archive_read_support_filter_gzip(in);
      archive_read_support_filter_bzip2(in);
      archive_read_support_filter_lz4(in);
      archive_read_support_filter_zstd(in);
    }
    if (archive_read_open(in, this, nullptr, &Archive::give, nullptr) != ARCHIVE_OK) return failed();
    archive_entry* entry = nullptr;
    if (archive_read_next_header(in, &entry) != ARCHIVE_OK) return failed();
    if (compression != "zip" && archive_filter_code(in, 0) == ARCHIVE_FILTER_NONE) return damaged("its header is broken");
    auto out = TRY(entry_bytes(limit));
    bool more_entries = compression == "zip" && out.is_whole && archive_read_next_header(in, &entry) == ARCHIVE_OK;
    if (more_entries) return damaged("it holds more than one file");
    return out;
  }

 private:
  static la_ssize_t give(struct archive* in, void* self, const void** bytes) {
    auto* archive = static_cast<Archive*>(self);
    auto n = archive->pull_(std::span<char>(archive->buffer_));
    if (!n.ok()) {
      archive->failure_ = n.error();
      archive_set_error(in, ARCHIVE_FATAL, "the file cannot be read");
      return -1;
    }
    *bytes = archive->buffer_.data();
    return static_cast<la_ssize_t>(*n);
  }

  Result<Inflated> entry_bytes(size_t limit) {
    Inflated out;
    std::vector<char> piece(kReadBytes);
    while (out.text.size() < limit) {
      auto n = archive_read_data(archive_.get(), piece.data(), std::min(piece.size(), limit - out.text.size()));
      if (n < 0) return failed();
      if (n == 0) {
        out.is_whole = true;
        break;
      }
      out.text.append(piece.data(), static_cast<size_t>(n));
    }
    return out;
  }

  Error failed() {
    if (failure_) return *failure_;  // of the store, not of the file
    const char* why = archive_error_string(archive_.get());
    return damaged(why ? why : "it does not decompress");
  }

  const PullBytes& pull_;
  std::unique_ptr<struct archive, int (*)(struct archive*)> archive_;
  std::vector<char> buffer_;
  std::optional<Error> failure_;
};

// ---- snappy and Hadoop's blocks

class Blocks {
 public:
  explicit Blocks(const PullBytes& pull) : pull_(pull) {}

  // Exactly n bytes; "" at the end of the file; damaged when it ends before them.
  Result<std::string> take(size_t n) {
    if (n > kMaxBlockBytes) return damaged("a block of it claims to be too large");
    while (pending_.size() < n) {
      std::string piece(kReadBytes, '\0');
      size_t got = TRY(pull_(std::span<char>(piece.data(), piece.size())));
      if (got == 0) break;
      pending_.append(piece, 0, got);
    }
    if (pending_.empty()) return std::string();
    if (pending_.size() < n) return damaged("it ends within a block");
    std::string out = pending_.substr(0, n);
    pending_.erase(0, n);
    return out;
  }

 private:
  const PullBytes& pull_;
  std::string pending_;
};

// The framing format of snappy: chunks of a type and a 24-bit length.
Result<Inflated> snappy_frames(Blocks& blocks, size_t limit) {
  Inflated out;
  while (out.text.size() < limit) {
    auto head = TRY(blocks.take(4));
    if (head.empty()) {
      out.is_whole = true;
      break;
    }
    auto type = static_cast<unsigned char>(head[0]);
    auto body = TRY(blocks.take(little_endian(std::string_view(head).substr(1))));
    if (type > 1 && type < 0x80) return damaged("it has a chunk of an unknown kind");
    if (type > 1) continue;  // the stream's name, padding
    if (body.size() < 4) return damaged("a chunk of it is too short");
    std::string_view data = std::string_view(body).substr(4);  // after the checksum
    std::string plain;
    if (type == 1) plain = data;
    else if (!snappy::Uncompress(data.data(), data.size(), &plain)) return damaged("a chunk of it does not decompress");
    out.text += plain;
  }
  return out;
}

// One part of a Hadoop block.
Result<std::string> inflate_part(const std::string& compression, const std::string& data, size_t whole) {
  std::string plain;
  if (compression == "snappy") {
    if (!snappy::Uncompress(data.data(), data.size(), &plain)) return damaged("a block of it does not decompress");
    return plain;
  }
  plain.resize(whole);
  int n = LZ4_decompress_safe(data.data(), plain.data(), static_cast<int>(data.size()), static_cast<int>(plain.size()));
  if (n < 0) return damaged("a block of it does not decompress");
  plain.resize(static_cast<size_t>(n));
  return plain;
}

// BlockCompressorStream of Hadoop: the length of a block when decompressed, then parts of a length each until it is full.
Result<Inflated> hadoop_blocks(const std::string& compression, Blocks& blocks, size_t limit) {
  Inflated out;
  while (out.text.size() < limit) {
    auto head = TRY(blocks.take(4));
    if (head.empty()) {
      out.is_whole = true;
      break;
    }
    size_t left = big_endian(head);
    if (left > kMaxBlockBytes) return damaged("a block of it claims to be too large");
    while (left > 0) {
      auto length = TRY(blocks.take(4));
      if (length.empty()) return damaged("it ends within a block");
      auto plain = TRY(inflate_part(compression, TRY(blocks.take(big_endian(length))), left));
      if (plain.empty() || plain.size() > left) return damaged("a block of it has another length than it says");
      left -= plain.size();
      out.text += plain;
    }
  }
  return out;
}

bool is_hadoop_block(std::string_view head) {
  if (head.size() < 9) return false;
  uint32_t whole = big_endian(head), part = big_endian(head.substr(4));
  return whole > 0 && whole <= kMaxBlockBytes && part > 0 && part <= kMaxBlockBytes;
}

}  // namespace

std::string compression_of(std::string_view head, std::string_view path) {
  for (auto& magic : kMagics)
    if (head.starts_with(magic.bytes)) return std::string(magic.name);
  if (path.ends_with(".snappy") && is_hadoop_block(head)) return "snappy-hadoop";
  if (path.ends_with(".lz4") && is_hadoop_block(head)) return "lz4-hadoop";
  return "none";
}

Result<Inflated> decompress(const std::string& compression, const PullBytes& pull, size_t limit) {
  Blocks blocks(pull);
  Inflated out;
  if (compression == "snappy") out = TRY(snappy_frames(blocks, limit));
  else if (compression == "snappy-hadoop") out = TRY(hadoop_blocks("snappy", blocks, limit));
  else if (compression == "lz4-hadoop") out = TRY(hadoop_blocks("lz4", blocks, limit));
  else out = TRY(Archive(pull).read(compression, limit));
  if (out.text.size() > limit) {
    out.text.resize(limit);
    out.is_whole = false;
  }
  return out;
}

}  // namespace tarn::glue::crawler
