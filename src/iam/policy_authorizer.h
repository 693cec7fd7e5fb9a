// The Authorizer over the stored policies: gathers what counts for a caller and a resource, and asks decide().
#pragma once
#include <map>
#include <memory>
#include <string>

#include "iam/authorizer.h"
#include "iam/policy/evaluate.h"
#include "iam/principal_policies.h"
#include "iam/resource_tags.h"

namespace tarn::iam {

class PolicyAuthorizer final : public Authorizer {
 public:
  // All borrowed.
  PolicyAuthorizer(kv::Store& store, PolicyCache& cache, PrincipalPolicies& principals);

  void set_resource_policies(const std::string& service, const ResourcePolicies& source) { sources_[service] = &source; }
  void set_resource_tags(const std::string& service, const ResourceTags& source) { tags_[service] = &source; }

  Result<void> authorize(const aws::AccessContext& who, const aws::AccessCheck& check) const override;

 private:
  Result<Decision> decide_for(const aws::AccessContext& who, const aws::AccessCheck& check, bool& same_account) const;
  Result<std::vector<PolicyPtr>> session_layer(const std::string& text) const;

  kv::Store& store_;
  PolicyCache& cache_;
  PrincipalPolicies& principals_;
  std::map<std::string, const ResourcePolicies*> sources_;  // set before requests are served, constant since
  std::map<std::string, const ResourceTags*> tags_;            // likewise
};

// sts:AssumeRole, TagSession, SetSourceIdentity of `who` on a role, without the session's other layers where they do not count.
Result<Decision> decide_trust(PolicyCache& cache, const RoleRecord& role, const PrincipalFacts& facts, const aws::AccessContext& who,
                              const aws::AccessCheck& check, std::vector<std::vector<PolicyPtr>> sessions);

}  // namespace tarn::iam
