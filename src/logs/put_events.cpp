#include "logs/put_events.h"

#include "logs/errors.h"

namespace tarn::logs {
namespace {

constexpr size_t kMaxBatchBytes = 1'048'576;  // CloudWatch Logs API reference, PutLogEvents
constexpr int64_t kMaxSpanMs = 24LL * 3600 * 1000;
constexpr int64_t kTooNewMs = 2LL * 3600 * 1000;
constexpr int64_t kTooOldMs = 14LL * 24 * 3600 * 1000;
const std::string kNextSequenceToken = "49039859578001";

Result<void> check_batch(const std::vector<InputLogEvent>& events) {
  size_t bytes = 0;
  for (size_t i = 0; i < events.size(); i++) {
    bytes += events[i].message.size() + kEventOverheadBytes;
    if (i > 0 && events[i].timestamp < events[i - 1].timestamp)
      return errors::invalid_parameter("Log events in a single PutLogEvents request must be in chronological order.");
  }
  if (bytes > kMaxBatchBytes)
    return errors::invalid_parameter("Upload too large: " + std::to_string(bytes) + " bytes exceeds limit of " + std::to_string(kMaxBatchBytes));
  if (events.back().timestamp - events.front().timestamp > kMaxSpanMs)
    return errors::invalid_parameter("The batch of log events in a single PutLogEvents request cannot span more than 24 hours.");
  return {};
}

// The events to keep: those out of range are no error but are told by their indexes, which works because they are in order.
std::vector<NewEvent> keep_in_range(const std::vector<InputLogEvent>& events, const GroupRecord& group, TimePoint now,
                                    std::optional<RejectedLogEventsInfo>& rejected) {
  int64_t now_ms = to_ms(now), expired = static_cast<int64_t>(expired_before_ms(group, now));
  std::vector<NewEvent> out;
  for (size_t i = 0; i < events.size(); i++) {
    int64_t time = events[i].timestamp;
    int32_t index = static_cast<int32_t>(i);
    auto info = [&]() -> RejectedLogEventsInfo& { return rejected ? *rejected : rejected.emplace(); };
    if (time > now_ms + kTooNewMs) {
      if (!info().too_new_log_event_start_index) info().too_new_log_event_start_index = index;
    } else if (time < expired) {
      info().expired_log_event_end_index = index + 1;
    } else if (time < now_ms - kTooOldMs) {
      info().too_old_log_event_end_index = index + 1;
    } else {
      out.push_back({time, events[i].message});
    }
  }
  return out;
}

}  // namespace

Result<PutLogEventsOutput> put_log_events(LogsState& logs, const PutLogEventsInput& in, const aws::RequestContext& ctx) {
  TRY(check_batch(in.log_events));
  auto name = group_of(ctx, in.log_group_name);
  return logs.store.transact([&](kv::Txn& txn) -> Result<PutLogEventsOutput> {
    auto group = TRY(find_group(txn, name));
    if (!group) return errors::no_such_group();
    auto stream = TRY(find_stream(txn, name, in.log_stream_name));
    if (!stream) return errors::no_such_stream();
    PutLogEventsOutput out;
    auto kept = keep_in_range(in.log_events, *group, ctx.now(), out.rejected_log_events_info);
    TRY(append_events(txn, name, *group, std::move(*stream), kept, ctx.now()));
    out.next_sequence_token = kNextSequenceToken;
    return out;
  });
}

}  // namespace tarn::logs
