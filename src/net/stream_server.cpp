#include "net/stream_server.h"

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/steady_timer.hpp>

#include "base/log.h"

namespace tarn::net {

using asio::ip::tcp;
using std::chrono::steady_clock;

Peer::Peer(tcp::socket socket, std::string address)
    : transport(socket.native_handle()), address(std::move(address)), socket_(std::move(socket)) {}

asio::io_context& Peer::loop() { return static_cast<asio::io_context&>(socket_.get_executor().context()); }

asio::awaitable<void> Peer::until(Io wants) {
  auto kind = wants == Io::wants_write ? tcp::socket::wait_write : tcp::socket::wait_read;
  co_await socket_.async_wait(kind, kAsTuple);
}

// One thread's share: an io_context and the connections that live on it. Everything here runs on that thread.
class Loop {
 public:
  explicit Loop(StreamServer& server) : server_(server), guard_(asio::make_work_guard(io_)) {}

  asio::io_context& io() { return io_; }

  void run() {
    asio::co_spawn(io_, sweep(), asio::detached);
    io_.run();
  }

  void add(tcp::socket socket, std::string address) {
    auto peer = peers_.emplace(peers_.end(), std::move(socket), std::move(address));
    asio::co_spawn(io_, server_.serve_(*peer), [this, peer](std::exception_ptr failure) {
      if (failure) log_line(LogLevel::error, "a connection ended with an exception");
      peers_.erase(peer);
      server_.connections_.fetch_sub(1);
    });
  }

  void shut_down(bool only_idle) {
    for (Peer& peer : peers_)
      if (!only_idle || peer.idle_.load()) peer.transport.shut_down();
  }

 private:
  // One timer a loop: arming one for each operation costs more than parsing a request.
  asio::awaitable<void> sweep() {
    asio::steady_timer tick(io_);
    for (;;) {
      tick.expires_after(std::chrono::seconds(1));
      auto [error] = co_await tick.async_wait(kAsTuple);
      if (error) co_return;
      const auto now = steady_clock::now().time_since_epoch().count();
      for (Peer& peer : peers_)
        if (peer.deadline_.load(std::memory_order_relaxed) < now) peer.transport.shut_down();
    }
  }

  StreamServer& server_;
  std::list<Peer> peers_;
  asio::io_context io_{1};  // after what its suspended coroutines refer to
  asio::executor_work_guard<asio::io_context::executor_type> guard_;
};

StreamServer::StreamServer(StreamServerOptions options, Serve serve, Refuse refuse)
    : options_(std::move(options)), serve_(std::move(serve)), refuse_(std::move(refuse)) {
  unsigned loops = options_.loops != 0 ? options_.loops : std::max(1u, std::thread::hardware_concurrency());
  for (unsigned i = 0; i < loops; ++i) loops_.push_back(std::make_unique<Loop>(*this));
}

Result<std::unique_ptr<StreamServer>> StreamServer::start(StreamServerOptions options, Serve serve, Refuse refuse) {
  std::unique_ptr<StreamServer> server(new StreamServer(std::move(options), std::move(serve), std::move(refuse)));
  TRY(server->listen());
  asio::co_spawn(server->loops_[0]->io(), server->accept(), asio::detached);
  for (auto& loop : server->loops_) server->threads_.emplace_back([&loop = *loop] { loop.run(); });
  return server;
}

Result<void> StreamServer::listen() {
  boost::system::error_code error;
  auto address = asio::ip::make_address(options_.address, error);
  if (error) return internal_error("cannot listen on '" + options_.address + "': not an IP address");
  acceptor_ = std::make_unique<tcp::acceptor>(loops_[0]->io());
  tcp::endpoint endpoint(address, options_.port);
  auto step = [&](auto&& action) {
    if (!error) action();
  };
  step([&] { acceptor_->open(endpoint.protocol(), error); });
  step([&] { acceptor_->set_option(tcp::acceptor::reuse_address(true), error); });
  step([&] { acceptor_->bind(endpoint, error); });
  step([&] { acceptor_->listen(asio::socket_base::max_listen_connections, error); });
  if (error) return internal_error("cannot listen on " + options_.address + ":" + std::to_string(options_.port) + ": " + error.message());
  port_ = acceptor_->local_endpoint().port();
  return {};
}

asio::awaitable<void> StreamServer::accept() {
  asio::steady_timer pause(loops_[0]->io());
  for (size_t turn = 0;; ++turn) {
    Loop& loop = *loops_[turn % loops_.size()];
    auto [error, socket] = co_await acceptor_->async_accept(loop.io(), kAsTuple);
    if (error == asio::error::operation_aborted || stopping()) co_return;
    if (error) {  // out of descriptors: without a pause this would spin
      pause.expires_after(std::chrono::milliseconds(50));
      co_await pause.async_wait(kAsTuple);
      continue;
    }
    boost::system::error_code ignored;
    socket.set_option(tcp::no_delay(true), ignored);
    socket.non_blocking(true, ignored);
    auto remote = socket.remote_endpoint(ignored);
    if (ignored) continue;  // already gone
    if (connections_.load() >= options_.max_connections) {
      Transport transport(socket.native_handle());
      refuse_(transport);
      continue;
    }
    connections_.fetch_add(1);
    asio::post(loop.io(), [&loop, socket = std::move(socket), address = remote.address().to_string()]() mutable {
      loop.add(std::move(socket), std::move(address));
    });
  }
}

bool StreamServer::wait_until_empty(std::chrono::milliseconds limit) {
  const auto end = steady_clock::now() + limit;
  while (connections_.load() > 0 && steady_clock::now() < end) std::this_thread::sleep_for(std::chrono::milliseconds(2));
  return connections_.load() == 0;
}

void StreamServer::stop(std::chrono::milliseconds grace) {
  if (stopping_.exchange(true)) return;
  asio::post(loops_[0]->io(), [this] { acceptor_->close(); });
  auto shut_all = [this](bool only_idle) {
    for (auto& loop : loops_) asio::post(loop->io(), [&loop = *loop, only_idle] { loop.shut_down(only_idle); });
  };
  shut_all(true);
  if (!wait_until_empty(grace)) {
    shut_all(false);
    while (!wait_until_empty(std::chrono::seconds(1))) shut_all(false);  // handlers that run on must return in their own time
  }
  for (auto& loop : loops_) loop->io().stop();
  for (auto& thread : threads_) thread.join();
}

StreamServer::~StreamServer() { stop(std::chrono::milliseconds(0)); }

}  // namespace tarn::net
