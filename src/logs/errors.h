// Errors of CloudWatch Logs (neighbours.md section 2), one function per case.
#pragma once
#include <string>

#include "base/result.h"

namespace tarn::logs::errors {

inline Error group_exists() { return {"ResourceAlreadyExistsException", "The specified log group already exists", 400, {}}; }
inline Error stream_exists() { return {"ResourceAlreadyExistsException", "The specified log stream already exists", 400, {}}; }
inline Error no_such_group() { return {"ResourceNotFoundException", "The specified log group does not exist.", 400, {}}; }
inline Error no_such_stream() { return {"ResourceNotFoundException", "The specified log stream does not exist.", 400, {}}; }
inline Error invalid_parameter(std::string message) { return {"InvalidParameterException", std::move(message), 400, {}}; }
inline Error invalid_token() { return invalid_parameter("The specified nextToken is invalid."); }
inline Error deletion_protected() {
  return {"ValidationException", "The log group has deletion protection enabled and cannot be deleted.", 400, {}};
}

}  // namespace tarn::logs::errors
