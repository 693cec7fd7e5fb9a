// What the batch operations share: up to ten entries with ids of their own, each of which succeeds or fails for itself.
#pragma once
#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "sqs/errors.h"
#include "sqs/messages.gen.h"

namespace tarn::sqs {

constexpr size_t kMaxBatchEntries = 10, kMaxBatchIdCharacters = 80;

template <class Entry>
Result<void> check_batch(const std::vector<Entry>& entries) {
  if (entries.empty()) return errors::empty_batch();
  if (entries.size() > kMaxBatchEntries) return errors::batch_too_large(entries.size());
  std::set<std::string> ids;
  for (auto& entry : entries) {
    bool is_legal = !entry.id.empty() && entry.id.size() <= kMaxBatchIdCharacters &&
                    std::all_of(entry.id.begin(), entry.id.end(), [](unsigned char c) { return std::isalnum(c) || c == '-' || c == '_'; });
    if (!is_legal) return errors::bad_batch_id();
    if (!ids.insert(entry.id).second) return errors::ids_not_distinct(entry.id);
  }
  return {};
}

inline BatchResultErrorEntry failed_entry(const std::string& id, const Error& error) { return {id, error.http_status < 500, error.code, error.message}; }

// `answer` answers Result<the entry of Successful>. A fault of ours fails the whole request.
template <class Output, class Entry, class Answer>
Result<Output> answer_batch(const std::vector<Entry>& entries, Answer answer) {
  TRY(check_batch(entries));
  typename decltype(Output::successful)::value_type successful;
  std::vector<BatchResultErrorEntry> failed;
  for (auto& entry : entries) {
    auto outcome = answer(entry);
    if (outcome.ok()) successful.push_back(std::move(*outcome));
    else if (outcome.error().code == "InternalError") return outcome.error();
    else failed.push_back(failed_entry(entry.id, outcome.error()));
  }
  Output out;  // an empty list is absent
  if (!successful.empty()) out.successful = std::move(successful);
  if (!failed.empty()) out.failed = std::move(failed);
  return out;
}

}  // namespace tarn::sqs
