// A backend that forgets everything when it goes: for tests, and for `--in-memory` servers.
#include <deque>
#include <map>
#include <mutex>
#include <set>
#include <shared_mutex>

#include "kv/backend.h"

namespace tarn::kv {
namespace {

constexpr size_t kCursorBatch = 64;  // entries copied under one lock

struct Version {
  uint64_t sequence;
  std::optional<std::string> value;
};

using Table = std::map<std::string, std::vector<Version>, std::less<>>;  // versions oldest first

class MemoryBackend final : public Backend {
 public:
  std::unique_ptr<View> view() override;
  Result<void> apply(const std::vector<Change>& changes) override;
  Result<std::vector<std::string>> verify() override { return std::vector<std::string>(); }

 private:
  friend class MemoryView;
  friend class MemoryCursor;
  const Table& table(Space space) const { return space == Space::records ? records_ : bytes_; }
  Table& table(Space space) { return space == Space::records ? records_ : bytes_; }
  void drop_tombstones(uint64_t oldest_view);

  std::shared_mutex mutex_;
  Table records_;
  Table bytes_;
  uint64_t sequence_ = 0;
  std::multiset<uint64_t> views_;
  struct Tombstone {
    uint64_t sequence;
    Space space;
    std::string key;
  };
  std::deque<Tombstone> tombstones_;  // erased keys whose rows older views may still read; oldest first
};

const std::string* visible(const std::vector<Version>& versions, uint64_t sequence) {
  for (auto it = versions.rbegin(); it != versions.rend(); ++it)
    if (it->sequence <= sequence) return it->value ? &*it->value : nullptr;
  return nullptr;
}

class MemoryCursor final : public Cursor {
 public:
  MemoryCursor(MemoryBackend& backend, uint64_t sequence, Range range, bool reverse)
      : backend_(backend), sequence_(sequence), range_(std::move(range)), reverse_(reverse) {
    fill();
  }
  bool valid() const override { return at_ < batch_.size(); }
  std::string_view key() const override { return batch_[at_].key; }
  std::string_view value() const override { return batch_[at_].value; }
  void next() override {
    if (++at_ < batch_.size() || ended_) return;
    if (reverse_)
      range_.end = batch_.back().key;
    else
      range_.begin = batch_.back().key + '\0';
    fill();
  }
  Result<void> status() const override { return {}; }

 private:
  void fill() {
    batch_.clear();
    at_ = 0;
    std::shared_lock lock(backend_.mutex_);
    auto& table = backend_.records_;
    auto begin = table.lower_bound(range_.begin);
    auto end = range_.end.empty() ? table.end() : table.lower_bound(range_.end);
    if (reverse_)
      collect(std::make_reverse_iterator(end), std::make_reverse_iterator(begin));
    else
      collect(begin, end);
    ended_ = batch_.size() < kCursorBatch;
  }

  template <class Iterator>
  void collect(Iterator it, Iterator end) {
    for (; it != end && batch_.size() < kCursorBatch; ++it)
      if (auto* value = visible(it->second, sequence_)) batch_.push_back({it->first, *value});
  }

  MemoryBackend& backend_;
  uint64_t sequence_;
  Range range_;
  bool reverse_;
  bool ended_ = false;
  std::vector<Entry> batch_;
  size_t at_ = 0;
};

class MemoryView final : public View {
 public:
  explicit MemoryView(MemoryBackend& backend) : backend_(backend) {
    std::unique_lock lock(backend_.mutex_);
    sequence_ = backend_.sequence_;
    backend_.views_.insert(sequence_);
  }
  ~MemoryView() override {
    std::unique_lock lock(backend_.mutex_);
    backend_.views_.erase(backend_.views_.find(sequence_));
  }
  MemoryView(const MemoryView&) = delete;

  Result<std::optional<std::string>> get(Space space, std::string_view key) override {
    std::shared_lock lock(backend_.mutex_);
    auto& table = backend_.table(space);
    auto it = table.find(key);
    auto* value = it == table.end() ? nullptr : visible(it->second, sequence_);
    return value ? std::optional(*value) : std::nullopt;
  }

  Result<std::vector<std::optional<std::string>>> multi_get(Space space, const std::vector<std::string>& keys) override {
    std::vector<std::optional<std::string>> values;
    for (auto& key : keys) values.push_back(TRY(get(space, key)));
    return values;
  }

  std::unique_ptr<Cursor> cursor(const Range& range, bool reverse) override {
    return std::make_unique<MemoryCursor>(backend_, sequence_, range, reverse);
  }

 private:
  MemoryBackend& backend_;
  uint64_t sequence_;
};

std::unique_ptr<View> MemoryBackend::view() { return std::make_unique<MemoryView>(*this); }

Result<void> MemoryBackend::apply(const std::vector<Change>& changes) {
  std::unique_lock lock(mutex_);
  uint64_t oldest_view = views_.empty() ? sequence_ : *views_.begin();
  ++sequence_;
  for (auto& change : changes) {
    auto& rows = table(change.space);
    auto it = rows.try_emplace(change.key).first;
    auto& versions = it->second;
    // Of the versions that every view is past, only the last can still be seen.
    while (versions.size() >= 2 && versions[1].sequence <= oldest_view) versions.erase(versions.begin());
    versions.push_back({sequence_, change.value});
    if (!change.value) tombstones_.push_back({sequence_, change.space, change.key});
  }
  drop_tombstones(views_.empty() ? sequence_ : *views_.begin());
  return {};
}

void MemoryBackend::drop_tombstones(uint64_t oldest_view) {
  for (; !tombstones_.empty() && tombstones_.front().sequence <= oldest_view; tombstones_.pop_front()) {
    auto& rows = table(tombstones_.front().space);
    auto it = rows.find(tombstones_.front().key);
    bool erased_last = it != rows.end() && it->second.back().sequence == tombstones_.front().sequence && !it->second.back().value;
    if (erased_last) rows.erase(it);
  }
}

}  // namespace

std::unique_ptr<Store> open_in_memory(const Clock& clock) { return make_store(std::make_unique<MemoryBackend>(), clock); }

std::unique_ptr<Store> open_in_memory() {
  static const SystemClock clock;
  return open_in_memory(clock);
}

}  // namespace tarn::kv
