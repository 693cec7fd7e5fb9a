// Parsed policies by their text, so that a request costs no parsing. Thread-safe.
#pragma once
#include <shared_mutex>
#include <string>
#include <unordered_map>

#include "iam/policy/policy.h"

namespace tarn::iam {

constexpr size_t kCachedPolicies = 4096;  // emptied when full: policies are few and parse fast

class PolicyCache {
 public:
  Result<PolicyPtr> get(const std::string& json, PolicyKind kind);

 private:
  std::shared_mutex mutex_;
  std::unordered_map<std::string, PolicyPtr> policies_[3];  // by kind
};

}  // namespace tarn::iam
