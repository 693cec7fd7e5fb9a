// The history of crawls, newest first; kept for twelve months (glue-crawlers.md section 9).
//
//   glue.crawl   account, region, crawler, start (descending), crawl id -> CrawlRecord
#pragma once
#include <functional>
#include <string>

#include "glue/crawler/publish.h"
#include "glue/crawler/records.h"

namespace tarn::glue::crawler {

struct CrawlRecord {
  std::string crawl_id;
  std::string state;  // RUNNING, COMPLETED, FAILED, STOPPED
  TimePoint started_at{};
  std::optional<TimePoint> ended_at;
  std::string summary;        // JSON text, as ListCrawls shows it
  std::string error_message;

  double dpu_hours(TimePoint now) const;  // a crawl counts as one DPU
};

// The crawler, which is READY, becomes RUNNING with a crawl that begins now; its history says so. The caller puts the crawler.
void begin_crawl(kv::Txn& txn, CrawlerRecord& crawler, const std::string& crawl_id, TimePoint now);

void put_crawl(kv::Txn& txn, const CrawlerName& crawler, const CrawlRecord& crawl);
// Those older than twelve months, a bounded number at a time.
Result<void> erase_old_crawls(kv::Txn& txn, const CrawlerName& crawler, TimePoint now);
Result<void> forget_crawls(kv::Store& store, const CrawlerName& crawler);

// Newest first, from behind the position `after` (empty: the newest), until visit returns false.
Result<void> visit_crawls(kv::Reader& reader, const CrawlerName& crawler, const std::string& after,
                          const std::function<bool(const CrawlRecord& crawl, const std::string& position)>& visit);

std::string summary_text(const Summary& summary);

}  // namespace tarn::glue::crawler
