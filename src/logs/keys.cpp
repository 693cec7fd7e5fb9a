#include "logs/keys.h"

#include "kv/key.h"

namespace tarn::logs {
namespace {

constexpr std::string_view kGroup = "log.group", kStream = "log.stream", kEvent = "log.event", kBytes = "log.bytes", kDeleted = "log.deleted";

kv::KeyBuilder of_group(std::string_view family, const GroupName& name) {
  kv::KeyBuilder key(family);
  key.text(name.account_id).text(name.region).text(name.group);
  return key;
}

}  // namespace

std::string group_key(const GroupName& name) { return of_group(kGroup, name).take(); }
std::string groups_prefix(std::string_view account_id, std::string_view region) {
  return kv::KeyBuilder(kGroup).text(account_id).text(region).take();
}
std::string stream_key(const GroupName& name, std::string_view stream) { return of_group(kStream, name).text(stream).take(); }
std::string streams_prefix(const GroupName& name) { return of_group(kStream, name).take(); }
std::string bytes_key(const GroupName& name) { return of_group(kBytes, name).take(); }
std::string deleted_key(std::string_view stream_id) { return kv::KeyBuilder(kDeleted).text(stream_id).take(); }
std::string deleted_prefix() { return kv::KeyBuilder(kDeleted).take(); }

std::string event_key(std::string_view stream_id, EventPosition position) {
  return kv::KeyBuilder(kEvent).text(stream_id).u64(position.time_ms).u64(position.sequence).take();
}
std::string events_prefix(std::string_view stream_id) { return kv::KeyBuilder(kEvent).text(stream_id).take(); }

std::optional<EventPosition> parse_event_key(std::string_view stream_id, std::string_view key) {
  kv::KeyReader reader(kEvent, key);
  auto id = reader.text();
  auto time = reader.u64();
  auto sequence = reader.u64();
  if (!id || *id != stream_id || !time || !sequence) return std::nullopt;
  return EventPosition{*time, *sequence};
}

}  // namespace tarn::logs
