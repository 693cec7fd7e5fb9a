// What an engine owes the store: snapshots to read and one atomic, durable write. Conflicts, counters, watches and retries are
// built above it once (OptimisticStore), so that every engine has the same semantics.
#pragma once
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "kv/store.h"

namespace tarn::kv {

struct Change {
  Space space = Space::records;
  std::string key;
  std::optional<std::string> value;  // nullopt: erase
};

// Walks the records of one range in one direction.
class Cursor {
 public:
  virtual ~Cursor() = default;
  virtual bool valid() const = 0;
  virtual std::string_view key() const = 0;    // until next()
  virtual std::string_view value() const = 0;  // until next()
  virtual void next() = 0;
  virtual Result<void> status() const = 0;  // why it stopped being valid: the end, or an error
};

// One snapshot; used by one thread at a time.
class View {
 public:
  virtual ~View() = default;
  virtual Result<std::optional<std::string>> get(Space space, std::string_view key) = 0;
  virtual Result<std::vector<std::optional<std::string>>> multi_get(Space space, const std::vector<std::string>& keys) = 0;
  virtual std::unique_ptr<Cursor> cursor(const Range& range, bool reverse) = 0;
};

class Backend {
 public:
  virtual ~Backend() = default;
  virtual std::unique_ptr<View> view() = 0;
  // All or nothing, in order, durable when it returns ok, visible to later views only then. Called by one thread.
  virtual Result<void> apply(const std::vector<Change>& changes) = 0;
  virtual Result<std::vector<std::string>> verify() = 0;
};

// `clock` (for leases) is borrowed.
std::unique_ptr<Store> make_store(std::unique_ptr<Backend> backend, const Clock& clock);

}  // namespace tarn::kv
