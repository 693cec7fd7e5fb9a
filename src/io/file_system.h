// The file interface under kv/ and blob/. Two implementations: the machine's own (open_system_files) and PowerCutFiles, which
// keeps what was synced, drops or tears the rest at a simulated power cut, fails the n-th call and fills the disk.
// Paths are absolute or relative to the process. Every failure is an Error with code "IoError" and the system's own text; a
// failed sync is fatal to the caller (fsync errors must never be retried: the kernel may have dropped the pages).
#pragma once
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace tarn::io {

class ReadableFile {
 public:
  virtual ~ReadableFile() = default;
  // Reads up to out.size() bytes at `offset`; fewer only at the end of the file. Safe from many threads.
  virtual Result<size_t> read_at(uint64_t offset, std::span<char> out) const = 0;
  virtual Result<uint64_t> size() const = 0;
};

class WritableFile {
 public:
  virtual ~WritableFile() = default;  // closes without syncing
  virtual Result<void> append(std::string_view bytes) = 0;
  virtual Result<void> sync() = 0;  // fdatasync: content and size survive a power cut
  virtual Result<void> truncate(uint64_t size) = 0;
};

class FileSystem {
 public:
  virtual ~FileSystem() = default;
  virtual Result<std::unique_ptr<ReadableFile>> open(const std::string& path) = 0;
  enum class Create { must_be_new, truncate, append };
  virtual Result<std::unique_ptr<WritableFile>> create(const std::string& path, Create mode) = 0;
  virtual Result<void> sync_directory(const std::string& path) = 0;  // names made, renamed or removed there survive
  virtual Result<void> make_directory(const std::string& path) = 0;  // with parents; no error if it is there
  virtual Result<void> rename(const std::string& from, const std::string& to) = 0;
  virtual Result<void> remove(const std::string& path) = 0;
  virtual Result<bool> exists(const std::string& path) = 0;
  virtual Result<std::vector<std::string>> list(const std::string& directory) = 0;  // names only, sorted, without . and ..

  // Keeps other processes (and other stores of this one) out until destroyed; makes the file if need be. An error when it is held.
  class Lock {
   public:
    virtual ~Lock() = default;
  };
  virtual Result<std::unique_ptr<Lock>> lock(const std::string& path) = 0;
};

// Whether the failure was a full disk, after which a caller may try again once there is room.
bool is_disk_full(const Error& error);

std::unique_ptr<FileSystem> open_system_files();

}  // namespace tarn::io
