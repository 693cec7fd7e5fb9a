// A PostgreSQL connection's bytes: start-up packets until one begins a session, then messages and their fields.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "net/pg_frames.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace tarn::net;
  std::string_view bytes(reinterpret_cast<const char*>(data), size);
  for (;;) {
    PgFrame frame = parse_startup_frame(bytes);
    if (frame.state != PgFrame::State::complete) return 0;
    bytes.remove_prefix(frame.bytes);
    if (parse_startup_packet(frame.message.payload).kind == PgStartupPacket::Kind::startup) break;
  }
  for (;;) {
    PgFrame frame = parse_message_frame(bytes, kMaxMessageBytes);
    if (frame.state != PgFrame::State::complete) return 0;
    bytes.remove_prefix(frame.bytes);
    PgReader reader(frame.message.payload);
    (void)reader.text();
    (void)reader.i32();
    for (int n = reader.i16(); n > 0 && reader.ok(); --n) (void)reader.bytes(static_cast<uint32_t>(reader.i32()));
  }
}
