// What a user's or role's own account gives it: identity policies, permissions boundary, tags. Read from the store, parsed, and
// kept until a record of IAM changes.
#pragma once
#include <atomic>
#include <memory>
#include <mutex>
#include <unordered_map>
#include <vector>

#include "aws/access_context.h"
#include "iam/policy/cache.h"
#include "iam/records.h"
#include "kv/store.h"

namespace tarn::iam {

struct PrincipalFacts {
  bool exists = false;  // false: deleted since the credentials were made; nothing is allowed by identity
  std::vector<PolicyPtr> identity;
  PolicyPtr boundary;
  Tags tags;
};

constexpr size_t kCachedPrincipals = 4096;

class PrincipalPolicies {
 public:
  PrincipalPolicies(kv::Store& store, PolicyCache& cache);

  // Shared with requests that are still deciding when a record changes.
  Result<std::shared_ptr<const PrincipalFacts>> find(const aws::Principal& principal);
  // The default version of a managed policy, AWS's or a customer's.
  Result<std::string> managed_policy_document(kv::Reader& reader, const std::string& arn);

  // To be called after a change of this process; others' changes arrive by the store's watch.
  void forget() { generation_++; }

 private:
  Result<PrincipalFacts> load(const aws::Principal& principal);
  Result<PrincipalFacts> load_entity(kv::Reader& reader, const EntityRecord& entity);

  struct Cached {
    uint64_t generation;
    std::shared_ptr<const PrincipalFacts> facts;
  };

  kv::Store& store_;
  PolicyCache& cache_;
  std::atomic<uint64_t> generation_{0};
  std::mutex mutex_;
  std::unordered_map<std::string, Cached> cached_;  // by the unique id and ARN of the user or role
  std::unique_ptr<kv::Store::Watch> watch_;         // last: stops before the rest is destroyed
};

}  // namespace tarn::iam
