#include "blob/file_writer.h"

#include <algorithm>

#include "base/log.h"
#include "blob/block_format.h"

namespace tarn::blob {
namespace {

constexpr size_t kWriteBytes = 8 * kStoredBlockBytes;  // half a MiB a system call

}  // namespace

Result<std::unique_ptr<Writer>> FileWriter::open(const Layout& layout, io::FileSystem& files, BlobId id,
                                                 std::function<Result<void>(const BlobId&)> ensure_folder) {
  auto file = TRY(files.create(layout.incoming_file(id), io::FileSystem::Create::must_be_new));
  return std::unique_ptr<Writer>(new FileWriter(layout, files, id, std::move(ensure_folder), std::move(file)));
}

FileWriter::~FileWriter() {
  if (finished_) return;
  file_.reset();
  auto removed = files_.remove(layout_.incoming_file(id_));
  if (!removed.ok()) log_line(LogLevel::warning, "an unfinished blob stays until the next start: " + removed.error().message);
}

Result<void> FileWriter::append(std::string_view bytes) {
  while (!bytes.empty()) {
    size_t room = kBlockBytes - (buffer_.size() - block_begin_);
    auto part = bytes.substr(0, room);
    buffer_.append(part);
    size_ += part.size();
    bytes.remove_prefix(part.size());
    if (part.size() == room) seal_block();
    if (buffer_.size() >= kWriteBytes) TRY(flush());
  }
  return {};
}

void FileWriter::seal_block() {
  buffer_ += encode_checksum(block_checksum(id_, block_, std::string_view(buffer_).substr(block_begin_)));
  block_begin_ = buffer_.size();
  ++block_;
}

// Only between blocks.
Result<void> FileWriter::flush() {
  TRY(file_->append(buffer_));
  buffer_.clear();
  block_begin_ = 0;
  return {};
}

Result<StoredBlob> FileWriter::finish() {
  if (buffer_.size() > block_begin_) seal_block();
  buffer_ += encode_trailer(id_, size_);
  TRY(flush());
  TRY(file_->sync());
  file_.reset();
  TRY(ensure_folder_(id_));
  TRY(files_.rename(layout_.incoming_file(id_), layout_.file(id_)));
  finished_ = true;
  TRY(files_.sync_directory(layout_.folder(id_)));
  return StoredBlob{id_, size_};
}

}  // namespace tarn::blob
