// What callers of catalog operations must be allowed: the catalog, its database and the table (actions.md 2), and whose catalog
// a request means.
#pragma once
#include <map>
#include <optional>
#include <string>

#include "aws/request_context.h"
#include "catalog/catalog.h"

namespace tarn::glue {

using NamedCatalog = std::optional<std::string>;  // the CatalogId of a request; absent: the account's own catalog

// The catalog that a request names: the account's own or one nested in it (which need not exist: the catalog's functions tell).
// EntityNotFoundException "Catalog not found" for another account's.
Result<catalog::CatalogId> catalog_of(const NamedCatalog& named, const aws::RequestContext& ctx);
// For what only the account's own catalog has: connections, settings.
Result<catalog::CatalogId> account_catalog_of(const NamedCatalog& named, const aws::RequestContext& ctx);

// What the checks of a request are made on. Another account's catalog is refused by the handler, whose words say what is missing.
catalog::CatalogId checked_catalog(const NamedCatalog& named, const aws::RequestContext& ctx);

// Of the account's own catalog.
std::string catalog_arn(const aws::RequestContext& ctx);
std::string database_arn(const aws::RequestContext& ctx, const std::string& database);
std::string table_arn(const aws::RequestContext& ctx, const std::string& database, const std::string& table);
std::string connection_arn(const aws::RequestContext& ctx, const std::string& connection);

// `action` without "glue:".
aws::AccessChecks catalog_checks(const char* action, const aws::RequestContext& ctx, const NamedCatalog& named = {});
aws::AccessChecks database_checks(const char* action, const aws::RequestContext& ctx, const std::string& database, const NamedCatalog& named = {});
aws::AccessChecks table_checks(const char* action, const aws::RequestContext& ctx, const std::string& database, const std::string& table, const NamedCatalog& named = {});

// Adds aws:RequestTag/k and aws:TagKeys to each check.
void add_request_tags(aws::AccessChecks& checks, const std::optional<std::map<std::string, std::string>>& tags);

}  // namespace tarn::glue
