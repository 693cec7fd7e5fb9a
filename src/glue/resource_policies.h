// The policy of the catalog (glue-catalog.md 7): one for each account and region, evaluated on catalog, database, table, connection and
// function ARNs.
#pragma once
#include "glue/resource_policies.gen.h"
#include "glue/service.h"
#include "kv/watched_cache.h"

namespace tarn::glue {

// What main.cpp hands to iam for "glue": the policy of the catalog that an ARN lies in.
class CatalogPolicies final : public iam::ResourcePolicies {
 public:
  explicit CatalogPolicies(kv::Store& store);
  Result<std::optional<iam::ResourcePolicy>> find(const std::string& resource_arn) const override;

 private:
  using Texts = kv::WatchedCache<std::pair<std::string, std::string>, std::string>;  // by account and region; empty: none
  kv::Store& store_;
  mutable Texts texts_;
};

Result<PutResourcePolicyOutput> put_resource_policy(Glue& glue, const PutResourcePolicyInput& in, const aws::RequestContext& ctx);
Result<GetResourcePolicyOutput> get_resource_policy(Glue& glue, const GetResourcePolicyInput& in, const aws::RequestContext& ctx);
Result<GetResourcePoliciesOutput> get_resource_policies(Glue& glue, const GetResourcePoliciesInput& in, const aws::RequestContext& ctx);
Result<DeleteResourcePolicyOutput> delete_resource_policy(Glue& glue, const DeleteResourcePolicyInput& in, const aws::RequestContext& ctx);

aws::AccessChecks may_put_resource_policy(const PutResourcePolicyInput& in, const aws::RequestContext& ctx);
aws::AccessChecks may_get_resource_policy(const GetResourcePolicyInput& in, const aws::RequestContext& ctx);
aws::AccessChecks may_get_resource_policies(const GetResourcePoliciesInput& in, const aws::RequestContext& ctx);
aws::AccessChecks may_delete_resource_policy(const DeleteResourcePolicyInput& in, const aws::RequestContext& ctx);

}  // namespace tarn::glue
