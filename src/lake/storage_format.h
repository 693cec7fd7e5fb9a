// What a storage descriptor says about reading its files: by the SerDe first, by the input format where the SerDe says nothing
// (athena.md 2.10).
#pragma once
#include "catalog/catalog.h"
#include "engine/engine.h"

namespace tarn::lake {

// Members that `partition` leaves empty are the table's. Errors: HIVE_UNSUPPORTED_FORMAT (a SerDe or format that is not read),
// HIVE_INVALID_METADATA (a column type that is none).
Result<engine::StorageFormat> storage_format(const catalog::Table& table, const catalog::StorageDescriptor& partition);

Result<std::vector<sql::ResultColumn>> typed_columns(const std::vector<catalog::Column>& columns);

}  // namespace tarn::lake
