#include "redshift/locks.h"

#include "redshift/errors.h"

namespace tarn::redshift {

// Follows who waits for whom from the holder of `name`; every session waits for one lock at most.
bool LockTable::would_deadlock(int64_t owner, const std::string& name) const {
  const std::string* wanted = &name;
  for (size_t hops = 0; hops <= waits_.size(); ++hops) {
    auto holder = holders_.find(*wanted);
    if (holder == holders_.end()) return false;
    if (holder->second == owner) return true;
    auto wait = waits_.find(holder->second);
    if (wait == waits_.end()) return false;
    wanted = &wait->second;
  }
  return true;
}

Result<void> LockTable::acquire(int64_t owner, const std::string& name, const std::atomic<bool>& cancelled) {
  std::unique_lock lock(mutex_);
  for (;;) {
    auto [holder, taken] = holders_.try_emplace(name, owner);
    if (taken || holder->second == owner) {
      waits_.erase(owner);
      return {};
    }
    if (would_deadlock(owner, name)) {
      waits_.erase(owner);
      return errors::make("40P01", "deadlock detected");
    }
    if (cancelled.load()) {
      waits_.erase(owner);
      return errors::cancelled();
    }
    waits_[owner] = name;
    changed_.wait(lock);
  }
}

void LockTable::release_all(int64_t owner) {
  {
    std::lock_guard lock(mutex_);
    std::erase_if(holders_, [&](const auto& entry) { return entry.second == owner; });
  }
  changed_.notify_all();
}

void LockTable::wake() {
  std::lock_guard lock(mutex_);  // a waiter is either before its check of the flag or in wait()
  changed_.notify_all();
}

}  // namespace tarn::redshift
