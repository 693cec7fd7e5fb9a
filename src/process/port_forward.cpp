#include "process/port_forward.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <linux/nsfs.h>
#include <netinet/in.h>
#include <poll.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstring>
#include <atomic>
#include <cerrno>
#include <list>
#include <mutex>
#include <string>
#include <thread>

namespace tarn::process {
namespace {

sockaddr_in loopback(uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

// Runs in a forked child of a process with threads: system calls only. Never returns.
[[noreturn]] void listen_in_namespace(int net_namespace, uint16_t port, int reply) {
  // An ordinary user enters the user namespace that owns the network first; root needs none.
  if (geteuid() != 0) {
    int owner = ioctl(net_namespace, NS_GET_USERNS);
    if (owner < 0 || setns(owner, CLONE_NEWUSER) != 0) _exit(1);
  }
  if (setns(net_namespace, CLONE_NEWNET) != 0) _exit(2);
  int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address = loopback(port);
  if (bind(listener, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0 || listen(listener, 128) != 0) _exit(3);
  char byte = 'x';
  iovec data{&byte, 1};
  alignas(cmsghdr) char control[CMSG_SPACE(sizeof(int))] = {};
  msghdr message{};
  message.msg_iov = &data;
  message.msg_iovlen = 1;
  message.msg_control = control;
  message.msg_controllen = sizeof control;
  cmsghdr* header = CMSG_FIRSTHDR(&message);
  header->cmsg_level = SOL_SOCKET;
  header->cmsg_type = SCM_RIGHTS;
  header->cmsg_len = CMSG_LEN(sizeof(int));
  memcpy(CMSG_DATA(header), &listener, sizeof(int));
  _exit(sendmsg(reply, &message, 0) == 1 ? 0 : 4);
}

int receive_descriptor(int from) {
  char byte;
  iovec data{&byte, 1};
  alignas(cmsghdr) char control[CMSG_SPACE(sizeof(int))] = {};
  msghdr message{};
  message.msg_iov = &data;
  message.msg_iovlen = 1;
  message.msg_control = control;
  message.msg_controllen = sizeof control;
  if (recvmsg(from, &message, MSG_CMSG_CLOEXEC) != 1) return -1;
  cmsghdr* header = CMSG_FIRSTHDR(&message);
  if (!header || header->cmsg_type != SCM_RIGHTS) return -1;
  int descriptor;
  memcpy(&descriptor, CMSG_DATA(header), sizeof descriptor);
  return descriptor;
}

Result<int> listen_inside(pid_t pid, uint16_t port) {
  int net_namespace = open(("/proc/" + std::to_string(pid) + "/ns/net").c_str(), O_RDONLY | O_CLOEXEC);
  if (net_namespace < 0) return internal_error(std::string("the sandbox's network cannot be opened: ") + strerror(errno));
  int pair[2];
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0) {
    close(net_namespace);
    return internal_error("socketpair failed");
  }
  pid_t helper = fork();
  if (helper == 0) listen_in_namespace(net_namespace, port, pair[1]);
  close(pair[1]);
  close(net_namespace);
  int listener = helper > 0 ? receive_descriptor(pair[0]) : -1;
  close(pair[0]);
  int status = 0;
  if (helper > 0) waitpid(helper, &status, 0);
  if (listener < 0) return internal_error("the sandbox's network cannot be joined (step " + std::to_string(WEXITSTATUS(status)) + ")");
  return listener;
}

// Copies what is readable on `from` to `to`; false at the end or an error.
bool copy_some(int from, int to) {
  char buffer[64 * 1024];
  ssize_t n = recv(from, buffer, sizeof buffer, 0);
  if (n <= 0) return false;
  for (ssize_t sent = 0; sent < n;) {
    ssize_t m = send(to, buffer + sent, static_cast<size_t>(n - sent), MSG_NOSIGNAL);
    if (m <= 0) return false;
    sent += m;
  }
  return true;
}

void relay(int inside, int host) {
  pollfd ends[2] = {{inside, POLLIN, 0}, {host, POLLIN, 0}};
  while (ends[0].fd >= 0 || ends[1].fd >= 0) {
    if (poll(ends, 2, -1) < 0 && errno != EINTR) return;
    for (int i = 0; i < 2; i++) {
      if (ends[i].fd < 0 || !ends[i].revents) continue;
      const int other = i == 0 ? host : inside;
      if (copy_some(ends[i].fd, other)) continue;
      shutdown(other, SHUT_WR);
      ends[i].fd = -1;
    }
  }
}

class RelayForwarder final : public Forwarder {
 public:
  RelayForwarder(int listener, uint16_t host_port) : listener_(listener), host_port_(host_port), acceptor_([this] { accept_all(); }) {}

  ~RelayForwarder() override {
    shutdown(listener_, SHUT_RDWR);  // wakes accept()
    acceptor_.join();
    close(listener_);
    {
      std::lock_guard lock(mutex_);
      for (auto& connection : connections_) {
        shutdown(connection.inside, SHUT_RDWR);
        shutdown(connection.host, SHUT_RDWR);
      }
    }
    for (auto& connection : connections_) end(connection);
  }

 private:
  struct Connection {
    int inside, host;
    std::atomic<bool> done{false};
    std::thread thread;
  };

  static void end(Connection& connection) {
    connection.thread.join();
    close(connection.inside);
    close(connection.host);
  }

  void accept_all() {
    while (true) {
      int inside = accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
      if (inside < 0 && (errno == EINTR || errno == ECONNABORTED)) continue;
      if (inside < 0) return;
      int host = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
      sockaddr_in address = loopback(host_port_);
      if (connect(host, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) {
        close(host);
        close(inside);
        continue;
      }
      std::lock_guard lock(mutex_);
      reap();
      Connection& connection = connections_.emplace_back();
      connection.inside = inside;
      connection.host = host;
      connection.thread = std::thread([&connection] {
        relay(connection.inside, connection.host);
        connection.done = true;
      });
    }
  }

  void reap() {
    for (auto it = connections_.begin(); it != connections_.end();) {
      if (!it->done) {
        ++it;
        continue;
      }
      end(*it);
      it = connections_.erase(it);
    }
  }

  const int listener_;
  const uint16_t host_port_;
  std::mutex mutex_;
  std::list<Connection> connections_;
  std::thread acceptor_;
};

}  // namespace

Result<std::unique_ptr<Forwarder>> forward_port(pid_t pid, PortForward port) {
  int listener = TRY(listen_inside(pid, port.inside));
  return std::unique_ptr<Forwarder>(std::make_unique<RelayForwarder>(listener, port.host));
}

}  // namespace tarn::process
