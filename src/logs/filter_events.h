// FilterLogEvents: the events of many streams of a group in the order of time (neighbours.md 2.4).
#pragma once
#include "logs/events.gen.h"
#include "logs/service.h"

namespace tarn::logs {

Result<FilterLogEventsOutput> filter_log_events(LogsState& logs, const FilterLogEventsInput& in, const aws::RequestContext& ctx);

}  // namespace tarn::logs
