#include "net/pg_server.h"

#include "base/log.h"
#include "net/input_buffer.h"
#include "net/pg_frames.h"
#include "net/stream_server.h"

namespace tarn::net {
namespace {

using std::chrono::seconds;

constexpr seconds kLoginLimit{60};
constexpr size_t kFlushBytes = 64 * 1024;
constexpr size_t kIdleBufferBytes = 8 * 1024;

// Blocks the worker while a client does not take its result.
class Output final : public PgOutput {
 public:
  Output(Transport& transport, seconds stall_limit) : transport_(transport), stall_limit_(stall_limit) {}
  PgWriter& writer() override { return writer_; }
  bool pace() override { return writer_.buffer().size() < kFlushBytes ? !broken_ : flush(); }
  bool flush() override {
    std::string& buffer = writer_.buffer();
    std::string_view left = buffer;
    while (!left.empty() && !broken_) {
      IoResult io = transport_.write_some(left);
      left.remove_prefix(io.bytes);
      if (io.state != Io::done && !transport_.wait(io.state, stall_limit_)) broken_ = true;
    }
    buffer.clear();
    if (buffer.capacity() > 4 * kFlushBytes) buffer.shrink_to_fit();
    return !broken_;
  }

 private:
  Transport& transport_;
  const seconds stall_limit_;
  PgWriter writer_;
  bool broken_ = false;
};

class Server final : public PgServer {
 public:
  Server(PgServerOptions options, PgService& service, std::shared_ptr<TlsContext> tls)
      : options_(std::move(options)), service_(service), tls_(std::move(tls)), lane_(options_.workers) {}
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
    Output output;
    std::unique_ptr<PgSession> session;
    bool open = true;
  };

  static void refuse(Transport& transport) {
    PgWriter writer;
    write_pg_error(writer, "FATAL", "53300", "too many connections");
    transport.write_some(writer.buffer());
  }

  asio::awaitable<void> serve(Peer& peer) {
    Connection c{peer, {}, Output(peer.transport, options_.stall_limit), nullptr};
    peer.set_deadline_in(kLoginLimit);
    const bool begun = co_await start_up(c);
    if (!begun) co_return;
    bool open = true;
    while (open) open = co_await turn(c);
    auto end = [&] { c.session.reset(); };  // rolls back: not on a loop
    co_await run_on(lane_, peer, end);
    peer.transport.shut_down_writes();
  }

  // The packets before the session: TLS, cancel requests, then the start-up packet itself. False: the connection is over.
  asio::awaitable<bool> start_up(Connection& c) {
    for (;;) {
      PgFrame frame = parse_startup_frame(c.input.view());
      if (frame.state == PgFrame::State::incomplete) {
        const bool more = co_await fill(c, 512);
        if (!more) co_return false;
        continue;
      }
      PgStartupPacket packet;
      if (frame.state == PgFrame::State::complete) packet = parse_startup_packet(frame.message.payload);
      c.input.consume(frame.state == PgFrame::State::complete ? frame.bytes : 0);
      switch (packet.kind) {
        case PgStartupPacket::Kind::gss: {
          const bool told = co_await answer_byte(c, 'N');
          if (!told) co_return false;
          break;
        }
        case PgStartupPacket::Kind::ssl: {
          const bool secured = co_await upgrade(c);
          if (!secured) co_return false;
          break;
        }
        case PgStartupPacket::Kind::cancel:
          service_.cancel(packet.process_id, packet.secret_key);
          co_return false;
        case PgStartupPacket::Kind::startup: {
          const bool connected = co_await connect(c, std::move(packet));
          co_return connected;
        }
        case PgStartupPacket::Kind::unsupported:
          fail(c, "0A000", "unsupported frontend protocol: server supports 3.0");
          co_return false;
        case PgStartupPacket::Kind::bad:
          fail(c, "08P01", "invalid length or layout of startup packet");
          co_return false;
      }
    }
  }

