// Tables between the API and the catalog's records.
#pragma once
#include "aws/request_context.h"
#include "catalog/catalog.h"
#include "glue/tables.gen.h"

namespace tarn::glue {

// Errors: NotImplemented for resource links and federated tables.
Result<catalog::Table> stored_table(const std::string& database, const TableInput& in);
Table shown_table(const catalog::Table& in, const aws::RequestContext& ctx);

}  // namespace tarn::glue
