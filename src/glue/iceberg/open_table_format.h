// CreateTable with OpenTableFormatInput: the service itself writes the first metadata file of an Iceberg table (glue-catalog.md 11.2).
#pragma once
#include "glue/service.h"
#include "glue/tables.gen.h"

namespace tarn::glue {

Result<CreateTableOutput> create_open_format_table(Glue& glue, const CreateTableInput& in, const aws::RequestContext& ctx);

}  // namespace tarn::glue
