// Bytes that arrive or leave piece by piece: request and reply bodies, object reads. Blocking; used by one thread at a time.
#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/result.h"

namespace tarn {

class ByteSource {
 public:
  virtual ~ByteSource() = default;
  // Reads up to out.size() bytes; 0 is the end. A short read is not the end.
  virtual Result<size_t> read(std::span<char> out) = 0;
  // The number of bytes still to come, where it is known.
  virtual std::optional<uint64_t> remaining() const { return std::nullopt; }
};

class StringSource final : public ByteSource {
 public:
  explicit StringSource(std::string text) : text_(std::move(text)) {}
  Result<size_t> read(std::span<char> out) override {
    size_t n = text_.copy(out.data(), out.size(), at_);
    at_ += n;
    return n;
  }
  std::optional<uint64_t> remaining() const override { return text_.size() - at_; }

 private:
  std::string text_;
  size_t at_ = 0;
};

// Reads to the end. Fails with EntityTooLarge past `limit` bytes.
Result<std::string> read_all(ByteSource& source, uint64_t limit);

}  // namespace tarn
