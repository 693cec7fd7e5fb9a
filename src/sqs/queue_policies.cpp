#include "sqs/queue_policies.h"

namespace tarn::sqs {

Result<std::optional<iam::ResourcePolicy>> QueuePolicies::find(const std::string& resource_arn) const {
  using Found = std::optional<iam::ResourcePolicy>;
  auto name = queue_of_arn(resource_arn);
  if (!name) return Found{};
  iam::ResourcePolicy out{name->account_id, ""};
  if (auto queue = TRY(find_queue(*store_.snapshot(), *name)))
    if (auto policy = queue->attributes.find("Policy"); policy != queue->attributes.end()) out.policy_json = policy->second;
  return Found(std::move(out));
}

}  // namespace tarn::sqs
