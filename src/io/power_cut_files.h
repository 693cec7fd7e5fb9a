// A file system in memory that can lose power. It keeps what was synced; at power_cut() what was not is dropped or torn:
// - of the bytes appended to a file since its last sync, a random prefix remains; a truncation remains or not;
// - of the names made, renamed and removed since the last sync of their folder, a random first part remains, in order, as on a
//   journalling file system, and a rename happens whole or not at all. A folder whose own name is lost takes its content along.
// A failed sync loses the bytes for good: later syncs succeed and leave zeros there, as Linux does.
// Thread-safe. Faults are set by the number of the changing call (create, append, sync, truncate, rename, remove,
// make_directory, sync_directory), counted from 1.
#pragma once
#include <map>
#include <mutex>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "io/file_system.h"

namespace tarn::io {

class PowerCutFiles final : public FileSystem {
 public:
  explicit PowerCutFiles(uint64_t seed) : random_(seed) {}

  uint64_t calls() const;
  void stop_at(uint64_t call);        // the power goes just before this call: it and all later ones fail until power_cut()
  bool is_off() const;
  void fail_at(uint64_t call);        // this one call fails (EIO) and does nothing
  void set_capacity(uint64_t bytes);  // appends beyond it fail (ENOSPC), after writing what fits
  // Loses what is unsynced and turns the power on. Files and locks open until now are dead.
  void power_cut();
  // Turns one bit of a file at rest over.
  void flip_bit(const std::string& path, uint64_t bit);

  Result<std::unique_ptr<ReadableFile>> open(const std::string& path) override;
  Result<std::unique_ptr<WritableFile>> create(const std::string& path, Create mode) override;
  Result<void> sync_directory(const std::string& path) override;
  Result<void> make_directory(const std::string& path) override;
  Result<void> rename(const std::string& from, const std::string& to) override;
  Result<void> remove(const std::string& path) override;
  Result<bool> exists(const std::string& path) override;
  Result<std::vector<std::string>> list(const std::string& directory) override;
  Result<std::unique_ptr<Lock>> lock(const std::string& path) override;

 private:
  class Readable;
  class Writable;
  class HeldLock;
  struct Node {
    bool directory = false;
    std::string content;
    std::string durable;                          // what a power cut leaves at least
    bool truncated = false;                       // since the last sync
    std::vector<std::pair<size_t, size_t>> lost;  // ranges that a failed sync gave up
  };
  using NodePtr = std::shared_ptr<Node>;  // shared by names and open files
  using Names = std::map<std::string, NodePtr>;
  // One change of names: each path gets the node, or none.
  struct NameChange {
    uint64_t number;
    std::vector<std::pair<std::string, NodePtr>> effects;
  };
  struct DurableName {
    uint64_t number = 0;
    NodePtr node;
  };

  Result<void> begin(std::string_view action, const std::string& path);  // counts a changing call and lets it fail
  Result<void> powered(std::string_view action, const std::string& path, uint64_t epoch) const;
  void change_names(std::vector<std::pair<std::string, NodePtr>> effects);
  void make_durable(const NameChange& change);
  void lose_content(Node& node);
  bool make_one_directory(const std::string& path);
  NodePtr find(const std::string& path) const;

  mutable std::mutex mutex_;
  std::mt19937_64 random_;
  Names names_;
  std::map<std::string, DurableName> durable_names_;
  std::vector<NameChange> pending_;
  std::set<std::string> locks_;
  uint64_t name_changes_ = 0;
  uint64_t calls_ = 0;
  uint64_t epoch_ = 0;
  uint64_t stop_at_ = ~uint64_t{0};
  uint64_t fail_at_ = ~uint64_t{0};
  uint64_t capacity_ = ~uint64_t{0};
  uint64_t used_ = 0;
  bool off_ = false;
};

}  // namespace tarn::io
