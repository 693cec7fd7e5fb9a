// Metadata of versions of schemas: keys with a value, and the values they had before.
#pragma once
#include "glue/schema_registry.gen.h"
#include "glue/service.h"

namespace tarn::glue {

Result<PutSchemaVersionMetadataOutput> put_schema_version_metadata(Glue& glue, const PutSchemaVersionMetadataInput& in, const aws::RequestContext& ctx);
Result<QuerySchemaVersionMetadataOutput> query_schema_version_metadata(Glue& glue, const QuerySchemaVersionMetadataInput& in, const aws::RequestContext& ctx);
Result<RemoveSchemaVersionMetadataOutput> remove_schema_version_metadata(Glue& glue, const RemoveSchemaVersionMetadataInput& in, const aws::RequestContext& ctx);

Result<aws::AccessChecks> may_put_schema_version_metadata(Glue& glue, const PutSchemaVersionMetadataInput& in, const aws::RequestContext& ctx);
Result<aws::AccessChecks> may_query_schema_version_metadata(Glue& glue, const QuerySchemaVersionMetadataInput& in, const aws::RequestContext& ctx);
Result<aws::AccessChecks> may_remove_schema_version_metadata(Glue& glue, const RemoveSchemaVersionMetadataInput& in, const aws::RequestContext& ctx);

}  // namespace tarn::glue
