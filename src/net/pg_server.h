// The PostgreSQL protocol as the rest of the server sees it: no sockets, no Asio. Accepting, TLS by SSLRequest, start-up packets, framing,
// limits and cancel requests live in net/. An idle session costs a few KiB and no thread; its messages are handled on a worker.
#pragma once
#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/result.h"
#include "net/http.h"
#include "net/pg_message.h"

namespace tarn::net {

struct PgStartup {
  std::vector<std::pair<std::string, std::string>> parameters;  // as sent: user, database, application_name, ...
  std::string peer_address;
  bool secure = false;  // over TLS
};

// What goes to the client. Messages collect in a buffer that is sent when it is full and when the handler returns. Used by the thread that
// handles the session's message.
class PgOutput {
 public:
  virtual ~PgOutput() = default;
  virtual PgWriter& writer() = 0;
  // Sends if much has collected; call it between messages of a long answer. False: the client is gone.
  virtual bool pace() = 0;
  virtual bool flush() = 0;
};

// One connection's state. Used by one thread at a time, not always the same one.
class PgSession {
 public:
  virtual ~PgSession() = default;
  // May block; must not throw. False ends the connection after what was written has been sent.
  virtual bool handle(const PgMessage& message, PgOutput& out) = 0;
  // Until true, messages are limited to 64 KiB and the client has 60 s.
  virtual bool authenticated() const = 0;
};

class PgService {
 public:
  virtual ~PgService() = default;
  // After the start-up packet, on a worker: writes the first challenge or error. nullptr ends the connection.
  virtual std::unique_ptr<PgSession> connect(PgStartup startup, PgOutput& out) = 0;
  // A cancel request (pid and key of a BackendKeyData). On an event loop: must not block; unknown keys are ignored.
  virtual void cancel(int32_t process_id, int32_t secret_key) = 0;
};

struct PgServerOptions {
  std::string address = "127.0.0.1";
  uint16_t port = 0;  // 0: any free one
  unsigned workers = 512;
  size_t max_connections = 2000;
  std::chrono::seconds stall_limit{300};  // a client that takes no byte of a result
  std::optional<TlsFiles> tls;
};

class PgServer {
 public:
  virtual ~PgServer() = default;  // stop()
  virtual uint16_t port() const = 0;
  // Refuses new connections, closes idle ones, lets running messages end within `grace`, then closes.
  virtual void stop(std::chrono::seconds grace) = 0;
};

// `service` is borrowed.
Result<std::unique_ptr<PgServer>> serve_pg(PgServerOptions options, PgService& service);

// An ErrorResponse of severity FATAL, or ERROR; further fields as (type, text).
void write_pg_error(PgWriter& writer, std::string_view severity, std::string_view sqlstate, std::string_view message,
                    const std::vector<std::pair<char, std::string>>& fields = {});

}  // namespace tarn::net
