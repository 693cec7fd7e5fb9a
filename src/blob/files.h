// Bytes as immutable files with unique names. write -> finish makes them durable (file and folder synced) but unreachable; the
// kv transaction that refers to the id makes them visible. Content is checksummed in 64 KiB blocks (CRC32C seeded with blob id
// and block number); reads verify and never serve bytes that fail. See docs/storage-format.md.
#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/random.h"
#include "base/result.h"
#include "io/file_system.h"

namespace tarn::blob {

struct BlobId {
  uint64_t high = 0;
  uint64_t low = 0;
  auto operator<=>(const BlobId&) const = default;
  std::string hex() const;
};

struct StoredBlob {
  BlobId id;
  uint64_t size = 0;
};

constexpr uint32_t kBlockBytes = 64 * 1024;

class Writer {
 public:
  virtual ~Writer() = default;  // without finish(): the file is removed
  virtual Result<void> append(std::string_view bytes) = 0;
  virtual Result<StoredBlob> finish() = 0;
};

class Reader {
 public:
  virtual ~Reader() = default;
  virtual uint64_t size() const = 0;
  // Fills out from `offset`; fewer bytes only at the end. Error "InternalError" when a block fails its checksum. Thread-safe.
  virtual Result<size_t> read_at(uint64_t offset, std::span<char> out) const = 0;
};

class Files {
 public:
  virtual ~Files() = default;
  virtual Result<std::unique_ptr<Writer>> create() = 0;
  virtual Result<std::shared_ptr<const Reader>> open(const BlobId& id) = 0;  // cached; pins the file against removal
  // Removes the file, at once or when its last reader goes (a crash before that leaves it to for_each). Not an error when it is
  // gone already. Only for ids that no record refers to any more.
  virtual Result<void> remove(const BlobId& id) = 0;
  // Calls visit for every blob at rest (including unreachable ones; size 0 when its trailer is damaged, which verify tells), for
  // reclaiming after a crash and for `tarn check`.
  virtual Result<void> for_each(const std::function<Result<void>(const StoredBlob&)>& visit) = 0;
  // Re-reads every block of one blob: the defect, or nothing.
  virtual Result<std::vector<std::string>> verify(const BlobId& id) = 0;
};

// `files` and `random` are borrowed.
Result<std::unique_ptr<Files>> open_files(const std::string& directory, io::FileSystem& files, Random& random);

}  // namespace tarn::blob
