#include <atomic>

#include "base/log.h"
#include "net/http.h"
#include "net/http_exchange.h"
#include "net/stream_server.h"

namespace tarn::net {
namespace {

using std::chrono::seconds;
using std::chrono::steady_clock;

constexpr uint64_t kPrefetchBudgetBytes = 256 * 1024 * 1024;  // small bodies of all connections; past it bodies are streamed
constexpr seconds kLinger{5};  // how long a closing connection still takes in what the client sends, so that it reads our reply
constexpr size_t kIdleBufferBytes = 8 * 1024;

class Server final : public HttpServer {
 public:
  Server(HttpServerOptions options, HttpHandler handler, std::shared_ptr<TlsContext> tls)
      : options_(std::move(options)), handler_(std::move(handler)), tls_(std::move(tls)), quick_(options_.workers), streaming_(options_.workers) {}
  ~Server() override { stop(seconds(0)); }

  Result<void> start() {
    StreamServerOptions stream{.address = options_.address, .port = options_.port, .max_connections = options_.max_connections};
    sockets_ = TRY(StreamServer::start(stream, [this](Peer& peer) { return serve(peer); }, refuse));
    return {};
  }
  uint16_t port() const override { return sockets_->port(); }
  void stop(seconds grace) override {
    stopping_.store(true);
    if (sockets_) sockets_->stop(grace);
  }

 private:
  struct Connection {
    Peer& peer;
    InputBuffer input;
  };

