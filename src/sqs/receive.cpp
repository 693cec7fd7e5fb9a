#include "sqs/receive.h"

#include <condition_variable>
#include <mutex>
#include <set>

#include "base/encoding.h"
#include "kv/key.h"
#include "sqs/attributes.h"
#include "sqs/batches.h"
#include "sqs/send.h"

namespace tarn::sqs {
namespace {

constexpr int32_t kMaxMessages = 10, kMaxWait = 20, kMaxVisibility = 43'200;
constexpr std::chrono::milliseconds kLongestSleep{500};  // after which messages whose time has come are looked for

// What a receipt handle says: which message, and which of its receives.
struct Receipt {
  std::string queue_id, message_id;
  int64_t receive = 0;
};

std::string write_receipt(std::string_view queue_id, const MessageRecord& message) {
  return to_base64(std::string(queue_id) + message.id + std::to_string(message.receives));
}

std::optional<Receipt> read_receipt(const std::string& handle) {
  auto bytes = from_base64(handle);
  if (!bytes || bytes->size() <= 2 * kIdBytes) return std::nullopt;
  Receipt out{bytes->substr(0, kIdBytes), bytes->substr(kIdBytes, kIdBytes), 0};
  for (char c : bytes->substr(2 * kIdBytes)) {
    if (c < '0' || c > '9' || out.receive > 1'000'000'000) return std::nullopt;
    out.receive = out.receive * 10 + (c - '0');
  }
  return out;
}

// What a receive asks for, checked.
struct Wanted {
  QueueName name;
  size_t most = 1;
  std::optional<std::chrono::seconds> visibility, wait;
};

Result<Wanted> check_request(const ReceiveMessageInput& in, const aws::RequestContext& ctx) {
  auto refuse = [](int32_t value, const std::string& name, const std::string& why) {
    return errors::invalid_parameter("Value " + std::to_string(value) + " for parameter " + name + " is invalid. Reason: " + why);
  };
  Wanted out{.name = TRY(named_queue(in.queue_url, ctx))};
  const int32_t most = in.max_number_of_messages.value_or(1);
  if (most < 1 || most > kMaxMessages) return refuse(most, "MaxNumberOfMessages", "Must be between 1 and 10, if provided.");
  out.most = static_cast<size_t>(most);
  if (in.visibility_timeout) {
    if (*in.visibility_timeout < 0 || *in.visibility_timeout > kMaxVisibility) return refuse(*in.visibility_timeout, "VisibilityTimeout", "Must be between 0 and 43200.");
    out.visibility = std::chrono::seconds(*in.visibility_timeout);
  }
  if (in.wait_time_seconds) {
    if (*in.wait_time_seconds < 0 || *in.wait_time_seconds > kMaxWait) return refuse(*in.wait_time_seconds, "WaitTimeSeconds", "Must be >= 0 and <= 20, if provided.");
    out.wait = std::chrono::seconds(*in.wait_time_seconds);
  }
  return out;
}

// Moves a message that was received too often to the dead-letter queue, if that is still there.
Result<bool> move_to_dead_letters(kv::Txn& txn, const QueueRecord& queue, const MessageRecord& message, TimePoint now) {
  auto redrive = redrive_of(queue);
  if (!redrive || message.receives < redrive->max_receives) return false;
  auto target = TRY(find_queue(txn, redrive->target));
  if (!target) return false;
  MessageRecord moved = message;
  moved.visible_from = now;
  moved.receives = 0;
  moved.first_received_at.reset();
  moved.dead_letter_source = queue_arn(queue.name);
  erase_message(txn, queue.id, message);
  put_message(txn, target->id, moved);
  return true;
}

// Takes up to `wanted.most` messages that are visible now: they are invisible from then on.
Result<std::vector<MessageRecord>> take_messages(kv::Txn& txn, const QueueRecord& queue, const Wanted& wanted, TimePoint now) {
  const auto visibility = wanted.visibility.value_or(std::chrono::seconds(number_of(queue, "VisibilityTimeout")));
  const auto retention = std::chrono::seconds(number_of(queue, "MessageRetentionPeriod"));
  std::vector<MessageRecord> taken;
  std::set<std::string> seen;  // with a visibility of 0 what was taken is in the range again
  auto range = due_until(queue.id, now);
  while (taken.size() < wanted.most) {
    auto due = TRY(txn.page(range, wanted.most - taken.size()));
    if (due.empty()) break;
    range.begin = due.back().key + '\0';
    for (auto& row : due) {
      auto key = read_due_key(row.key);
      if (key && !seen.insert(key->message_id).second) continue;
      auto message = key ? TRY(find_message(txn, queue.id, key->message_id)) : std::nullopt;
      if (!message) return internal_error("a row of a queue's order names no message");
      if (message->sent_at + retention <= now) {
        erase_message(txn, queue.id, *message);
        continue;
      }
      if (TRY(move_to_dead_letters(txn, queue, *message, now))) continue;
      erase_message(txn, queue.id, *message);
      message->receives += 1;
      if (!message->first_received_at) message->first_received_at = now;
      message->visible_from = now + visibility;
      put_message(txn, queue.id, *message);
      taken.push_back(std::move(*message));
    }
  }
  return taken;
}

struct Taken {
  QueueRecord queue;
  std::vector<MessageRecord> messages;
};

Result<Taken> take_once(SqsState& sqs, const Wanted& wanted, TimePoint now) {
  // An empty queue is polled again and again: no transaction for that.
  auto snapshot = sqs.store.snapshot();
  auto queue = TRY(expect_queue(*snapshot, wanted.name));
  if (TRY(snapshot->page(due_until(queue.id, now), 1)).empty()) return Taken{std::move(queue), {}};
  return sqs.store.transact([&](kv::Txn& txn) -> Result<Taken> {
    auto current = TRY(expect_queue(txn, wanted.name));
    auto messages = TRY(take_messages(txn, current, wanted, now));
    return Taken{std::move(current), std::move(messages)};
  });
}

// Wakes who waits for a message of one queue.
class Arrival {
 public:
  Arrival(kv::Store& store, std::string_view queue_id) : watch_(store.watch(due_prefix(queue_id), [this] { signal(); })) {}

  void wait(std::chrono::milliseconds most) {
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, most, [this] { return has_changed_; });
    has_changed_ = false;
  }

 private:
  void signal() {
    std::lock_guard lock(mutex_);
    has_changed_ = true;
    changed_.notify_one();
  }

  std::mutex mutex_;
  std::condition_variable changed_;
  bool has_changed_ = false;
  std::unique_ptr<kv::Store::Watch> watch_;  // last: it calls what is above
};

Result<Taken> take_or_wait(SqsState& sqs, const Wanted& wanted, TimePoint now) {
  auto taken = TRY(take_once(sqs, wanted, now));
  const auto wait = wanted.wait.value_or(std::chrono::seconds(number_of(taken.queue, "ReceiveMessageWaitTimeSeconds")));
  if (!taken.messages.empty() || wait.count() == 0) return taken;
  Arrival arrival(sqs.store, taken.queue.id);
  const auto deadline = std::chrono::steady_clock::now() + wait;
  while (taken.messages.empty() && !sqs.stopping) {
    taken = TRY(take_once(sqs, wanted, sqs.clock.now()));
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now());
    if (!taken.messages.empty() || left.count() <= 0) break;
    arrival.wait(std::min(left, kLongestSleep));
  }
  return taken;
}

std::string milliseconds(TimePoint time) { return std::to_string(std::chrono::floor<std::chrono::milliseconds>(time).time_since_epoch().count()); }

bool asks_for(const std::optional<std::vector<std::string>>& names, std::string_view name) {
  if (!names) return false;
  for (auto& wanted : *names) {
    if (wanted == "All" || wanted == ".*" || wanted == name) return true;
    if (wanted.ends_with(".*") && name.starts_with(std::string_view(wanted).substr(0, wanted.size() - 1))) return true;
  }
  return false;
}

Message show(const ReceiveMessageInput& in, const QueueRecord& queue, const MessageRecord& message) {
  Message out;
  out.message_id = message_uuid(message.id);
  out.receipt_handle = write_receipt(queue.id, message);
  out.body = message.body;
  out.md5_of_body = md5_of(message.body);
  std::map<std::string, std::string> system{{"SenderId", message.sender_id}, {"SentTimestamp", milliseconds(message.sent_at)},
                                            {"ApproximateReceiveCount", std::to_string(message.receives)},
                                            {"ApproximateFirstReceiveTimestamp", milliseconds(message.first_received_at.value_or(message.sent_at))}};
  if (!message.trace_header.empty()) system["AWSTraceHeader"] = message.trace_header;
  if (!message.dead_letter_source.empty()) system["DeadLetterQueueSourceArn"] = message.dead_letter_source;
  std::erase_if(system, [&](auto& entry) { return !asks_for(in.attribute_names, entry.first) && !asks_for(in.message_system_attribute_names, entry.first); });
  if (!system.empty()) out.attributes = std::move(system);

  std::map<std::string, MessageAttribute> attributes = message.attributes;
  std::erase_if(attributes, [&](auto& entry) { return !asks_for(in.message_attribute_names, entry.first); });
  if (attributes.empty()) return out;
  out.md5_of_message_attributes = md5_of_attributes(attributes);
  out.message_attributes.emplace();
  for (auto& [name, attribute] : attributes) {
    auto& shown = (*out.message_attributes)[name];
    shown.data_type = attribute.data_type;
    (attribute.is_binary() ? shown.binary_value : shown.string_value) = attribute.value;
  }
  return out;
}

// The message that a handle means, if that was its last receive; nullopt: it is gone, or was received again since.
Result<std::optional<MessageRecord>> received_message(kv::Txn& txn, const QueueRecord& queue, const std::string& handle) {
  auto receipt = read_receipt(handle);
  if (!receipt) return errors::bad_receipt_handle(handle);
  auto message = TRY(find_message(txn, queue.id, receipt->message_id));
  if (!message || receipt->queue_id != queue.id || message->receives != receipt->receive) return std::optional<MessageRecord>();
  return message;
}

Result<void> delete_received(SqsState& sqs, const QueueName& name, const std::string& handle) {
  return sqs.store.transact([&](kv::Txn& txn) -> Result<void> {
    auto queue = TRY(expect_queue(txn, name));
    if (auto message = TRY(received_message(txn, queue, handle))) erase_message(txn, queue.id, *message);
    return {};
  });
}

Result<void> change_visibility(SqsState& sqs, const QueueName& name, const std::string& handle, int32_t seconds) {
  if (seconds < 0 || seconds > kMaxVisibility) {
    return errors::invalid_parameter("Value " + std::to_string(seconds) + " for parameter VisibilityTimeout is invalid. Reason: VisibilityTimeout must be an integer between 0 and 43200.");
  }
  const TimePoint now = sqs.clock.now();
  return sqs.store.transact([&](kv::Txn& txn) -> Result<void> {
    auto queue = TRY(expect_queue(txn, name));
    auto message = TRY(received_message(txn, queue, handle));
    if (!message || message->visible_from <= now) return errors::not_in_flight();
    erase_message(txn, queue.id, *message);
    message->visible_from = now + std::chrono::seconds(seconds);
    put_message(txn, queue.id, *message);
    return {};
  });
}

}  // namespace

