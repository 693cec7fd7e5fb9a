// Who wants to hear of commits under which prefix.
#pragma once
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "kv/backend.h"

namespace tarn::kv {

class Watches : public std::enable_shared_from_this<Watches> {
 public:
  // Once the handle is destroyed, `changed` is not running and never runs again. The handle may outlive the store.
  std::unique_ptr<Store::Watch> add(std::string prefix, std::function<void()> changed);
  void notify(const std::vector<Change>& changes);

 private:
  class Handle;
  struct Entry {
    std::string prefix;
    std::function<void()> changed;
  };

  std::mutex mutex_;
  std::list<Entry> entries_;
};

}  // namespace tarn::kv
