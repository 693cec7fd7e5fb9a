#include "glue/databases.h"

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "aws/arn.h"
#include "base/encoding.h"
#include "catalog/databases.h"
#include "glue/catalog_access.h"
#include "glue/catalog_shapes.h"
#include "glue/errors.h"
#include "glue/page_token.h"
#include "glue/tags.h"

namespace tarn::glue {
namespace {

constexpr size_t kDefaultPage = 100;

// The service's default: whoever IAM allows.
std::vector<PrincipalPermissions> default_permissions() {
  return {{.principal = DataLakePrincipal{.data_lake_principal_identifier = "IAM_ALLOWED_PRINCIPALS"}, .permissions = std::vector<std::string>{"ALL"}}};
}

Result<catalog::Database> stored(const DatabaseInput& in) {
  if (in.target_database) return errors::not_supported("A resource link (TargetDatabase)");
  if (in.federated_database) return errors::not_supported("A federated database (FederatedDatabase)");
  catalog::Database out{.name = in.name, .description = in.description.value_or(""), .location_uri = in.location_uri.value_or(""),
                        .parameters = in.parameters.value_or(catalog::Parameters())};
  DatabaseInput more;
  more.create_table_default_permissions = in.create_table_default_permissions;
  if (in.create_table_default_permissions) out.more = boost::json::serialize(to_document(more));
  return out;
}

Database shown(const catalog::Database& in, const aws::RequestContext& ctx) {
  Database out;
  DatabaseInput more;
  boost::system::error_code failed;
  if (!in.more.empty() && from_document(boost::json::parse(in.more, failed), more).ok()) out.create_table_default_permissions = more.create_table_default_permissions;
  if (!out.create_table_default_permissions) out.create_table_default_permissions = default_permissions();
  out.name = in.name;
  out.description = shown_text(in.description);
  out.location_uri = shown_text(in.location_uri);
  out.parameters = shown_parameters(in.parameters);
  out.create_time = whole_seconds(in.created_at);
  out.catalog_id = ctx.account_id();
  return out;
}

}  // namespace

Result<CreateDatabaseOutput> create_database(Glue& glue, const CreateDatabaseInput& in, const aws::RequestContext& ctx) {
  const auto id = TRY(catalog_of(in.catalog_id, ctx));
  const auto database = TRY(stored(in.database_input));
  return glue.store.transact([&](kv::Txn& txn) -> Result<CreateDatabaseOutput> {
    TRY(catalog::create_database(txn, id, database, ctx.access));
    put_tags(txn, database_arn(ctx, database.name), in.tags);
    return CreateDatabaseOutput{};
  });
}

Result<GetDatabaseOutput> get_database(Glue& glue, const GetDatabaseInput& in, const aws::RequestContext& ctx) {
  const auto id = TRY(catalog_of(in.catalog_id, ctx));
  return GetDatabaseOutput{.database = shown(TRY(catalog::get_database(*glue.store.snapshot(), id, in.name, ctx.access)), ctx)};
}

Result<GetDatabasesOutput> get_databases(Glue& glue, const GetDatabasesInput& in, const aws::RequestContext& ctx) {
  const auto id = TRY(catalog_of(in.catalog_id, ctx));
  GetDatabasesOutput out;
  if (in.resource_share_type && *in.resource_share_type != "ALL") return out;  // nothing is shared or federated
  const PageToken token({"GetDatabases", id.account_id, id.region});
  const size_t limit = in.max_results ? static_cast<size_t>(*in.max_results) : kDefaultPage;
  auto page = TRY(catalog::list_databases(*glue.store.snapshot(), id, {.after = TRY(token.decode(in.next_token)), .limit = limit}, ctx.access));
  for (const catalog::Database& database : page.items)  // those that the caller may not see are left out
    if (glue.iam.authorizer().allowed(ctx.access, {"glue:GetDatabases", database_arn(ctx, database.name), {}})) out.database_list.push_back(shown(database, ctx));
  if (page.next) out.next_token = token.encode(*page.next);
  return out;
}

Result<UpdateDatabaseOutput> update_database(Glue& glue, const UpdateDatabaseInput& in, const aws::RequestContext& ctx) {
  const auto id = TRY(catalog_of(in.catalog_id, ctx));
  const auto database = TRY(stored(in.database_input));
  return glue.store.transact([&](kv::Txn& txn) -> Result<UpdateDatabaseOutput> {
    TRY(catalog::update_database(txn, id, in.name, database, ctx.access));
    return UpdateDatabaseOutput{};
  });
}

Result<DeleteDatabaseOutput> delete_database(Glue& glue, const DeleteDatabaseInput& in, const aws::RequestContext& ctx) {
  const auto id = TRY(catalog_of(in.catalog_id, ctx));
  return glue.store.transact([&](kv::Txn& txn) -> Result<DeleteDatabaseOutput> {
    TRY(catalog::delete_database(txn, id, in.name, ctx.access));
    put_tags(txn, database_arn(ctx, in.name), Tags());
    return DeleteDatabaseOutput{};
  });
}

aws::AccessChecks may_create_database(const CreateDatabaseInput& in, const aws::RequestContext& ctx) {
  auto checks = database_checks("CreateDatabase", ctx, in.database_input.name);
  add_request_tags(checks, in.tags);
  return checks;
}
aws::AccessChecks may_get_database(const GetDatabaseInput& in, const aws::RequestContext& ctx) { return database_checks("GetDatabase", ctx, in.name); }
aws::AccessChecks may_get_databases(const GetDatabasesInput&, const aws::RequestContext& ctx) { return catalog_checks("GetDatabases", ctx); }
aws::AccessChecks may_update_database(const UpdateDatabaseInput& in, const aws::RequestContext& ctx) { return database_checks("UpdateDatabase", ctx, in.name); }

// Everything in it goes too.
aws::AccessChecks may_delete_database(const DeleteDatabaseInput& in, const aws::RequestContext& ctx) {
  auto checks = table_checks("DeleteDatabase", ctx, in.name, "*");
  checks.push_back({"glue:DeleteDatabase", aws::make_arn("glue", ctx.region(), ctx.account_id(), "userDefinedFunction/" + to_lower(in.name) + "/*"), {}});
  return checks;
}

}  // namespace tarn::glue
