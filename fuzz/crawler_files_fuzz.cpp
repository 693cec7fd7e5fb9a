// Files from strangers under the crawler: decompression, every built-in classifier, and grok patterns made of the same bytes.
#include <algorithm>
#include <cstdint>

#include "glue/crawler/classifiers.h"

using namespace tarn;

namespace {

class MemoryFile final : public engine::RandomAccessFile {
 public:
  explicit MemoryFile(std::string_view bytes) : bytes_(bytes) {
    info_.path = "s3://bucket/key.snappy";  // Hadoop's blocks are told by name
    info_.size = bytes.size();
  }
  const engine::FileInfo& info() const override { return info_; }
  Result<size_t> read_at(uint64_t offset, std::span<char> out) override {
    return offset < bytes_.size() ? bytes_.substr(static_cast<size_t>(offset)).copy(out.data(), out.size()) : 0;
  }

 private:
  std::string_view bytes_;
  engine::FileInfo info_;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  std::string_view text(reinterpret_cast<const char*>(data), size);
  MemoryFile file(text);
  (void)glue::crawler::classify(file);
  if (size > 2048) return 0;  // Glue API, GrokPattern
  auto grok = glue::crawler::Grok::compile(std::string(text), "");
  if (grok.ok()) (void)grok->matches(text);
  return 0;
}
