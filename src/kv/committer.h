// The one thread that commits: validates what waits in the queue, merges it into one durable write of the backend, tells the
// watches and wakes the waiters. What queues up during a write is the next group.
#pragma once
#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <set>
#include <thread>
#include <vector>

#include "kv/backend.h"
#include "kv/commit_history.h"
#include "kv/watches.h"
#include "kv/write_set.h"

namespace tarn::kv {

class Committer {
 public:
  // All are borrowed.
  Committer(Backend& backend, Watches& watches);
  ~Committer();  // after the queue is empty; nobody may call commit any more
  Committer(const Committer&) = delete;

  // Marks a transaction as running. The snapshot must be taken after this: it then holds every commit up to `sequence`.
  class Running {
   public:
    explicit Running(Committer& committer);
    ~Running();
    Running(const Running&) = delete;
    uint64_t sequence() const { return sequence_; }

   private:
    Committer& committer_;
    uint64_t sequence_;
  };

  // While it lives, only its owner's commits go through; waits for the others in flight. For a transaction that keeps losing.
  class Turn {
   public:
    explicit Turn(Committer& committer);
    ~Turn();
    Turn(const Turn&) = delete;

   private:
    Committer& committer_;
    std::unique_lock<std::mutex> only_one_;
  };

  // True: durable. False: a conflict, run again. `has_turn`: the caller holds the Turn.
  Result<bool> commit(const ReadSet& reads, const WriteSet& writes, uint64_t snapshot, bool has_turn);

  // False once a write has failed for another reason than a full disk: what the disk holds is unknown, so that nothing more may
  // be acknowledged, not even that a key is absent.
  bool is_sound() const { return sound_.load(); }

 private:
  struct Request {
    const ReadSet& reads;
    const WriteSet& writes;
    uint64_t snapshot;
    bool has_turn;
    std::optional<Result<bool>> outcome{};
    std::condition_variable done{};
  };
  class Group;

  void loop();
  bool may_go() const;
  std::vector<Request*> take_group();
  Result<uint64_t> write_group(const std::vector<Request*>& group);
  uint64_t oldest_snapshot() const;

  Backend& backend_;
  Watches& watches_;
  CommitHistory history_;        // the committer thread's
  uint64_t last_sequence_ = 0;   // the committer thread's
  std::optional<Error> broken_;  // the committer thread's: why is_sound() is false
  std::atomic<bool> sound_{true};
  std::mutex turn_;
  std::mutex mutex_;  // guards what follows
  std::condition_variable wake_;
  std::condition_variable idle_;
  std::vector<Request*> queue_;
  std::multiset<uint64_t> running_;
  uint64_t committed_ = 0;
  bool turn_taken_ = false;
  bool writing_ = false;
  bool stop_ = false;
  std::thread thread_;
};

}  // namespace tarn::kv
