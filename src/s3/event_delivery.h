// Brings events from the outbox (objects/outbox.h) to their queues: each arrives in the transaction that takes it out of the outbox, so
// exactly once as far as the queue.
#pragma once
#include "objects/outbox.h"
#include "s3/service.h"

namespace tarn::s3 {

// S3 itself, as queue policies name it.
aws::AccessContext delivery_access(TimePoint now);

// The message of an event (neighbours.md 5.3).
std::string event_message(const objects::ObjectEvent& event);

// Delivers up to `most` events and answers how many it took out. An event whose queue is gone, or does not let S3 send any more, is
// dropped and logged.
Result<size_t> deliver_events(S3& s3, size_t most);

}  // namespace tarn::s3
