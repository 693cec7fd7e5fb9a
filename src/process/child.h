// Child processes (Spark drivers, Python shells): the only place that starts any. Each runs in a sandbox of bubblewrap: its own
// writable folder seen as /job, a read-only system, chosen read-only paths, an empty network in which only chosen ports lead to
// this server, no other processes to see. Ending a child ends everything it started, and so does the end of the server.
#pragma once
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"

namespace tarn::process {

constexpr size_t kMaxLogLineBytes = 256 * 1024;  // CloudWatch Logs' limit of an event; longer lines are cut into several

struct PortForward {
  uint16_t inside;  // 127.0.0.1:inside in the sandbox leads to
  uint16_t host;    // 127.0.0.1:host of this server
};

enum class Output { standard, error };

struct ChildSpec {
  std::vector<std::string> command;                               // absolute path first; looked up inside the sandbox
  std::string work_directory;                                     // on the host, exists; /job inside (HOME, TMPDIR, working folder)
  std::vector<std::string> readable;                              // host paths shown read-only at the same place
  std::vector<std::pair<std::string, std::string>> environment;   // all of it, beside PATH, HOME, TMPDIR, LANG, USER
  std::vector<PortForward> ports;
  std::function<void(Output, std::string_view line)> on_output;   // from a thread of the child's own, without the line end
};

struct Exit {
  int code = 0;    // exit status; 128 + signal when killed
  bool killed = false;  // by kill()
};

class Child {
 public:
  virtual ~Child() = default;  // kills and waits
  virtual void kill() = 0;     // the whole tree, at once; safe to call at any time, from any thread
  virtual Exit wait() = 0;     // blocks until it has ended and its output is delivered
};

class Launcher {
 public:
  virtual ~Launcher() = default;
  // Error "SandboxUnavailable" with the system's reason when this machine lets nobody make namespaces: then no child may run.
  virtual Result<std::unique_ptr<Child>> start(ChildSpec spec) = 0;
};

// Starts the thread from which all children are started (bwrap ends with the thread that started it).
std::unique_ptr<Launcher> open_launcher();

}  // namespace tarn::process
