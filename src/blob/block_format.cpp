#include "blob/block_format.h"

#include "base/encoding.h"

namespace tarn::blob {
namespace {

constexpr std::string_view kMagic = "TARNBLB1";
constexpr uint64_t kTrailerBlock = ~uint64_t{0};  // the block number that seeds the trailer's checksum

void append_big_endian(std::string& out, uint64_t value) {
  for (int shift = 56; shift >= 0; shift -= 8) out.push_back(static_cast<char>(value >> shift));
}

}  // namespace

uint32_t block_checksum(const BlobId& id, uint64_t block, std::string_view content) {
  std::string seed;
  append_big_endian(seed, id.high);
  append_big_endian(seed, id.low);
  append_big_endian(seed, block);
  return crc32c(content, crc32c(seed));
}

std::string encode_checksum(uint32_t checksum) {
  std::string out;
  for (int shift = 24; shift >= 0; shift -= 8) out.push_back(static_cast<char>(checksum >> shift));
  return out;
}

bool checksum_matches(const BlobId& id, uint64_t block, std::string_view content, std::string_view stored_checksum) {
  return encode_checksum(block_checksum(id, block, content)) == stored_checksum;
}

uint64_t block_count(uint64_t content_size) { return (content_size + kBlockBytes - 1) / kBlockBytes; }

uint64_t file_size(uint64_t content_size) { return content_size + block_count(content_size) * kChecksumBytes + kTrailerBytes; }

std::string encode_trailer(const BlobId& id, uint64_t content_size) {
  std::string trailer(kMagic);
  append_big_endian(trailer, content_size);
  return trailer + encode_checksum(block_checksum(id, kTrailerBlock, trailer));
}

Result<uint64_t> decode_trailer(const BlobId& id, std::string_view trailer, uint64_t actual_file_size) {
  if (trailer.size() != kTrailerBytes) return damaged(id, "the file is shorter than its trailer");
  auto body = trailer.substr(0, kTrailerBytes - kChecksumBytes);
  if (!body.starts_with(kMagic)) return damaged(id, "the file does not end with the trailer of this format");
  if (!checksum_matches(id, kTrailerBlock, body, trailer.substr(body.size()))) return damaged(id, "the trailer fails its checksum");
  uint64_t size = 0;
  for (char c : body.substr(kMagic.size())) size = size << 8 | static_cast<unsigned char>(c);
  if (file_size(size) != actual_file_size) return damaged(id, "the file's size is not the one its trailer implies");
  return size;
}

Error damaged(const BlobId& id, std::string_view what) { return internal_error("blob " + id.hex() + ": " + std::string(what)); }

}  // namespace tarn::blob
