// How the bytes of a PostgreSQL connection fall into frames: start-up packets (no type byte) and messages. Internal to net/; no sockets,
// so that the fuzz target can drive it.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "net/pg_message.h"

namespace tarn::net {

constexpr size_t kMaxStartupBytes = 10'000;                 // PostgreSQL's MAX_STARTUP_PACKET_LENGTH
constexpr size_t kMaxMessageBytes = 64 * 1024 * 1024;       // a statement of 16 MiB, its parameters
constexpr size_t kMaxUnauthenticatedBytes = 64 * 1024;

struct PgFrame {
  enum class State { incomplete, complete, too_large, bad } state = State::incomplete;
  size_t bytes = 0;  // of the whole frame, once its length is known
  PgMessage message;
};
// `limit` bounds the payload. A start-up packet has type 0.
PgFrame parse_startup_frame(std::string_view bytes);
PgFrame parse_message_frame(std::string_view bytes, size_t limit);

struct PgStartupPacket {
  enum class Kind { startup, ssl, gss, cancel, unsupported, bad } kind = Kind::bad;
  int protocol_minor = 0;
  std::vector<std::pair<std::string, std::string>> parameters;
  int32_t process_id = 0, secret_key = 0;  // of cancel
};
PgStartupPacket parse_startup_packet(std::string_view payload);

}  // namespace tarn::net
