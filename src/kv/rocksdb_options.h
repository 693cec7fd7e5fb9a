// How RocksDB is set up, and why. Included by kv/*.cpp only.
#pragma once
#include <rocksdb/options.h>

namespace tarn::kv {

rocksdb::DBOptions database_options(rocksdb::Env* env);
rocksdb::ColumnFamilyOptions records_options();
rocksdb::ColumnFamilyOptions bytes_options();  // inline object bodies, in blob files

}  // namespace tarn::kv
