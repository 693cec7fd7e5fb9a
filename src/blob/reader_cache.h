// The open readers, bounded in number. A reader handed out pins its file: removal happens when the last pin goes.
#pragma once
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <mutex>

#include "blob/files.h"

namespace tarn::blob {

class ReaderCache : public std::enable_shared_from_this<ReaderCache> {
 public:
  using Opener = std::function<Result<std::shared_ptr<const Reader>>(const BlobId&)>;
  using Remover = std::function<Result<void>(const BlobId&)>;
  ReaderCache(size_t capacity, Opener open, Remover remove) : capacity_(capacity), open_(std::move(open)), remove_(std::move(remove)) {}

  Result<std::shared_ptr<const Reader>> get(const BlobId& id);
  // Now, or when the last reader of it goes. It cannot be opened any more.
  Result<void> remove(const BlobId& id);

 private:
  class Pin;
  struct Entry {
    std::shared_ptr<const Reader> reader;  // null: not cached. Shared with the pins
    std::list<BlobId>::iterator recent;    // its place in recent_ while cached
    int pins = 0;
    bool removed = false;
  };
  void use(const BlobId& id, Entry& entry);
  void uncache(Entry& entry);
  void unpin(const BlobId& id);
  void shrink();

  size_t capacity_;
  Opener open_;
  Remover remove_;
  std::mutex mutex_;
  std::map<BlobId, Entry> entries_;  // cached or pinned
  std::list<BlobId> recent_;         // cached, most recently used first
};

}  // namespace tarn::blob
