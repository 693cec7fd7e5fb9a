// Schemas of the registry: a data format, a compatibility mode and versions (schema_versions.h).
#pragma once
#include "glue/schema_registry.gen.h"
#include "glue/service.h"

namespace tarn::glue {

Result<CreateSchemaOutput> create_schema(Glue& glue, const CreateSchemaInput& in, const aws::RequestContext& ctx);
Result<GetSchemaOutput> get_schema(Glue& glue, const GetSchemaInput& in, const aws::RequestContext& ctx);
Result<ListSchemasOutput> list_schemas(Glue& glue, const ListSchemasInput& in, const aws::RequestContext& ctx);
Result<UpdateSchemaOutput> update_schema(Glue& glue, const UpdateSchemaInput& in, const aws::RequestContext& ctx);
Result<DeleteSchemaOutput> delete_schema(Glue& glue, const DeleteSchemaInput& in, const aws::RequestContext& ctx);
Result<GetSchemaByDefinitionOutput> get_schema_by_definition(Glue& glue, const GetSchemaByDefinitionInput& in, const aws::RequestContext& ctx);
Result<CheckSchemaVersionValidityOutput> check_schema_version_validity(Glue& glue, const CheckSchemaVersionValidityInput& in, const aws::RequestContext& ctx);

aws::AccessChecks may_create_schema(const CreateSchemaInput& in, const aws::RequestContext& ctx);
aws::AccessChecks may_get_schema(const GetSchemaInput& in, const aws::RequestContext& ctx);
aws::AccessChecks may_list_schemas(const ListSchemasInput& in, const aws::RequestContext& ctx);
aws::AccessChecks may_update_schema(const UpdateSchemaInput& in, const aws::RequestContext& ctx);
aws::AccessChecks may_delete_schema(const DeleteSchemaInput& in, const aws::RequestContext& ctx);
aws::AccessChecks may_get_schema_by_definition(const GetSchemaByDefinitionInput& in, const aws::RequestContext& ctx);
aws::AccessChecks may_check_schema_version_validity(const CheckSchemaVersionValidityInput& in, const aws::RequestContext& ctx);

}  // namespace tarn::glue
