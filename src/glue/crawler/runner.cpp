#include "glue/crawler/runner.h"

#include "base/log.h"
#include "glue/crawler/crawl_history.h"

namespace tarn::glue::crawler {
namespace {

constexpr size_t kStartedAtOnce = 1000;

// As the history calls the end that LastCrawl names.
std::string history_state(const std::string& status) {
  if (status == "SUCCEEDED") return "COMPLETED";
  return status == "CANCELLED" ? "STOPPED" : "FAILED";
}

}  // namespace

Runner::Runner(CrawlNeeds needs) : needs_(needs) {}
Runner::~Runner() { stop_all(); }

Result<void> Runner::recover() {
  for (auto& crawler : TRY(list_unfinished(*needs_.store.snapshot()))) {
    if (crawler.state == State::stopping) finish(crawler, {"CANCELLED", "", {}});
    else start(crawler.name);
  }
  return {};
}

void Runner::start(const CrawlerName& name) {
  std::lock_guard lock(mutex_);
  if (stopping_) return;
  cancelled_[name] = std::make_shared<std::atomic<bool>>(false);
  waiting_.push_back(name);
  if (idle_ < waiting_.size() && threads_.size() < kConcurrentCrawls) threads_.emplace_back([this] { work(); });
  wake_.notify_one();
}

void Runner::stop(const CrawlerName& name) {
  std::lock_guard lock(mutex_);
  if (auto found = cancelled_.find(name); found != cancelled_.end()) *found->second = true;
}

Result<void> Runner::start_due() {
  auto due = TRY(list_due(*needs_.store.snapshot(), needs_.schedule_clock.now(), kStartedAtOnce));
  for (auto& name : due) TRY(start_due(name));
  return {};
}

Result<void> Runner::start_due(const CrawlerName& name) {
  auto crawl_id = needs_.random.uuid();
  auto now = needs_.schedule_clock.now();
  bool begun = TRY(needs_.store.transact([&](kv::Txn& txn) -> Result<bool> {
    auto crawler = TRY(find_crawler(txn, name));
    if (!crawler || !crawler->next_run || *crawler->next_run > now) return false;
    reschedule(txn, *crawler, now);
    bool begins = crawler->state == State::ready;
    if (begins) begin_crawl(txn, *crawler, crawl_id, needs_.clock.now());
    put_crawler(txn, *crawler);
    return begins;
  }));
  if (begun) start(name);
  return {};
}

void Runner::stop_all() {
  {
    std::lock_guard lock(mutex_);
    stopping_ = true;
    for (auto& [name, cancelled] : cancelled_) *cancelled = true;
  }
  wake_.notify_all();
  for (auto& thread : threads_) thread.join();
  threads_.clear();
}

void Runner::work() {
  while (true) {
    CrawlerName name;
    std::shared_ptr<std::atomic<bool>> cancelled;
    {
      std::unique_lock lock(mutex_);
      idle_++;
      wake_.wait(lock, [&] { return stopping_ || !waiting_.empty(); });
      idle_--;
      if (stopping_) return;
      name = std::move(waiting_.front());
      waiting_.pop_front();
      cancelled = cancelled_[name];
    }
    run(name, *cancelled);
  }
}

void Runner::run(const CrawlerName& name, const std::atomic<bool>& cancelled) {
  auto crawler = find_crawler(*needs_.store.snapshot(), name);
  if (!crawler.ok() || !*crawler) {
    log_line(LogLevel::error, "crawler " + name.name + " cannot be read: " + (crawler.ok() ? "it is gone" : crawler.error().message));
    return;
  }
  auto outcome = crawl(needs_, **crawler, cancelled);
  std::unique_lock lock(mutex_);
  // The server is going down: the crawl is run again after the restart.
  if (stopping_) return;
  cancelled_.erase(name);
  lock.unlock();
  finish(**crawler, outcome);
}

void Runner::finish(const CrawlerRecord& crawler, const CrawlOutcome& outcome) {
  auto now = needs_.clock.now();
  auto runtime_ms = std::chrono::floor<std::chrono::milliseconds>(now - crawler.started_at).count();
  auto stored = needs_.store.transact([&](kv::Txn& txn) -> Result<void> {
    auto current = TRY(find_crawler(txn, crawler.name));
    if (!current || current->crawl_id != crawler.crawl_id) return {};
    auto state = next(current->state, Event::finish);
    if (!state) return {};
    current->state = *state;
    current->last_crawl = LastCrawl{outcome.status, outcome.error_message, current->crawl_id, current->started_at, runtime_ms, outcome.summary.tables};
    current->runtimes_ms.push_back(runtime_ms);
    if (current->runtimes_ms.size() > kKeptRuntimes) current->runtimes_ms.erase(current->runtimes_ms.begin());
    put_crawler(txn, *current);
    put_crawl(txn, crawler.name, {.crawl_id = current->crawl_id, .state = history_state(outcome.status), .started_at = current->started_at,
                                  .ended_at = now, .summary = summary_text(outcome.summary), .error_message = outcome.error_message});
    TRY(erase_old_crawls(txn, crawler.name, now));
    return {};
  });
  if (!stored.ok()) log_line(LogLevel::error, "crawler " + crawler.name.name + ": its end cannot be stored: " + stored.error().message);
}

}  // namespace tarn::glue::crawler
