// Access keys of users: at most two, the secret shown once and kept sealed.
#pragma once
#include "iam/access_keys.gen.h"
#include "iam/service.h"

namespace tarn::iam {

Result<CreateAccessKeyOutput> create_access_key(IamState& iam, const CreateAccessKeyInput& in, const aws::RequestContext& ctx);
Result<ListAccessKeysOutput> list_access_keys(IamState& iam, const ListAccessKeysInput& in, const aws::RequestContext& ctx);
Result<UpdateAccessKeyOutput> update_access_key(IamState& iam, const UpdateAccessKeyInput& in, const aws::RequestContext& ctx);
Result<DeleteAccessKeyOutput> delete_access_key(IamState& iam, const DeleteAccessKeyInput& in, const aws::RequestContext& ctx);

}  // namespace tarn::iam
