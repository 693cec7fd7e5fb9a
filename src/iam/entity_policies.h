// What users and roles carry: attached and inline policies, permissions boundaries, tags.
#pragma once
#include "iam/attached_policies.gen.h"
#include "iam/boundaries.gen.h"
#include "iam/inline_policies.gen.h"
#include "iam/service.h"
#include "iam/tags.gen.h"

namespace tarn::iam {

Result<AttachUserPolicyOutput> attach_user_policy(IamState& iam, const AttachUserPolicyInput& in, const aws::RequestContext& ctx);
Result<DetachUserPolicyOutput> detach_user_policy(IamState& iam, const DetachUserPolicyInput& in, const aws::RequestContext& ctx);
Result<ListAttachedUserPoliciesOutput> list_attached_user_policies(IamState& iam, const ListAttachedUserPoliciesInput& in, const aws::RequestContext& ctx);
Result<AttachRolePolicyOutput> attach_role_policy(IamState& iam, const AttachRolePolicyInput& in, const aws::RequestContext& ctx);
Result<DetachRolePolicyOutput> detach_role_policy(IamState& iam, const DetachRolePolicyInput& in, const aws::RequestContext& ctx);
Result<ListAttachedRolePoliciesOutput> list_attached_role_policies(IamState& iam, const ListAttachedRolePoliciesInput& in, const aws::RequestContext& ctx);

Result<PutUserPolicyOutput> put_user_policy(IamState& iam, const PutUserPolicyInput& in, const aws::RequestContext& ctx);
Result<GetUserPolicyOutput> get_user_policy(IamState& iam, const GetUserPolicyInput& in, const aws::RequestContext& ctx);
Result<ListUserPoliciesOutput> list_user_policies(IamState& iam, const ListUserPoliciesInput& in, const aws::RequestContext& ctx);
Result<DeleteUserPolicyOutput> delete_user_policy(IamState& iam, const DeleteUserPolicyInput& in, const aws::RequestContext& ctx);
Result<PutRolePolicyOutput> put_role_policy(IamState& iam, const PutRolePolicyInput& in, const aws::RequestContext& ctx);
Result<GetRolePolicyOutput> get_role_policy(IamState& iam, const GetRolePolicyInput& in, const aws::RequestContext& ctx);
Result<ListRolePoliciesOutput> list_role_policies(IamState& iam, const ListRolePoliciesInput& in, const aws::RequestContext& ctx);
Result<DeleteRolePolicyOutput> delete_role_policy(IamState& iam, const DeleteRolePolicyInput& in, const aws::RequestContext& ctx);

Result<PutUserPermissionsBoundaryOutput> put_user_boundary(IamState& iam, const PutUserPermissionsBoundaryInput& in, const aws::RequestContext& ctx);
Result<DeleteUserPermissionsBoundaryOutput> delete_user_boundary(IamState& iam, const DeleteUserPermissionsBoundaryInput& in, const aws::RequestContext& ctx);
Result<PutRolePermissionsBoundaryOutput> put_role_boundary(IamState& iam, const PutRolePermissionsBoundaryInput& in, const aws::RequestContext& ctx);
Result<DeleteRolePermissionsBoundaryOutput> delete_role_boundary(IamState& iam, const DeleteRolePermissionsBoundaryInput& in, const aws::RequestContext& ctx);

Result<TagUserOutput> tag_user(IamState& iam, const TagUserInput& in, const aws::RequestContext& ctx);
Result<UntagUserOutput> untag_user(IamState& iam, const UntagUserInput& in, const aws::RequestContext& ctx);
Result<ListUserTagsOutput> list_user_tags(IamState& iam, const ListUserTagsInput& in, const aws::RequestContext& ctx);
Result<TagRoleOutput> tag_role(IamState& iam, const TagRoleInput& in, const aws::RequestContext& ctx);
Result<UntagRoleOutput> untag_role(IamState& iam, const UntagRoleInput& in, const aws::RequestContext& ctx);
Result<ListRoleTagsOutput> list_role_tags(IamState& iam, const ListRoleTagsInput& in, const aws::RequestContext& ctx);

}  // namespace tarn::iam
