// Rows that nobody can receive any more. Each function removes up to `most` messages in one transaction and answers how many.
#pragma once
#include "sqs/records.h"

namespace tarn::sqs {

// Of deleted and emptied queues.
Result<size_t> remove_gone_rows(kv::Store& store, size_t most);
// Those that were never received within their queue's retention. (Others go when they would be received again.)
Result<size_t> remove_expired(kv::Store& store, TimePoint now, size_t most);

}  // namespace tarn::sqs
