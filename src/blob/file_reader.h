// Reads one finished blob, verifying every block that it serves from.
#pragma once
#include <memory>

#include "blob/files.h"

namespace tarn::blob {

class FileReader final : public Reader {
 public:
  static Result<std::shared_ptr<const FileReader>> open(const std::string& path, io::FileSystem& files, const BlobId& id);
  uint64_t size() const override { return size_; }
  Result<size_t> read_at(uint64_t offset, std::span<char> out) const override;
  // The numbers of the blocks that fail, as lines.
  Result<std::vector<std::string>> verify() const;

 private:
  FileReader(std::unique_ptr<io::ReadableFile> file, const BlobId& id, uint64_t size) : file_(std::move(file)), id_(id), size_(size) {}
  uint64_t content_bytes(uint64_t block) const;
  // The stored bytes of `count` blocks from `first` on; valid until the thread's next call.
  Result<std::string_view> load(uint64_t first, uint64_t count) const;

  std::unique_ptr<io::ReadableFile> file_;
  BlobId id_;
  uint64_t size_;
};

}  // namespace tarn::blob
