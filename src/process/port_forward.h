// Chosen loopback ports of the server, reachable from inside a sandbox's empty network. A socket belongs to the network
// namespace it was made in: a forked helper joins the child's namespace, listens there and hands the socket back, so no relay
// process runs inside and nothing else of the network can be reached.
#pragma once
#include <sys/types.h>

#include <memory>

#include "base/result.h"
#include "process/child.h"

namespace tarn::process {

// Serves connections until destroyed; then all of them are cut.
class Forwarder {
 public:
  virtual ~Forwarder() = default;
};

// `pid` is a process inside the namespace, held back until this returns.
Result<std::unique_ptr<Forwarder>> forward_port(pid_t pid, PortForward port);

}  // namespace tarn::process
