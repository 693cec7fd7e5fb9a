// The policies that queues carry (attribute Policy), for the Authorizer.
#pragma once
#include "iam/authorizer.h"
#include "sqs/records.h"

namespace tarn::sqs {

class QueuePolicies final : public iam::ResourcePolicies {
 public:
  explicit QueuePolicies(kv::Store& store) : store_(store) {}
  Result<std::optional<iam::ResourcePolicy>> find(const std::string& resource_arn) const override;

 private:
  kv::Store& store_;
};

}  // namespace tarn::sqs
