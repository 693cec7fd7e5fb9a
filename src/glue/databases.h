// Databases (glue-catalog.md 2).
#pragma once
#include "glue/databases.gen.h"
#include "glue/service.h"

namespace tarn::glue {

Result<CreateDatabaseOutput> create_database(Glue& glue, const CreateDatabaseInput& in, const aws::RequestContext& ctx);
Result<GetDatabaseOutput> get_database(Glue& glue, const GetDatabaseInput& in, const aws::RequestContext& ctx);
Result<GetDatabasesOutput> get_databases(Glue& glue, const GetDatabasesInput& in, const aws::RequestContext& ctx);
Result<UpdateDatabaseOutput> update_database(Glue& glue, const UpdateDatabaseInput& in, const aws::RequestContext& ctx);
Result<DeleteDatabaseOutput> delete_database(Glue& glue, const DeleteDatabaseInput& in, const aws::RequestContext& ctx);

aws::AccessChecks may_create_database(const CreateDatabaseInput& in, const aws::RequestContext& ctx);
aws::AccessChecks may_get_database(const GetDatabaseInput& in, const aws::RequestContext& ctx);
aws::AccessChecks may_get_databases(const GetDatabasesInput& in, const aws::RequestContext& ctx);
aws::AccessChecks may_update_database(const UpdateDatabaseInput& in, const aws::RequestContext& ctx);
aws::AccessChecks may_delete_database(const DeleteDatabaseInput& in, const aws::RequestContext& ctx);

}  // namespace tarn::glue
