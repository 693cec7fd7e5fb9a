// Faults of metadata and of changes to it. `invalid` is the writer's fault (BadRequestException of the REST catalog,
// InvalidInputException of Glue's API); `commit_failed` means that the table has changed: read it again and retry.
#pragma once
#include "base/result.h"

namespace tarn::iceberg::errors {

inline Error invalid(std::string message) { return {"InvalidInputException", std::move(message), 0, {}}; }
inline Error commit_failed(std::string message) { return {"CommitFailedException", std::move(message), 409, {}}; }

}  // namespace tarn::iceberg::errors
