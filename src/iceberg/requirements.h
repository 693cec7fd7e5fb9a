// What a commit demands of the table that it changes (the REST catalog's "assert-..." requirements).
#pragma once
#include <vector>

#include "iceberg/metadata.h"

namespace tarn::iceberg {

// `table` is nullptr where there is no table. Errors: CommitFailedException when the demand does not hold,
// InvalidInputException for what is no requirement.
Result<void> check_requirement(const TableMetadata* table, const boost::json::value& requirement);

// Whether the commit creates the table.
bool asserts_create(const std::vector<boost::json::value>& requirements);

}  // namespace tarn::iceberg
