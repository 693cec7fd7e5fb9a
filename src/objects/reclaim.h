// Gives back the space of what nobody can reach any more: the delete queue, blobs that were staged and given up, and, at start,
// blobs that a crash left without a record.
#pragma once
#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "base/clock.h"
#include "objects/object_store.h"

namespace tarn::objects {

struct ReclaimReport {
  uint64_t blobs_removed = 0;
  uint64_t waiting = 0;  // garbage that a reader still pins
};

class Reclaimer {
 public:
  explicit Reclaimer(ObjectStore& objects) : objects_(objects) {}
  // One round over the queue and the given-up blobs; main.cpp calls it from the background lane. One thread at a time.
  Result<ReclaimReport> run_once(TimePoint now);
  // Finds blobs at rest that no record refers to, for later rounds to remove. At the start of the server, beside running requests.
  Result<void> find_unreachable();

 private:
  struct Waiting {
    blob::BlobId id;
    std::string stamp;    // of the queue row: another one means that it was freed again since
    uint64_t epoch = 0;
  };
  Result<void> collect();
  Result<void> forget_old_completions(TimePoint now);
  ObjectStore& objects_;
  std::vector<Waiting> waiting_;
};

}  // namespace tarn::objects