  asio::awaitable<bool> upgrade(Connection& c) {
    const bool can = tls_ && !c.peer.transport.secure();
    // What came behind the request would be read as if it had been encrypted.
    if (!c.input.empty()) co_return false;
    const bool told = co_await answer_byte(c, can ? 'S' : 'N');
    if (!told || !can) co_return told;
    c.peer.transport.start_tls(*tls_);
    for (;;) {
      Io io = c.peer.transport.handshake();
      if (io == Io::done) co_return true;
      if (io == Io::closed) co_return false;
      co_await c.peer.until(io);
    }
  }

  asio::awaitable<bool> connect(Connection& c, PgStartupPacket packet) {
    PgStartup startup{std::move(packet.parameters), c.peer.address, c.peer.transport.secure()};
    auto work = [&] {
      c.session = service_.connect(std::move(startup), c.output);
      c.output.flush();
    };
    co_await run_on(lane_, c.peer, work);
    if (!c.session) c.peer.transport.shut_down_writes();
    co_return c.session != nullptr;
  }

  // Waits for one message or more and has a worker handle them; false ends the connection.
  asio::awaitable<bool> turn(Connection& c) {
    const bool idle = c.session->authenticated();
    if (idle) c.peer.no_deadline();
    c.peer.set_idle(idle);
    PgFrame frame;
    for (;;) {
      frame = parse_message_frame(c.input.view(), limit(c));
      if (frame.state != PgFrame::State::incomplete) break;
      if (stopping_.load()) co_return false;
      // Room for the whole message once its length is known, but not before its bytes come.
      const size_t missing = frame.bytes > c.input.size() ? frame.bytes - c.input.size() : 1024;
      const bool more = co_await fill(c, std::min<size_t>(missing, 1024 * 1024));
      if (!more) co_return false;
    }
    c.peer.set_idle(false);
    if (frame.state != PgFrame::State::complete) {
      fail(c, "08P01", "invalid message length");
      co_return false;
    }
    auto work = [&] { handle_messages(c); };
    co_await run_on(lane_, c.peer, work);
    c.input.shrink(kIdleBufferBytes);
    co_return c.open;
  }

  // On a worker: everything that has arrived completely.
  void handle_messages(Connection& c) {
    for (;;) {
      PgFrame frame = parse_message_frame(c.input.view(), limit(c));
      if (frame.state != PgFrame::State::complete) break;  // the loop words the error
      c.open = c.session->handle(frame.message, c.output);
      c.input.consume(frame.bytes);
      if (!c.open) break;
    }
    if (!c.output.flush()) c.open = false;
  }

  size_t limit(const Connection& c) const { return c.session->authenticated() ? kMaxMessageBytes : kMaxUnauthenticatedBytes; }

  void fail(Connection& c, std::string_view sqlstate, std::string_view message) {
    PgWriter writer;
    write_pg_error(writer, "FATAL", sqlstate, message);
    c.peer.transport.write_some(writer.buffer());
    c.peer.transport.shut_down_writes();
  }

  asio::awaitable<bool> answer_byte(Connection& c, char answer) {
    for (;;) {
      IoResult io = c.peer.transport.write_some({&answer, 1});
      if (io.state == Io::done) co_return true;
      if (io.state == Io::closed) co_return false;
      co_await c.peer.until(io.state);
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

  const PgServerOptions options_;
  PgService& service_;
  const std::shared_ptr<TlsContext> tls_;
  WorkerLane lane_;
  std::atomic<bool> stopping_{false};
  std::unique_ptr<StreamServer> sockets_;  // last: its connections use everything above
};

}  // namespace

Result<std::unique_ptr<PgServer>> serve_pg(PgServerOptions options, PgService& service) {
  std::shared_ptr<TlsContext> tls;
  if (options.tls) tls = TRY(TlsContext::load(*options.tls));
  auto server = std::make_unique<Server>(std::move(options), service, std::move(tls));
  TRY(server->start());
  return std::unique_ptr<PgServer>(std::move(server));
}

void write_pg_error(PgWriter& writer, std::string_view severity, std::string_view sqlstate, std::string_view message,
                    const std::vector<std::pair<char, std::string>>& fields) {
  writer.begin('E');
  writer.u8('S').text(severity).u8('C').text(sqlstate).u8('M').text(message);
  for (const auto& [type, text] : fields) writer.u8(static_cast<uint8_t>(type)).text(text);
  writer.u8(0).end();
}

}  // namespace tarn::net
