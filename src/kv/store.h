// An ordered key-value store with serializable transactions, under every service.
//
// transact(fn) runs fn against a snapshot and its own writes; at commit one committer validates the keys read and the ranges
// scanned, merges waiting transactions into one synced write and wakes them. On a conflict fn runs again, so fn must have no
// effect but through the Txn. An Error returned by fn discards the writes and is the result. When transact returns ok, the
// writes survive a power cut. Backends: RocksDB (open_rocksdb), memory (open_in_memory); PostgreSQL is meant to be the next.
#pragma once
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "io/file_system.h"

namespace tarn::kv {

// Records are small and scanned; bytes are inline object bodies, in a column family of their own so that scans never read past them.
enum class Space : uint8_t { records, bytes };

constexpr size_t kMaxKeyBytes = 8 * 1024;
constexpr size_t kMaxValueBytes = 16 * 1024 * 1024;

struct Range {
  std::string begin;  // inclusive
  std::string end;    // exclusive; empty: to the last key
  static Range prefix(std::string_view prefix);
};

struct Entry {
  std::string key;
  std::string value;
};

// Reads see one snapshot (and, in a Txn, its own writes).
class Reader {
 public:
  virtual ~Reader() = default;
  virtual Result<std::optional<std::string>> get(std::string_view key, Space space = Space::records) = 0;
  virtual Result<std::vector<std::optional<std::string>>> multi_get(const std::vector<std::string>& keys, Space space = Space::records) = 0;
  // Calls visit for each entry in key order until it returns false or `range` ends. Only the part visited counts as read. To
  // seek past a prefix, stop and scan again from there.
  virtual Result<void> scan(const Range& range, const std::function<bool(std::string_view key, std::string_view value)>& visit,
                            bool reverse = false) = 0;
  // The first `limit` entries of the range.
  Result<std::vector<Entry>> page(const Range& range, size_t limit);
};

class Txn : public Reader {
 public:
  virtual void put(std::string_view key, std::string_view value, Space space = Space::records) = 0;
  virtual void erase(std::string_view key, Space space = Space::records) = 0;
  // Adds to a counter (8 bytes, absent = 0) without reading it: never conflicts with other adds.
  virtual void add(std::string_view key, int64_t delta) = 0;
};

int64_t decode_counter(std::string_view value);

class Store {
 public:
  virtual ~Store() = default;

  // fn: Result<T>(Txn&), returned as it is.
  template <class Fn>
  auto transact(Fn&& fn) -> std::invoke_result_t<Fn&, Txn&> {
    std::optional<std::invoke_result_t<Fn&, Txn&>> outcome;
    auto committed = run([&](Txn& txn) -> Result<void> {
      outcome.emplace(fn(txn));
      if (!outcome->ok()) return outcome->error();
      return {};
    });
    if (!committed.ok()) return std::move(committed).error();
    return std::move(*outcome);
  }

  // A consistent, read-only view; never conflicts, costs no commit.
  virtual std::unique_ptr<Reader> snapshot() = 0;

  // Called after each commit that touched a key under `prefix`, from the committer's thread: do nothing there but signal.
  // The returned handle stops it when destroyed.
  class Watch {
   public:
    virtual ~Watch() = default;
  };
  virtual std::unique_ptr<Watch> watch(std::string prefix, std::function<void()> changed) = 0;

  // A fenced lease for background work: the token grows with every owner. nullopt: somebody else holds it. The owner renews by
  // acquiring again (same token while it has not run out), and releases by acquiring with a ttl of 0.
  struct Lease {
    uint64_t token = 0;
    bool operator==(const Lease&) const = default;
  };
  virtual Result<std::optional<Lease>> acquire_lease(std::string_view name, std::string_view owner, std::chrono::milliseconds ttl) = 0;

  // Re-reads every record and its checksum: one line for each defect found, empty when all is sound.
  virtual Result<std::vector<std::string>> verify() = 0;

 protected:
  virtual Result<void> run(const std::function<Result<void>(Txn&)>& fn) = 0;
};

// Whether the lease is still the one last granted under `name`: read in the transaction that does the leased work, it fences off
// an owner that was overtaken.
Result<bool> is_current_lease(Reader& reader, std::string_view name, const Store::Lease& lease);

// `files` and `clock` (leases; the system's if not given) are borrowed and must outlive the store. Corruption anywhere but in the torn tail of the log is an error, never a silent loss.
Result<std::unique_ptr<Store>> open_rocksdb(const std::string& directory, io::FileSystem& files);
Result<std::unique_ptr<Store>> open_rocksdb(const std::string& directory, io::FileSystem& files, const Clock& clock);
std::unique_ptr<Store> open_in_memory();
std::unique_ptr<Store> open_in_memory(const Clock& clock);

}  // namespace tarn::kv
