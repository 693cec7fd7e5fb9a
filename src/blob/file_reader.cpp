#include "blob/file_reader.h"

#include <algorithm>
#include <cstring>

#include "blob/block_format.h"

namespace tarn::blob {
namespace {

constexpr uint64_t kBlocksPerRead = 8;

}  // namespace

Result<std::shared_ptr<const FileReader>> FileReader::open(const std::string& path, io::FileSystem& files, const BlobId& id) {
  auto file = TRY(files.open(path));
  uint64_t stored = TRY(file->size());
  std::string trailer(std::min(stored, kTrailerBytes), '\0');
  trailer.resize(TRY(file->read_at(stored - trailer.size(), trailer)));
  uint64_t size = TRY(decode_trailer(id, trailer, stored));
  return std::shared_ptr<const FileReader>(new FileReader(std::move(file), id, size));
}

uint64_t FileReader::content_bytes(uint64_t block) const { return std::min<uint64_t>(kBlockBytes, size_ - block * kBlockBytes); }

Result<std::string_view> FileReader::load(uint64_t first, uint64_t count) const {
  thread_local std::unique_ptr<char[]> buffer(new char[kBlocksPerRead * kStoredBlockBytes]);
  uint64_t last = first + count - 1;
  uint64_t bytes = (last - first) * kStoredBlockBytes + content_bytes(last) + kChecksumBytes;
  size_t got = TRY(file_->read_at(first * kStoredBlockBytes, std::span(buffer.get(), bytes)));
  if (got != bytes) return damaged(id_, "the file became shorter");
  return std::string_view(buffer.get(), bytes);
}

Result<size_t> FileReader::read_at(uint64_t offset, std::span<char> out) const {
  if (offset >= size_) return size_t{0};
  uint64_t end = std::min<uint64_t>(size_, offset + out.size());
  size_t done = 0;
  while (offset + done < end) {
    uint64_t first = (offset + done) / kBlockBytes;
    uint64_t count = std::min(kBlocksPerRead, block_count(end) - first);
    auto stored = TRY(load(first, count));
    for (uint64_t block = first; block < first + count; ++block) {
      auto content = stored.substr((block - first) * kStoredBlockBytes, content_bytes(block));
      auto checksum = stored.substr((block - first) * kStoredBlockBytes + content.size(), kChecksumBytes);
      if (!checksum_matches(id_, block, content, checksum)) return damaged(id_, "block " + std::to_string(block) + " fails its checksum");
      auto wanted = content.substr(offset + done - block * kBlockBytes, end - (offset + done));
      std::memcpy(out.data() + done, wanted.data(), wanted.size());
      done += wanted.size();
    }
  }
  return done;
}

Result<std::vector<std::string>> FileReader::verify() const {
  std::vector<std::string> defects;
  for (uint64_t block = 0; block < block_count(size_); ++block) {
    auto stored = TRY(load(block, 1));
    auto content = stored.substr(0, content_bytes(block));
    if (!checksum_matches(id_, block, content, stored.substr(content.size())))
      defects.push_back(damaged(id_, "block " + std::to_string(block) + " fails its checksum").message);
  }
  return defects;
}

}  // namespace tarn::blob
