// Athena's errors, one function a case (athena.md 1.1, 1.11).
#pragma once
#include <string>

#include "base/result.h"

namespace tarn::athena::errors {

inline Error invalid_request(std::string code, std::string message) {
  return Error{"InvalidRequestException", std::move(message), 0, {}}.with("AthenaErrorCode", code).with("ErrorCode", code);
}
inline Error invalid_input(std::string message) { return invalid_request("INVALID_INPUT", std::move(message)); }
inline Error malformed_query(std::string message) { return invalid_request("MALFORMED_QUERY", std::move(message)); }
inline Error workgroup_not_found() { return invalid_input("WorkGroup is not found."); }
inline Error workgroup_disabled(const std::string& name) { return invalid_input("WorkGroup " + name + " is disabled."); }
inline Error workgroup_exists(const std::string& name) { return invalid_input("WorkGroup " + name + " is already created"); }
inline Error workgroup_not_empty(const std::string& name) { return invalid_input("WorkGroup " + name + " is not empty"); }
inline Error primary_cannot_go() { return invalid_input("The primary workgroup cannot be deleted."); }
inline Error no_output_location() {
  return invalid_input("No output location provided. An output location is required either through the Workgroup result configuration setting or as an API input.");
}
inline Error bad_output_location() { return invalid_input("outputLocation is not a valid S3 path."); }
inline Error token_missing() { return invalid_input("clientRequestToken is null or empty"); }
inline Error token_mismatch() { return invalid_request("IDEMPOTENT_PARAMETER_MISMATCH", "Idempotent parameters do not match"); }
inline Error execution_not_found(const std::string& id) { return invalid_request("QUERY_EXECUTION_NOT_FOUND", "QueryExecution " + id + " was not found"); }
inline Error not_finished(const std::string& state) {
  return invalid_request("INVALID_QUERY_EXECUTION_STATE", "Query has not yet finished. Current state: " + state);
}
inline Error not_successful(const std::string& state) {
  return invalid_request("INVALID_QUERY_EXECUTION_STATE", "Query did not finish successfully. Final query state: " + state);
}
inline Error result_not_found() { return invalid_request("RESULT_NOT_FOUND", "Could not find results"); }
inline Error malformed_token(const std::string& token) { return invalid_input("Malformed nextPageToken " + token); }
inline Error malformed_page_token(const std::string& token) { return invalid_input("The nextPageToken is malformed: " + token); }
inline Error named_query_not_found(const std::string& id) { return invalid_input("Named query " + id + " not found"); }
inline Error data_catalog_not_found(const std::string& name) { return invalid_request("DATACATALOG_NOT_FOUND", "Catalog '" + name + "' does not exist"); }
inline Error entity_not_found(const std::string& request_id) {
  return invalid_input("Entity Not Found (Service: AmazonDataCatalog; Status Code: 400; Error Code: EntityNotFoundException; Request ID: " + request_id + "; Proxy: null)");
}
inline Error resource_not_found(const std::string& name, std::string message) {
  return Error{"ResourceNotFoundException", std::move(message), 0, {}}.with("ResourceName", name);
}
inline Error prepared_not_found(const std::string& name) { return resource_not_found(name, "Prepared statement " + name + " not found"); }
inline Error prepared_exists(const std::string& name) { return invalid_input("Prepared statement " + name + " is already created"); }
inline Error metadata(std::string message) { return {"MetadataException", std::move(message), 0, {}}; }

}  // namespace tarn::athena::errors
