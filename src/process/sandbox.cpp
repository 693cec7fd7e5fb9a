#include "process/sandbox.h"

#include <spawn.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

extern char** environ;

namespace tarn::process {
namespace {

constexpr const char* kBwrap = "/usr/bin/bwrap";

Result<void> write_file(const std::string& path, const std::string& text) {
  std::ofstream file(path, std::ios::trunc);
  file << text;
  file.close();
  if (!file) return internal_error("cannot write " + path);
  return {};
}

Result<void> write_names(const std::string& etc) {
  std::error_code failed;
  std::filesystem::create_directories(etc, failed);
  if (failed) return internal_error("cannot make " + etc + ": " + failed.message());
  const std::string uid = std::to_string(getuid()), gid = std::to_string(getgid());
  TRY(write_file(etc + "/passwd", "job:x:" + uid + ":" + gid + "::/job:/bin/sh\n"));
  TRY(write_file(etc + "/group", "job:x:" + gid + ":\n"));
  TRY(write_file(etc + "/hosts", "127.0.0.1 localhost job\n"));
  return {};
}

}  // namespace

Result<std::vector<std::string>> bwrap_command(const ChildSpec& spec, int info_fd, int block_fd) {
  const std::string etc = spec.work_directory + "/.etc";
  TRY(write_names(etc));
  std::vector<std::string> args{kBwrap, "--info-fd", std::to_string(info_fd), "--block-fd", std::to_string(block_fd)};
  auto add = [&](std::initializer_list<std::string> more) { args.insert(args.end(), more); };
  add({"--unshare-user", "--disable-userns", "--unshare-pid", "--unshare-ipc", "--unshare-uts", "--unshare-cgroup-try", "--unshare-net"});
  add({"--uid", std::to_string(getuid()), "--gid", std::to_string(getgid()), "--hostname", "job"});
  add({"--die-with-parent", "--new-session", "--cap-drop", "ALL", "--clearenv"});
  add({"--ro-bind", "/usr", "/usr", "--symlink", "usr/bin", "/bin", "--symlink", "usr/sbin", "/sbin", "--symlink", "usr/lib", "/lib",
       "--symlink", "usr/lib64", "/lib64"});
  for (const char* path : {"/etc/ld.so.cache", "/etc/alternatives", "/etc/ssl", "/etc/localtime", "/etc/java-17-openjdk"})
    add({"--ro-bind-try", path, path});
  for (const char* name : {"passwd", "group", "hosts"}) add({"--ro-bind", etc + "/" + name, std::string("/etc/") + name});
  add({"--proc", "/proc", "--dev", "/dev", "--size", "268435456", "--tmpfs", "/tmp"});
  for (const auto& path : spec.readable) add({"--ro-bind", path, path});
  add({"--setenv", "PATH", "/usr/bin:/bin", "--setenv", "HOME", "/job", "--setenv", "TMPDIR", "/job", "--setenv", "LANG", "C.UTF-8",
       "--setenv", "USER", "job"});
  for (const auto& [name, value] : spec.environment) add({"--setenv", name, value});
  add({"--bind", spec.work_directory, "/job", "--chdir", "/job", "--"});
  args.insert(args.end(), spec.command.begin(), spec.command.end());
  return args;
}

Result<void> probe_sandbox() {
  const char* arguments[] = {kBwrap, "--unshare-all", "--disable-userns", "--unshare-user", "--ro-bind", "/", "/", "/bin/true", nullptr};
  int output[2];
  if (pipe(output) != 0) return internal_error("pipe failed");
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, output[1], 2);
  posix_spawn_file_actions_addclose(&actions, output[0]);
  pid_t pid = 0;
  int failed = posix_spawn(&pid, kBwrap, &actions, nullptr, const_cast<char**>(arguments), environ);
  posix_spawn_file_actions_destroy(&actions);
  close(output[1]);
  std::string words;
  char buffer[512];
  for (ssize_t n; !failed && (n = read(output[0], buffer, sizeof buffer)) > 0;) words.append(buffer, static_cast<size_t>(n));
  close(output[0]);
  if (failed) return Error{"SandboxUnavailable", "bubblewrap is not installed", 500, {}};
  int status = 0;
  waitpid(pid, &status, 0);
  if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return {};
  return Error{"SandboxUnavailable", "this machine allows no sandbox: " + words, 500, {}};
}

}  // namespace tarn::process
