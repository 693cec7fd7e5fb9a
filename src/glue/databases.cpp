#include "glue/databases.h"

#include <algorithm>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "catalog/catalog_names.h"
#include "catalog/databases.h"
#include "glue/catalog_access.h"
#include "glue/catalog_shapes.h"
#include "glue/errors.h"
#include "glue/links.h"
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
  if (in.target_database && in.target_database->database_name.value_or("").empty()) return errors::invalid_input("TargetDatabase must name a database.");
  if (in.federated_database) return errors::not_supported("A federated database (FederatedDatabase)");
  catalog::Database out{.name = in.name, .description = in.description.value_or(""), .location_uri = in.location_uri.value_or(""),
                        .parameters = in.parameters.value_or(catalog::Parameters())};
  DatabaseInput more;
  more.create_table_default_permissions = in.create_table_default_permissions;
  more.target_database = in.target_database;
  if (in.create_table_default_permissions || in.target_database) out.more = boost::json::serialize(to_document(more));
  return out;
}

Database shown(const catalog::Database& in) {
  Database out;
  DatabaseInput more;
  boost::system::error_code failed;
  if (!in.more.empty() && from_document(boost::json::parse(in.more, failed), more).ok()) {
    out.create_table_default_permissions = more.create_table_default_permissions;
    out.target_database = more.target_database;
  }
  if (!out.create_table_default_permissions) out.create_table_default_permissions = default_permissions();
  out.name = in.name;
  out.description = shown_text(in.description);
  out.location_uri = shown_text(in.location_uri);
  out.parameters = shown_parameters(in.parameters);
  out.create_time = whole_seconds(in.created_at);
  out.catalog_id = catalog::catalog_id_text(in.catalog);
  return out;
}

// A listing that asks for names only, or names and what links lead to.
Database narrowed(Database database, const std::optional<std::vector<std::string>>& attributes) {
  if (!attributes || attributes->empty()) return database;
  const bool with_target = std::find(attributes->begin(), attributes->end(), "TARGET_DATABASE") != attributes->end();
  Database out;
  out.name = database.name;
  out.catalog_id = database.catalog_id;
  if (with_target) out.target_database = database.target_database;
  return out;
}

}  // namespace

Result<CreateDatabaseOutput> create_database(Glue& glue, const CreateDatabaseInput& in, const aws::RequestContext& ctx) {
  const auto id = TRY(catalog_of(in.catalog_id, ctx));
  auto database = TRY(stored(in.database_input));
  database.catalog = id;
  return glue.store.transact([&](kv::Txn& txn) -> Result<CreateDatabaseOutput> {
    TRY(refuse_chain(glue, txn, database, ctx));
    TRY(catalog::create_database(txn, id, database, ctx.access));
    put_tags(txn, catalog::database_arn(id, database.name), in.tags);
    return CreateDatabaseOutput{};
  });
}

Result<GetDatabaseOutput> get_database(Glue& glue, const GetDatabaseInput& in, const aws::RequestContext& ctx) {
  const auto id = TRY(catalog_of(in.catalog_id, ctx));
  return GetDatabaseOutput{.database = shown(TRY(catalog::get_database(*glue.store.snapshot(), id, in.name, ctx.access)))};
}

Result<GetDatabasesOutput> get_databases(Glue& glue, const GetDatabasesInput& in, const aws::RequestContext& ctx) {
  const auto id = TRY(catalog_of(in.catalog_id, ctx));
  GetDatabasesOutput out;
  if (in.resource_share_type && *in.resource_share_type != "ALL") return out;  // nothing is shared or federated
  const PageToken token({"GetDatabases", catalog::catalog_id_text(id), id.region});
  const size_t limit = in.max_results ? static_cast<size_t>(*in.max_results) : kDefaultPage;
  auto page = TRY(catalog::list_databases(*glue.store.snapshot(), id, {.after = TRY(token.decode(in.next_token)), .limit = limit}, ctx.access));
  for (const catalog::Database& database : page.items)  // those that the caller may not see are left out
    if (glue.iam.authorizer().allowed(ctx.access, {"glue:GetDatabases", catalog::database_arn(id, database.name), {}})) out.database_list.push_back(narrowed(shown(database), in.attributes_to_get));
  if (page.next) out.next_token = token.encode(*page.next);
  return out;
}

Result<UpdateDatabaseOutput> update_database(Glue& glue, const UpdateDatabaseInput& in, const aws::RequestContext& ctx) {
  const auto id = TRY(catalog_of(in.catalog_id, ctx));
  auto database = TRY(stored(in.database_input));
  database.catalog = id;
  return glue.store.transact([&](kv::Txn& txn) -> Result<UpdateDatabaseOutput> {
    TRY(refuse_chain(glue, txn, database, ctx));
    TRY(catalog::update_database(txn, id, in.name, database, ctx.access));
    return UpdateDatabaseOutput{};
  });
}

Result<DeleteDatabaseOutput> delete_database(Glue& glue, const DeleteDatabaseInput& in, const aws::RequestContext& ctx) {
  const auto id = TRY(catalog_of(in.catalog_id, ctx));
  return glue.store.transact([&](kv::Txn& txn) -> Result<DeleteDatabaseOutput> {
    TRY(catalog::delete_database(txn, id, in.name, ctx.access));
    put_tags(txn, catalog::database_arn(id, in.name), Tags());
    return DeleteDatabaseOutput{};
  });
}

aws::AccessChecks may_create_database(const CreateDatabaseInput& in, const aws::RequestContext& ctx) {
  auto checks = database_checks("CreateDatabase", ctx, in.database_input.name, in.catalog_id);
  add_request_tags(checks, in.tags);
  return checks;
}
aws::AccessChecks may_get_database(const GetDatabaseInput& in, const aws::RequestContext& ctx) { return database_checks("GetDatabase", ctx, in.name, in.catalog_id); }
aws::AccessChecks may_get_databases(const GetDatabasesInput& in, const aws::RequestContext& ctx) { return catalog_checks("GetDatabases", ctx, in.catalog_id); }
aws::AccessChecks may_update_database(const UpdateDatabaseInput& in, const aws::RequestContext& ctx) { return database_checks("UpdateDatabase", ctx, in.name, in.catalog_id); }

// Everything in it goes too.
aws::AccessChecks may_delete_database(const DeleteDatabaseInput& in, const aws::RequestContext& ctx) {
  auto checks = table_checks("DeleteDatabase", ctx, in.name, "*", in.catalog_id);
  checks.push_back({"glue:DeleteDatabase", catalog::function_arn(checked_catalog(in.catalog_id, ctx), in.name, "*"), {}});
  return checks;
}

}  // namespace tarn::glue
