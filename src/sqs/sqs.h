// Amazon SQS: standard queues (neighbours.md section 5). Messages are durable when SendMessage answers.
#pragma once
#include <memory>
#include <string>

#include "aws/operation.h"
#include "base/random.h"
#include "iam/authorizer.h"
#include "iam/principal_names.h"
#include "kv/store.h"

namespace tarn::sqs {

class Sqs {
 public:
  virtual ~Sqs() = default;
  virtual aws::Service service() = 0;
  virtual const iam::ResourcePolicies& queue_policies() const = 0;

  // Long polls answer at once from here on.
  virtual void stop() = 0;

  // Whether `who` (a service: S3) may send to the queue: ok; QueueDoesNotExist; AccessDenied.
  virtual Result<void> check_may_send(const aws::AccessContext& who, const std::string& queue_arn, const std::string& source_arn,
                                      const std::string& source_account) const = 0;
  // Sends within the caller's transaction. Error QueueDoesNotExist.
  virtual Result<void> deliver(kv::Txn& txn, const std::string& queue_arn, std::string body, TimePoint now) = 0;

  // Removes up to `most` rows of deleted and emptied queues, and of messages whose retention has passed unreceived. Answers how many.
  virtual Result<size_t> clean_up(size_t most) = 0;
};

// All borrowed.
std::unique_ptr<Sqs> open_sqs(kv::Store& store, const Clock& clock, Random& random, const iam::Authorizer& authorizer, const iam::PrincipalNames& principal_names);

}  // namespace tarn::sqs
