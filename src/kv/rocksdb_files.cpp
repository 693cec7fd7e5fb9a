#include "kv/rocksdb_files.h"

#include <algorithm>

namespace tarn::kv {
namespace {

using rocksdb::FileLock;
using rocksdb::FileOptions;
using rocksdb::IODebugContext;
using rocksdb::IOOptions;
using rocksdb::IOStatus;
using rocksdb::Slice;

IOStatus to_status(const Error& error) {
  return io::is_disk_full(error) ? IOStatus::NoSpace(error.message) : IOStatus::IOError(error.message);
}

template <class T>
IOStatus to_status(const Result<T>& result) {
  return result.ok() ? IOStatus::OK() : to_status(result.error());
}

// Moves the value out, when there is one.
template <class T, class Out>
IOStatus take(Result<T> result, Out* out) {
  if (!result.ok()) return to_status(result.error());
  *out = std::move(result).value();
  return IOStatus::OK();
}

IOStatus read(const io::ReadableFile& file, uint64_t offset, size_t n, Slice* result, char* scratch) {
  size_t got = 0;
  auto status = take(file.read_at(offset, std::span(scratch, n)), &got);
  *result = Slice(scratch, got);
  return status;
}

class SequentialFile final : public rocksdb::FSSequentialFile {
 public:
  explicit SequentialFile(std::unique_ptr<io::ReadableFile> file) : file_(std::move(file)) {}
  IOStatus Read(size_t n, const IOOptions&, Slice* result, char* scratch, IODebugContext*) override {
    auto status = read(*file_, offset_, n, result, scratch);
    offset_ += result->size();
    return status;
  }
  IOStatus Skip(uint64_t n) override {
    offset_ += n;
    return IOStatus::OK();
  }

 private:
  std::unique_ptr<io::ReadableFile> file_;
  uint64_t offset_ = 0;
};

class RandomAccessFile final : public rocksdb::FSRandomAccessFile {
 public:
  explicit RandomAccessFile(std::unique_ptr<io::ReadableFile> file) : file_(std::move(file)) {}
  IOStatus Read(uint64_t offset, size_t n, const IOOptions&, Slice* result, char* scratch, IODebugContext*) const override {
    return read(*file_, offset, n, result, scratch);
  }

 private:
  std::unique_ptr<io::ReadableFile> file_;
};

class WritableFile final : public rocksdb::FSWritableFile {
 public:
  WritableFile(std::unique_ptr<io::WritableFile> file, uint64_t size) : file_(std::move(file)), size_(size) {}
  using FSWritableFile::Append;
  IOStatus Append(const Slice& data, const IOOptions&, IODebugContext*) override {
    size_ += data.size();
    return to_status(file_->append({data.data(), data.size()}));
  }
  IOStatus Truncate(uint64_t size, const IOOptions&, IODebugContext*) override {
    size_ = size;
    return to_status(file_->truncate(size));
  }
  IOStatus Close(const IOOptions&, IODebugContext*) override {
    file_.reset();
    return IOStatus::OK();
  }
  IOStatus Flush(const IOOptions&, IODebugContext*) override { return IOStatus::OK(); }
  IOStatus Sync(const IOOptions&, IODebugContext*) override { return to_status(file_->sync()); }
  uint64_t GetFileSize(const IOOptions&, IODebugContext*) override { return size_; }

 private:
  std::unique_ptr<io::WritableFile> file_;
  uint64_t size_;
};

class Directory final : public rocksdb::FSDirectory {
 public:
  Directory(io::FileSystem& files, std::string path) : files_(files), path_(std::move(path)) {}
  IOStatus Fsync(const IOOptions&, IODebugContext*) override { return to_status(files_.sync_directory(path_)); }
  IOStatus Close(const IOOptions&, IODebugContext*) override { return IOStatus::OK(); }

 private:
  io::FileSystem& files_;
  std::string path_;
};

class HeldLock final : public FileLock {
 public:
  explicit HeldLock(std::unique_ptr<io::FileSystem::Lock> lock) : lock_(std::move(lock)) {}

 private:
  std::unique_ptr<io::FileSystem::Lock> lock_;
};

class AdaptedFiles final : public rocksdb::FileSystem {
 public:
  explicit AdaptedFiles(io::FileSystem& files) : files_(files) {}
  const char* Name() const override { return "TarnFiles"; }

