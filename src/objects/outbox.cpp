#include "objects/outbox.h"

#include <algorithm>

#include "kv/key.h"
#include "kv/record.h"
#include "kv/record_fields.h"
#include "objects/keys.h"
#include "objects/record.h"

namespace tarn::objects {
namespace {

namespace json = boost::json;

constexpr std::string_view kRules = "notification";
constexpr std::string_view kOutbox = "s3.event";
constexpr std::string_view kNames[] = {"ObjectCreated:Put", "ObjectCreated:Copy", "ObjectCreated:CompleteMultipartUpload", "ObjectRemoved:Delete"};

json::object to_json(const NotificationRule& rule) {
  return {{"id", rule.id}, {"destination", rule.destination}, {"events", kv::to_json(rule.events)}, {"prefix", rule.prefix}, {"suffix", rule.suffix}};
}

Result<NotificationRule> read_rule(const json::value& stored) {
  if (!stored.is_object()) return internal_error("a notification rule is no object");
  kv::RecordFields fields(stored.get_object());
  NotificationRule out;
  fields.read("id", out.id);
  fields.read("destination", out.destination);
  fields.read("events", out.events);
  fields.read("prefix", out.prefix);
  fields.read("suffix", out.suffix);
  TRY(fields.finish());
  return out;
}

std::string encode_event(const ObjectEvent& event) {
  return kv::encode_record(json::object{{"kind", static_cast<int64_t>(event.kind)}, {"bucket", event.bucket}, {"region", event.region},
                                        {"owner", event.owner_account_id}, {"key", event.key}, {"size", static_cast<int64_t>(event.size)},
                                        {"etag", event.etag}, {"time", kv::to_micros(event.time)}, {"principal", event.cause.principal_id},
                                        {"ip", event.cause.source_ip}, {"rule", event.rule_id}, {"destination", event.destination},
                                        {"sequencer", event.sequencer}});
}

Result<ObjectEvent> decode_event(std::string_view stored) {
  auto document = TRY(kv::decode_object(stored));
  kv::RecordFields fields(document);
  ObjectEvent out;
  int64_t kind = 0, size = 0;
  fields.read("kind", kind);
  fields.read("bucket", out.bucket);
  fields.read("region", out.region);
  fields.read("owner", out.owner_account_id);
  fields.read("key", out.key);
  fields.read("size", size);
  fields.read("etag", out.etag);
  fields.read("time", out.time);
  fields.read("principal", out.cause.principal_id);
  fields.read("ip", out.cause.source_ip);
  fields.read("rule", out.rule_id);
  fields.read("destination", out.destination);
  fields.read("sequencer", out.sequencer);
  TRY(fields.finish());
  if (kind < 0 || kind >= static_cast<int64_t>(std::size(kNames))) return internal_error("an event of an unknown kind");
  out.kind = static_cast<EventKind>(kind);
  out.size = static_cast<uint64_t>(size);
  return out;
}

std::string outbox_key(TimePoint time, Random& random) {
  return kv::KeyBuilder(kOutbox).u64(static_cast<uint64_t>(kv::to_micros(time))).u64(random.next_u64()).take();
}

std::string sequencer_of(TimePoint time) {
  char text[17];
  std::snprintf(text, sizeof text, "%016llX", static_cast<unsigned long long>(kv::to_micros(time)));
  return text;
}

}  // namespace

std::string_view event_name(EventKind kind) { return kNames[static_cast<size_t>(kind)]; }

bool NotificationRule::wants(EventKind kind, std::string_view key) const {
  if (!key.starts_with(prefix) || !key.ends_with(suffix)) return false;
  const std::string name = "s3:" + std::string(event_name(kind));
  return std::any_of(events.begin(), events.end(), [&](std::string_view event) {
    return event.ends_with('*') ? name.starts_with(event.substr(0, event.size() - 1)) : event == name;
  });
}

Result<void> put_notification_rules(ObjectStore& objects, const std::string& bucket_name, const std::vector<NotificationRule>& rules) {
  json::array list;
  for (auto& rule : rules) list.push_back(to_json(rule));
  const auto record = kv::encode_record(json::object{{"rules", std::move(list)}});
  return objects.store.transact([&](kv::Txn& txn) -> Result<void> {
    auto bucket = TRY(find_bucket(txn, bucket_name));
    bucket.has_notifications = !rules.empty();
    put_bucket(txn, bucket);
    if (rules.empty()) txn.erase(config_key(bucket.id, kRules));
    else txn.put(config_key(bucket.id, kRules), record);
    return {};
  });
}

Result<std::vector<NotificationRule>> get_notification_rules(kv::Reader& reader, const Bucket& bucket) {
  std::vector<NotificationRule> out;
  if (!bucket.has_notifications) return out;
  auto stored = TRY(reader.get(config_key(bucket.id, kRules)));
  if (!stored) return out;
  auto document = TRY(kv::decode_object(*stored));
  kv::RecordFields fields(document);
  if (auto* rules = fields.list("rules"))
    for (auto& rule : *rules) out.push_back(TRY(read_rule(rule)));
  TRY(fields.finish());
  return out;
}

Result<void> record_event(kv::Txn& txn, ObjectStore& objects, const Bucket& bucket, const std::string& key, EventKind kind, const Cause& cause,
                          const ObjectRecord* record) {
  if (!bucket.has_notifications) return {};
  ObjectEvent event{.kind = kind, .bucket = bucket.name, .region = bucket.region, .owner_account_id = bucket.owner_account_id, .key = key,
                    .time = record ? record->modified : objects.clock.now(), .cause = cause};
  if (record) {
    event.size = record->size;
    event.etag = record->etag.str();
  }
  event.sequencer = sequencer_of(event.time);
  for (auto& rule : TRY(get_notification_rules(txn, bucket))) {
    if (!rule.wants(kind, key)) continue;
    event.rule_id = rule.id;
    event.destination = rule.destination;
    txn.put(outbox_key(event.time, objects.random), encode_event(event));
  }
  return {};
}

Result<std::vector<WaitingEvent>> waiting_events(kv::Reader& reader, size_t most) {
  std::vector<WaitingEvent> out;
  for (auto& row : TRY(reader.page(kv::Range::prefix(kv::KeyBuilder(kOutbox).str()), most))) out.push_back({std::move(row.key), TRY(decode_event(row.value))});
  return out;
}

}  // namespace tarn::objects
