#include "engine/line_reader.h"

#include <duckdb/common/file_system.hpp>

#include "base/encoding.h"

namespace tarn::engine {
namespace {

constexpr size_t kReadBytes = 1024 * 1024;

std::string ending(const std::string& path) {
  auto dot = path.find_last_of("./");
  return dot == std::string::npos || path[dot] == '/' ? "" : to_lower(path.substr(dot + 1));
}

}  // namespace

bool is_compressed(const std::string& path) {
  auto codec = ending(path);
  if (codec == "gz" || codec == "zst") return true;
  for (auto* unread : {"bz2", "snappy", "lz4", "lzo", "deflate"})
    if (codec == unread) throw duckdb::NotImplementedException("HIVE_UNSUPPORTED_FORMAT: Tarn does not read text files compressed with %s yet: %s", codec, path);
  return false;
}

std::vector<Split> cut_into_splits(uint64_t size, bool whole) {
  std::vector<Split> splits;
  if (whole) return {{0, UINT64_MAX}};
  for (uint64_t begin = 0; begin < size; begin += kSplitBytes) splits.push_back({begin, std::min(size, begin + kSplitBytes)});
  return splits;
}

LineReader::LineReader(duckdb::ClientContext& context, const std::string& path, Split split)
    : path_(path), split_(split), compressed_(is_compressed(path)) {
  auto flags = duckdb::FileFlags::FILE_FLAGS_READ;
  if (compressed_) flags |= duckdb::FileCompressionType::AUTO_DETECT;
  file_ = duckdb::FileSystem::GetFileSystem(context).OpenFile(path, flags);
  if (split.begin == 0) return;
  // The line that the split's border cuts belongs to the split before.
  read_offset_ = line_offset_ = split.begin - 1;
  std::string_view rest_of_cut_line;
  split_.end = UINT64_MAX;
  next(rest_of_cut_line);
  split_.end = split.end;
}

bool LineReader::fill() {
  if (at_end_) return false;
  buffer_.erase(0, at_);
  at_ = 0;
  if (buffer_.size() > kMaxLineBytes) throw duckdb::InvalidInputException("HIVE_BAD_DATA: Line too long in text file: %s", path_);
  auto old = buffer_.size();
  buffer_.resize(old + kReadBytes);
  size_t got = 0;
  if (compressed_) {
    got = file_->Read(buffer_.data() + old, kReadBytes);
  } else {
    auto left = file_->GetFileSize() - std::min<uint64_t>(read_offset_, file_->GetFileSize());
    got = std::min<uint64_t>(kReadBytes, left);
    if (got) file_->Read(buffer_.data() + old, got, read_offset_);
    read_offset_ += got;
  }
  buffer_.resize(old + got);
  at_end_ = got == 0;
  return got > 0;
}

bool LineReader::next(std::string_view& line) {
  if (line_offset_ >= split_.end) return false;
  size_t searched = 0;
  while (true) {
    auto newline = buffer_.find('\n', at_ + searched);
    if (newline != std::string::npos) {
      line = std::string_view(buffer_).substr(at_, newline - at_);
      line_offset_ += newline + 1 - at_;
      at_ = newline + 1;
      break;
    }
    searched = buffer_.size() - at_;
    if (fill()) continue;
    if (at_ == buffer_.size()) return false;
    line = std::string_view(buffer_).substr(at_);
    line_offset_ += line.size();
    at_ = buffer_.size();
    break;
  }
  if (line.ends_with('\r')) line.remove_suffix(1);
  return true;
}

}  // namespace tarn::engine
