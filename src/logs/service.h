// What the handlers of CloudWatch Logs work on.
#pragma once
#include "aws/operation.h"
#include "aws/request_context.h"
#include "base/random.h"
#include "kv/store.h"
#include "logs/keys.h"
#include "logs/records.h"

namespace tarn::logs {

struct LogsState {
  kv::Store& store;
  const Clock& clock;
  Random& random;
};

std::span<const aws::Operation> operations();

inline int64_t to_ms(TimePoint time) { return std::chrono::floor<std::chrono::milliseconds>(time).time_since_epoch().count(); }

// The group that a request names: by name, or by identifier (name or ARN).
Result<GroupName> named_group(const aws::RequestContext& ctx, const std::optional<std::string>& name, const std::optional<std::string>& identifier);
inline GroupName group_of(const aws::RequestContext& ctx, const std::string& name) { return {ctx.account_id(), ctx.region(), name}; }

std::string group_arn(const GroupName& name);  // without the ":*"
std::string stream_arn(const GroupName& name, const std::string& stream);

StreamRecord new_stream(LogsState& logs, const std::string& name, TimePoint now);

// Erases the events of deleted streams. Runs after a deletion has been committed; what a crash leaves is taken up next time.
Result<void> clear_deleted_streams(LogsState& logs);

// Appends events to a stream that exists: gives them their places, keeps the stream's times and the group's size, drops what the
// group's retention has expired. Events are in the order of the batch.
struct NewEvent {
  int64_t time_ms;
  std::string message;
};
Result<void> append_events(kv::Txn& txn, const GroupName& name, const GroupRecord& group, StreamRecord stream, const std::vector<NewEvent>& events,
                           TimePoint now);

// Events before this are expired by the group's retention; 0: none.
uint64_t expired_before_ms(const GroupRecord& group, TimePoint now);

}  // namespace tarn::logs
