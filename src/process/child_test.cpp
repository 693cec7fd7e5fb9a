#include "process/child.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <thread>

#include "process/sandbox.h"

namespace tarn::process {
namespace {

class ChildTest : public testing::Test {
 protected:
  void SetUp() override {
    char pattern[] = "/tmp/tarn-child-XXXXXX";
    root_ = mkdtemp(pattern);
    std::filesystem::create_directories(root_ + "/job");
    std::ofstream(root_ + "/secret") << "root key";
  }
  void TearDown() override { std::filesystem::remove_all(root_); }

  std::unique_ptr<Child> start(const std::string& script, std::vector<PortForward> ports = {}) {
    ChildSpec spec;
    spec.command = {"/usr/bin/python3", "-c", script};
    spec.work_directory = root_ + "/job";
    spec.ports = std::move(ports);
    spec.on_output = [this](Output where, std::string_view line) {
      std::lock_guard lock(mutex_);
      (where == Output::standard ? output_ : error_) += std::string(line) + "\n";
    };
    auto child = launcher_->start(std::move(spec));
    EXPECT_TRUE(child.ok()) << child.error().message;
    return std::move(*child);
  }

  std::string root_, output_, error_;
  std::mutex mutex_;
  std::unique_ptr<Launcher> launcher_ = open_launcher();
};

TEST_F(ChildTest, AChildThatIsKilledAtOnceEnds) {
  for (int i = 0; i < 30; ++i) {
    auto child = start("import time\ntime.sleep(600)");
    std::this_thread::sleep_for(std::chrono::microseconds(i * 300));
    child->kill();
    EXPECT_TRUE(child->wait().killed);
  }
}

TEST_F(ChildTest, SeesItsOwnFolderAndNothingElse) {
  auto child = start("import os\nprint(os.getcwd(), sorted(os.listdir('/')))\nopen('mine', 'w').write('x')\n"
                     "for p in ['" + root_ + "/secret', '/etc/shadow', '/root', '" + root_ + "']:\n"
                     "  print(os.path.exists(p))\n"
                     "print([p for p in os.listdir('/proc') if p.isdigit()])");
  Exit exit = child->wait();
  EXPECT_EQ(exit.code, 0) << error_;
  EXPECT_EQ(output_, "/job ['bin', 'dev', 'etc', 'job', 'lib', 'lib64', 'proc', 'sbin', 'tmp', 'usr']\nFalse\nFalse\nFalse\nFalse\n['1', '2']\n");
  EXPECT_TRUE(std::filesystem::exists(root_ + "/job/mine"));
}

TEST_F(ChildTest, ReportsItsExitCodeAndErrors) {
  auto child = start("import sys\nprint('no newline at the end', end='')\nsys.stderr.write('one\\ntwo\\n')\nsys.exit(7)");
  EXPECT_EQ(child->wait().code, 7);
  EXPECT_EQ(output_, "no newline at the end\n");
  EXPECT_EQ(error_, "one\ntwo\n");
}

TEST_F(ChildTest, KillEndsTheWholeTree) {
  auto child = start("import os, time\n"
                     "if os.fork() == 0:\n  os.setsid()\n  if os.fork() == 0:\n    open('daemon', 'w').write('x')\n    time.sleep(3)\n    open('survived', 'w').write('x')\n  os._exit(0)\n"
                     "time.sleep(60)");
  for (int i = 0; i < 200 && !std::filesystem::exists(root_ + "/job/daemon"); i++) std::this_thread::sleep_for(std::chrono::milliseconds(20));
  auto begun = std::chrono::steady_clock::now();
  child->kill();
  Exit exit = child->wait();
  EXPECT_TRUE(exit.killed);
  EXPECT_LT(std::chrono::steady_clock::now() - begun, std::chrono::seconds(3));
  std::this_thread::sleep_for(std::chrono::milliseconds(3200));
  EXPECT_FALSE(std::filesystem::exists(root_ + "/job/survived"));
}

TEST_F(ChildTest, ReachesOnlyTheForwardedPorts) {
  int listener = socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  ASSERT_EQ(bind(listener, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
  ASSERT_EQ(listen(listener, 8), 0);
  socklen_t length = sizeof address;
  getsockname(listener, reinterpret_cast<sockaddr*>(&address), &length);
  const uint16_t port = ntohs(address.sin_port);
  std::thread server([&] {
    int connection = accept(listener, nullptr, nullptr);
    char buffer[16];
    ssize_t n = recv(connection, buffer, sizeof buffer, 0);
    send(connection, buffer, static_cast<size_t>(n), 0);
    close(connection);
  });
  auto child = start("import socket\ns = socket.create_connection(('127.0.0.1', 4566))\ns.sendall(b'hello')\nprint(s.recv(16).decode())\n"
                     "for p in [" + std::to_string(port) + ", 22]:\n"
                     "  try:\n    socket.create_connection(('127.0.0.1', p), 1)\n    print('reached', p)\n  except OSError as e:\n    print('refused')\n",
                     {{4566, port}});
  EXPECT_EQ(child->wait().code, 0) << error_;
  server.join();
  close(listener);
  EXPECT_EQ(output_, "hello\nrefused\nrefused\n");
}

TEST_F(ChildTest, LongLinesAreCut) {
  auto child = start("print('x' * 600000)");
  EXPECT_EQ(child->wait().code, 0);
  size_t at = 0, lines = 0, longest = 0;
  for (size_t end; (end = output_.find('\n', at)) != std::string::npos; at = end + 1, lines++) longest = std::max(longest, end - at);
  EXPECT_GE(lines, 3u);
  EXPECT_LE(longest, kMaxLogLineBytes);
}

}  // namespace
}  // namespace tarn::process
