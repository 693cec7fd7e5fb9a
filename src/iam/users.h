// Users: CreateUser, GetUser, ListUsers, UpdateUser, DeleteUser.
#pragma once
#include "iam/service.h"
#include "iam/users.gen.h"

namespace tarn::iam {

Result<CreateUserOutput> create_user(IamState& iam, const CreateUserInput& in, const aws::RequestContext& ctx);
Result<GetUserOutput> get_user(IamState& iam, const GetUserInput& in, const aws::RequestContext& ctx);
Result<ListUsersOutput> list_users(IamState& iam, const ListUsersInput& in, const aws::RequestContext& ctx);
Result<UpdateUserOutput> update_user(IamState& iam, const UpdateUserInput& in, const aws::RequestContext& ctx);
Result<DeleteUserOutput> delete_user(IamState& iam, const DeleteUserInput& in, const aws::RequestContext& ctx);

}  // namespace tarn::iam
