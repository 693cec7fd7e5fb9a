// An Iceberg table as the Data Catalog keeps it (glue-catalog.md 11.1): a table whose parameters say table_type=ICEBERG and where the
// current metadata file stands. Its columns are a copy of the current schema for those who read no Iceberg.
#pragma once
#include "catalog/catalog.h"
#include "iceberg/metadata.h"

namespace tarn::iceberg {

bool is_iceberg(const catalog::Table& table);               // table_type is compared without case
std::string metadata_location(const catalog::Table& table);  // empty: an entry that no engine has given metadata

// Points the table at new metadata: parameters, columns, location, description. Other parameters stay.
void show_metadata(catalog::Table& table, const TableMetadata& metadata, const std::string& location);

}  // namespace tarn::iceberg
