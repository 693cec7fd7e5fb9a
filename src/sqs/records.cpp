#include "sqs/records.h"

#include <boost/json.hpp>

#include "base/encoding.h"
#include "kv/record.h"
#include "kv/record_fields.h"

namespace tarn::sqs {
namespace {

namespace json = boost::json;

Result<void> read_attributes(const json::object& stored, std::map<std::string, MessageAttribute>& out) {
  for (auto& [name, entry] : stored) {
    if (!entry.is_object()) return internal_error("a message's attribute is no object");
    kv::RecordFields fields(entry.as_object());
    MessageAttribute attribute;
    fields.read("type", attribute.data_type);
    fields.read("value", attribute.value);
    TRY(fields.finish());
    if (attribute.is_binary()) attribute.value = from_base64(attribute.value).value_or("");
    out.emplace(name, std::move(attribute));
  }
  return {};
}

json::object attributes_to_json(const std::map<std::string, MessageAttribute>& attributes) {
  json::object out;
  for (auto& [name, attribute] : attributes)
    out[name] = json::object{{"type", attribute.data_type}, {"value", attribute.is_binary() ? to_base64(attribute.value) : attribute.value}};
  return out;
}

Result<MessageRecord> decode_message(std::string_view message_id, std::string_view stored) {
  auto object = TRY(kv::decode_object(stored));
  kv::RecordFields fields(object);
  MessageRecord out;
  out.id = message_id;
  fields.read("body", out.body);
  fields.read("trace", out.trace_header);
  fields.read("sender", out.sender_id);
  fields.read("sent", out.sent_at);
  fields.read("visible", out.visible_from);
  fields.read("first", out.first_received_at);
  fields.read("receives", out.receives);
  fields.read("from", out.dead_letter_source);
  if (auto* attributes = fields.object("attributes")) TRY(read_attributes(*attributes, out.attributes));
  TRY(fields.finish());
  return out;
}

}  // namespace

Result<QueueRecord> decode_queue(std::string_view stored) {
  auto object = TRY(kv::decode_object(stored));
  kv::RecordFields fields(object);
  QueueRecord out;
  std::string id;
  fields.read("account", out.name.account_id);
  fields.read("region", out.name.region);
  fields.read("name", out.name.name);
  fields.read("id", id);
  fields.read("attributes", out.attributes);
  fields.read("tags", out.tags);
  fields.read("created", out.created_at);
  fields.read("modified", out.modified_at);
  fields.read("purged", out.purged_at);
  TRY(fields.finish());
  out.id = from_hex(id).value_or("");
  if (out.id.size() != kIdBytes) return internal_error("a queue without an id");
  return out;
}

Result<std::optional<QueueRecord>> find_queue(kv::Reader& reader, const QueueName& name) {
  auto stored = TRY(reader.get(queue_key(name)));
  if (!stored) return std::optional<QueueRecord>();
  return std::optional(TRY(decode_queue(*stored)));
}

void put_queue(kv::Txn& txn, const QueueRecord& queue) {
  json::object document{{"account", queue.name.account_id}, {"region", queue.name.region}, {"name", queue.name.name}, {"id", to_hex(queue.id)},
                        {"attributes", kv::to_json(queue.attributes)}, {"tags", kv::to_json(queue.tags)},
                        {"created", kv::to_micros(queue.created_at)}, {"modified", kv::to_micros(queue.modified_at)}};
  if (queue.purged_at) document["purged"] = kv::to_micros(*queue.purged_at);
  txn.put(queue_key(queue.name), kv::encode_record(document));
}

Result<std::optional<MessageRecord>> find_message(kv::Reader& reader, std::string_view queue_id, std::string_view message_id) {
  auto stored = TRY(reader.get(message_key(queue_id, message_id)));
  if (!stored) return std::optional<MessageRecord>();
  return std::optional(TRY(decode_message(message_id, *stored)));
}

void put_message(kv::Txn& txn, std::string_view queue_id, const MessageRecord& message) {
  json::object document{{"body", message.body}, {"sender", message.sender_id}, {"sent", kv::to_micros(message.sent_at)},
                        {"visible", kv::to_micros(message.visible_from)}, {"receives", message.receives}};
  if (!message.attributes.empty()) document["attributes"] = attributes_to_json(message.attributes);
  if (!message.trace_header.empty()) document["trace"] = message.trace_header;
  if (!message.dead_letter_source.empty()) document["from"] = message.dead_letter_source;
  if (message.first_received_at) document["first"] = kv::to_micros(*message.first_received_at);
  txn.put(message_key(queue_id, message.id), kv::encode_record(document));
  txn.put(due_key(queue_id, message.visible_from, message.id), "");
}

void erase_message(kv::Txn& txn, std::string_view queue_id, const MessageRecord& message) {
  txn.erase(message_key(queue_id, message.id));
  txn.erase(due_key(queue_id, message.visible_from, message.id));
}

}  // namespace tarn::sqs
