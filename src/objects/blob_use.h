// Which blobs must not be removed although no record refers to them (any more): those being read, and those staged but not yet
// published. In memory only: after a crash nobody reads, and what was staged is garbage.
#pragma once
#include <cstdint>
#include <map>
#include <mutex>
#include <set>
#include <vector>

#include "blob/files.h"

namespace tarn::objects {

class BlobUse {
 public:
  BlobUse() = default;
  BlobUse(const BlobUse&) = delete;
  BlobUse& operator=(const BlobUse&) = delete;

  // Held by whoever may open blobs named by records that it read after taking it. Movable.
  class ReadPin {
   public:
    explicit ReadPin(BlobUse& use);
    ReadPin(ReadPin&& other) noexcept : use_(other.use_), epoch_(other.epoch_) { other.use_ = nullptr; }
    ReadPin& operator=(ReadPin&&) = delete;
    ~ReadPin();

   private:
    BlobUse* use_;
    uint64_t epoch_;
  };

  // The reclaimer: what became garbage before close_epoch() may go once oldest_reader() has reached the number it returned.
  uint64_t close_epoch();
  uint64_t oldest_reader() const;  // the current epoch when nobody reads

  // A blob is written and not yet published: the sweep for unreachable blobs leaves it alone.
  void begin_staging(const blob::BlobId& id);
  // It is published, or given up. Unpublished ones are remembered for the reclaimer, who looks whether a record refers to them.
  void end_staging(const blob::BlobId& id, bool published);
  bool is_staging(const blob::BlobId& id) const;
  std::vector<blob::BlobId> take_abandoned();

 private:
  mutable std::mutex mutex_;
  uint64_t epoch_ = 1;
  std::map<uint64_t, uint64_t> readers_;  // epoch -> how many
  std::set<blob::BlobId> staging_;
  std::vector<blob::BlobId> abandoned_;
};

}  // namespace tarn::objects
