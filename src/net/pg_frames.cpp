#include "net/pg_frames.h"

namespace tarn::net {
namespace {

// The high half of the "version" of special start-up packets (PostgreSQL: Message Formats).
constexpr int32_t kSpecial = 1234;

PgFrame frame_at(std::string_view bytes, size_t type_bytes, size_t limit) {
  PgFrame frame;
  if (bytes.size() < type_bytes + 4) return frame;
  const int32_t length = PgReader(bytes.substr(type_bytes)).i32();  // counts itself
  if (length < 4) {
    frame.state = PgFrame::State::bad;
    return frame;
  }
  if (static_cast<size_t>(length) - 4 > limit) {
    frame.state = PgFrame::State::too_large;
    return frame;
  }
  frame.bytes = type_bytes + length;
  if (bytes.size() < frame.bytes) return frame;
  frame.state = PgFrame::State::complete;
  frame.message = {type_bytes == 1 ? bytes[0] : '\0', bytes.substr(type_bytes + 4, length - 4)};
  return frame;
}

}  // namespace

PgFrame parse_startup_frame(std::string_view bytes) { return frame_at(bytes, 0, kMaxStartupBytes); }

PgFrame parse_message_frame(std::string_view bytes, size_t limit) { return frame_at(bytes, 1, limit); }

PgStartupPacket parse_startup_packet(std::string_view payload) {
  PgStartupPacket packet;
  PgReader reader(payload);
  const int32_t version = reader.i32();
  if (!reader.ok()) return packet;
  const int32_t major = version >> 16, minor = version & 0xffff;
  if (major == kSpecial) {
    if (minor == 5679) packet.kind = PgStartupPacket::Kind::ssl;
    if (minor == 5680) packet.kind = PgStartupPacket::Kind::gss;
    if (minor == 5678) {
      packet.process_id = reader.i32();
      packet.secret_key = reader.i32();
      if (reader.ok()) packet.kind = PgStartupPacket::Kind::cancel;
    }
    return packet;
  }
  if (major != 3) {
    packet.kind = PgStartupPacket::Kind::unsupported;
    return packet;
  }
  packet.protocol_minor = minor;
  for (;;) {
    std::string_view name = reader.text();
    if (!reader.ok()) return packet;
    if (name.empty()) break;
    std::string_view value = reader.text();
    if (!reader.ok()) return packet;
    packet.parameters.emplace_back(name, value);
  }
  packet.kind = PgStartupPacket::Kind::startup;
  return packet;
}

}  // namespace tarn::net
