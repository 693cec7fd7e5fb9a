// Event loops that accept sockets and run one coroutine for each: what the HTTP server and the PostgreSQL server share. Loops,
// connection cap, deadlines (one sweep a second), graceful stop, and the hop to a worker thread and back. Includes Asio: only for
// .cpp files of net/.
#pragma once
#include <atomic>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <chrono>
#include <functional>
#include <list>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "net/transport.h"
#include "net/worker_lane.h"

namespace tarn::net {

namespace asio = boost::asio;
constexpr auto kAsTuple = asio::as_tuple(asio::use_awaitable);  // errors as values: a peer that closes is not exceptional

class Loop;

// One accepted connection. Its coroutine owns the work on it; while a worker has it, the loop only may shut the socket down.
class Peer {
 public:
  Peer(asio::ip::tcp::socket socket, std::string address);

  asio::io_context& loop();
  asio::awaitable<void> until(Io wants);  // wants_read or wants_write; also returns when the socket was shut down

  Transport transport;
  const std::string address;

  // Past this the sweep shuts the socket down.
  void set_deadline(std::chrono::steady_clock::time_point at) { deadline_.store(at.time_since_epoch().count(), std::memory_order_relaxed); }
  void set_deadline_in(std::chrono::steady_clock::duration from_now) { set_deadline(std::chrono::steady_clock::now() + from_now); }
  void no_deadline() { set_deadline(std::chrono::steady_clock::time_point::max()); }
  // Between requests: the first to be closed when the server stops.
  void set_idle(bool idle) { idle_.store(idle, std::memory_order_relaxed); }

 private:
  friend class Loop;
  friend class StreamServer;
  asio::ip::tcp::socket socket_;
  std::atomic<std::chrono::steady_clock::rep> deadline_{std::chrono::steady_clock::time_point::max().time_since_epoch().count()};
  std::atomic<bool> idle_{false};
};

struct StreamServerOptions {
  std::string address = "127.0.0.1";
  uint16_t port = 0;
  unsigned loops = 0;  // 0: one a core
  size_t max_connections = 10'000;
};

class StreamServer {
 public:
  using Serve = std::function<asio::awaitable<void>(Peer&)>;
  using Refuse = std::function<void(Transport&)>;  // writes a last word to a connection past the cap, without waiting

  static Result<std::unique_ptr<StreamServer>> start(StreamServerOptions options, Serve serve, Refuse refuse);
  ~StreamServer();

  uint16_t port() const { return port_; }
  bool stopping() const { return stopping_.load(std::memory_order_relaxed); }
  size_t connections() const { return connections_.load(std::memory_order_relaxed); }
  // Stops accepting, closes idle connections, gives the others `grace`, then shuts them down and waits for their coroutines.
  void stop(std::chrono::milliseconds grace);

 private:
  friend class Loop;
  StreamServer(StreamServerOptions options, Serve serve, Refuse refuse);
  Result<void> listen();
  asio::awaitable<void> accept();
  bool wait_until_empty(std::chrono::milliseconds limit);

  const StreamServerOptions options_;
  const Serve serve_;
  const Refuse refuse_;
  std::vector<std::unique_ptr<Loop>> loops_;
  std::unique_ptr<asio::ip::tcp::acceptor> acceptor_;
  std::vector<std::thread> threads_;
  uint16_t port_ = 0;
  std::atomic<bool> stopping_{false};
  std::atomic<size_t> connections_{0};
};

namespace detail {

template <class Work, class Resume>
struct Hop final : LaneJob {
  Hop(Work& w, Peer& p, Resume r) : work(w), peer(p), resume(std::move(r)) {}
  void run() override {
    work();
    asio::io_context& loop = peer.loop();
    asio::post(loop, [self = std::unique_ptr<Hop>(this)]() mutable {
      Resume handler = std::move(self->resume);
      self.reset();
      std::move(handler)();
    });
  }
  Work& work;
  Peer& peer;
  Resume resume;
};

}  // namespace detail

// Suspends the coroutine, runs `work` on the lane, resumes on the peer's loop.
template <class Work>
asio::awaitable<void> run_on(WorkerLane& lane, Peer& peer, Work& work) {
  co_await asio::async_initiate<decltype(asio::use_awaitable), void()>(
      [&](auto resume) { lane.submit(*new detail::Hop<Work, decltype(resume)>(work, peer, std::move(resume))); }, asio::use_awaitable);
}

}  // namespace tarn::net
