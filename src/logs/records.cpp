#include "logs/records.h"

#include "kv/record.h"
#include "kv/record_fields.h"

namespace tarn::logs {

namespace json = boost::json;

Result<GroupRecord> decode_group(std::string_view stored) {
  auto object = TRY(kv::decode_object(stored));
  kv::RecordFields fields(object);
  GroupRecord out;
  fields.read("name", out.name);
  fields.read("created", out.created_ms);
  fields.read("retention", out.retention_days);
  fields.read("kms", out.kms_key_id);
  fields.read("class", out.log_class);
  fields.read("protected", out.deletion_protection);
  fields.read("tags", out.tags);
  TRY(fields.finish());
  return out;
}

Result<StreamRecord> decode_stream(std::string_view stored) {
  auto object = TRY(kv::decode_object(stored));
  kv::RecordFields fields(object);
  StreamRecord out;
  fields.read("name", out.name);
  fields.read("id", out.id);
  fields.read("created", out.created_ms);
  fields.read("next", out.next_sequence);
  fields.read("first", out.first_event_ms);
  fields.read("last", out.last_event_ms);
  fields.read("ingested", out.last_ingestion_ms);
  TRY(fields.finish());
  return out;
}

Result<std::optional<GroupRecord>> find_group(kv::Reader& reader, const GroupName& name) {
  auto stored = TRY(reader.get(group_key(name)));
  if (!stored) return std::optional<GroupRecord>();
  return std::optional<GroupRecord>(TRY(decode_group(*stored)));
}

Result<std::optional<StreamRecord>> find_stream(kv::Reader& reader, const GroupName& name, std::string_view stream) {
  auto stored = TRY(reader.get(stream_key(name, stream)));
  if (!stored) return std::optional<StreamRecord>();
  return std::optional<StreamRecord>(TRY(decode_stream(*stored)));
}

void put_group(kv::Txn& txn, const GroupName& name, const GroupRecord& group) {
  json::object document{{"name", group.name}, {"created", group.created_ms}, {"retention", group.retention_days}, {"kms", group.kms_key_id},
                        {"class", group.log_class}, {"protected", group.deletion_protection}, {"tags", kv::to_json(group.tags)}};
  txn.put(group_key(name), kv::encode_record(document));
}

void put_stream(kv::Txn& txn, const GroupName& name, const StreamRecord& stream) {
  json::object document{{"name", stream.name}, {"id", stream.id}, {"created", stream.created_ms}, {"next", stream.next_sequence},
                        {"first", stream.first_event_ms}, {"last", stream.last_event_ms}, {"ingested", stream.last_ingestion_ms}};
  txn.put(stream_key(name, stream.name), kv::encode_record(document));
}

void put_event(kv::Txn& txn, const std::string& stream_id, const EventRecord& event) {
  json::object document{{"m", event.message}, {"i", event.ingested_ms}};
  txn.put(event_key(stream_id, event.position), kv::encode_record(document));
}

Result<std::vector<EventRecord>> read_events(kv::Reader& reader, const std::string& stream_id, EventPosition from, EventPosition until,
                                             size_t limit, bool reverse) {
  std::vector<EventRecord> out;
  if (from >= until || limit == 0) return out;
  Result<void> decoded;
  auto visit = [&](std::string_view key, std::string_view value) {
    auto position = parse_event_key(stream_id, key);
    auto object = kv::decode_object(value);
    if (!position || !object.ok()) {
      decoded = position ? object.error() : internal_error("a log event has a broken key");
      return false;
    }
    kv::RecordFields fields(*object);
    EventRecord event{*position, {}, 0};
    fields.read("m", event.message);
    fields.read("i", event.ingested_ms);
    decoded = fields.finish();
    out.push_back(std::move(event));
    return decoded.ok() && out.size() < limit;
  };
  TRY(reader.scan({event_key(stream_id, from), event_key(stream_id, until)}, visit, reverse));
  TRY(decoded);
  return out;
}

}  // namespace tarn::logs
