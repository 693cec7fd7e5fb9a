// A transaction in progress: a snapshot with its own writes laid over it, remembering what it has read.
#pragma once
#include <memory>

#include "kv/backend.h"
#include "kv/commit_history.h"
#include "kv/write_set.h"

namespace tarn::kv {

class Transaction final : public Txn {
 public:
  explicit Transaction(std::unique_ptr<View> view) : view_(std::move(view)) {}

  Result<std::optional<std::string>> get(std::string_view key, Space space) override;
  Result<std::vector<std::optional<std::string>>> multi_get(const std::vector<std::string>& keys, Space space) override;
  Result<void> scan(const Range& range, const std::function<bool(std::string_view, std::string_view)>& visit, bool reverse) override;
  void put(std::string_view key, std::string_view value, Space space) override { writes_.put(space, key, value); }
  void erase(std::string_view key, Space space) override { writes_.erase(space, key); }
  void add(std::string_view key, int64_t delta) override { writes_.add(key, delta); }

  const ReadSet& reads() const { return reads_; }
  const WriteSet& writes() const { return writes_; }
  void close_view() { view_.reset(); }  // nothing is read any more; the engine may let go of the snapshot

 private:
  std::unique_ptr<View> view_;
  ReadSet reads_;
  WriteSet writes_;
};

// Reads of a snapshot alone.
class SnapshotReader final : public Reader {
 public:
  explicit SnapshotReader(std::unique_ptr<View> view) : view_(std::move(view)) {}
  Result<std::optional<std::string>> get(std::string_view key, Space space) override { return view_->get(space, key); }
  Result<std::vector<std::optional<std::string>>> multi_get(const std::vector<std::string>& keys, Space space) override {
    return view_->multi_get(space, keys);
  }
  Result<void> scan(const Range& range, const std::function<bool(std::string_view, std::string_view)>& visit, bool reverse) override;

 private:
  std::unique_ptr<View> view_;
};

}  // namespace tarn::kv
