// The layout of CloudWatch Logs' keys. Streams have an id of their own, so that deleting one is two records and its events can be
// cleared away afterwards without ever showing in a stream that is made again under the same name.
//
//   log.group    account, region, group          -> GroupRecord
//   log.stream   account, region, group, stream  -> StreamRecord
//   log.event    stream id, time (ms), sequence  -> EventRecord
//   log.bytes    account, region, group          -> counter of stored bytes
//   log.deleted  stream id                       -> nothing: its events are to be erased
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace tarn::logs {

struct GroupName {
  std::string account_id, region, group;
};

std::string group_key(const GroupName& name);
std::string groups_prefix(std::string_view account_id, std::string_view region);
std::string stream_key(const GroupName& name, std::string_view stream);
std::string streams_prefix(const GroupName& name);
std::string bytes_key(const GroupName& name);
std::string deleted_key(std::string_view stream_id);
std::string deleted_prefix();

// Where an event stands in its stream; events of one millisecond keep the order in which they came.
struct EventPosition {
  uint64_t time_ms = 0;
  uint64_t sequence = 0;  // from 1
  auto operator<=>(const EventPosition&) const = default;
};

std::string event_key(std::string_view stream_id, EventPosition position);
std::string events_prefix(std::string_view stream_id);
std::optional<EventPosition> parse_event_key(std::string_view stream_id, std::string_view key);

}  // namespace tarn::logs
