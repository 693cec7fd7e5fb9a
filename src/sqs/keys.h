// The layout of SQS's keys.
//
//   sqs.queue    account, region, name                  -> QueueRecord
//   sqs.message  queue id, message id                    -> MessageRecord
//   sqs.due      queue id, visible from (us), message id -> nothing: the order in which messages are received
//   sqs.gone     queue id                                -> nothing: an id whose rows are to be removed
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "kv/store.h"

namespace tarn::sqs {

constexpr size_t kIdBytes = 16;

struct QueueName {
  std::string account_id, region, name;
  bool operator==(const QueueName&) const = default;
};

std::string queue_arn(const QueueName& name);
std::optional<QueueName> queue_of_arn(std::string_view arn);  // nullopt: no ARN of a queue

std::string queue_key(const QueueName& name);
std::string queues_prefix(std::string_view account_id, std::string_view region);
kv::Range all_queues();

// Ids are kIdBytes of raw bytes.
std::string message_key(std::string_view queue_id, std::string_view message_id);
kv::Range messages_of(std::string_view queue_id);
std::string due_prefix(std::string_view queue_id);
std::string due_key(std::string_view queue_id, TimePoint visible_from, std::string_view message_id);
// Messages that are visible at `now`.
kv::Range due_until(std::string_view queue_id, TimePoint now);
struct DueKey {
  TimePoint visible_from{};
  std::string message_id;
};
std::optional<DueKey> read_due_key(std::string_view key);

std::string gone_key(std::string_view queue_id);
kv::Range gone_range();
std::string read_gone_key(std::string_view key);  // the queue id

}  // namespace tarn::sqs
