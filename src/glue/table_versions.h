// Versions of tables (glue-catalog.md 3.1).
#pragma once
#include "glue/service.h"
#include "glue/tables.gen.h"

namespace tarn::glue {

Result<GetTableVersionOutput> get_table_version(Glue& glue, const GetTableVersionInput& in, const aws::RequestContext& ctx);
Result<GetTableVersionsOutput> get_table_versions(Glue& glue, const GetTableVersionsInput& in, const aws::RequestContext& ctx);
Result<DeleteTableVersionOutput> delete_table_version(Glue& glue, const DeleteTableVersionInput& in, const aws::RequestContext& ctx);
Result<BatchDeleteTableVersionOutput> batch_delete_table_version(Glue& glue, const BatchDeleteTableVersionInput& in, const aws::RequestContext& ctx);

aws::AccessChecks may_get_table_version(const GetTableVersionInput& in, const aws::RequestContext& ctx);
aws::AccessChecks may_get_table_versions(const GetTableVersionsInput& in, const aws::RequestContext& ctx);
aws::AccessChecks may_delete_table_version(const DeleteTableVersionInput& in, const aws::RequestContext& ctx);
aws::AccessChecks may_batch_delete_table_version(const BatchDeleteTableVersionInput& in, const aws::RequestContext& ctx);

}  // namespace tarn::glue
