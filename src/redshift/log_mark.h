// The engine deletes its write-ahead log at each checkpoint, so that a missing log alone says nothing. A mark beside the database file says since which
// checkpoint the log holds commits that clients were told of: then a log that is gone while the file still stands at that checkpoint was lost.
#pragma once
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "base/result.h"
#include "io/file_system.h"

namespace tarn::redshift {

class LogMark {
 public:
  LogMark(std::unique_ptr<io::FileSystem> files, std::string database_file) : files_(std::move(files)), database_file_(std::move(database_file)) {}
  // After a commit, before the client hears of it. Writes (and syncs) once for each checkpoint; otherwise it reads the file's two small headers.
  Result<void> after_commit();

 private:
  const std::unique_ptr<io::FileSystem> files_;
  const std::string database_file_;
  std::mutex mutex_;
  int64_t marked_ = -1;  // the checkpoint that the mark names
};

// For `tarn check`, of a warehouse that nobody has open: one line if the log was lost.
Result<std::vector<std::string>> check_log(io::FileSystem& files, const std::string& database_file);

}  // namespace tarn::redshift
