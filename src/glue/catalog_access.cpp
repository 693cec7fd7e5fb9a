#include "glue/catalog_access.h"

#include "aws/arn.h"
#include "base/encoding.h"
#include "catalog/catalog_names.h"
#include "glue/errors.h"

namespace tarn::glue {
namespace {

aws::AccessChecks checks_on(const char* action, std::vector<std::string> arns) {
  aws::AccessChecks checks;
  for (std::string& arn : arns) checks.push_back({std::string("glue:") + action, std::move(arn), {}});
  return checks;
}

}  // namespace

Result<catalog::CatalogId> catalog_of(const NamedCatalog& named, const aws::RequestContext& ctx) {
  const auto own = catalog::CatalogId::of(ctx.access);
  if (!named) return own;
  auto id = catalog::parse_catalog_id(*named, own);
  if (id.account_id != own.account_id) return errors::catalog_not_found();
  return id;
}

Result<catalog::CatalogId> account_catalog_of(const NamedCatalog& named, const aws::RequestContext& ctx) {
  auto id = TRY(catalog_of(named, ctx));
  if (!id.nested.empty()) return errors::catalog_not_found();
  return id;
}

catalog::CatalogId checked_catalog(const NamedCatalog& named, const aws::RequestContext& ctx) {
  const auto own = catalog::CatalogId::of(ctx.access);
  if (!named) return own;
  auto id = catalog::parse_catalog_id(*named, own);
  id.account_id = own.account_id;
  return id;
}

std::string catalog_arn(const aws::RequestContext& ctx) { return catalog::catalog_arn(catalog::CatalogId::of(ctx.access)); }
std::string database_arn(const aws::RequestContext& ctx, const std::string& database) { return catalog::database_arn(catalog::CatalogId::of(ctx.access), database); }
std::string table_arn(const aws::RequestContext& ctx, const std::string& database, const std::string& table) {
  return catalog::table_arn(catalog::CatalogId::of(ctx.access), database, table);
}
std::string connection_arn(const aws::RequestContext& ctx, const std::string& connection) {
  return aws::make_arn("glue", ctx.region(), ctx.account_id(), "connection/" + connection);
}

aws::AccessChecks catalog_checks(const char* action, const aws::RequestContext& ctx, const NamedCatalog& named) {
  return checks_on(action, catalog::catalog_arns(checked_catalog(named, ctx)));
}

aws::AccessChecks database_checks(const char* action, const aws::RequestContext& ctx, const std::string& database, const NamedCatalog& named) {
  return checks_on(action, catalog::database_arns(checked_catalog(named, ctx), database));
}

aws::AccessChecks table_checks(const char* action, const aws::RequestContext& ctx, const std::string& database, const std::string& table, const NamedCatalog& named) {
  return checks_on(action, catalog::table_arns(checked_catalog(named, ctx), database, table));
}

void add_request_tags(aws::AccessChecks& checks, const std::optional<std::map<std::string, std::string>>& tags) {
  if (!tags) return;
  for (aws::AccessCheck& check : checks) {
    for (const auto& [key, value] : *tags) {
      check.keys.emplace_back("aws:requesttag/" + to_lower(key), value);
      check.keys.emplace_back("aws:tagkeys", key);
    }
  }
}

}  // namespace tarn::glue
