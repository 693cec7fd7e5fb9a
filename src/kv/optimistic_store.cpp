// The store over any backend: optimistic transactions, retried until they go through.
#include "kv/committer.h"
#include "kv/lease.h"
#include "kv/transaction.h"

namespace tarn::kv {
namespace {

// After so many conflicts a transaction runs while no other may commit, so it always ends.
constexpr int kOptimisticAttempts = 8;

class OptimisticStore final : public Store {
 public:
  OptimisticStore(std::unique_ptr<Backend> backend, const Clock& clock)
      : backend_(std::move(backend)), clock_(clock), watches_(std::make_shared<Watches>()), committer_(*backend_, *watches_) {}

  std::unique_ptr<Reader> snapshot() override { return std::make_unique<SnapshotReader>(backend_->view()); }

  std::unique_ptr<Watch> watch(std::string prefix, std::function<void()> changed) override {
    return watches_->add(std::move(prefix), std::move(changed));
  }

  Result<std::optional<Lease>> acquire_lease(std::string_view name, std::string_view owner, std::chrono::milliseconds ttl) override {
    return transact([&](Txn& txn) { return take_lease(txn, clock_.now(), name, owner, ttl); });
  }

  Result<std::vector<std::string>> verify() override { return backend_->verify(); }

 protected:
  Result<void> run(const std::function<Result<void>(Txn&)>& fn) override {
    for (int attempt = 0; attempt < kOptimisticAttempts; ++attempt)
      if (TRY(run_once(fn, false))) return {};
    Committer::Turn turn(committer_);
    bool committed = TRY(run_once(fn, true));
    return committed ? Result<void>() : internal_error("a transaction conflicted while no other could commit");
  }

 private:
  // False: a conflict.
  Result<bool> run_once(const std::function<Result<void>(Txn&)>& fn, bool has_turn) {
    Committer::Running running(committer_);
    Transaction txn(backend_->view());
    TRY(fn(txn));
    if (txn.writes().oversize()) return *txn.writes().oversize();
    if (!committer_.is_sound()) return internal_error("the store could not write and waits for a restart");
    if (txn.writes().empty()) return true;  // what it read is one snapshot already
    txn.close_view();
    return committer_.commit(txn.reads(), txn.writes(), running.sequence(), has_turn);
  }

  std::unique_ptr<Backend> backend_;
  const Clock& clock_;
  std::shared_ptr<Watches> watches_;  // shared with the handles given out
  Committer committer_;
};

}  // namespace

std::unique_ptr<Store> make_store(std::unique_ptr<Backend> backend, const Clock& clock) {
  return std::make_unique<OptimisticStore>(std::move(backend), clock);
}

}  // namespace tarn::kv
