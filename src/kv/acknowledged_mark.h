// A sequence number that was acknowledged, kept beside the store, so that a store which comes back without its newest log says so.
// RocksDB's manifest knows the logs before the newest one only.
#pragma once
#include <cstdint>
#include <string>

#include "base/result.h"
#include "io/file_system.h"

namespace tarn::kv {

class AcknowledgedMark {
 public:
  // `files` is borrowed. `path` is the mark's file (docs/storage-format.md).
  AcknowledgedMark(io::FileSystem& files, std::string path) : files_(files), path_(std::move(path)) {}

  // What was marked last; 0: nothing was. Error "InternalError": the file is damaged.
  Result<uint64_t> read() const;
  // Replaces the mark, durably. A mark that could not be written leaves the old one, which is true as well.
  Result<void> write(uint64_t sequence);

 private:
  io::FileSystem& files_;
  const std::string path_;
};

}  // namespace tarn::kv
