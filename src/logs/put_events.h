// PutLogEvents.
#pragma once
#include "logs/events.gen.h"
#include "logs/service.h"

namespace tarn::logs {

Result<PutLogEventsOutput> put_log_events(LogsState& logs, const PutLogEventsInput& in, const aws::RequestContext& ctx);

}  // namespace tarn::logs
