// The lines of one crawl in CloudWatch Logs: group /aws-glue/crawlers, stream of the crawler's name, each line begun by the crawl's
// id (glue-crawlers.md section 9).
#pragma once
#include <string>

#include "aws/log_writer.h"
#include "base/clock.h"
#include "glue/crawler/records.h"

namespace tarn::glue::crawler {

constexpr std::string_view kLogGroup = "/aws-glue/crawlers";

class CrawlLog {
 public:
  // `writer` and `clock` are borrowed.
  CrawlLog(aws::LogWriter& writer, const Clock& clock, const CrawlerRecord& crawler);

  void benchmark(const std::string& text) { write("BENCHMARK", text); }
  void info(const std::string& text) { write("INFO", text); }
  void warn(const std::string& text) { write("WARN", text); }
  void error(const std::string& text) { write("ERROR", text); }

 private:
  // A line that cannot be written does not stop the crawl; the server's own log says so.
  void write(const std::string& level, const std::string& text);

  aws::LogWriter& writer_;
  const Clock& clock_;
  aws::LogStreamName stream_;
  std::string crawl_id_;
};

}  // namespace tarn::glue::crawler
