#include "kv/commit_history.h"

#include <algorithm>

namespace tarn::kv {
namespace {

// About 100 MB of keys; a transaction that runs while more is written runs again.
constexpr size_t kMaxRememberedWrites = 1'000'000;

}  // namespace

std::string spaced_key(Space space, std::string_view key) {
  std::string out;
  out.reserve(key.size() + 1);
  out.push_back(static_cast<char>(space));
  out.append(key);
  return out;
}

bool CommitHistory::conflicts(const ReadSet& reads, uint64_t snapshot) const {
  if (reads.keys.empty() && reads.ranges.empty()) return false;
  if (snapshot < horizon_) return true;
  auto key_written = [&](const std::string& key) {
    auto it = last_writes_.find(key);
    return it != last_writes_.end() && it->second > snapshot;
  };
  return std::ranges::any_of(reads.keys, key_written) ||
         std::ranges::any_of(reads.ranges, [&](const Range& range) { return written_after(range, snapshot); });
}

bool CommitHistory::written_after(const Range& range, uint64_t snapshot) const {
  auto end = range.end.empty() ? std::string(1, static_cast<char>(Space::bytes)) : spaced_key(Space::records, range.end);
  for (auto it = last_writes_.lower_bound(spaced_key(Space::records, range.begin)); it != last_writes_.end() && it->first < end; ++it)
    if (it->second > snapshot) return true;
  return false;
}

void CommitHistory::record(uint64_t sequence, Space space, std::string_view key) {
  auto it = last_writes_.insert_or_assign(spaced_key(space, key), sequence).first;
  order_.emplace_back(sequence, it);
  if (order_.size() > kMaxRememberedWrites) forget_oldest();
}

void CommitHistory::forget_through(uint64_t sequence) {
  while (!order_.empty() && order_.front().first <= sequence) forget_oldest();
}

void CommitHistory::forget_oldest() {
  auto [sequence, it] = order_.front();
  order_.pop_front();
  horizon_ = std::max(horizon_, sequence);
  if (it->second == sequence) last_writes_.erase(it);
}

}  // namespace tarn::kv
