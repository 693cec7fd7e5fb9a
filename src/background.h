// The background lane: work that no request waits for, one thread a task.
#pragma once
#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "base/result.h"

namespace tarn {

class Background {
 public:
  ~Background() { stop(); }

  // Failures are logged under `name`; a repeated task goes on.
  void once(std::string name, std::function<Result<void>()> work);
  void every(std::string name, std::chrono::milliseconds interval, std::function<Result<void>()> work);
  // Waits for what runs; nothing runs afterwards.
  void stop();

 private:
  static void run(const std::string& name, const std::function<Result<void>()>& work);

  std::mutex mutex_;
  std::condition_variable wake_;
  bool stopping_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace tarn
