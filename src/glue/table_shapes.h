// Tables and partitions between the API and the catalog's records.
#pragma once
#include "catalog/catalog.h"
#include "glue/partitions.gen.h"
#include "glue/tables.gen.h"

namespace tarn::glue {

// Errors: NotImplemented for federated tables; InvalidInputException for a resource link with a schema of its own.
Result<catalog::Table> stored_table(const std::string& database, const TableInput& in);
Table shown_table(const catalog::Table& in);
Partition shown_partition(const catalog::Table& table, const catalog::Partition& in);

}  // namespace tarn::glue
