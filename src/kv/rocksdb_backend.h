// The embedded, durable backend. Two column families: the default one for records, "bytes" for inline object bodies.
#pragma once
#include <rocksdb/db.h>

#include <memory>
#include <string>
#include <vector>

#include "kv/acknowledged_mark.h"
#include "kv/backend.h"

namespace tarn::kv {

class RocksBackend final : public Backend {
 public:
  // `files` is borrowed; `directory` exists. An error when the store lacks what `mark` says was acknowledged.
  static Result<std::unique_ptr<RocksBackend>> open(const std::string& directory, io::FileSystem& files, AcknowledgedMark mark);
  ~RocksBackend() override;
  std::unique_ptr<View> view() override;
  Result<void> apply(const std::vector<Change>& changes) override;
  Result<std::vector<std::string>> verify() override;

 private:
  class LogSwitches;

  RocksBackend(io::FileSystem& files, AcknowledgedMark mark);
  rocksdb::ColumnFamilyHandle* family(Space space) const { return families_[static_cast<size_t>(space)]; }
  Result<void> compare_with_mark();
  void renew_mark();
  Result<void> verify_files(std::vector<std::string>& defects);
  Result<void> verify_file(const rocksdb::LiveFileStorageInfo& info, std::vector<std::string>& defects);
  void read_back(Space space, std::vector<std::string>& defects);

  io::FileSystem& files_;
  AcknowledgedMark mark_;
  uint64_t acknowledged_ = 0;  // the last sequence of a write that returned ok
  uint64_t marked_ = 0;
  std::shared_ptr<LogSwitches> log_switches_;
  std::unique_ptr<rocksdb::Env> env_;
  std::unique_ptr<rocksdb::DB> db_;
  std::vector<rocksdb::ColumnFamilyHandle*> families_;  // by Space; closed before db_
  bool disk_was_full_ = false;
};

}  // namespace tarn::kv
