// Tables (glue-catalog.md 3).
#pragma once
#include "glue/service.h"
#include "glue/tables.gen.h"

namespace tarn::glue {

Result<CreateTableOutput> create_table(Glue& glue, const CreateTableInput& in, const aws::RequestContext& ctx);
Result<GetTableOutput> get_table(Glue& glue, const GetTableInput& in, const aws::RequestContext& ctx);
Result<GetTablesOutput> get_tables(Glue& glue, const GetTablesInput& in, const aws::RequestContext& ctx);
Result<UpdateTableOutput> update_table(Glue& glue, const UpdateTableInput& in, const aws::RequestContext& ctx);
Result<DeleteTableOutput> delete_table(Glue& glue, const DeleteTableInput& in, const aws::RequestContext& ctx);
Result<BatchDeleteTableOutput> batch_delete_table(Glue& glue, const BatchDeleteTableInput& in, const aws::RequestContext& ctx);

aws::AccessChecks may_create_table(const CreateTableInput& in, const aws::RequestContext& ctx);
aws::AccessChecks may_get_table(const GetTableInput& in, const aws::RequestContext& ctx);
aws::AccessChecks may_get_tables(const GetTablesInput& in, const aws::RequestContext& ctx);
aws::AccessChecks may_update_table(const UpdateTableInput& in, const aws::RequestContext& ctx);
aws::AccessChecks may_delete_table(const DeleteTableInput& in, const aws::RequestContext& ctx);
aws::AccessChecks may_batch_delete_table(const BatchDeleteTableInput& in, const aws::RequestContext& ctx);

}  // namespace tarn::glue
