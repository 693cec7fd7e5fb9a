// Errors of the three APIs, one function per case (redshift.md 1).
#pragma once
#include <string>

#include "base/result.h"

namespace tarn::redshift::errors {

// redshift
inline Error cluster_not_found(const std::string& name) { return {"ClusterNotFound", "Cluster " + name + " not found.", 404, {}}; }
inline Error invalid_parameter_value(std::string message) { return {"InvalidParameterValue", std::move(message), 400, {}}; }
inline Error unsupported_option(std::string message) { return {"UnsupportedOptionFault", std::move(message), 400, {}}; }
inline Error custom_domain_not_found() { return {"CustomDomainAssociationNotFoundFault", "The custom domain was not found.", 404, {}}; }

// redshift-data and redshift-serverless
inline Error validation(std::string message) { return {"ValidationException", std::move(message), 400, {}}; }
inline Error resource_not_found(std::string message) { return {"ResourceNotFoundException", std::move(message), 400, {}}; }
inline Error no_statement() { return resource_not_found("Query does not exist."); }
inline Error no_result() { return resource_not_found("Query does not have result. Please check query status with DescribeStatement."); }
inline Error no_endpoint() { return validation("Redshift endpoint doesn't exist in this region."); }
inline Error too_many_statements() { return {"ActiveStatementsExceededException", "Active statements exceeded the allowed quota.", 400, {}}; }
inline Error too_many_sessions() { return {"ActiveSessionsExceededException", "Active sessions exceeded the allowed quota.", 400, {}}; }
inline Error connection_failed(const Error& why) { return {"DatabaseConnectionException", why.message, 400, {}}; }
inline Error query_failed(const Error& why) { return validation("ERROR: " + why.message); }

}  // namespace tarn::redshift::errors
