// Write locks by name (a table, a name that is being created), held until the end of a transaction, so that writers wait as Redshift's
// do instead of failing. Thread-safe.
#pragma once
#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>

#include "base/result.h"

namespace tarn::redshift {

class LockTable {
 public:
  // Waits until nobody else holds it. Errors: 40P01 when the wait would close a circle, 57014 when `cancelled` becomes true.
  Result<void> acquire(int64_t owner, const std::string& name, const std::atomic<bool>& cancelled);
  void release_all(int64_t owner);
  void wake();  // after a cancel flag was set

 private:
  bool would_deadlock(int64_t owner, const std::string& name) const;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::map<std::string, int64_t> holders_;
  std::map<int64_t, std::string> waits_;
};

}  // namespace tarn::redshift
