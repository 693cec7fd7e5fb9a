#include "athena/executor.h"

#include "athena/keys.h"
#include "athena/run_statement.h"
#include "base/log.h"

namespace tarn::athena {

Execution LiveQuery::seen() {
  std::lock_guard lock(mutex);
  Execution copy = execution;
  if (!copy.is_final()) copy.shown.statistics->data_scanned_in_bytes = static_cast<int64_t>(metrics->bytes_scanned.load());
  return copy;
}

Executor::Executor(State& state, unsigned workers) : state_(state) {
  for (unsigned i = 0; i < workers; ++i) threads_.emplace_back([this] { work(); });
}

Executor::~Executor() { stop(); }

void Executor::stop() {
  {
    std::lock_guard lock(mutex_);
    stopping_ = true;
    for (auto& [key, query] : live_) {
      query->cancelled->store(true);
      std::lock_guard guard(query->mutex);
      if (query->session) query->session->cancel();
    }
  }
  wake_.notify_all();
  for (auto& thread : threads_) thread.join();
  threads_.clear();
}

void Executor::enqueue(std::shared_ptr<LiveQuery> query) {
  {
    std::lock_guard lock(mutex_);
    live_[execution_key(query->execution.scope, query->execution.id())] = query;
    queue_.push_back(std::move(query));
  }
  wake_.notify_one();
}

std::shared_ptr<LiveQuery> Executor::find(const Scope& scope, const std::string& id) {
  std::lock_guard lock(mutex_);
  auto found = live_.find(execution_key(scope, id));
  return found == live_.end() ? nullptr : found->second;
}

bool Executor::cancel(const Scope& scope, const std::string& id) {
  auto query = find(scope, id);
  if (!query) return false;
  query->stopped_by_user.store(true);
  query->cancelled->store(true);
  std::lock_guard lock(query->mutex);
  if (query->session) query->session->cancel();
  return true;
}

void Executor::forget(const LiveQuery& query) {
  std::lock_guard lock(mutex_);
  live_.erase(execution_key(query.execution.scope, query.execution.id()));
}

void Executor::work() {
  std::unique_ptr<engine::Session> session;
  while (true) {
    std::shared_ptr<LiveQuery> query;
    {
      std::unique_lock lock(mutex_);
      wake_.wait(lock, [&] { return stopping_ || !queue_.empty(); });
      if (stopping_) return;  // what is queued is failed at the next start
      query = std::move(queue_.front());
      queue_.pop_front();
    }
    run(*query, session);
    forget(*query);
  }
}

void Executor::run(LiveQuery& query, std::unique_ptr<engine::Session>& session) {
  if (!session) {
    auto connected = state_.engine.connect();
    if (connected.ok()) session = std::move(*connected);
  }
  {
    std::lock_guard lock(query.mutex);
    query.session = session.get();
    query.execution.shown.status->state = "RUNNING";
  }
  bool healthy = run_to_final_state(state_, query, session.get());
  {
    std::lock_guard lock(query.mutex);
    query.session = nullptr;
  }
  if (!healthy) session.reset();
}

}  // namespace tarn::athena
