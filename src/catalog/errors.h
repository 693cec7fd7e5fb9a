// The catalog's errors, in Glue's words (glue-catalog.md 1.1). Athena and Redshift translate them at their own border.
#pragma once
#include <string>
#include <string_view>

#include "base/result.h"

namespace tarn::catalog::errors {

inline Error not_found(std::string message) { return {"EntityNotFoundException", std::move(message), 0, {}}; }
inline Error database_not_found(std::string_view name) { return not_found("Database " + std::string(name) + " not found."); }
inline Error table_not_found() { return not_found("Entity Not Found"); }
inline Error partition_not_found() { return not_found("Cannot find partition."); }
inline Error version_not_found() { return not_found("Version not found."); }
inline Error database_exists() { return {"AlreadyExistsException", "Database already exists.", 0, {}}; }
inline Error table_exists() { return {"AlreadyExistsException", "Table already exists.", 0, {}}; }
inline Error partition_exists() { return {"AlreadyExistsException", "Partition already exists.", 0, {}}; }
inline Error index_exists(std::string_view name) { return {"AlreadyExistsException", "Partition index " + std::string(name) + " already exists.", 0, {}}; }
inline Error index_not_found() { return not_found("Partition index not found."); }
inline Error too_many_indexes() { return {"ResourceNumberLimitExceededException", "The number of partition indexes of a table exceeds the limit of 3.", 0, {}}; }
inline Error stale_version() { return {"ConcurrentModificationException", "Update table failed due to concurrent modifications.", 0, {}}; }
inline Error invalid_input(std::string message) { return {"InvalidInputException", std::move(message), 0, {}}; }
inline Error invalid_state(std::string message) { return {"InvalidStateException", std::move(message), 0, {}}; }
inline Error wrong_value_count() { return invalid_input("The number of partition keys do not match the number of partition values"); }

}  // namespace tarn::catalog::errors
