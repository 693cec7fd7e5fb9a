// The fields of binary records: little-endian varints and length-prefixed text, written in order and read back in order.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace tarn::objects {

class BinaryWriter {
 public:
  BinaryWriter& u8(uint8_t value) {
    out_.push_back(static_cast<char>(value));
    return *this;
  }
  BinaryWriter& varint(uint64_t value) {
    for (; value >= 0x80; value >>= 7) out_.push_back(static_cast<char>(value | 0x80));
    return u8(static_cast<uint8_t>(value));
  }
  BinaryWriter& text(std::string_view value) {
    varint(value.size());
    return raw(value);
  }
  BinaryWriter& raw(std::string_view value) {
    out_.append(value);
    return *this;
  }
  std::string take() { return std::move(out_); }

 private:
  std::string out_;
};

// Reads of a broken record give zeros and empty texts; ok() tells at the end.
class BinaryReader {
 public:
  explicit BinaryReader(std::string_view bytes) : rest_(bytes) {}
  uint8_t u8() { return raw(1).empty() ? 0 : static_cast<uint8_t>(last_.front()); }
  uint64_t varint() {
    uint64_t value = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
      uint64_t byte = u8();
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
    ok_ = false;
    return 0;
  }
  std::string_view text() { return raw(varint()); }
  std::string_view raw(uint64_t size) {
    if (size > rest_.size()) {
      ok_ = false;
      rest_ = {};
      return last_ = {};
    }
    last_ = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return last_;
  }
  // A count of things that take at least one byte each: never more than what is left.
  uint64_t count() {
    uint64_t n = varint();
    if (n <= rest_.size()) return n;
    ok_ = false;
    return 0;
  }
  bool ok() const { return ok_; }
  std::string_view rest() const { return rest_; }
  bool at_end() const { return rest_.empty(); }

 private:
  std::string_view rest_, last_;
  bool ok_ = true;
};

}  // namespace tarn::objects
