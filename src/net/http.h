// HTTP/1.1 as the rest of the server sees it: no sockets, no Asio, no Beast. The parser, TLS, keep-alive, Expect: 100-continue,
// limits and deadlines live in net/. Errors of a body's source: IncompleteBody (400; the client ended early, or its chunks are
// malformed) and RequestTimeout (400; no byte within the stall limit).
#pragma once
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/byte_source.h"

namespace tarn::net {

struct Header {
  std::string name;  // as sent
  std::string value;
};

struct HttpRequest {
  std::string method;
  std::string target;  // as sent: path, '?' and query, still percent-encoded
  std::vector<Header> headers;
  std::string peer_address;  // "127.0.0.1"
  bool secure = false;       // over TLS
  // The decoded body (transfer coding removed). Reading it first sends 100 Continue where the client waits for that. Borrowed
  // from the connection: valid while the handler runs.
  ByteSource* body = nullptr;
  std::optional<uint64_t> content_length;

  // Case-insensitive; the first one. nullptr when absent.
  const std::string* header(std::string_view name) const;
  std::string_view path() const;   // still encoded
  std::string_view query() const;  // without '?'
};

// The server adds Connection and Content-Length or Transfer-Encoding: a handler sets neither. Date and the rest are the handler's.
struct HttpReply {
  int status = 200;
  std::vector<Header> headers;
  std::string body;                    // sent when `stream` is null
  std::unique_ptr<ByteSource> stream;  // needs content_length, else it is sent chunked
  std::optional<uint64_t> content_length;  // overrides body.size() for replies to HEAD
  bool close = false;                  // end the connection after this reply

  void set_header(std::string_view name, std::string value);
};

// Runs on a worker thread and may block. Must not throw.
using HttpHandler = std::function<HttpReply(HttpRequest&)>;

struct TlsFiles {
  std::string certificate;  // PEM chain
  std::string key;
};

struct HttpServerOptions {
  std::string address = "127.0.0.1";
  uint16_t port = 0;  // 0: any free one
  unsigned workers = 256;
  size_t max_head_bytes = 64 * 1024;      // larger: 431
  size_t max_connections = 12'000;
  std::chrono::seconds idle_limit{120};   // between requests
  std::chrono::seconds stall_limit{60};   // no byte moved within a request
  std::optional<TlsFiles> tls;
};

class HttpServer {
 public:
  virtual ~HttpServer() = default;  // stop()
  virtual uint16_t port() const = 0;
  // Refuses new connections, lets running requests end within `grace`, then closes.
  virtual void stop(std::chrono::seconds grace) = 0;
};

Result<std::unique_ptr<HttpServer>> serve_http(HttpServerOptions options, HttpHandler handler);

}  // namespace tarn::net
