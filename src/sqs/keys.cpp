#include "sqs/keys.h"

#include "aws/arn.h"
#include "kv/key.h"

namespace tarn::sqs {
namespace {

constexpr std::string_view kQueue = "sqs.queue", kMessage = "sqs.message", kDue = "sqs.due", kGone = "sqs.gone";

uint64_t micros(TimePoint time) { return static_cast<uint64_t>(time.time_since_epoch().count()); }

}  // namespace

std::string queue_arn(const QueueName& name) { return aws::make_arn("sqs", name.region, name.account_id, name.name); }

std::optional<QueueName> queue_of_arn(std::string_view text) {
  auto arn = aws::Arn::parse(text);
  if (!arn || arn->service != "sqs" || arn->region.empty() || arn->account_id.empty()) return std::nullopt;
  return QueueName{arn->account_id, arn->region, arn->resource};
}

std::string queue_key(const QueueName& name) { return kv::KeyBuilder(kQueue).text(name.account_id).text(name.region).text(name.name).take(); }
std::string queues_prefix(std::string_view account_id, std::string_view region) { return kv::KeyBuilder(kQueue).text(account_id).text(region).take(); }
kv::Range all_queues() { return kv::Range::prefix(kv::KeyBuilder(kQueue).str()); }

std::string message_key(std::string_view queue_id, std::string_view message_id) { return kv::KeyBuilder(kMessage).raw(queue_id).raw(message_id).take(); }
kv::Range messages_of(std::string_view queue_id) { return kv::Range::prefix(kv::KeyBuilder(kMessage).raw(queue_id).str()); }

std::string due_prefix(std::string_view queue_id) { return kv::KeyBuilder(kDue).raw(queue_id).take(); }
std::string due_key(std::string_view queue_id, TimePoint visible_from, std::string_view message_id) {
  return kv::KeyBuilder(kDue).raw(queue_id).u64(micros(visible_from)).raw(message_id).take();
}
kv::Range due_until(std::string_view queue_id, TimePoint now) {
  return {due_prefix(queue_id), kv::KeyBuilder(kDue).raw(queue_id).u64(micros(now) + 1).take()};
}
std::optional<DueKey> read_due_key(std::string_view key) {
  const size_t prefix = kv::KeyBuilder(kDue).str().size();
  if (key.size() != prefix + kIdBytes + sizeof(uint64_t) + kIdBytes) return std::nullopt;
  DueKey out;
  uint64_t time = 0;
  for (unsigned char byte : key.substr(prefix + kIdBytes, sizeof(uint64_t))) time = time << 8 | byte;
  out.visible_from = TimePoint(std::chrono::microseconds(time));
  out.message_id = key.substr(key.size() - kIdBytes);
  return out;
}

std::string gone_key(std::string_view queue_id) { return kv::KeyBuilder(kGone).raw(queue_id).take(); }
kv::Range gone_range() { return kv::Range::prefix(kv::KeyBuilder(kGone).str()); }
std::string read_gone_key(std::string_view key) { return std::string(kv::KeyReader(kGone, key).rest()); }

}  // namespace tarn::sqs
