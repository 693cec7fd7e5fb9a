#include "glue/crawler_schedules.h"

#include "glue/crawler/runner.h"
#include "glue/crawler_access.h"

namespace tarn::glue {
namespace {

Error no_schedule(const std::string& name) { return {"NoScheduleException", "Crawler " + name + " has no schedule.", 0, {}}; }
Error schedule_runs(const std::string& name) { return {"SchedulerRunningException", "The schedule of crawler " + name + " is running.", 0, {}}; }
Error schedule_does_not_run(const std::string& name) { return {"SchedulerNotRunningException", "The schedule of crawler " + name + " is not running.", 0, {}}; }

// The state of the schedule; nullptr: there is none.
boost::json::value* schedule_state(crawler::CrawlerRecord& record) {
  auto schedule = record.document.if_contains("Schedule");
  return schedule && schedule->is_object() ? schedule->get_object().if_contains("State") : nullptr;
}

// `change` alters the record, whose schedule then holds from now on.
template <class Output, class Change>
Result<Output> change_schedule(Glue& glue, const std::string& name, const aws::RequestContext& ctx, Change change) {
  auto now = glue.crawlers.schedule_clock().now();
  return glue.store.transact([&](kv::Txn& txn) -> Result<Output> {
    auto record = TRY(get_crawler_record(txn, crawler_name_of(ctx, name)));
    TRY(change(record));
    crawler::reschedule(txn, record, now);
    crawler::put_crawler(txn, record);
    return Output{};
  });
}

}  // namespace

Result<UpdateCrawlerScheduleOutput> update_crawler_schedule(Glue& glue, const UpdateCrawlerScheduleInput& in, const aws::RequestContext& ctx) {
  return change_schedule<UpdateCrawlerScheduleOutput>(glue, in.crawler_name, ctx, [&](crawler::CrawlerRecord& record) {
    return set_schedule(record.document, in.schedule.value_or(""));
  });
}

Result<StartCrawlerScheduleOutput> start_crawler_schedule(Glue& glue, const StartCrawlerScheduleInput& in, const aws::RequestContext& ctx) {
  return change_schedule<StartCrawlerScheduleOutput>(glue, in.crawler_name, ctx, [&](crawler::CrawlerRecord& record) -> Result<void> {
    auto state = schedule_state(record);
    if (!state) return no_schedule(in.crawler_name);
    if (*state == "SCHEDULED") return schedule_runs(in.crawler_name);
    *state = "SCHEDULED";
    return {};
  });
}

Result<StopCrawlerScheduleOutput> stop_crawler_schedule(Glue& glue, const StopCrawlerScheduleInput& in, const aws::RequestContext& ctx) {
  return change_schedule<StopCrawlerScheduleOutput>(glue, in.crawler_name, ctx, [&](crawler::CrawlerRecord& record) -> Result<void> {
    auto state = schedule_state(record);
    if (!state || *state != "SCHEDULED") return schedule_does_not_run(in.crawler_name);
    *state = "NOT_SCHEDULED";
    return {};
  });
}

// These actions take no resource: actions.md section 2.
aws::AccessChecks may_update_crawler_schedule(const UpdateCrawlerScheduleInput&, const aws::RequestContext&) { return {{"glue:UpdateCrawlerSchedule", "*", {}}}; }
aws::AccessChecks may_start_crawler_schedule(const StartCrawlerScheduleInput&, const aws::RequestContext&) { return {{"glue:StartCrawlerSchedule", "*", {}}}; }
aws::AccessChecks may_stop_crawler_schedule(const StopCrawlerScheduleInput&, const aws::RequestContext&) { return {{"glue:StopCrawlerSchedule", "*", {}}}; }

}  // namespace tarn::glue
