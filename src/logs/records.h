// What CloudWatch Logs keeps.
#pragma once
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "kv/store.h"
#include "logs/keys.h"

namespace tarn::logs {

struct GroupRecord {
  std::string name;
  int64_t created_ms = 0;
  int64_t retention_days = 0;  // 0: never expire
  std::string kms_key_id, log_class = "STANDARD";
  bool deletion_protection = false;
  std::map<std::string, std::string> tags;
};

struct StreamRecord {
  std::string name, id;
  int64_t created_ms = 0;
  int64_t next_sequence = 1;
  int64_t first_event_ms = -1, last_event_ms = -1, last_ingestion_ms = -1;  // -1: no event yet
};

struct EventRecord {
  EventPosition position;
  std::string message;
  int64_t ingested_ms = 0;
};

Result<std::optional<GroupRecord>> find_group(kv::Reader& reader, const GroupName& name);
Result<std::optional<StreamRecord>> find_stream(kv::Reader& reader, const GroupName& name, std::string_view stream);
void put_group(kv::Txn& txn, const GroupName& name, const GroupRecord& group);
void put_stream(kv::Txn& txn, const GroupName& name, const StreamRecord& stream);
void put_event(kv::Txn& txn, const std::string& stream_id, const EventRecord& event);
Result<GroupRecord> decode_group(std::string_view stored);
Result<StreamRecord> decode_stream(std::string_view stored);

// Events of a stream from `from` (inclusive) up to `until` (exclusive), at most `limit`; reverse: the last ones, newest first.
Result<std::vector<EventRecord>> read_events(kv::Reader& reader, const std::string& stream_id, EventPosition from, EventPosition until,
                                             size_t limit, bool reverse = false);

// What an event counts in sizes (CloudWatch Logs quotas): its UTF-8 bytes and 26 more.
constexpr size_t kEventOverheadBytes = 26;

}  // namespace tarn::logs
