// GetLogEvents: pages of one stream, walked in both directions by tokens that are always given (neighbours.md 2.3).
#pragma once
#include "logs/events.gen.h"
#include "logs/service.h"

namespace tarn::logs {

Result<GetLogEventsOutput> get_log_events(LogsState& logs, const GetLogEventsInput& in, const aws::RequestContext& ctx);

// 'f' or 'b', and the position that the page begins after (forward) or ends before (backward).
struct PageToken {
  char direction = 'f';
  EventPosition position;
  std::string str() const;  // f/<40 digits>/s
  static std::optional<PageToken> parse(const std::string& text);
};

}  // namespace tarn::logs
