#include "process/child.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
extern "C" {  // glibc 2.36 forgets it
#include <sys/pidfd.h>
}
#include <sys/wait.h>
#include <unistd.h>

#include <boost/json.hpp>
#include <condition_variable>
#include <deque>
#include <future>
#include <mutex>
#include <thread>

#include "process/port_forward.h"
#include "process/sandbox.h"

namespace tarn::process {
namespace {

// A pipe both of whose ends close on exec and by themselves.
class Pipe {
 public:
  Pipe() { ok_ = pipe2(ends_, O_CLOEXEC) == 0; }
  ~Pipe() {
    close_read();
    close_write();
  }
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;
  bool ok() const { return ok_; }
  int read_end() const { return ends_[0]; }
  int write_end() const { return ends_[1]; }
  void close_read() { close_end(0); }
  void close_write() { close_end(1); }

 private:
  void close_end(int i) {
    if (ends_[i] >= 0) close(ends_[i]);
    ends_[i] = -1;
  }
  int ends_[2] = {-1, -1};
  bool ok_ = false;
};

// Cuts a stream of bytes into lines of bounded length.
class LineSplitter {
 public:
  template <class Emit>
  void add(std::string_view bytes, Emit&& emit) {
    for (size_t at; (at = bytes.find('\n')) != std::string_view::npos; bytes.remove_prefix(at + 1)) {
      rest_ += bytes.substr(0, at);
      finish(emit);
    }
    rest_ += bytes;
    if (rest_.size() >= kMaxLogLineBytes) finish(emit);
  }
  template <class Emit>
  void finish(Emit&& emit) {
    std::string_view left = rest_;
    for (; left.size() > kMaxLogLineBytes; left.remove_prefix(kMaxLogLineBytes)) emit(left.substr(0, kMaxLogLineBytes));
    if (!rest_.empty()) emit(left);
    rest_.clear();
  }

 private:
  std::string rest_;
};

constexpr int kInfoFd = 3, kBlockFd = 4;  // the numbers inside bwrap

Result<pid_t> read_child_pid(int info) {
  std::string text;
  char buffer[512];
  while (text.find('}') == std::string::npos) {
    ssize_t n = read(info, buffer, sizeof buffer);
    if (n <= 0) return internal_error("the sandbox ended before its child started");
    text.append(buffer, static_cast<size_t>(n));
  }
  boost::system::error_code failed;
  auto document = boost::json::parse(text, failed);
  if (failed || !document.is_object() || !document.as_object().contains("child-pid")) return internal_error("unexpected word from the sandbox");
  return static_cast<pid_t>(document.as_object().at("child-pid").to_number<int>());
}

Result<pid_t> spawn(const std::vector<std::string>& command, Pipe& info, Pipe& block, Pipe& output, Pipe& error) {
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_adddup2(&actions, output.write_end(), 1);
  posix_spawn_file_actions_adddup2(&actions, error.write_end(), 2);
  // Through high numbers first: an end of ours could be 3 or 4 itself.
  const int info_high = fcntl(info.write_end(), F_DUPFD_CLOEXEC, 64), block_high = fcntl(block.read_end(), F_DUPFD_CLOEXEC, 64);
  posix_spawn_file_actions_adddup2(&actions, info_high, kInfoFd);
  posix_spawn_file_actions_adddup2(&actions, block_high, kBlockFd);
  std::vector<char*> arguments;
  for (const auto& argument : command) arguments.push_back(const_cast<char*>(argument.c_str()));
  arguments.push_back(nullptr);
  char* no_environment[] = {nullptr};
  pid_t pid = 0;
  int failed = posix_spawn(&pid, command[0].c_str(), &actions, nullptr, arguments.data(), no_environment);
  posix_spawn_file_actions_destroy(&actions);
  close(info_high);
  close(block_high);
  if (failed) return Error{"SandboxUnavailable", "bubblewrap cannot be started", 500, {}};
  return pid;
}

class SandboxedChild final : public Child {
 public:
  // `inside`: a pidfd of the first process in the sandbox, owned.
  SandboxedChild(pid_t pid, int inside, std::vector<std::unique_ptr<Forwarder>> forwarders, std::function<void(Output, std::string_view)> on_output,
                 std::unique_ptr<Pipe> output, std::unique_ptr<Pipe> error)
      : pid_(pid), inside_(inside), forwarders_(std::move(forwarders)), on_output_(std::move(on_output)), output_(std::move(output)), error_(std::move(error)),
        pump_([this] { pump(); }) {}

  ~SandboxedChild() override {
    kill();
    wait();
    if (inside_ >= 0) close(inside_);
  }

  void kill() override {
    std::lock_guard lock(mutex_);
    if (reaped_) return;
    killed_ = true;
    ::kill(pid_, SIGKILL);
    // bwrap's end ends what is inside only once that has asked for it; the end of the namespace's first process ends all in it.
    if (inside_ >= 0) pidfd_send_signal(inside_, SIGKILL, nullptr, 0);
  }

