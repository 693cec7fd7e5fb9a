// Catalogs as text: the CatalogId of requests and replies, and the ARNs of what lies in a catalog (actions.md 2; names in the ARNs of a
// nested catalog begin with its path: database/sales/orders).
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "catalog/catalog.h"

namespace tarn::catalog {

// "123456789012", "123456789012:sales" or "sales". What the text leaves out is `own`'s.
CatalogId parse_catalog_id(std::string_view text, const CatalogId& own);
std::string catalog_id_text(const CatalogId& catalog);  // "123456789012", of a nested one "123456789012:sales"

// Of the account's own catalog ".../catalog", of a nested one ".../catalog/sales".
std::string catalog_arn(const CatalogId& catalog);
std::string database_arn(const CatalogId& catalog, std::string_view database);
std::string table_arn(const CatalogId& catalog, std::string_view database, std::string_view table);
std::string function_arn(const CatalogId& catalog, std::string_view database, std::string_view function);

// What a call is authorized on, each on its own: the account's catalog, the nested one, the database, the table.
std::vector<std::string> catalog_arns(const CatalogId& catalog);
std::vector<std::string> database_arns(const CatalogId& catalog, std::string_view database);
std::vector<std::string> table_arns(const CatalogId& catalog, std::string_view database, std::string_view table);

}  // namespace tarn::catalog
