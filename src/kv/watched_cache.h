// What was made of records of the store, kept until one under the prefix changes. A value that was read before a change is never
// answered after it, as the store tells of a commit before that commit is acknowledged.
#pragma once
#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "kv/store.h"

namespace tarn::kv {

template <class Key, class Value>
class WatchedCache {
 public:
  // `store` must outlive it. At `capacity` keys it begins anew.
  WatchedCache(Store& store, std::string prefix, size_t capacity)
      : capacity_(capacity), watch_(store.watch(std::move(prefix), [this] { ++generation_; })) {}

  // load: Result<Value>(), run where there is no value; may run in several threads at once.
  template <class Load>
  Result<Value> get(const Key& key, Load&& load) {
    const uint64_t generation = generation_.load();  // before reading: what changes meanwhile is read again next time
    {
      std::lock_guard lock(mutex_);
      auto found = values_.find(key);
      if (found != values_.end() && found->second.generation == generation) return found->second.value;
    }
    Value value = TRY(load());
    std::lock_guard lock(mutex_);
    if (values_.size() >= capacity_) values_.clear();
    values_.insert_or_assign(key, Kept{generation, value});
    return value;
  }

 private:
  struct Kept {
    uint64_t generation;
    Value value;
  };

  const size_t capacity_;
  std::atomic<uint64_t> generation_{0};
  std::mutex mutex_;
  std::map<Key, Kept> values_;
  std::unique_ptr<Store::Watch> watch_;  // last: stops before the rest is destroyed
};

}  // namespace tarn::kv
