// The schedules of crawlers: changed, paused, taken up again (glue-crawlers.md section 8).
#pragma once
#include "glue/crawler_schedules.gen.h"
#include "glue/service.h"

namespace tarn::glue {

Result<UpdateCrawlerScheduleOutput> update_crawler_schedule(Glue& glue, const UpdateCrawlerScheduleInput& in, const aws::RequestContext& ctx);
Result<StartCrawlerScheduleOutput> start_crawler_schedule(Glue& glue, const StartCrawlerScheduleInput& in, const aws::RequestContext& ctx);
Result<StopCrawlerScheduleOutput> stop_crawler_schedule(Glue& glue, const StopCrawlerScheduleInput& in, const aws::RequestContext& ctx);

aws::AccessChecks may_update_crawler_schedule(const UpdateCrawlerScheduleInput& in, const aws::RequestContext& ctx);
aws::AccessChecks may_start_crawler_schedule(const StartCrawlerScheduleInput& in, const aws::RequestContext& ctx);
aws::AccessChecks may_stop_crawler_schedule(const StopCrawlerScheduleInput& in, const aws::RequestContext& ctx);

}  // namespace tarn::glue