  IOStatus NewSequentialFile(const std::string& path, const FileOptions&, std::unique_ptr<rocksdb::FSSequentialFile>* out,
                             IODebugContext*) override {
    return open<SequentialFile>(path, out);
  }
  IOStatus NewRandomAccessFile(const std::string& path, const FileOptions&, std::unique_ptr<rocksdb::FSRandomAccessFile>* out,
                               IODebugContext*) override {
    return open<RandomAccessFile>(path, out);
  }
  IOStatus NewWritableFile(const std::string& path, const FileOptions&, std::unique_ptr<rocksdb::FSWritableFile>* out,
                           IODebugContext*) override {
    std::unique_ptr<io::WritableFile> file;
    auto status = take(files_.create(path, io::FileSystem::Create::truncate), &file);
    if (status.ok()) *out = std::make_unique<WritableFile>(std::move(file), 0);
    return status;
  }
  IOStatus ReopenWritableFile(const std::string& path, const FileOptions&, std::unique_ptr<rocksdb::FSWritableFile>* out,
                              IODebugContext*) override {
    uint64_t size = 0;
    std::unique_ptr<io::WritableFile> file;
    auto status = file_size(path, &size);
    if (status.IsPathNotFound()) status = IOStatus::OK();
    if (status.ok()) status = take(files_.create(path, io::FileSystem::Create::append), &file);
    if (status.ok()) *out = std::make_unique<WritableFile>(std::move(file), size);
    return status;
  }
  IOStatus NewDirectory(const std::string& path, const IOOptions&, std::unique_ptr<rocksdb::FSDirectory>* out, IODebugContext*) override {
    auto status = must_exist(path);
    if (status.ok()) *out = std::make_unique<Directory>(files_, path);
    return status;
  }
  IOStatus FileExists(const std::string& path, const IOOptions&, IODebugContext*) override {
    auto status = must_exist(path);
    return status.IsPathNotFound() ? IOStatus::NotFound(path) : status;
  }
  IOStatus GetChildren(const std::string& path, const IOOptions&, std::vector<std::string>* out, IODebugContext*) override {
    auto status = must_exist(path);
    return status.ok() ? take(files_.list(path), out) : IOStatus::NotFound(path);
  }
  IOStatus DeleteFile(const std::string& path, const IOOptions&, IODebugContext*) override {
    auto status = must_exist(path);
    return status.ok() ? to_status(files_.remove(path)) : status;
  }
  IOStatus CreateDir(const std::string& path, const IOOptions& options, IODebugContext* debug) override {
    return CreateDirIfMissing(path, options, debug);
  }
  IOStatus CreateDirIfMissing(const std::string& path, const IOOptions&, IODebugContext*) override {
    bool there = false;
    auto status = take(files_.exists(path), &there);
    return status.ok() && !there ? to_status(files_.make_directory(path)) : status;
  }
  IOStatus DeleteDir(const std::string& path, const IOOptions&, IODebugContext*) override { return to_status(files_.remove(path)); }
  IOStatus GetFileSize(const std::string& path, const IOOptions&, uint64_t* out, IODebugContext*) override { return file_size(path, out); }
  IOStatus GetFileModificationTime(const std::string& path, const IOOptions&, uint64_t* out, IODebugContext*) override {
    *out = 0;  // io::FileSystem keeps none, and what RocksDB uses it for (ages of files) is not configured
    return must_exist(path);
  }
  IOStatus RenameFile(const std::string& from, const std::string& to, const IOOptions&, IODebugContext*) override {
    return to_status(files_.rename(from, to));
  }
  IOStatus LockFile(const std::string& path, const IOOptions&, FileLock** out, IODebugContext*) override {
    std::unique_ptr<io::FileSystem::Lock> lock;
    auto status = take(files_.lock(path), &lock);
    if (status.ok()) *out = new HeldLock(std::move(lock));
    return status;
  }
  IOStatus UnlockFile(FileLock* lock, const IOOptions&, IODebugContext*) override {
    delete static_cast<HeldLock*>(lock);
    return IOStatus::OK();
  }
  IOStatus GetTestDirectory(const IOOptions&, std::string*, IODebugContext*) override { return IOStatus::NotSupported("GetTestDirectory"); }
  IOStatus GetAbsolutePath(const std::string& path, const IOOptions&, std::string* out, IODebugContext*) override {
    *out = path;
    return IOStatus::OK();
  }
  IOStatus IsDirectory(const std::string& path, const IOOptions&, bool* out, IODebugContext*) override {
    *out = files_.list(path).ok();
    return IOStatus::OK();
  }

 private:
  IOStatus must_exist(const std::string& path) {
    bool there = false;
    auto status = take(files_.exists(path), &there);
    return status.ok() && !there ? IOStatus::PathNotFound(path) : status;
  }

  IOStatus file_size(const std::string& path, uint64_t* out) {
    std::unique_ptr<io::ReadableFile> file;
    auto status = must_exist(path);
    if (status.ok()) status = take(files_.open(path), &file);
    return status.ok() ? take(file->size(), out) : status;
  }

  template <class File, class Base>
  IOStatus open(const std::string& path, std::unique_ptr<Base>* out) {
    std::unique_ptr<io::ReadableFile> file;
    auto status = must_exist(path);
    if (status.ok()) status = take(files_.open(path), &file);
    if (status.ok()) *out = std::make_unique<File>(std::move(file));
    return status;
  }

  io::FileSystem& files_;
};

}  // namespace

std::shared_ptr<rocksdb::FileSystem> adapt_files(io::FileSystem& files) { return std::make_shared<AdaptedFiles>(files); }

}  // namespace tarn::kv
