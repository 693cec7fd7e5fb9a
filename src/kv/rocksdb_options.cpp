#include "kv/rocksdb_options.h"

#include <rocksdb/cache.h>
#include <rocksdb/env.h>
#include <rocksdb/file_checksum.h>
#include <rocksdb/filter_policy.h>
#include <rocksdb/table.h>

#include <algorithm>
#include <cstdarg>
#include <cstdio>

#include "base/log.h"

namespace tarn::kv {
namespace {

constexpr size_t kMemtableBytes = 64 << 20;  // smaller ones double the bytes written to disk; the memory is taken as it fills
constexpr size_t kAllMemtablesBytes = 192 << 20;
constexpr size_t kBlockCacheBytes = 128 << 20;
constexpr uint64_t kMaxLogBytes = 96 << 20;  // replayed at start after a crash, in some 0.7 s
constexpr uint64_t kMinBlobBytes = 1024;     // smaller values stay in the tree
constexpr int kMaxOpenTables = 1000;
constexpr size_t kMaxLogLine = 512;

// RocksDB's own log has no file here: errors go to the server's log.
class ErrorLogger final : public rocksdb::Logger {
 public:
  ErrorLogger() : Logger(rocksdb::ERROR_LEVEL) {}
  void Logv(const char* format, va_list arguments) override {
    char line[kMaxLogLine] = {};
    std::vsnprintf(line, sizeof line, format, arguments);
    std::ranges::replace(line, '\n', ' ');
    log_line(LogLevel::warning, "rocksdb: " + printable(line));  // it quotes damaged keys
  }
};

rocksdb::ColumnFamilyOptions common_options() {
  // One cache for both families, of every store in the process.
  static const auto cache = rocksdb::NewLRUCache(kBlockCacheBytes);
  rocksdb::BlockBasedTableOptions table;
  table.block_cache = cache;
  table.cache_index_and_filter_blocks = true;  // so that the cache bounds them too
  table.pin_l0_filter_and_index_blocks_in_cache = true;
  table.filter_policy.reset(rocksdb::NewRibbonFilterPolicy(10));
  rocksdb::ColumnFamilyOptions options;
  options.table_factory.reset(rocksdb::NewBlockBasedTableFactory(table));
  options.write_buffer_size = kMemtableBytes;
  options.max_write_buffer_number = 4;
  options.force_consistency_checks = true;
  options.paranoid_file_checks = true;  // a table is read back before the log that it replaces goes
  return options;
}

}  // namespace

rocksdb::DBOptions database_options(rocksdb::Env* env) {
  rocksdb::DBOptions options;
  options.env = env;
  options.create_if_missing = true;
  options.create_missing_column_families = true;
  options.info_log = std::make_shared<ErrorLogger>();
  // A torn tail of the log is normal after a crash; a flipped bit before it must stop the start. The default mode would drop
  // the acknowledged writes behind it in silence.
  options.wal_recovery_mode = rocksdb::WALRecoveryMode::kTolerateCorruptedTailRecords;
  options.track_and_verify_wals_in_manifest = true;  // a log that is missing or short is an error
  options.paranoid_checks = true;
  options.file_checksum_gen_factory = rocksdb::GetFileChecksumGenCrc32cFactory();  // verify() compares whole files
  options.use_fsync = false;                                                       // fdatasync
  options.avoid_unnecessary_blocking_io = true;
  options.avoid_flush_during_shutdown = true;  // the log has it all
  options.db_write_buffer_size = kAllMemtablesBytes;
  options.max_total_wal_size = kMaxLogBytes;
  options.max_background_jobs = 2;
  options.max_open_files = kMaxOpenTables;
  options.stats_dump_period_sec = 0;
  options.stats_persist_period_sec = 0;
  options.skip_stats_update_on_db_open = true;
  return options;
}

rocksdb::ColumnFamilyOptions records_options() {
  auto options = common_options();
  options.compression = rocksdb::kLZ4Compression;
  return options;
}

rocksdb::ColumnFamilyOptions bytes_options() {
  auto options = common_options();
  options.compression = rocksdb::kNoCompression;
  options.enable_blob_files = true;
  options.min_blob_size = kMinBlobBytes;
  options.enable_blob_garbage_collection = true;
  options.blob_garbage_collection_force_threshold = 0.5;
  return options;
}

}  // namespace tarn::kv
