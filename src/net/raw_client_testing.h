// A client for tests that writes and reads raw bytes, plain or TLS: what no well-behaved HTTP or PostgreSQL library would send.
#pragma once
#include <netinet/in.h>
#include <openssl/ssl.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <stdexcept>
#include <string>
#include <string_view>

namespace tarn::net::testing {

class RawClient {
 public:
  explicit RawClient(uint16_t port) : descriptor_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(descriptor_, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) throw std::runtime_error("cannot connect");
  }
  ~RawClient() {
    SSL_free(tls_);
    SSL_CTX_free(context_);
    ::close(descriptor_);
  }
  RawClient(const RawClient&) = delete;

  bool start_tls() {
    context_ = SSL_CTX_new(TLS_client_method());
    tls_ = SSL_new(context_);
    SSL_set_fd(tls_, descriptor_);
    return SSL_connect(tls_) == 1;
  }
  RawClient& send(std::string_view bytes) {
    while (!bytes.empty()) {
      ssize_t n = tls_ ? SSL_write(tls_, bytes.data(), static_cast<int>(bytes.size())) : ::send(descriptor_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (n <= 0) break;
      bytes.remove_prefix(n);
    }
    return *this;
  }
  void end_sending() { ::shutdown(descriptor_, SHUT_WR); }

  // One piece of what arrives; empty at the end or when nothing comes for `limit`.
  std::string receive(std::chrono::milliseconds limit = std::chrono::seconds(10)) {
    char buffer[64 * 1024];
    pollfd entry{descriptor_, POLLIN, 0};
    if ((tls_ == nullptr || SSL_pending(tls_) == 0) && ::poll(&entry, 1, static_cast<int>(limit.count())) <= 0) return {};
    ssize_t n = tls_ ? SSL_read(tls_, buffer, sizeof buffer) : ::recv(descriptor_, buffer, sizeof buffer, 0);
    return n > 0 ? std::string(buffer, n) : std::string();
  }
  // Until `marker` has been seen, or the connection ends.
  std::string receive_until(std::string_view marker) {
    std::string all;
    while (all.find(marker) == all.npos) {
      std::string piece = receive();
      if (piece.empty()) break;
      all += piece;
    }
    return all;
  }
  // Exactly n bytes, or what came before the end.
  std::string receive_exactly(size_t n) {
    std::string all = std::move(held_);
    held_.clear();
    while (all.size() < n) {
      std::string piece = receive();
      if (piece.empty()) break;
      all += piece;
    }
    if (all.size() > n) {
      held_ = all.substr(n);
      all.resize(n);
    }
    return all;
  }
  std::string receive_all() {
    std::string all = std::move(held_), piece;
    while (!(piece = receive()).empty()) all += piece;
    return all;
  }

 private:
  int descriptor_;
  SSL_CTX* context_ = nullptr;
  SSL* tls_ = nullptr;
  std::string held_;
};

}  // namespace tarn::net::testing
