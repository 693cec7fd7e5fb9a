// The frames of the PostgreSQL protocol, version 3: reading the fields of a message that a client sent, and building messages for it.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace tarn::net {

// One message of a client. The payload is borrowed: it dies when the handler returns.
struct PgMessage {
  char type = 0;
  std::string_view payload;
};

// Reads the fields of a payload in order. A read past the end gives zero or empty and makes ok() false.
class PgReader {
 public:
  explicit PgReader(std::string_view payload) : rest_(payload) {}
  uint8_t u8();
  int16_t i16();
  int32_t i32();
  std::string_view bytes(size_t n);
  std::string_view text();  // up to a NUL, which is taken too
  std::string_view rest() const { return rest_; }
  bool ok() const { return ok_; }
  bool at_end() const { return rest_.empty(); }

 private:
  std::string_view rest_;
  bool ok_ = true;
};

// Appends messages to a buffer: begin(type), fields, end().
class PgWriter {
 public:
  void begin(char type);
  void end();
  PgWriter& u8(uint8_t value);
  PgWriter& i16(int16_t value);
  PgWriter& i32(int32_t value);
  PgWriter& i64(int64_t value);
  PgWriter& bytes(std::string_view value);
  PgWriter& text(std::string_view value);  // with its NUL; a NUL inside is cut there
  // A value whose length is known only once it is written: 4 bytes of length, then what is written until end_value.
  size_t begin_value();
  void end_value(size_t mark);
  std::string& buffer() { return buffer_; }

 private:
  void put_i32(size_t at, int32_t value);
  std::string buffer_;
  size_t begun_ = 0;
};

}  // namespace tarn::net
