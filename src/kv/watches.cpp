#include "kv/watches.h"

#include <algorithm>

namespace tarn::kv {

class Watches::Handle final : public Store::Watch {
 public:
  Handle(std::shared_ptr<Watches> watches, std::list<Entry>::iterator entry) : watches_(std::move(watches)), entry_(entry) {}
  ~Handle() override {
    std::lock_guard lock(watches_->mutex_);
    watches_->entries_.erase(entry_);
  }

 private:
  std::shared_ptr<Watches> watches_;  // shared with the store, which may go first
  std::list<Entry>::iterator entry_;
};

std::unique_ptr<Store::Watch> Watches::add(std::string prefix, std::function<void()> changed) {
  std::lock_guard lock(mutex_);
  entries_.push_front({std::move(prefix), std::move(changed)});
  return std::make_unique<Handle>(shared_from_this(), entries_.begin());
}

void Watches::notify(const std::vector<Change>& changes) {
  std::lock_guard lock(mutex_);
  for (auto& entry : entries_) {
    auto touched = [&](const Change& change) { return change.key.starts_with(entry.prefix); };
    if (std::ranges::any_of(changes, touched)) entry.changed();
  }
}

}  // namespace tarn::kv
