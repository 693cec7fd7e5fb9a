// Columns of tables that name a schema of the registry in the place of columns (StorageDescriptor.SchemaReference).
#pragma once
#include "glue/service.h"
#include "glue/tables.gen.h"

namespace tarn::glue {

// Puts the columns of the referenced version into the descriptor; does nothing without a reference. A version never changes, so the columns
// can be stored with the table. Errors: InvalidInputException (columns beside the reference; a definition without columns);
// EntityNotFoundException (no such version); AccessDenied (glue:GetSchemaVersion on the schema).
Result<void> resolve_schema_reference(Glue& glue, kv::Reader& reader, TableInput& table, const aws::RequestContext& ctx);

}  // namespace tarn::glue
