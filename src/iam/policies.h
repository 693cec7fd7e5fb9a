// Managed policies and their versions. AWS's own (aws_managed_policies.h) are listed and read like the account's.
#pragma once
#include "iam/policies.gen.h"
#include "iam/service.h"

namespace tarn::iam {

Result<CreatePolicyOutput> create_policy(IamState& iam, const CreatePolicyInput& in, const aws::RequestContext& ctx);
Result<GetPolicyOutput> get_policy(IamState& iam, const GetPolicyInput& in, const aws::RequestContext& ctx);
Result<ListPoliciesOutput> list_policies(IamState& iam, const ListPoliciesInput& in, const aws::RequestContext& ctx);
Result<DeletePolicyOutput> delete_policy(IamState& iam, const DeletePolicyInput& in, const aws::RequestContext& ctx);
Result<CreatePolicyVersionOutput> create_policy_version(IamState& iam, const CreatePolicyVersionInput& in, const aws::RequestContext& ctx);
Result<GetPolicyVersionOutput> get_policy_version(IamState& iam, const GetPolicyVersionInput& in, const aws::RequestContext& ctx);
Result<ListPolicyVersionsOutput> list_policy_versions(IamState& iam, const ListPolicyVersionsInput& in, const aws::RequestContext& ctx);
Result<DeletePolicyVersionOutput> delete_policy_version(IamState& iam, const DeletePolicyVersionInput& in, const aws::RequestContext& ctx);
Result<SetDefaultPolicyVersionOutput> set_default_policy_version(IamState& iam, const SetDefaultPolicyVersionInput& in,
                                                                 const aws::RequestContext& ctx);

}  // namespace tarn::iam
