// Runs crawls in the background: a few at a time, the others wait. Owned by main.cpp beside the Glue service. A crawl that a
// restart has cut is run again from its beginning; what it had written before, it finds and leaves. Whoever calls start_due every
// now and then makes schedules run.
#pragma once
#include <atomic>
#include <condition_variable>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "glue/crawler/crawl.h"

namespace tarn::glue::crawler {

constexpr size_t kConcurrentCrawls = 4;
constexpr std::chrono::seconds kScheduleInterval{1};  // between two calls of start_due

class Runner {
 public:
  explicit Runner(CrawlNeeds needs);  // what it names must outlive the runner
  ~Runner();                          // stop_all

  // Takes up the crawls that an earlier server left unfinished. Call once, before start().
  Result<void> recover();

  // The crawler is stored as RUNNING.
  void start(const CrawlerName& name);
  // The crawler is stored as STOPPING.
  void stop(const CrawlerName& name);
  // Starts the crawlers that are due by their schedules. One that is running still, or stopping, is left out until its next time.
  // Times that went by while no server ran are one run, now.
  Result<void> start_due();
  const Clock& schedule_clock() const { return needs_.schedule_clock; }
  // Ends the threads; crawls in progress stay RUNNING in the store and are taken up by recover().
  void stop_all();

 private:
  void work();
  void run(const CrawlerName& name, const std::atomic<bool>& cancelled);
  Result<void> start_due(const CrawlerName& name);
  void finish(const CrawlerRecord& crawler, const CrawlOutcome& outcome);

  CrawlNeeds needs_;
  std::mutex mutex_;
  std::condition_variable wake_;
  bool stopping_ = false;
  size_t idle_ = 0;
  std::deque<CrawlerName> waiting_;
  std::map<CrawlerName, std::shared_ptr<std::atomic<bool>>> cancelled_;  // shared by start, stop and the crawl's thread
  std::vector<std::thread> threads_;
};

}  // namespace tarn::glue::crawler