  Exit wait() override {
    std::lock_guard one_waiter(wait_mutex_);
    if (pump_.joinable()) {
      siginfo_t info;
      while (waitid(P_PID, static_cast<id_t>(pid_), &info, WEXITED | WNOWAIT) != 0 && errno == EINTR) {
      }
      pump_.join();
      int status = 0;
      std::lock_guard lock(mutex_);
      waitpid(pid_, &status, 0);
      reaped_ = true;
      exit_.code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
      exit_.killed = killed_;
      forwarders_.clear();
    }
    return exit_;
  }

 private:
  void pump() {
    LineSplitter splitters[2];
    pollfd ends[2] = {{output_->read_end(), POLLIN, 0}, {error_->read_end(), POLLIN, 0}};
    auto emit_for = [this](int i) {
      return [this, i](std::string_view line) {
        if (on_output_) on_output_(i == 0 ? Output::standard : Output::error, line);
      };
    };
    char buffer[16 * 1024];
    while (ends[0].fd >= 0 || ends[1].fd >= 0) {
      if (poll(ends, 2, -1) < 0) continue;
      for (int i = 0; i < 2; i++) {
        if (ends[i].fd < 0 || !ends[i].revents) continue;
        ssize_t n = read(ends[i].fd, buffer, sizeof buffer);
        if (n > 0) {
          splitters[i].add({buffer, static_cast<size_t>(n)}, emit_for(i));
        } else if (n == 0 || errno != EINTR) {
          splitters[i].finish(emit_for(i));
          ends[i].fd = -1;
        }
      }
    }
  }

  const pid_t pid_;
  const int inside_;
  std::vector<std::unique_ptr<Forwarder>> forwarders_;
  std::function<void(Output, std::string_view)> on_output_;
  std::unique_ptr<Pipe> output_, error_;
  std::mutex mutex_, wait_mutex_;
  bool reaped_ = false, killed_ = false;
  Exit exit_;
  std::thread pump_;
};

Result<std::unique_ptr<Child>> start_child(ChildSpec& spec) {
  Pipe info, block;
  auto output = std::make_unique<Pipe>(), error = std::make_unique<Pipe>();
  if (!info.ok() || !block.ok() || !output->ok() || !error->ok()) return internal_error("no descriptors left for a child's pipes");
  auto command = TRY(bwrap_command(spec, kInfoFd, kBlockFd));
  pid_t pid = TRY(spawn(command, info, block, *output, *error));
  info.close_write();
  block.close_read();
  output->close_write();
  error->close_write();
  auto give_up = [&](Error reason) -> Error {
    std::string words;
    char buffer[1024];
    ::kill(pid, SIGKILL);
    for (ssize_t n; (n = read(error->read_end(), buffer, sizeof buffer)) > 0;) words.append(buffer, static_cast<size_t>(n));
    waitpid(pid, nullptr, 0);
    if (!words.empty()) return {"SandboxUnavailable", words, 500, {}};
    return reason;
  };
  auto inside = read_child_pid(info.read_end());
  if (!inside.ok()) return give_up(inside.error());
  std::vector<std::unique_ptr<Forwarder>> forwarders;
  for (const auto& port : spec.ports) {
    auto forwarder = forward_port(*inside, port);
    if (!forwarder.ok()) return give_up(forwarder.error());
    forwarders.push_back(std::move(*forwarder));
  }
  const int inside_handle = pidfd_open(*inside, 0);
  if (write(block.write_end(), "x", 1) != 1) {
    if (inside_handle >= 0) close(inside_handle);
    return give_up(internal_error("the sandbox ended before its child started"));
  }
  return std::unique_ptr<Child>(
      std::make_unique<SandboxedChild>(pid, inside_handle, std::move(forwarders), std::move(spec.on_output), std::move(output), std::move(error)));
}

// Every child is started from one thread that lives as long as the server: PR_SET_PDEATHSIG goes by the thread.
class ThreadLauncher final : public Launcher {
 public:
  ThreadLauncher() : thread_([this] { run(); }) {}

  ~ThreadLauncher() override {
    {
      std::lock_guard lock(mutex_);
      stopping_ = true;
    }
    wake_.notify_all();
    thread_.join();
  }

  Result<std::unique_ptr<Child>> start(ChildSpec spec) override {
    std::promise<Result<std::unique_ptr<Child>>> promise;
    auto started = promise.get_future();
    {
      std::lock_guard lock(mutex_);
      queue_.push_back([&spec, &promise] { promise.set_value(start_child(spec)); });
    }
    wake_.notify_all();
    return started.get();
  }

 private:
  void run() {
    std::unique_lock lock(mutex_);
    while (true) {
      wake_.wait(lock, [this] { return stopping_ || !queue_.empty(); });
      if (queue_.empty()) return;
      auto job = std::move(queue_.front());
      queue_.pop_front();
      lock.unlock();
      job();
      lock.lock();
    }
  }

  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<std::function<void()>> queue_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace

std::unique_ptr<Launcher> open_launcher() { return std::make_unique<ThreadLauncher>(); }

}  // namespace tarn::process
