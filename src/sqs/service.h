// What the handlers of SQS work on.
#pragma once
#include <atomic>

#include "aws/operation.h"
#include "aws/request_context.h"
#include "base/random.h"
#include "iam/authorizer.h"
#include "iam/principal_names.h"
#include "sqs/records.h"

namespace tarn::sqs {

struct SqsState {
  kv::Store& store;
  const Clock& clock;
  Random& random;
  const iam::Authorizer& authorizer;
  const iam::PrincipalNames& principal_names;
  std::atomic<bool> stopping{false};  // ends long polls
};

std::span<const aws::Operation> operations();

std::string new_id(Random& random);  // raw

// The queue that a URL or a bare name means: in the region of the request. Error InvalidAddress.
Result<QueueName> named_queue(const std::string& url, const aws::RequestContext& ctx);
// Error QueueDoesNotExist.
Result<QueueRecord> expect_queue(kv::Reader& reader, const QueueName& name);
std::string queue_url(const QueueName& name, const aws::RequestContext& ctx);

}  // namespace tarn::sqs
