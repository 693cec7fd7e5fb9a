// The bytes of one accepted socket, plain or TLS. The socket is non-blocking; every call says at once what it did or what it waits
// for, so that the same object serves an event loop (which awaits readiness) and a worker thread (which polls). One thread at a
// time; shut_down() from any. Internal to net/.
#pragma once
#include <openssl/types.h>

#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/result.h"
#include "net/http.h"

namespace tarn::net {

// Certificate and key for all connections of a server; TLS 1.2 and later.
class TlsContext {
 public:
  static Result<std::shared_ptr<TlsContext>> load(const TlsFiles& files);
  ~TlsContext();
  SSL_CTX* get() const { return context_; }

 private:
  explicit TlsContext(SSL_CTX* context) : context_(context) {}
  SSL_CTX* context_;
};

enum class Io { done, wants_read, wants_write, closed };

struct IoResult {
  Io state = Io::done;
  size_t bytes = 0;
};

class Transport {
 public:
  explicit Transport(int descriptor) : descriptor_(descriptor) {}  // borrowed, already non-blocking
  ~Transport();
  Transport(const Transport&) = delete;
  Transport& operator=(const Transport&) = delete;

  void start_tls(const TlsContext& context);
  bool secure() const { return tls_ != nullptr; }
  Io handshake();  // done, or what to wait for before calling again

  IoResult read_some(std::span<char> out);  // done with 0 bytes never happens: the end is `closed`
  // Both views in one packet where possible; done may still be partial.
  IoResult write_some(std::string_view first, std::string_view second = {});

  // Worker threads: waits until ready, the stall deadline or shut_down(). False: give up on the connection.
  bool wait(Io wants, std::chrono::milliseconds limit) const;

  void shut_down();       // both directions; a thread blocked in wait() returns
  void shut_down_writes();  // sends what TLS owes (close_notify) and FIN

 private:
  const int descriptor_;
  SSL* tls_ = nullptr;
};

}  // namespace tarn::net
