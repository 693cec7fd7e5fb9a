#include "blob/reader_cache.h"

#include "base/log.h"
#include "blob/block_format.h"

namespace tarn::blob {

class ReaderCache::Pin final : public Reader {
 public:
  Pin(std::shared_ptr<ReaderCache> cache, const BlobId& id, std::shared_ptr<const Reader> reader)
      : cache_(std::move(cache)), id_(id), reader_(std::move(reader)) {}
  ~Pin() override {
    reader_.reset();
    cache_->unpin(id_);
  }
  uint64_t size() const override { return reader_->size(); }
  Result<size_t> read_at(uint64_t offset, std::span<char> out) const override { return reader_->read_at(offset, out); }

 private:
  std::shared_ptr<ReaderCache> cache_;  // shared with Files and every other pin
  BlobId id_;
  std::shared_ptr<const Reader> reader_;  // shared with the cache
};

Result<std::shared_ptr<const Reader>> ReaderCache::get(const BlobId& id) {
  std::unique_lock lock(mutex_);
  auto cached = entries_.find(id);
  std::shared_ptr<const Reader> reader = cached == entries_.end() ? nullptr : cached->second.reader;
  if (!reader) {
    lock.unlock();
    reader = TRY(open_(id));
    lock.lock();
  }
  auto& entry = entries_[id];
  if (entry.removed) return damaged(id, "has been removed");
  if (!entry.reader) entry.reader = reader;
  ++entry.pins;
  use(id, entry);
  shrink();
  return std::make_shared<Pin>(shared_from_this(), id, std::move(reader));
}

void ReaderCache::use(const BlobId& id, Entry& entry) {
  if (entry.recent != std::list<BlobId>::iterator()) recent_.erase(entry.recent);
  recent_.push_front(id);
  entry.recent = recent_.begin();
}

void ReaderCache::uncache(Entry& entry) {
  entry.reader.reset();
  if (entry.recent != std::list<BlobId>::iterator()) recent_.erase(entry.recent);
  entry.recent = {};
}

void ReaderCache::shrink() {
  while (recent_.size() > capacity_) {
    auto it = entries_.find(recent_.back());
    uncache(it->second);
    if (it->second.pins == 0) entries_.erase(it);
  }
}

Result<void> ReaderCache::remove(const BlobId& id) {
  {
    std::lock_guard lock(mutex_);
    auto it = entries_.find(id);
    if (it != entries_.end()) {
      uncache(it->second);
      it->second.removed = true;
      if (it->second.pins > 0) return {};
      entries_.erase(it);
    }
  }
  return remove_(id);
}

void ReaderCache::unpin(const BlobId& id) {
  {
    std::lock_guard lock(mutex_);
    auto it = entries_.find(id);
    if (--it->second.pins > 0) return;
    bool removed = it->second.removed;
    if (!it->second.reader) entries_.erase(it);
    if (!removed) return;
  }
  auto removed = remove_(id);
  if (!removed.ok()) log_line(LogLevel::warning, "a blob that is no longer used could not be removed: " + removed.error().message);
}

}  // namespace tarn::blob
