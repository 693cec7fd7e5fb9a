// Versions of schemas: registered, judged by the schema's compatibility mode, compared, deleted.
#pragma once
#include "glue/schema_registry.gen.h"
#include "glue/service.h"

namespace tarn::glue {

Result<RegisterSchemaVersionOutput> register_schema_version(Glue& glue, const RegisterSchemaVersionInput& in, const aws::RequestContext& ctx);
Result<GetSchemaVersionOutput> get_schema_version(Glue& glue, const GetSchemaVersionInput& in, const aws::RequestContext& ctx);
Result<ListSchemaVersionsOutput> list_schema_versions(Glue& glue, const ListSchemaVersionsInput& in, const aws::RequestContext& ctx);
Result<DeleteSchemaVersionsOutput> delete_schema_versions(Glue& glue, const DeleteSchemaVersionsInput& in, const aws::RequestContext& ctx);
Result<GetSchemaVersionsDiffOutput> get_schema_versions_diff(Glue& glue, const GetSchemaVersionsDiffInput& in, const aws::RequestContext& ctx);

aws::AccessChecks may_register_schema_version(const RegisterSchemaVersionInput& in, const aws::RequestContext& ctx);
Result<aws::AccessChecks> may_get_schema_version(Glue& glue, const GetSchemaVersionInput& in, const aws::RequestContext& ctx);
aws::AccessChecks may_list_schema_versions(const ListSchemaVersionsInput& in, const aws::RequestContext& ctx);
aws::AccessChecks may_delete_schema_versions(const DeleteSchemaVersionsInput& in, const aws::RequestContext& ctx);
aws::AccessChecks may_get_schema_versions_diff(const GetSchemaVersionsDiffInput& in, const aws::RequestContext& ctx);

}  // namespace tarn::glue
