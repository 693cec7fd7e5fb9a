#include "background.h"

#include "base/log.h"

namespace tarn {

void Background::run(const std::string& name, const std::function<Result<void>()>& work) {
  auto done = work();
  if (!done.ok()) log_line(LogLevel::error, "background work \"" + name + "\": " + done.error().message);
}

void Background::once(std::string name, std::function<Result<void>()> work) {
  threads_.emplace_back([name = std::move(name), work = std::move(work)] { run(name, work); });
}

void Background::every(std::string name, std::chrono::milliseconds interval, std::function<Result<void>()> work) {
  threads_.emplace_back([this, name = std::move(name), interval, work = std::move(work)] {
    std::unique_lock lock(mutex_);
    while (!wake_.wait_for(lock, interval, [this] { return stopping_; })) {
      lock.unlock();
      run(name, work);
      lock.lock();
    }
  });
}

void Background::stop() {
  {
    std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
  for (auto& thread : threads_) thread.join();
  threads_.clear();
}

}  // namespace tarn
