#include "objects/reclaim.h"

#include "objects/keys.h"
#include "objects/record.h"

namespace tarn::objects {
namespace {

constexpr size_t kQueuePage = 1000;
constexpr std::chrono::hours kCompletedUploadsAreKept{24};

// Decides in one transaction whether nothing refers to the blob, and forgets it then. `stamp` empty: it is in no queue.
Result<bool> forget_if_unused(ObjectStore& objects, const blob::BlobId& id, const std::string& stamp) {
  return objects.store.transact([&](kv::Txn& txn) -> Result<bool> {
    auto queued = TRY(txn.get(garbage_key(id)));
    if (queued.value_or("") != stamp) return false;  // freed (again) since: a later round has it
    auto count = TRY(txn.get(blob_count_key(id)));
    bool is_unused = !count || kv::decode_counter(*count) <= 0;
    txn.erase(garbage_key(id));
    if (is_unused) txn.erase(blob_count_key(id));
    return is_unused;
  });
}

}  // namespace

Result<ReclaimReport> Reclaimer::run_once(TimePoint now) {
  TRY(forget_old_completions(now));
  TRY(collect());
  ReclaimReport report;
  std::vector<Waiting> still_waiting;
  uint64_t oldest = objects_.blob_use.oldest_reader();
  for (auto& blob : waiting_) {
    if (blob.epoch > oldest || objects_.blob_use.is_staging(blob.id)) {
      still_waiting.push_back(std::move(blob));
      continue;
    }
    if (!TRY(forget_if_unused(objects_, blob.id, blob.stamp))) continue;
    TRY(objects_.files.remove(blob.id));
    ++report.blobs_removed;
  }
  waiting_ = std::move(still_waiting);
  report.waiting = waiting_.size();
  return report;
}

// The queue as it is now, and what was given up: to be removed once everybody who may read it has gone.
Result<void> Reclaimer::collect() {
  std::set<blob::BlobId> known;
  for (auto& blob : waiting_) known.insert(blob.id);
  auto queued = TRY(objects_.store.snapshot()->page(garbage_range(), kQueuePage));
  auto abandoned = objects_.blob_use.take_abandoned();
  uint64_t epoch = objects_.blob_use.close_epoch();
  for (auto& entry : queued) {
    auto id = read_garbage_key(entry.key);
    if (!known.contains(id)) waiting_.push_back({id, entry.value, epoch});
  }
  for (auto& id : abandoned) waiting_.push_back({id, "", epoch});
  return {};
}

Result<void> Reclaimer::find_unreachable() {
  std::vector<blob::BlobId> at_rest;
  TRY(objects_.files.for_each([&](const blob::StoredBlob& blob) -> Result<void> {
    at_rest.push_back(blob.id);
    return {};
  }));
  // Whoever was writing one of them has staged or published it before its pin ends.
  uint64_t epoch = objects_.blob_use.close_epoch();
  auto snapshot = objects_.store.snapshot();
  for (auto& id : at_rest) {
    bool is_known = TRY(snapshot->get(blob_count_key(id))) || TRY(snapshot->get(garbage_key(id)));
    if (!is_known) waiting_.push_back({id, "", epoch});
  }
  return {};
}

Result<void> Reclaimer::forget_old_completions(TimePoint now) {
  auto snapshot = objects_.store.snapshot();
  std::vector<std::string> old;
  Result<void> failure;
  TRY(snapshot->scan(completed_range(), [&](std::string_view key, std::string_view value) {
    auto completed = decode_completed(value);
    if (!completed.ok()) {
      failure = completed.error();
      return false;
    }
    if (completed->completed + kCompletedUploadsAreKept < now) old.emplace_back(key);
    return old.size() < kQueuePage;
  }));
  TRY(failure);
  if (old.empty()) return {};
  return objects_.store.transact([&](kv::Txn& txn) -> Result<void> {
    for (auto& key : old) txn.erase(key);
    return {};
  });
}

}  // namespace tarn::objects
