// What became of objects, for whoever asked to be told: rules of a bucket, and the outbox of events that wait to be delivered. An event is
// written in the transaction of the change, so that neither is there without the other; who delivers it (s3/event_delivery.h) erases it
// in the transaction in which it arrives.
#pragma once
#include <string>
#include <vector>

#include "objects/buckets.h"

namespace tarn::objects {

enum class EventKind { put, copy, complete_upload, remove };
std::string_view event_name(EventKind kind);  // "ObjectCreated:Put"

// One configuration of a bucket's notifications (s3.md 24).
struct NotificationRule {
  std::string id;
  std::string destination;          // an ARN
  std::vector<std::string> events;  // as the API names them: "s3:ObjectCreated:*"
  std::string prefix, suffix;

  bool wants(EventKind kind, std::string_view key) const;
};

// Access is the caller's affair. Error NoSuchBucket.
Result<void> put_notification_rules(ObjectStore& objects, const std::string& bucket, const std::vector<NotificationRule>& rules);
Result<std::vector<NotificationRule>> get_notification_rules(kv::Reader& reader, const Bucket& bucket);

// Who changed an object.
struct Cause {
  std::string principal_id;  // aws:userid
  std::string source_ip;

  static Cause of(const aws::AccessContext& who) { return {who.principal.user_id, who.source_ip}; }
};

struct ObjectEvent {
  EventKind kind = EventKind::put;
  std::string bucket, region, owner_account_id, key;
  uint64_t size = 0;
  std::string etag;  // empty for removals
  TimePoint time{};
  Cause cause;
  std::string rule_id, destination;
  std::string sequencer;  // hex: orders the events of one key
};

struct ObjectRecord;
// Puts an event into the outbox for each rule of the bucket that wants it. `record` is the new object; nullptr for removals.
Result<void> record_event(kv::Txn& txn, ObjectStore& objects, const Bucket& bucket, const std::string& key, EventKind kind, const Cause& cause,
                          const ObjectRecord* record);

// The oldest events, and what erases each.
struct WaitingEvent {
  std::string row;  // its key
  ObjectEvent event;
};
Result<std::vector<WaitingEvent>> waiting_events(kv::Reader& reader, size_t most);

}  // namespace tarn::objects
