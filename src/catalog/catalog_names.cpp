#include "catalog/catalog_names.h"

#include <algorithm>

#include "aws/arn.h"
#include "base/encoding.h"

namespace tarn::catalog {
namespace {

constexpr size_t kAccountDigits = 12;

bool is_account(std::string_view text) {
  return text.size() == kAccountDigits && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::string path_prefix(const CatalogId& catalog) { return catalog.nested.empty() ? "" : catalog.nested + "/"; }

std::string arn(const CatalogId& catalog, const std::string& resource) { return aws::make_arn("glue", catalog.region, catalog.account_id, resource); }

}  // namespace

CatalogId parse_catalog_id(std::string_view text, const CatalogId& own) {
  CatalogId out{own.account_id, own.region, {}};
  const auto colon = text.find(':');
  if (is_account(text.substr(0, colon))) {
    out.account_id = text.substr(0, colon);
    text.remove_prefix(colon == text.npos ? text.size() : colon + 1);
  }
  out.nested = to_lower(text);
  return out;
}

std::string catalog_id_text(const CatalogId& catalog) { return catalog.nested.empty() ? catalog.account_id : catalog.account_id + ":" + catalog.nested; }

std::string catalog_arn(const CatalogId& catalog) { return arn(catalog, catalog.nested.empty() ? "catalog" : "catalog/" + catalog.nested); }
std::string database_arn(const CatalogId& catalog, std::string_view database) { return arn(catalog, "database/" + path_prefix(catalog) + to_lower(database)); }
std::string table_arn(const CatalogId& catalog, std::string_view database, std::string_view table) {
  return arn(catalog, "table/" + path_prefix(catalog) + to_lower(database) + "/" + to_lower(table));
}
std::string function_arn(const CatalogId& catalog, std::string_view database, std::string_view function) {
  return arn(catalog, "userDefinedFunction/" + path_prefix(catalog) + to_lower(database) + "/" + to_lower(function));
}

std::vector<std::string> catalog_arns(const CatalogId& catalog) {
  std::vector<std::string> arns{arn(catalog, "catalog")};
  if (!catalog.nested.empty()) arns.push_back(catalog_arn(catalog));
  return arns;
}

std::vector<std::string> database_arns(const CatalogId& catalog, std::string_view database) {
  auto arns = catalog_arns(catalog);
  arns.push_back(database_arn(catalog, database));
  return arns;
}

std::vector<std::string> table_arns(const CatalogId& catalog, std::string_view database, std::string_view table) {
  auto arns = database_arns(catalog, database);
  arns.push_back(table_arn(catalog, database, table));
  return arns;
}

}  // namespace tarn::catalog
