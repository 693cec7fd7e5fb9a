// Glue's errors beyond those of the catalog (catalog/errors.h), and errors as members of batch replies.
#pragma once
#include <string>

#include "base/result.h"
#include "catalog/errors.h"
#include "glue/shared.gen.h"

namespace tarn::glue::errors {

using namespace catalog::errors;

inline Error catalog_not_found() { return not_found("Catalog not found"); }
inline Error catalog_exists() { return {"AlreadyExistsException", "Catalog already exists.", 0, {}}; }
inline Error connection_not_found(const std::string& name) { return not_found("Cannot find connection: " + name + " in account."); }
inline Error connection_exists() { return {"AlreadyExistsException", "Connection already exists.", 0, {}}; }
inline Error function_exists() { return {"AlreadyExistsException", "Function already exists.", 0, {}}; }
inline Error security_configuration_not_found(const std::string& name) { return not_found("Security configuration " + name + " not found."); }
inline Error security_configuration_exists(const std::string& name) { return {"AlreadyExistsException", "Security configuration " + name + " already exists.", 0, {}}; }
inline Error policy_not_found() { return not_found("Policy not found"); }
inline Error condition_failed(std::string message) { return {"ConditionCheckFailureException", std::move(message), 0, {}}; }
inline Error foreign_token() { return invalid_input("The pagination token does not belong to this request."); }
inline Error not_supported(const std::string& what) { return {"NotImplemented", what + " is not implemented.", 501, {}}; }

inline ErrorDetail as_detail(const Error& error) { return {.error_code = error.code, .error_message = error.message}; }

}  // namespace tarn::glue::errors
