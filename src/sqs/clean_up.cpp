#include "sqs/clean_up.h"

#include "sqs/attributes.h"

namespace tarn::sqs {

Result<size_t> remove_gone_rows(kv::Store& store, size_t most) {
  if (TRY(store.snapshot()->page(gone_range(), 1)).empty()) return size_t{0};
  return store.transact([&](kv::Txn& txn) -> Result<size_t> {
    auto gone = TRY(txn.page(gone_range(), 1));
    if (gone.empty()) return size_t{0};
    auto queue_id = read_gone_key(gone.front().key);
    auto messages = TRY(txn.page(messages_of(queue_id), most));
    for (auto& row : messages) txn.erase(row.key);
    auto order = TRY(txn.page(kv::Range::prefix(due_prefix(queue_id)), most));
    for (auto& row : order) txn.erase(row.key);
    if (messages.size() < most && order.size() < most) txn.erase(gone.front().key);
    return std::max<size_t>(1, messages.size());
  });
}

Result<size_t> remove_expired(kv::Store& store, TimePoint now, size_t most) {
  std::vector<QueueRecord> queues;
  Result<void> broken;
  TRY(store.snapshot()->scan(all_queues(), [&](std::string_view, std::string_view stored) {
    auto queue = decode_queue(stored);
    if (queue.ok()) queues.push_back(std::move(*queue));
    else broken = queue.error();
    return broken.ok();
  }));
  TRY(std::move(broken));
  size_t removed = 0;
  for (auto& queue : queues) {
    // A message is never visible before it was sent.
    auto range = due_until(queue.id, now - std::chrono::seconds(number_of(queue, "MessageRetentionPeriod")));
    if (TRY(store.snapshot()->page(range, 1)).empty()) continue;
    removed += TRY(store.transact([&](kv::Txn& txn) -> Result<size_t> {
      auto rows = TRY(txn.page(range, most));
      for (auto& row : rows) {
        txn.erase(row.key);
        if (auto key = read_due_key(row.key)) txn.erase(message_key(queue.id, key->message_id));
      }
      return rows.size();
    }));
  }
  return removed;
}

}  // namespace tarn::sqs
