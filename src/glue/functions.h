// User-defined functions (glue-catalog.md 6).
#pragma once
#include "glue/functions.gen.h"
#include "glue/service.h"

namespace tarn::glue {

Result<CreateUserDefinedFunctionOutput> create_user_defined_function(Glue& glue, const CreateUserDefinedFunctionInput& in, const aws::RequestContext& ctx);
Result<GetUserDefinedFunctionOutput> get_user_defined_function(Glue& glue, const GetUserDefinedFunctionInput& in, const aws::RequestContext& ctx);
Result<GetUserDefinedFunctionsOutput> get_user_defined_functions(Glue& glue, const GetUserDefinedFunctionsInput& in, const aws::RequestContext& ctx);
Result<UpdateUserDefinedFunctionOutput> update_user_defined_function(Glue& glue, const UpdateUserDefinedFunctionInput& in, const aws::RequestContext& ctx);
Result<DeleteUserDefinedFunctionOutput> delete_user_defined_function(Glue& glue, const DeleteUserDefinedFunctionInput& in, const aws::RequestContext& ctx);

aws::AccessChecks may_create_user_defined_function(const CreateUserDefinedFunctionInput& in, const aws::RequestContext& ctx);
aws::AccessChecks may_get_user_defined_function(const GetUserDefinedFunctionInput& in, const aws::RequestContext& ctx);
aws::AccessChecks may_get_user_defined_functions(const GetUserDefinedFunctionsInput& in, const aws::RequestContext& ctx);
aws::AccessChecks may_update_user_defined_function(const UpdateUserDefinedFunctionInput& in, const aws::RequestContext& ctx);
aws::AccessChecks may_delete_user_defined_function(const DeleteUserDefinedFunctionInput& in, const aws::RequestContext& ctx);

}  // namespace tarn::glue
