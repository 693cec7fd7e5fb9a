// Crawlers at rest: what CreateCrawler was given, and where its crawls stand.
//
//   glue.crawler       account, region, name -> CrawlerRecord
//   glue.crawler_due   time, account, region, name -> nothing: who is to run at that time by its schedule
#pragma once
#include <boost/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "kv/store.h"

namespace tarn::glue::crawler {

struct CrawlerName {
  std::string account_id, region, name;
  auto operator<=>(const CrawlerName&) const = default;
};

enum class State : uint8_t { ready, running, stopping };
enum class Event : uint8_t { start, stop, finish };

std::string_view state_name(State state);  // "READY"
// The only way a crawler changes state; nullopt: the event means nothing in this state.
std::optional<State> next(State from, Event event);

struct Counts {
  int64_t created = 0, updated = 0, deleted = 0;
};

struct LastCrawl {
  std::string status;  // SUCCEEDED, CANCELLED, FAILED
  std::string error_message;
  std::string crawl_id;
  TimePoint started_at{};
  int64_t runtime_ms = 0;
  Counts tables;
};

constexpr size_t kKeptRuntimes = 100;  // for the median of GetCrawlerMetrics

struct CrawlerRecord {
  CrawlerName name;
  boost::json::object document;  // the shape Crawler, without its state and last crawl
  State state = State::ready;
  std::string crawl_id;      // of the crawl in progress
  TimePoint started_at{};    // of the crawl in progress
  std::optional<LastCrawl> last_crawl;
  std::vector<int64_t> runtimes_ms;  // the last ones, oldest first
  std::optional<TimePoint> next_run;  // by its schedule

  std::string text(std::string_view member) const;  // of the document; "" when absent
};

Result<std::optional<CrawlerRecord>> find_crawler(kv::Reader& reader, const CrawlerName& name);
void put_crawler(kv::Txn& txn, const CrawlerRecord& crawler);
void erase_crawler(kv::Txn& txn, const CrawlerName& name);
// By name, after `after`.
Result<std::vector<CrawlerRecord>> list_crawlers(kv::Reader& reader, const std::string& account_id, const std::string& region,
                                                 const std::string& after, size_t limit);
// Sets next_run to the first time after `now` by the document's schedule, or to none if that does not run. The caller puts the
// crawler afterwards.
void reschedule(kv::Txn& txn, CrawlerRecord& crawler, TimePoint now);
// Of every account: whose next run is not after `now`, the longest due first.
Result<std::vector<CrawlerName>> list_due(kv::Reader& reader, TimePoint now, size_t limit);
// Of every account: what a restart must take up again.
Result<std::vector<CrawlerRecord>> list_unfinished(kv::Reader& reader);

}  // namespace tarn::glue::crawler
