#include "net/worker_lane.h"

#include <chrono>
#include <thread>

namespace tarn::net {
namespace {

constexpr std::chrono::seconds kIdleThreadLife{30};

}  // namespace

WorkerLane::~WorkerLane() {
  std::unique_lock lock(mutex_);
  stopping_ = true;
  ready_.notify_all();
  ended_.wait(lock, [this] { return threads_ == 0; });
}

void WorkerLane::submit(LaneJob& job) {
  bool wake = false;
  {
    std::lock_guard lock(mutex_);
    job.next = nullptr;  // a job is submitted again and again: a stale link would splice the queue
    (tail_ != nullptr ? tail_->next : head_) = &job;
    tail_ = &job;
    ++queued_;
    wake = idle_ > 0;
    if (queued_ > idle_ && threads_ < max_threads_) {
      ++threads_;
      std::thread([this] { work(); }).detach();  // ended_ is how the lane waits for it
    }
  }
  if (wake) ready_.notify_one();
}

LaneJob* WorkerLane::take(std::unique_lock<std::mutex>& lock) {
  ++idle_;
  bool woken = ready_.wait_for(lock, kIdleThreadLife, [this] { return head_ != nullptr || stopping_; });
  --idle_;
  if (!woken || head_ == nullptr) return nullptr;
  LaneJob* job = head_;
  head_ = job->next;
  if (head_ == nullptr) tail_ = nullptr;
  --queued_;
  return job;
}

void WorkerLane::work() {
  std::unique_lock lock(mutex_);
  while (LaneJob* job = take(lock)) {
    lock.unlock();
    job->run();
    lock.lock();
  }
  --threads_;
  std::notify_all_at_thread_exit(ended_, std::move(lock));
}

}  // namespace tarn::net
