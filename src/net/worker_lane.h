// Blocking work off the event loops: a pool that grows when nobody is idle and shrinks when nothing comes. The queue is intrusive, so
// submitting allocates nothing. Internal to net/.
#pragma once
#include <condition_variable>
#include <mutex>

namespace tarn::net {

struct LaneJob {
  LaneJob* next = nullptr;
  virtual void run() = 0;

 protected:
  ~LaneJob() = default;
};

class WorkerLane {
 public:
  explicit WorkerLane(unsigned max_threads) : max_threads_(max_threads) {}
  ~WorkerLane();  // runs what is queued, then waits for the threads

  void submit(LaneJob& job);

 private:
  void work();
  LaneJob* take(std::unique_lock<std::mutex>& lock);  // nullptr: the thread may end

  const unsigned max_threads_;
  std::mutex mutex_;
  std::condition_variable ready_;
  std::condition_variable ended_;
  LaneJob* head_ = nullptr;
  LaneJob* tail_ = nullptr;
  unsigned queued_ = 0;
  unsigned idle_ = 0;
  unsigned threads_ = 0;
  bool stopping_ = false;
};

}  // namespace tarn::net
