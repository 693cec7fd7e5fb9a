// Errors of IAM and STS, one function per case.
#pragma once
#include <string>

#include "base/result.h"

namespace tarn::iam::errors {

inline Error invalid_client_token() { return {"InvalidClientTokenId", "The security token included in the request is invalid", 0, {}}; }
inline Error expired_token() { return {"ExpiredToken", "The security token included in the request is expired", 0, {}}; }

inline Error access_denied(std::string message) { return {"AccessDenied", std::move(message), 0, {}}; }

// By the service that was to take the role: its message goes into the service's own error.
inline Error role_not_assumable(std::string message) { return {"RoleNotAssumable", std::move(message), 400, {}}; }

inline Error no_such_user(const std::string& name) { return {"NoSuchEntity", "The user with name " + name + " cannot be found.", 404, {}}; }
inline Error no_such_role(const std::string& name) { return {"NoSuchEntity", "The role with name " + name + " cannot be found.", 404, {}}; }
inline Error no_such_policy(const std::string& arn) {
  return {"NoSuchEntity", "Policy " + arn + " does not exist or is not attachable.", 404, {}};
}
inline Error policy_not_found(const std::string& arn) { return {"NoSuchEntity", "Policy " + arn + " was not found.", 404, {}}; }
inline Error no_such_policy_version(const std::string& arn, const std::string& version) {
  return {"NoSuchEntity", "Policy " + arn + " version " + version + " does not exist or is not attachable.", 404, {}};
}
inline Error no_such_inline_policy(std::string_view kind, const std::string& name) {
  return {"NoSuchEntity", "The " + std::string(kind) + " policy with name " + name + " cannot be found.", 404, {}};
}
inline Error policy_not_attached(const std::string& arn) { return {"NoSuchEntity", "Policy " + arn + " was not found.", 404, {}}; }
inline Error no_such_access_key(const std::string& id) {
  return {"NoSuchEntity", "The Access Key with id " + id + " cannot be found.", 404, {}};
}
inline Error no_permissions_boundary(std::string_view kind) {
  return {"NoSuchEntity", std::string(kind) + " does not have a permissions boundary.", 404, {}};
}

inline Error already_exists(std::string_view kind, const std::string& name) {
  return {"EntityAlreadyExists", std::string(kind) + " with name " + name + " already exists.", 409, {}};
}
inline Error policy_already_exists(const std::string& name) {
  return {"EntityAlreadyExists", "A policy called " + name + " already exists. Duplicate names are not allowed.", 409, {}};
}

inline Error delete_conflict(std::string message) { return {"DeleteConflict", std::move(message), 409, {}}; }
inline Error limit_exceeded(std::string message) { return {"LimitExceeded", std::move(message), 409, {}}; }
inline Error invalid_input(std::string message) { return {"InvalidInput", std::move(message), 400, {}}; }
inline Error validation(std::string message) { return {"ValidationError", std::move(message), 400, {}}; }
inline Error malformed_policy(std::string message) { return {"MalformedPolicyDocument", std::move(message), 400, {}}; }
inline Error unmodifiable(std::string_view what) {
  return access_denied("Policy " + std::string(what) + " is managed by AWS and cannot be changed.");
}
inline Error invalid_marker() { return validation("Invalid Marker."); }
inline Error packed_policy_too_large(int percent) {
  return {"PackedPolicyTooLarge", "Packed size of session tags consumes " + std::to_string(percent) + "% of allotted space.", 400, {}};
}

}  // namespace tarn::iam::errors
