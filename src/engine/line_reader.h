// Files of lines: which bytes of an object a scan thread reads, and its lines one by one. Compressed objects (by their ending) are
// one split; others are cut into splits at line ends, so that several threads read one object.
#pragma once
#include <duckdb.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace tarn::engine {

constexpr uint64_t kSplitBytes = 8 * 1024 * 1024;
constexpr size_t kMaxLineBytes = 100 * 1024 * 1024;  // Athena fails longer lines: "Line too long in text file"

struct Split {
  uint64_t begin = 0;
  uint64_t end = 0;  // lines that begin before it belong to the split
};

// `whole`: the object must not be cut (compression, footers).
std::vector<Split> cut_into_splits(uint64_t size, bool whole);

// True for names that end as a codec's (.gz, .zst). Throws for codecs that Tarn does not read (.bz2, .snappy, .lz4, .lzo, .deflate).
bool is_compressed(const std::string& path);

class LineReader {
 public:
  LineReader(duckdb::ClientContext& context, const std::string& path, Split split);
  // The next line without its end (\n or \r\n); false at the end of the split. Valid until the next call.
  bool next(std::string_view& line);

 private:
  bool fill();  // reads more; false at the end of the file

  duckdb::unique_ptr<duckdb::FileHandle> file_;
  std::string path_;
  Split split_;
  bool compressed_;
  std::string buffer_;
  size_t at_ = 0;            // of the next line in the buffer
  uint64_t line_offset_ = 0;  // of the next line in the file
  uint64_t read_offset_ = 0;
  bool at_end_ = false;
};

}  // namespace tarn::engine
