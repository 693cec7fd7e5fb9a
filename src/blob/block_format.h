// The bytes of a blob file, as docs/storage-format.md says: blocks of up to 64 KiB of content, each followed by its CRC-32C, and
// a trailer with the content's size. Checksums are seeded with the blob's id and the block's number, so that a block of another
// blob, or from another place, fails.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"
#include "blob/files.h"

namespace tarn::blob {

constexpr uint64_t kChecksumBytes = 4;
constexpr uint64_t kStoredBlockBytes = kBlockBytes + kChecksumBytes;
constexpr uint64_t kTrailerBytes = 20;

uint32_t block_checksum(const BlobId& id, uint64_t block, std::string_view content);
std::string encode_checksum(uint32_t checksum);  // big-endian
bool checksum_matches(const BlobId& id, uint64_t block, std::string_view content, std::string_view stored_checksum);

uint64_t block_count(uint64_t content_size);
uint64_t file_size(uint64_t content_size);  // with checksums and trailer

std::string encode_trailer(const BlobId& id, uint64_t content_size);
// The content's size, given the last kTrailerBytes of the file and the file's size.
Result<uint64_t> decode_trailer(const BlobId& id, std::string_view trailer, uint64_t actual_file_size);

Error damaged(const BlobId& id, std::string_view what);

}  // namespace tarn::blob
