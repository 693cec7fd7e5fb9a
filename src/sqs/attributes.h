// The attributes of queues: which there are, what they may be, what they are when nobody set them (neighbours.md section 5.2).
#pragma once
#include <chrono>
#include <map>
#include <string>

#include "sqs/service.h"

namespace tarn::sqs {

using Attributes = std::map<std::string, std::string>;

// Checks what a request sets and brings it into the stored form (the policy with the ids of its principals). An empty Policy, RedrivePolicy,
// RedriveAllowPolicy or KmsMasterKeyId removes it. Errors InvalidAttributeName, InvalidAttributeValue, UnsupportedOperation.
Result<void> set_attributes(const SqsState& sqs, kv::Reader& reader, QueueRecord& queue, const Attributes& wanted);

// Error QueueNameExists names the first attribute in which `wanted` differs from a queue that exists.
Result<void> check_same(const SqsState& sqs, kv::Reader& reader, const QueueRecord& queue, const Attributes& wanted);

// The attributes that `names` ask for ("All": all of them), those that are counted included. Error InvalidAttributeName.
Result<Attributes> shown_attributes(const SqsState& sqs, kv::Reader& reader, const QueueRecord& queue, const std::vector<std::string>& names, TimePoint now);

int64_t number_of(const QueueRecord& queue, std::string_view attribute);  // seconds or bytes, as set or by default

// Where messages go that were received too often; nullopt: nowhere.
struct Redrive {
  QueueName target;
  int64_t max_receives = 0;
};
std::optional<Redrive> redrive_of(const QueueRecord& queue);

}  // namespace tarn::sqs
