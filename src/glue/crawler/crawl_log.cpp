#include "glue/crawler/crawl_log.h"

#include "base/log.h"

namespace tarn::glue::crawler {

CrawlLog::CrawlLog(aws::LogWriter& writer, const Clock& clock, const CrawlerRecord& crawler)
    : writer_(writer), clock_(clock), stream_{crawler.name.account_id, crawler.name.region, std::string(kLogGroup), crawler.name.name},
      crawl_id_(crawler.crawl_id) {}

void CrawlLog::write(const std::string& level, const std::string& text) {
  auto written = writer_.append(stream_, {{clock_.now(), "[" + crawl_id_ + "] " + level + " : " + text}});
  if (!written.ok()) log_line(LogLevel::warning, "crawler " + stream_.stream + ": its log cannot be written: " + written.error().message);
}

}  // namespace tarn::glue::crawler
