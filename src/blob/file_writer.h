// Writes one blob: into incoming/, block by block, then synced and moved to its place.
#pragma once
#include <functional>
#include <memory>
#include <string>

#include "blob/layout.h"

namespace tarn::blob {

class FileWriter final : public Writer {
 public:
  // `ensure_folder` makes the blob's folder durable. All but the ids are borrowed and outlive the writer.
  static Result<std::unique_ptr<Writer>> open(const Layout& layout, io::FileSystem& files, BlobId id,
                                              std::function<Result<void>(const BlobId&)> ensure_folder);
  ~FileWriter() override;
  Result<void> append(std::string_view bytes) override;
  Result<StoredBlob> finish() override;

 private:
  FileWriter(const Layout& layout, io::FileSystem& files, BlobId id, std::function<Result<void>(const BlobId&)> ensure_folder,
             std::unique_ptr<io::WritableFile> file)
      : layout_(layout), files_(files), id_(id), ensure_folder_(std::move(ensure_folder)), file_(std::move(file)) {}
  void seal_block();
  Result<void> flush();

  const Layout& layout_;
  io::FileSystem& files_;
  BlobId id_;
  std::function<Result<void>(const BlobId&)> ensure_folder_;
  std::unique_ptr<io::WritableFile> file_;
  std::string buffer_;      // sealed blocks, then the open one
  size_t block_begin_ = 0;  // where the open block begins in buffer_
  uint64_t block_ = 0;      // its number
  uint64_t size_ = 0;
  bool finished_ = false;
};

}  // namespace tarn::blob
