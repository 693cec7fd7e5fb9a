#include "redshift/log_mark.h"

#include <algorithm>
#include <charconv>
#include <cstring>
#include <filesystem>

namespace tarn::redshift {
namespace {

// DuckDB's file begins with three blocks of this size: the first says what the file is, the other two are written in turn by checkpoints. Each has a
// checksum of 8 bytes and then the number of its checkpoint; the larger one counts.
constexpr uint64_t kHeaderSize = 4096;
constexpr uint64_t kNumberAt = 8;

std::string mark_file(const std::string& database_file) { return database_file + ".log-since"; }

Result<int64_t> last_checkpoint(io::FileSystem& files, const std::string& database_file) {
  auto file = TRY(files.open(database_file));
  uint64_t numbers[2] = {};
  for (int i = 0; i < 2; ++i) {
    char bytes[sizeof(uint64_t)] = {};
    if (TRY(file->read_at((i + 1) * kHeaderSize + kNumberAt, bytes)) != sizeof bytes) return internal_error(database_file + " is cut short");
    std::memcpy(&numbers[i], bytes, sizeof bytes);
  }
  return static_cast<int64_t>(std::max(numbers[0], numbers[1]));
}

// While a checkpoint runs, new commits go to a log of their own.
Result<bool> has_log(io::FileSystem& files, const std::string& database_file) {
  for (const char* suffix : {".wal", ".wal.checkpoint", ".wal.recovery"}) {
    if (!TRY(files.exists(database_file + suffix))) continue;
    auto log = files.open(database_file + suffix);
    if (log.ok() && TRY((*log)->size()) > 0) return true;
  }
  return false;
}

Result<void> write_mark(io::FileSystem& files, const std::string& database_file, int64_t checkpoint) {
  const std::string path = mark_file(database_file), fresh = path + ".new";
  auto file = TRY(files.create(fresh, io::FileSystem::Create::truncate));
  TRY(file->append(std::to_string(checkpoint) + "\n"));
  TRY(file->sync());
  TRY(files.rename(fresh, path));
  return files.sync_directory(std::filesystem::path(path).parent_path().string());
}

Result<int64_t> read_mark(io::FileSystem& files, const std::string& database_file) {
  const std::string path = mark_file(database_file);
  if (!TRY(files.exists(path))) return int64_t{-1};
  char bytes[32] = {};
  const size_t length = TRY(TRY(files.open(path))->read_at(0, bytes));
  int64_t checkpoint = 0;
  const auto [end, failed] = std::from_chars(bytes, bytes + length, checkpoint);
  if (failed != std::errc() || end == bytes + length || *end != '\n') return internal_error(path + " cannot be read");
  return checkpoint;
}

}  // namespace

// The number is read before the log is looked for: a checkpoint between the two makes the mark older than the file, never newer.
Result<void> LogMark::after_commit() {
  const int64_t checkpoint = TRY(last_checkpoint(*files_, database_file_));
  std::lock_guard lock(mutex_);
  if (marked_ >= checkpoint || !TRY(has_log(*files_, database_file_))) return {};
  TRY(write_mark(*files_, database_file_, checkpoint));
  marked_ = checkpoint;
  return {};
}

Result<std::vector<std::string>> check_log(io::FileSystem& files, const std::string& database_file) {
  std::vector<std::string> defects;
  if (TRY(read_mark(files, database_file)) >= TRY(last_checkpoint(files, database_file)) && !TRY(has_log(files, database_file)))
    defects.push_back(database_file + ".wal is lost, and with it what was committed since the last checkpoint");
  return defects;
}

}  // namespace tarn::redshift
