// Errors of Secrets Manager (neighbours.md section 4), one function per case.
#pragma once
#include <string>

#include "base/result.h"

namespace tarn::secrets::errors {

inline Error not_found() { return {"ResourceNotFoundException", "Secrets Manager can't find the specified secret.", 400, {}}; }
inline Error no_value_at_stage(const std::string& stage) {
  return {"ResourceNotFoundException", "Secrets Manager can't find the specified secret value for staging label: " + stage, 400, {}};
}
inline Error no_value_of_version(const std::string& version) {
  return {"ResourceNotFoundException", "Secrets Manager can't find the specified secret value for VersionId: " + version, 400, {}};
}
inline Error already_exists(const std::string& name) {
  return {"ResourceExistsException", "The operation failed because the secret " + name + " already exists.", 400, {}};
}
inline Error token_in_use(const std::string& token, const std::string& arn) {
  return {"ResourceExistsException",
          "You can't use ClientRequestToken " + token + " because that value is already in use for a version of secret " + arn + ".", 400, {}};
}
inline Error invalid_request(std::string message) { return {"InvalidRequestException", std::move(message), 400, {}}; }
inline Error invalid_parameter(std::string message) { return {"InvalidParameterException", std::move(message), 400, {}}; }
inline Error marked_for_deletion() {
  return invalid_request("You can't perform this operation on the secret because it was marked for deletion.");
}

}  // namespace tarn::secrets::errors
