#include "objects/blob_use.h"

#include <utility>

namespace tarn::objects {

BlobUse::ReadPin::ReadPin(BlobUse& use) : use_(&use) {
  std::lock_guard lock(use_->mutex_);
  epoch_ = use_->epoch_;
  ++use_->readers_[epoch_];
}

BlobUse::ReadPin::~ReadPin() {
  if (use_ == nullptr) return;
  std::lock_guard lock(use_->mutex_);
  auto readers = use_->readers_.find(epoch_);
  if (--readers->second == 0) use_->readers_.erase(readers);
}

uint64_t BlobUse::close_epoch() {
  std::lock_guard lock(mutex_);
  return ++epoch_;
}

uint64_t BlobUse::oldest_reader() const {
  std::lock_guard lock(mutex_);
  return readers_.empty() ? epoch_ : readers_.begin()->first;
}

void BlobUse::begin_staging(const blob::BlobId& id) {
  std::lock_guard lock(mutex_);
  staging_.insert(id);
}

void BlobUse::end_staging(const blob::BlobId& id, bool published) {
  std::lock_guard lock(mutex_);
  staging_.erase(id);
  if (!published) abandoned_.push_back(id);
}

bool BlobUse::is_staging(const blob::BlobId& id) const {
  std::lock_guard lock(mutex_);
  return staging_.contains(id);
}

std::vector<blob::BlobId> BlobUse::take_abandoned() {
  std::lock_guard lock(mutex_);
  return std::exchange(abandoned_, {});
}

}  // namespace tarn::objects
