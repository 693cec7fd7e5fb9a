// What the operations of crawlers share: names, ARNs, errors, and finding one.
#pragma once
#include "glue/crawler/records.h"
#include "glue/errors.h"
#include "glue/service.h"

namespace tarn::glue {

crawler::CrawlerName crawler_name_of(const aws::RequestContext& ctx, const std::string& name);
std::string crawler_arn(const aws::RequestContext& ctx, const std::string& name);

// EntityNotFoundException.
Result<crawler::CrawlerRecord> get_crawler_record(kv::Reader& reader, const crawler::CrawlerName& name);

// Puts the cron expression into the crawler's document as a schedule that runs, or takes its schedule away if it is empty. Error
// InvalidInputException. The caller reschedules.
Result<void> set_schedule(boost::json::object& document, const std::string& expression);

}  // namespace tarn::glue
