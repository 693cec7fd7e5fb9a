#include "glue/iceberg/namespaces.h"

#include <boost/json/array.hpp>
#include <set>

#include "glue/catalog_access.h"
#include "glue/errors.h"
#include "glue/iceberg/names.h"
#include "glue/iceberg/paging.h"

namespace tarn::glue_iceberg {
namespace {

using Properties = std::map<std::string, std::string>;

// glue-catalog.md 11.1: location and comment have members of their own.
Properties properties_of(const catalog::Database& database) {
  Properties out = database.parameters;
  if (!database.location_uri.empty()) out["location"] = database.location_uri;
  if (!database.description.empty()) out["comment"] = database.description;
  return out;
}

void set_properties(catalog::Database& database, Properties properties) {
  auto take = [&](const char* name) {
    auto node = properties.extract(name);
    return node ? std::move(node.mapped()) : std::string();
  };
  database.location_uri = take("location");
  database.description = take("comment");
  database.parameters = std::move(properties);
}

}  // namespace

Result<ListNamespacesOutput> list_namespaces(Glue& glue, const ListNamespacesInput& in, const aws::RequestContext& ctx) {
  const auto id = TRY(catalog_named(in.catalog, ctx));
  ListNamespacesOutput out;
  const auto reader = glue.store.snapshot();
  if (in.parent) {  // a namespace of one level has none below it
    TRY(get_namespace(*reader, id, TRY(database_named(*in.parent)), ctx.access));
    return out;
  }
  const glue::PageToken token({"ListNamespaces", id.account_id, id.region});
  auto page = TRY(catalog::list_databases(*reader, id, TRY(page_request(token, in.page_token, in.page_size)), ctx.access));
  for (const auto& database : page.items)
    if (glue.iam.authorizer().allowed(ctx.access, {"glue:GetDatabases", glue::database_arn(ctx, database.name), {}})) out.namespaces.push_back(boost::json::array{database.name});
  if (page.next) out.next_page_token = token.encode(*page.next);
  return out;
}

Result<CreateNamespaceOutput> create_namespace(Glue& glue, const CreateNamespaceInput& in, const aws::RequestContext& ctx) {
  const auto id = TRY(catalog_named(in.catalog, ctx));
  catalog::Database database;
  database.name = TRY(database_named(in.namespace_));
  set_properties(database, in.properties.value_or(Properties()));
  return glue.store.transact([&](kv::Txn& txn) -> Result<CreateNamespaceOutput> {
    if (TRY(catalog::find_database(txn, id, database.name, ctx.access)))
      return Error{"AlreadyExistsException", "Cannot create namespace " + database.name + ". Namespace already exists", 409, {}};
    TRY(catalog::create_database(txn, id, database, ctx.access));
    return CreateNamespaceOutput{.namespace_ = {database.name}, .properties = properties_of(database)};
  });
}

Result<LoadNamespaceMetadataOutput> load_namespace_metadata(Glue& glue, const LoadNamespaceMetadataInput& in, const aws::RequestContext& ctx) {
  const auto id = TRY(catalog_named(in.catalog, ctx));
  const auto database = TRY(get_namespace(*glue.store.snapshot(), id, TRY(database_named(in.namespace_)), ctx.access));
  return LoadNamespaceMetadataOutput{.namespace_ = {database.name}, .properties = properties_of(database)};
}

Result<NamespaceExistsOutput> namespace_exists(Glue& glue, const NamespaceExistsInput& in, const aws::RequestContext& ctx) {
  const auto id = TRY(catalog_named(in.catalog, ctx));
  TRY(get_namespace(*glue.store.snapshot(), id, TRY(database_named(in.namespace_)), ctx.access));
  return NamespaceExistsOutput{};
}

Result<UpdateNamespacePropertiesOutput> update_namespace_properties(Glue& glue, const UpdateNamespacePropertiesInput& in, const aws::RequestContext& ctx) {
  const auto id = TRY(catalog_named(in.catalog, ctx));
  const std::string name = TRY(database_named(in.namespace_));
  const Properties updates = in.updates.value_or(Properties());
  const auto removals = in.removals.value_or(std::vector<std::string>());
  for (const std::string& removed : removals)
    if (updates.contains(removed)) return Error{"UnprocessableEntityException", "Invalid namespace update, cannot simultaneously set and remove: " + removed, 422, {}};
  return glue.store.transact([&](kv::Txn& txn) -> Result<UpdateNamespacePropertiesOutput> {
    auto database = TRY(get_namespace(txn, id, name, ctx.access));
    UpdateNamespacePropertiesOutput out;
    out.missing.emplace();
    Properties properties = properties_of(database);
    for (const std::string& removed : std::set(removals.begin(), removals.end())) (properties.erase(removed) ? out.removed : *out.missing).push_back(removed);
    for (const auto& [property, value] : updates) {
      properties[property] = value;
      out.updated.push_back(property);
    }
    set_properties(database, std::move(properties));
    TRY(catalog::update_database(txn, id, name, database, ctx.access));
    return out;
  });
}

Result<DropNamespaceOutput> drop_namespace(Glue& glue, const DropNamespaceInput& in, const aws::RequestContext& ctx) {
  const auto id = TRY(catalog_named(in.catalog, ctx));
  const std::string name = TRY(database_named(in.namespace_));
  return glue.store.transact([&](kv::Txn& txn) -> Result<DropNamespaceOutput> {
    TRY(get_namespace(txn, id, name, ctx.access));
    if (!TRY(catalog::list_tables(txn, id, name, {.after = {}, .limit = 1}, ctx.access)).items.empty())
      return Error{"NamespaceNotEmptyException", "Namespace " + name + " is not empty", 409, {}};
    TRY(catalog::delete_database(txn, id, name, ctx.access));
    return DropNamespaceOutput{};
  });
}

aws::AccessChecks may_list_namespaces(const ListNamespacesInput&, const aws::RequestContext& ctx) { return glue::catalog_checks("GetDatabases", ctx); }
aws::AccessChecks may_create_namespace(const CreateNamespaceInput& in, const aws::RequestContext& ctx) {
  return glue::database_checks("CreateDatabase", ctx, in.namespace_.empty() ? "" : in.namespace_[0]);
}
aws::AccessChecks may_load_namespace_metadata(const LoadNamespaceMetadataInput& in, const aws::RequestContext& ctx) { return glue::database_checks("GetDatabase", ctx, in.namespace_); }
aws::AccessChecks may_namespace_exists(const NamespaceExistsInput& in, const aws::RequestContext& ctx) { return glue::database_checks("GetDatabase", ctx, in.namespace_); }
aws::AccessChecks may_update_namespace_properties(const UpdateNamespacePropertiesInput& in, const aws::RequestContext& ctx) {
  return glue::database_checks("UpdateDatabase", ctx, in.namespace_);
}
// No table goes with it, so no right to tables is asked for.
aws::AccessChecks may_drop_namespace(const DropNamespaceInput& in, const aws::RequestContext& ctx) { return glue::database_checks("DeleteDatabase", ctx, in.namespace_); }

}  // namespace tarn::glue_iceberg
