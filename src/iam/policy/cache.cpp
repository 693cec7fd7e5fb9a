#include "iam/policy/cache.h"

#include <mutex>

namespace tarn::iam {

Result<PolicyPtr> PolicyCache::get(const std::string& json, PolicyKind kind) {
  auto& policies = policies_[static_cast<size_t>(kind)];
  {
    std::shared_lock lock(mutex_);
    if (auto found = policies.find(json); found != policies.end()) return found->second;
  }
  auto parsed = std::make_shared<const ParsedPolicy>(TRY(parse_policy(json, kind)));
  std::unique_lock lock(mutex_);
  if (policies.size() >= kCachedPolicies) policies.clear();
  return PolicyPtr(policies.emplace(json, std::move(parsed)).first->second);
}

}  // namespace tarn::iam