Result<ReceiveMessageOutput> receive_message(SqsState& sqs, const ReceiveMessageInput& in, const aws::RequestContext& ctx) {
  auto taken = TRY(take_or_wait(sqs, TRY(check_request(in, ctx)), ctx.now()));
  ReceiveMessageOutput out;
  if (taken.messages.empty()) return out;
  out.messages.emplace();
  for (auto& message : taken.messages) out.messages->push_back(show(in, taken.queue, message));
  return out;
}

Result<DeleteMessageOutput> delete_message(SqsState& sqs, const DeleteMessageInput& in, const aws::RequestContext& ctx) {
  TRY(delete_received(sqs, TRY(named_queue(in.queue_url, ctx)), in.receipt_handle));
  return DeleteMessageOutput{};
}

Result<DeleteMessageBatchOutput> delete_message_batch(SqsState& sqs, const DeleteMessageBatchInput& in, const aws::RequestContext& ctx) {
  auto name = TRY(named_queue(in.queue_url, ctx));
  TRY(expect_queue(*sqs.store.snapshot(), name));
  return answer_batch<DeleteMessageBatchOutput>(in.entries, [&](const DeleteMessageBatchRequestEntry& entry) -> Result<DeleteMessageBatchResultEntry> {
    TRY(delete_received(sqs, name, entry.receipt_handle));
    return DeleteMessageBatchResultEntry{entry.id};
  });
}

Result<ChangeMessageVisibilityOutput> change_message_visibility(SqsState& sqs, const ChangeMessageVisibilityInput& in, const aws::RequestContext& ctx) {
  TRY(change_visibility(sqs, TRY(named_queue(in.queue_url, ctx)), in.receipt_handle, in.visibility_timeout));
  return ChangeMessageVisibilityOutput{};
}

Result<ChangeMessageVisibilityBatchOutput> change_message_visibility_batch(SqsState& sqs, const ChangeMessageVisibilityBatchInput& in, const aws::RequestContext& ctx) {
  auto name = TRY(named_queue(in.queue_url, ctx));
  TRY(expect_queue(*sqs.store.snapshot(), name));
  return answer_batch<ChangeMessageVisibilityBatchOutput>(in.entries, [&](const ChangeMessageVisibilityBatchRequestEntry& entry) -> Result<ChangeMessageVisibilityBatchResultEntry> {
    TRY(change_visibility(sqs, name, entry.receipt_handle, entry.visibility_timeout.value_or(0)));
    return ChangeMessageVisibilityBatchResultEntry{entry.id};
  });
}

}  // namespace tarn::sqs
