#include "glue/catalog_access.h"

#include "aws/arn.h"
#include "base/encoding.h"
#include "glue/errors.h"

namespace tarn::glue {
namespace {

std::string glue_arn(const aws::RequestContext& ctx, const std::string& resource) {
  return aws::make_arn("glue", ctx.region(), ctx.account_id(), resource);
}

aws::AccessCheck check(const char* action, std::string resource) { return {std::string("glue:") + action, std::move(resource), {}}; }

}  // namespace

Result<catalog::CatalogId> catalog_of(const std::optional<std::string>& catalog_id, const aws::RequestContext& ctx) {
  if (catalog_id && *catalog_id != ctx.account_id()) return errors::catalog_not_found();
  return catalog::CatalogId::of(ctx.access);
}

std::string catalog_arn(const aws::RequestContext& ctx) { return glue_arn(ctx, "catalog"); }
std::string database_arn(const aws::RequestContext& ctx, const std::string& database) { return glue_arn(ctx, "database/" + to_lower(database)); }
std::string table_arn(const aws::RequestContext& ctx, const std::string& database, const std::string& table) {
  return glue_arn(ctx, "table/" + to_lower(database) + "/" + to_lower(table));
}
std::string connection_arn(const aws::RequestContext& ctx, const std::string& connection) { return glue_arn(ctx, "connection/" + connection); }

aws::AccessChecks catalog_checks(const char* action, const aws::RequestContext& ctx) { return {check(action, catalog_arn(ctx))}; }

aws::AccessChecks database_checks(const char* action, const aws::RequestContext& ctx, const std::string& database) {
  return {check(action, catalog_arn(ctx)), check(action, database_arn(ctx, database))};
}

aws::AccessChecks table_checks(const char* action, const aws::RequestContext& ctx, const std::string& database, const std::string& table) {
  return {check(action, catalog_arn(ctx)), check(action, database_arn(ctx, database)), check(action, table_arn(ctx, database, table))};
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
