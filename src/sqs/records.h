// Queues and messages as they are stored.
#pragma once
#include <map>
#include <optional>
#include <string>

#include "kv/store.h"
#include "sqs/keys.h"

namespace tarn::sqs {

struct QueueRecord {
  QueueName name;
  std::string id;                                 // raw; another one after each PurgeQueue
  std::map<std::string, std::string> attributes;  // those that were set; the policy as iam stores it
  std::map<std::string, std::string> tags;
  TimePoint created_at{}, modified_at{};
  std::optional<TimePoint> purged_at;
};

// A user's attribute of a message; `value` is text, or bytes of a Binary one.
struct MessageAttribute {
  std::string data_type, value;
  bool is_binary() const { return data_type.starts_with("Binary"); }
  bool operator==(const MessageAttribute&) const = default;
};

struct MessageRecord {
  std::string id;  // raw
  std::string body;
  std::map<std::string, MessageAttribute> attributes;
  std::string trace_header;  // AWSTraceHeader
  std::string sender_id;
  TimePoint sent_at{};
  TimePoint visible_from{};
  std::optional<TimePoint> first_received_at;
  int64_t receives = 0;
  std::string dead_letter_source;  // the ARN of the queue that it was moved from
};

Result<std::optional<QueueRecord>> find_queue(kv::Reader& reader, const QueueName& name);
Result<QueueRecord> decode_queue(std::string_view stored);
void put_queue(kv::Txn& txn, const QueueRecord& queue);

Result<std::optional<MessageRecord>> find_message(kv::Reader& reader, std::string_view queue_id, std::string_view message_id);
// Writes the message and its row in the order of visibility.
void put_message(kv::Txn& txn, std::string_view queue_id, const MessageRecord& message);
// `message` as it was found.
void erase_message(kv::Txn& txn, std::string_view queue_id, const MessageRecord& message);

}  // namespace tarn::sqs
