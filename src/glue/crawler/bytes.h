// Reads little pieces of foreign binary data one after the other and never past their end: after the first piece that is not there
// ok() is false and everything read is empty.
#pragma once
#include <cstdint>
#include <string_view>

namespace tarn::glue::crawler {

class Bytes {
 public:
  explicit Bytes(std::string_view bytes) : rest_(bytes) {}

  bool ok() const { return ok_; }
  bool empty() const { return rest_.empty(); }
  size_t left() const { return rest_.size(); }

  uint8_t byte() {
    auto piece = take(1);
    return piece.empty() ? 0 : static_cast<uint8_t>(piece[0]);
  }
  std::string_view take(uint64_t n) {
    if (n > rest_.size()) {
      ok_ = false;
      rest_ = {};
      return {};
    }
    auto piece = rest_.substr(0, static_cast<size_t>(n));
    rest_.remove_prefix(static_cast<size_t>(n));
    return piece;
  }
  // Seven bits a byte, the lowest first; the last byte has its high bit clear.
  uint64_t varint() {
    uint64_t value = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
      auto next = byte();
      value |= static_cast<uint64_t>(next & 0x7F) << shift;
      if (next < 0x80) return value;
    }
    ok_ = false;
    return 0;
  }
  int64_t zigzag() {
    uint64_t value = varint();
    return static_cast<int64_t>(value >> 1) ^ -static_cast<int64_t>(value & 1);
  }

 private:
  std::string_view rest_;
  bool ok_ = true;
};

}  // namespace tarn::glue::crawler
