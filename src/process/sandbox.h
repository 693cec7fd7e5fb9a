// The command line that turns a ChildSpec into a sandboxed process, and a probe whether this machine allows it.
#pragma once
#include <string>
#include <vector>

#include "base/result.h"
#include "process/child.h"

namespace tarn::process {

// bwrap's argument list, the program first. `info_fd` receives {"child-pid": N}; the child waits until `block_fd` is written.
// Writes the sandbox's passwd, group and hosts files into spec.work_directory/.etc (Hadoop needs a name for its uid).
Result<std::vector<std::string>> bwrap_command(const ChildSpec& spec, int info_fd, int block_fd);

// Runs bwrap once with every namespace; the error carries its own words.
Result<void> probe_sandbox();

}  // namespace tarn::process