  static void refuse(Transport& transport) {
    transport.write_some("HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
  }

  asio::awaitable<void> serve(Peer& peer) {
    Connection connection{peer, {}};
    bool open = co_await secure(peer);
    while (open) open = co_await turn(connection);
  }

  asio::awaitable<bool> secure(Peer& peer) {
    if (!tls_) co_return true;
    peer.transport.start_tls(*tls_);
    peer.set_deadline_in(options_.stall_limit);
    for (;;) {
      Io io = peer.transport.handshake();
      if (io == Io::done) co_return true;
      if (io == Io::closed) co_return false;
      co_await peer.until(io);
    }
  }

  // One request and its reply; false when the connection is to be closed.
  asio::awaitable<bool> turn(Connection& c) {
    HttpParser parser(options_.max_head_bytes);
    HeadState state = co_await receive_head(c, parser);
    if (state != HeadState::complete) {
      if (state != HeadState::incomplete) co_await refuse_head(c, state);
      co_return false;
    }
    HttpRequest& request = parser.request();
    request.peer_address = c.peer.address;
    request.secure = c.peer.transport.secure();
    c.input.consume(parser.head_bytes());

    const uint64_t prefetch = prefetchable(parser);
    if (prefetch > 0) co_await receive_body(c, prefetch);

    RequestBody body(c.peer.transport, c.input, parser, options_.stall_limit);
    request.body = &body;
    HttpExchange exchange(c.peer.transport, parser, body, handler_, stopping_);
    const bool sent = co_await carry_out(c, exchange, prefetch > 0 || body.finished() ? quick_ : streaming_);
    prefetched_.fetch_sub(prefetch);
    if (!sent) co_return false;
    if (!exchange.keep_alive()) {
      co_await close(c, body.finished());
      co_return false;
    }
    const bool drained = co_await drain(c, body.finished() ? 0 : body.left());
    c.input.shrink(kIdleBufferBytes);
    co_return drained;
  }

  // incomplete: the client left, or was too slow.
  asio::awaitable<HeadState> receive_head(Connection& c, HttpParser& parser) {
    bool begun = !c.input.empty();
    c.peer.set_idle(!begun);
    c.peer.set_deadline_in(begun ? options_.stall_limit : options_.idle_limit);
    for (;;) {
      while (c.input.view().starts_with("\r\n")) c.input.consume(2);  // RFC 9112 2.2: an empty line before a request is ignored
      HeadState state = parser.parse_head(c.input.view());
      if (state != HeadState::incomplete) co_return state;
      if (stop_between_requests(c)) co_return HeadState::incomplete;
      const bool more = co_await fill(c, 4096);
      if (!more) co_return HeadState::incomplete;
      if (!begun) {  // the whole head has one deadline, however many bytes trickle in
        begun = true;
        c.peer.set_idle(false);
        c.peer.set_deadline_in(options_.stall_limit);
      }
    }
  }

  bool stop_between_requests(const Connection& c) const { return stopping_.load() && c.input.empty(); }

  asio::awaitable<void> refuse_head(Connection& c, HeadState state) {
    HttpReply reply{.status = state == HeadState::too_large ? 431 : 400};
    std::string head = write_reply_head(reply, "Content-Length: 0", false);
    c.peer.transport.write_some(head);
    co_await close(c, false);
  }

  // The length of a body that is worth waiting for before a worker is taken; 0: none, or it is to be streamed.
  uint64_t prefetchable(const HttpParser& parser) {
    const auto& length = const_cast<HttpParser&>(parser).request().content_length;
    if (!length || *length == 0 || *length > kSmallBodyBytes || parser.expects_continue()) return 0;
    if (prefetched_.fetch_add(*length) + *length <= kPrefetchBudgetBytes) return *length;
    prefetched_.fetch_sub(*length);
    return 0;
  }

  // Until `size` bytes are there, or no more will come (the handler then finds the body cut short).
  asio::awaitable<void> receive_body(Connection& c, uint64_t size) {
    const auto last = steady_clock::now() + options_.stall_limit + seconds(size / kSlowestBodyBytesPerSecond);
    bool more = true;
    while (more && c.input.size() < size) {
      c.peer.set_deadline(std::min(steady_clock::now() + options_.stall_limit, last));
      more = co_await fill(c, size - c.input.size());
    }
  }

  // Runs the handler and sends its reply. False: the client has not got all of it.
  asio::awaitable<bool> carry_out(Connection& c, HttpExchange& exchange, WorkerLane& lane) {
    for (;;) {
      HttpExchange::Next next = HttpExchange::Next::failed;
      auto work = [&] { next = exchange.run(); };
      c.peer.no_deadline();
      co_await run_on(lane, c.peer, work);
      if (next == HttpExchange::Next::finished) co_return true;
      if (next == HttpExchange::Next::failed) co_return false;
      while (exchange.has_pending()) {
        IoResult io = exchange.flush_some();
        if (io.state == Io::closed) co_return false;
        c.peer.set_deadline_in(options_.stall_limit);
        if (io.state != Io::done) co_await c.peer.until(io.state);
      }
      if (!exchange.more_to_come()) co_return true;
    }
  }

  asio::awaitable<bool> drain(Connection& c, uint64_t left) {
    c.peer.set_deadline_in(options_.stall_limit);
    for (;;) {
      size_t n = std::min<uint64_t>(left, c.input.size());
      c.input.consume(n);
      left -= n;
      if (left == 0) co_return true;
      const bool more = co_await fill(c, std::min<uint64_t>(left, 16 * 1024));
      if (!more) co_return false;
    }
  }

  // Closing while the client still sends would reset the connection and take our reply away from it.
  asio::awaitable<void> close(Connection& c, bool all_read) {
    c.peer.transport.shut_down_writes();
    if (all_read) co_return;
    c.peer.set_deadline_in(kLinger);
    for (;;) {
      c.input.consume(c.input.size());
      const bool more = co_await fill(c, 16 * 1024);
      if (!more) co_return;
    }
  }

  asio::awaitable<bool> fill(Connection& c, size_t at_least) {
    for (;;) {
      IoResult io = c.peer.transport.read_some(c.input.space(at_least));
      if (io.state == Io::done) {
        c.input.commit(io.bytes);
        co_return true;
      }
      if (io.state == Io::closed) co_return false;
      co_await c.peer.until(io.state);
    }
  }

  const HttpServerOptions options_;
  const HttpHandler handler_;
  const std::shared_ptr<TlsContext> tls_;  // with the connections
  WorkerLane quick_;
  WorkerLane streaming_;  // bodies that arrive while the handler runs
  std::atomic<uint64_t> prefetched_{0};
  std::atomic<bool> stopping_{false};
  std::unique_ptr<StreamServer> sockets_;  // last: its connections use everything above
};

}  // namespace

Result<std::unique_ptr<HttpServer>> serve_http(HttpServerOptions options, HttpHandler handler) {
  std::shared_ptr<TlsContext> tls;
  if (options.tls) tls = TRY(TlsContext::load(*options.tls));
  auto server = std::make_unique<Server>(std::move(options), std::move(handler), std::move(tls));
  TRY(server->start());
  return std::unique_ptr<HttpServer>(std::move(server));
}

}  // namespace tarn::net
