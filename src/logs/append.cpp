// The one way in which events come into a stream.
#include "logs/service.h"

namespace tarn::logs {
namespace {

constexpr size_t kExpiredPerAppend = 1000;   // erased by one append, so that no append becomes long
constexpr size_t kErasedPerCommit = 5000;
constexpr int64_t kMsPerDay = 86'400'000;

Result<void> drop_expired(kv::Txn& txn, const GroupName& name, const GroupRecord& group, const StreamRecord& stream, TimePoint now) {
  uint64_t before = expired_before_ms(group, now);
  if (before == 0 || stream.first_event_ms < 0 || static_cast<uint64_t>(stream.first_event_ms) >= before) return {};
  int64_t bytes = 0;
  for (auto& event : TRY(read_events(txn, stream.id, {0, 0}, {before, 0}, kExpiredPerAppend))) {
    bytes += static_cast<int64_t>(event.message.size() + kEventOverheadBytes);
    txn.erase(event_key(stream.id, event.position));
  }
  if (bytes) txn.add(bytes_key(name), -bytes);
  return {};
}

}  // namespace

uint64_t expired_before_ms(const GroupRecord& group, TimePoint now) {
  if (group.retention_days == 0) return 0;
  return static_cast<uint64_t>(std::max<int64_t>(0, to_ms(now) - group.retention_days * kMsPerDay));
}

StreamRecord new_stream(LogsState& logs, const std::string& name, TimePoint now) {
  StreamRecord out;
  out.name = name;
  out.id = logs.random.hex(32);
  out.created_ms = to_ms(now);
  return out;
}

Result<void> append_events(kv::Txn& txn, const GroupName& name, const GroupRecord& group, StreamRecord stream, const std::vector<NewEvent>& events,
                           TimePoint now) {
  TRY(drop_expired(txn, name, group, stream, now));
  int64_t bytes = 0;
  for (auto& event : events) {
    EventRecord record{{static_cast<uint64_t>(event.time_ms), static_cast<uint64_t>(stream.next_sequence++)}, event.message, to_ms(now)};
    put_event(txn, stream.id, record);
    bytes += static_cast<int64_t>(event.message.size() + kEventOverheadBytes);
    if (stream.first_event_ms < 0 || event.time_ms < stream.first_event_ms) stream.first_event_ms = event.time_ms;
    stream.last_event_ms = std::max(stream.last_event_ms, event.time_ms);
  }
  if (!events.empty()) stream.last_ingestion_ms = to_ms(now);
  put_stream(txn, name, stream);
  if (bytes) txn.add(bytes_key(name), bytes);
  return {};
}

Result<void> clear_deleted_streams(LogsState& logs) {
  while (true) {
    bool more = TRY(logs.store.transact([&](kv::Txn& txn) -> Result<bool> {
      auto deleted = TRY(txn.page(kv::Range::prefix(deleted_prefix()), 1));
      if (deleted.empty()) return false;
      const std::string& id = deleted[0].value;
      auto events = TRY(txn.page(kv::Range::prefix(events_prefix(id)), kErasedPerCommit));
      for (auto& event : events) txn.erase(event.key);
      if (events.size() < kErasedPerCommit) txn.erase(deleted[0].key);
      return true;
    }));
    if (!more) return {};
  }
}

}  // namespace tarn::logs
