#include "net/pg_message.h"

#include <endian.h>

#include <cstring>

namespace tarn::net {
namespace {

template <class T>
T take_big_endian(std::string_view bytes) {
  T value;
  std::memcpy(&value, bytes.data(), sizeof value);
  if constexpr (sizeof value == 2) return static_cast<T>(be16toh(static_cast<uint16_t>(value)));
  else return static_cast<T>(be32toh(static_cast<uint32_t>(value)));
}

}  // namespace

std::string_view PgReader::bytes(size_t n) {
  if (n > rest_.size()) {
    ok_ = false;
    rest_ = {};
    return {};
  }
  std::string_view taken = rest_.substr(0, n);
  rest_.remove_prefix(n);
  return taken;
}

uint8_t PgReader::u8() {
  std::string_view taken = bytes(1);
  return taken.empty() ? 0 : static_cast<uint8_t>(taken[0]);
}
int16_t PgReader::i16() {
  std::string_view taken = bytes(2);
  return taken.empty() ? 0 : take_big_endian<int16_t>(taken);
}
int32_t PgReader::i32() {
  std::string_view taken = bytes(4);
  return taken.empty() ? 0 : take_big_endian<int32_t>(taken);
}
std::string_view PgReader::text() {
  size_t end = rest_.find('\0');
  if (end == rest_.npos) {
    ok_ = false;
    rest_ = {};
    return {};
  }
  return bytes(end + 1).substr(0, end);
}

void PgWriter::begin(char type) {
  buffer_.push_back(type);
  begun_ = buffer_.size();
  buffer_.append(4, '\0');
}
void PgWriter::end() { put_i32(begun_, static_cast<int32_t>(buffer_.size() - begun_)); }

void PgWriter::put_i32(size_t at, int32_t value) {
  uint32_t big = htobe32(static_cast<uint32_t>(value));
  std::memcpy(buffer_.data() + at, &big, sizeof big);
}

PgWriter& PgWriter::u8(uint8_t value) {
  buffer_.push_back(static_cast<char>(value));
  return *this;
}
PgWriter& PgWriter::i16(int16_t value) {
  uint16_t big = htobe16(static_cast<uint16_t>(value));
  buffer_.append(reinterpret_cast<const char*>(&big), sizeof big);
  return *this;
}
PgWriter& PgWriter::i32(int32_t value) {
  uint32_t big = htobe32(static_cast<uint32_t>(value));
  buffer_.append(reinterpret_cast<const char*>(&big), sizeof big);
  return *this;
}
PgWriter& PgWriter::i64(int64_t value) {
  uint64_t big = htobe64(static_cast<uint64_t>(value));
  buffer_.append(reinterpret_cast<const char*>(&big), sizeof big);
  return *this;
}
PgWriter& PgWriter::bytes(std::string_view value) {
  buffer_.append(value);
  return *this;
}
PgWriter& PgWriter::text(std::string_view value) {
  buffer_.append(value.substr(0, value.find('\0')));
  buffer_.push_back('\0');
  return *this;
}
size_t PgWriter::begin_value() {
  buffer_.append(4, '\0');
  return buffer_.size();
}
void PgWriter::end_value(size_t mark) { put_i32(mark - 4, static_cast<int32_t>(buffer_.size() - mark)); }

}  // namespace tarn::net
