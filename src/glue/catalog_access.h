// What callers of catalog operations must be allowed: the catalog, its database and the table (actions.md 2), and whose catalog
// a request means.
#pragma once
#include <map>
#include <optional>
#include <string>

#include "aws/request_context.h"
#include "catalog/catalog.h"

namespace tarn::glue {

// The caller's own catalog. EntityNotFoundException for any other id: nested and foreign catalogs are not served.
Result<catalog::CatalogId> catalog_of(const std::optional<std::string>& catalog_id, const aws::RequestContext& ctx);

std::string catalog_arn(const aws::RequestContext& ctx);
std::string database_arn(const aws::RequestContext& ctx, const std::string& database);
std::string table_arn(const aws::RequestContext& ctx, const std::string& database, const std::string& table);
std::string connection_arn(const aws::RequestContext& ctx, const std::string& connection);

// `action` without "glue:".
aws::AccessChecks catalog_checks(const char* action, const aws::RequestContext& ctx);
aws::AccessChecks database_checks(const char* action, const aws::RequestContext& ctx, const std::string& database);
aws::AccessChecks table_checks(const char* action, const aws::RequestContext& ctx, const std::string& database, const std::string& table);

// Adds aws:RequestTag/k and aws:TagKeys to each check.
void add_request_tags(aws::AccessChecks& checks, const std::optional<std::map<std::string, std::string>>& tags);

}  // namespace tarn::glue
