#include "glue/crawler_access.h"

#include "aws/arn.h"
#include "glue/cron.h"

namespace tarn::glue {

crawler::CrawlerName crawler_name_of(const aws::RequestContext& ctx, const std::string& name) { return {ctx.account_id(), ctx.region(), name}; }
std::string crawler_arn(const aws::RequestContext& ctx, const std::string& name) { return aws::make_arn("glue", ctx.region(), ctx.account_id(), "crawler/" + name); }

Result<crawler::CrawlerRecord> get_crawler_record(kv::Reader& reader, const crawler::CrawlerName& name) {
  auto record = TRY(crawler::find_crawler(reader, name));
  if (!record) return errors::not_found("Crawler " + name.name + " not found.");
  return std::move(*record);
}

Result<void> set_schedule(boost::json::object& document, const std::string& expression) {
  if (expression.empty()) {
    document.erase("Schedule");
    return {};
  }
  TRY(Cron::parse(expression));
  document["Schedule"] = boost::json::object{{"ScheduleExpression", expression}, {"State", "SCHEDULED"}};
  return {};
}

}  // namespace tarn::glue
