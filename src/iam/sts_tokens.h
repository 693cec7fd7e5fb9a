// STS: AssumeRole, GetCallerIdentity, GetSessionToken, GetAccessKeyInfo.
#pragma once
#include "iam/service.h"
#include "sts/tokens.gen.h"

namespace tarn::sts {

using iam::IamState;

Result<AssumeRoleOutput> assume_role(IamState& iam, const AssumeRoleInput& in, const aws::RequestContext& ctx);
Result<GetCallerIdentityOutput> get_caller_identity(IamState& iam, const GetCallerIdentityInput& in, const aws::RequestContext& ctx);
Result<GetSessionTokenOutput> get_session_token(IamState& iam, const GetSessionTokenInput& in, const aws::RequestContext& ctx);
Result<GetAccessKeyInfoOutput> get_access_key_info(IamState& iam, const GetAccessKeyInfoInput& in, const aws::RequestContext& ctx);

}  // namespace tarn::sts
