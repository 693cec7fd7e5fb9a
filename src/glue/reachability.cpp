#include "glue/reachability.h"

#include <fcntl.h>
#include <netdb.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <memory>

#include "glue/errors.h"

namespace tarn::glue {
namespace {

class Socket {
 public:
  explicit Socket(const addrinfo& address) : fd_(::socket(address.ai_family, address.ai_socktype | SOCK_NONBLOCK | SOCK_CLOEXEC, address.ai_protocol)) {}
  ~Socket() {
    if (fd_ >= 0) ::close(fd_);
  }
  Socket(const Socket&) = delete;
  Socket& operator=(const Socket&) = delete;

  // 0, or what went wrong as errno.
  int connect(const addrinfo& address, std::chrono::milliseconds timeout) const {
    if (fd_ < 0) return errno;
    if (::connect(fd_, address.ai_addr, address.ai_addrlen) == 0) return 0;
    if (errno != EINPROGRESS) return errno;
    pollfd waiting{fd_, POLLOUT, 0};
    if (::poll(&waiting, 1, static_cast<int>(timeout.count())) != 1) return ETIMEDOUT;
    int outcome = 0;
    socklen_t size = sizeof outcome;
    return ::getsockopt(fd_, SOL_SOCKET, SO_ERROR, &outcome, &size) == 0 ? outcome : errno;
  }

 private:
  int fd_;
};

}  // namespace

Result<void> check_reachable(const Endpoint& endpoint, std::chrono::milliseconds timeout) {
  const std::string name = endpoint.host + ":" + endpoint.port;
  addrinfo wanted{};
  wanted.ai_socktype = SOCK_STREAM;
  addrinfo* found = nullptr;
  if (const int failed = ::getaddrinfo(endpoint.host.c_str(), endpoint.port.c_str(), &wanted, &found); failed != 0)
    return errors::invalid_input("The server " + name + " cannot be found: " + ::gai_strerror(failed) + ".");
  const std::unique_ptr<addrinfo, void (*)(addrinfo*)> addresses(found, ::freeaddrinfo);
  int failed = ECONNREFUSED;
  for (const addrinfo* address = found; address; address = address->ai_next) {
    failed = Socket(*address).connect(*address, timeout);
    if (failed == 0) return {};
  }
  return errors::invalid_input("The server " + name + " cannot be reached: " + std::strerror(failed) + ".");
}

}  // namespace tarn::glue
