// Roles: CreateRole, GetRole, ListRoles, UpdateRole, UpdateAssumeRolePolicy, DeleteRole.
#pragma once
#include "iam/roles.gen.h"
#include "iam/service.h"

namespace tarn::iam {

Result<CreateRoleOutput> create_role(IamState& iam, const CreateRoleInput& in, const aws::RequestContext& ctx);
Result<GetRoleOutput> get_role(IamState& iam, const GetRoleInput& in, const aws::RequestContext& ctx);
Result<ListRolesOutput> list_roles(IamState& iam, const ListRolesInput& in, const aws::RequestContext& ctx);
Result<UpdateRoleOutput> update_role(IamState& iam, const UpdateRoleInput& in, const aws::RequestContext& ctx);
Result<UpdateAssumeRolePolicyOutput> update_assume_role_policy(IamState& iam, const UpdateAssumeRolePolicyInput& in, const aws::RequestContext& ctx);
Result<DeleteRoleOutput> delete_role(IamState& iam, const DeleteRoleInput& in, const aws::RequestContext& ctx);

}  // namespace tarn::iam
