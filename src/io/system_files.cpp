// The machine's own files, through POSIX calls.
#include <dirent.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>

#include "io/file_system.h"
#include "io/io_error.h"

namespace tarn::io {
namespace {

class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  ~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  Descriptor(Descriptor&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  Descriptor& operator=(Descriptor&&) = delete;
  int get() const { return fd_; }

 private:
  int fd_;
};

Result<Descriptor> open_descriptor(std::string_view action, const std::string& path, int flags) {
  int fd;
  do fd = ::open(path.c_str(), flags | O_CLOEXEC, 0600);
  while (fd < 0 && errno == EINTR);
  if (fd < 0) return io_error(action, path, errno);
  return Descriptor(fd);
}

class SystemReadableFile final : public ReadableFile {
 public:
  SystemReadableFile(std::string path, Descriptor fd) : path_(std::move(path)), fd_(std::move(fd)) {}

  Result<size_t> read_at(uint64_t offset, std::span<char> out) const override {
    size_t done = 0;
    while (done < out.size()) {
      ssize_t n = ::pread(fd_.get(), out.data() + done, out.size() - done, static_cast<off_t>(offset + done));
      if (n < 0 && errno == EINTR) continue;
      if (n < 0) return io_error("read", path_, errno);
      if (n == 0) break;
      done += static_cast<size_t>(n);
    }
    return done;
  }

  Result<uint64_t> size() const override {
    struct stat status;
    if (::fstat(fd_.get(), &status) != 0) return io_error("stat", path_, errno);
    return static_cast<uint64_t>(status.st_size);
  }

 private:
  std::string path_;
  Descriptor fd_;
};

class SystemWritableFile final : public WritableFile {
 public:
  SystemWritableFile(std::string path, Descriptor fd) : path_(std::move(path)), fd_(std::move(fd)) {}

  Result<void> append(std::string_view bytes) override {
    while (!bytes.empty()) {
      ssize_t n = ::write(fd_.get(), bytes.data(), bytes.size());
      if (n < 0 && errno == EINTR) continue;
      if (n < 0) return io_error("write", path_, errno);
      bytes.remove_prefix(static_cast<size_t>(n));
    }
    return {};
  }

  Result<void> sync() override {
    if (::fdatasync(fd_.get()) != 0) return io_error("sync", path_, errno);
    return {};
  }

  Result<void> truncate(uint64_t size) override {
    if (::ftruncate(fd_.get(), static_cast<off_t>(size)) != 0) return io_error("truncate", path_, errno);
    return {};
  }

 private:
  std::string path_;
  Descriptor fd_;  // opened with O_APPEND, so that writes follow a truncation
};

class SystemLock final : public FileSystem::Lock {
 public:
  explicit SystemLock(Descriptor fd) : fd_(std::move(fd)) {}

 private:
  Descriptor fd_;  // flock ends with its last descriptor
};

class SystemFiles final : public FileSystem {
 public:
  Result<std::unique_ptr<ReadableFile>> open(const std::string& path) override {
    return std::make_unique<SystemReadableFile>(path, TRY(open_descriptor("open", path, O_RDONLY)));
  }

  Result<std::unique_ptr<WritableFile>> create(const std::string& path, Create mode) override {
    int flags = O_WRONLY | O_CREAT | O_APPEND;
    if (mode == Create::must_be_new) flags |= O_EXCL;
    if (mode == Create::truncate) flags |= O_TRUNC;
    return std::make_unique<SystemWritableFile>(path, TRY(open_descriptor("create", path, flags)));
  }

  Result<void> sync_directory(const std::string& path) override {
    auto fd = TRY(open_descriptor("open", path, O_RDONLY | O_DIRECTORY));
    if (::fsync(fd.get()) != 0) return io_error("sync", path, errno);
    return {};
  }

  Result<void> make_directory(const std::string& path) override {
    for (size_t slash = path.find('/', 1);; slash = path.find('/', slash + 1)) {
      auto part = path.substr(0, slash);
      if (::mkdir(part.c_str(), 0700) != 0 && errno != EEXIST) return io_error("make directory", part, errno);
      if (slash == std::string::npos) return {};
    }
  }

  Result<void> rename(const std::string& from, const std::string& to) override {
    if (::rename(from.c_str(), to.c_str()) != 0) return io_error("rename", from, errno);
    return {};
  }

  Result<void> remove(const std::string& path) override {
    if (::remove(path.c_str()) != 0) return io_error("remove", path, errno);
    return {};
  }

  Result<bool> exists(const std::string& path) override {
    if (::access(path.c_str(), F_OK) == 0) return true;
    if (errno == ENOENT || errno == ENOTDIR) return false;
    return io_error("look up", path, errno);
  }

  Result<std::vector<std::string>> list(const std::string& directory) override {
    std::unique_ptr<DIR, int (*)(DIR*)> stream(::opendir(directory.c_str()), ::closedir);
    if (!stream) return io_error("list", directory, errno);
    std::vector<std::string> names;
    errno = 0;
    while (auto* entry = ::readdir(stream.get())) {
      std::string_view name = entry->d_name;
      if (name != "." && name != "..") names.emplace_back(name);
      errno = 0;
    }
    if (errno != 0) return io_error("list", directory, errno);
    std::ranges::sort(names);
    return names;
  }

  Result<std::unique_ptr<Lock>> lock(const std::string& path) override {
    auto fd = TRY(open_descriptor("lock", path, O_RDWR | O_CREAT));
    if (::flock(fd.get(), LOCK_EX | LOCK_NB) != 0) return io_error("lock", path, errno);
    return std::make_unique<SystemLock>(std::move(fd));
  }
};

}  // namespace

std::unique_ptr<FileSystem> open_system_files() { return std::make_unique<SystemFiles>(); }

}  // namespace tarn::io
