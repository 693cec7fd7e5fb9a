// io::FileSystem as RocksDB's file system, so that the power-cut twin sits under the real engine. Included by kv/*.cpp only.
#pragma once
#include <rocksdb/file_system.h>

#include <memory>

#include "io/file_system.h"

namespace tarn::kv {

// `files` is borrowed.
std::shared_ptr<rocksdb::FileSystem> adapt_files(io::FileSystem& files);

}  // namespace tarn::kv
