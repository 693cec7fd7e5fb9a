// What may be found after the power came back, for work that several threads do beside each other.
#pragma once
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <utility>

namespace tarn::crash {

// For each key: the contents that it may have now. Absence is the empty optional. Thread-safe until all() is asked for.
class Expected {
 public:
  using Content = std::optional<std::string>;

  void is(const std::string& key, Content content) {
    std::lock_guard lock(mutex_);
    possible_[key] = {std::move(content)};
  }
  // An operation is under way that would change it so; until it is acknowledged, both may be found.
  void may_become(const std::string& key, Content content) {
    std::lock_guard lock(mutex_);
    if (!possible_.contains(key)) possible_[key] = {std::nullopt};
    possible_[key].insert(std::move(content));
  }
  const std::map<std::string, std::set<Content>>& all() const { return possible_; }

 private:
  std::mutex mutex_;
  std::map<std::string, std::set<Content>> possible_;
};

// Runs an operation that gives `key` this content; acknowledged when it returns ok.
template <class Operation>
void change(Expected& expected, const std::string& key, Expected::Content content, Operation&& operation) {
  expected.may_become(key, content);
  if (operation().ok()) expected.is(key, content);
}

}  // namespace tarn::crash
