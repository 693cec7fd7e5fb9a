#include "glue/catalogs.h"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "base/encoding.h"
#include "catalog/catalog_names.h"
#include "catalog/catalogs.h"
#include "glue/catalog_access.h"
#include "glue/catalog_shapes.h"
#include "glue/errors.h"
#include "glue/page_token.h"
#include "glue/tags.h"

namespace tarn::glue {
namespace {

constexpr size_t kDefaultPage = 1000;
constexpr size_t kEveryDatabase = 10'000;  // Glue quotas, databases per account

std::vector<PrincipalPermissions> default_permissions() {
  return {{.principal = DataLakePrincipal{.data_lake_principal_identifier = "IAM_ALLOWED_PRINCIPALS"}, .permissions = std::vector<std::string>{"ALL"}}};
}

// What lives in another system, or is kept by services that are not here, is refused by name.
Result<void> check(const CatalogInput& in) {
  if (in.federated_catalog) return errors::not_supported("A federated catalog (FederatedCatalog)");
  if (in.target_redshift_catalog) return errors::not_supported("A link to a Redshift catalog (TargetRedshiftCatalog)");
  if (!in.catalog_properties) return {};
  if (in.catalog_properties->data_lake_access_properties) return errors::not_supported("A catalog managed by Redshift (DataLakeAccessProperties)");
  if (in.catalog_properties->iceberg_optimization_properties) return errors::not_supported("Table optimizers of a catalog (IcebergOptimizationProperties)");
  return {};
}

Catalog document_of(const catalog::CatalogId& id, const CatalogInput& in, TimePoint created, TimePoint updated) {
  Catalog out;
  out.catalog_id = catalog::catalog_id_text(id);
  out.name = id.nested;
  out.resource_arn = catalog::catalog_arn(id);
  out.description = in.description;
  out.parameters = in.parameters;
  out.create_time = whole_seconds(created);
  out.update_time = whole_seconds(updated);
  if (in.catalog_properties) out.catalog_properties.emplace().custom_properties = in.catalog_properties->custom_properties;
  out.create_table_default_permissions = in.create_table_default_permissions ? *in.create_table_default_permissions : default_permissions();
  out.create_database_default_permissions = in.create_database_default_permissions ? *in.create_database_default_permissions : default_permissions();
  out.allow_full_table_external_data_access = in.allow_full_table_external_data_access.value_or("False");
  return out;
}

// The account's own catalog has no record.
Catalog root_of(const catalog::CatalogId& id) {
  Catalog out;
  out.catalog_id = out.name = id.account_id;
  out.resource_arn = catalog::catalog_arn(id);
  out.create_table_default_permissions = out.create_database_default_permissions = default_permissions();
  return out;
}

Result<Catalog> shown(const catalog::Catalog& record) {
  Catalog out;
  boost::system::error_code failed;
  TRY(from_document(boost::json::parse(record.document, failed), out));
  return out;
}

Result<catalog::Catalog> require(kv::Reader& reader, const catalog::CatalogId& id) {
  auto found = TRY(catalog::find_catalog(reader, id));
  if (!found) return errors::catalog_not_found();
  return std::move(*found);
}

Result<catalog::CatalogId> nested_of(const std::string& catalog_id, const aws::RequestContext& ctx) {
  auto id = TRY(catalog_of(catalog_id, ctx));
  if (id.nested.empty()) return errors::invalid_input("The account's own catalog cannot be changed.");
  return id;
}

Result<bool> has_databases(kv::Reader& reader, const catalog::CatalogId& id, const aws::RequestContext& ctx) {
  return !TRY(catalog::list_databases(reader, id, {.after = "", .limit = 1}, ctx.access)).items.empty();
}

void put(kv::Txn& txn, const catalog::CatalogId& id, const Catalog& document) {
  catalog::put_catalog(txn, {id, boost::json::serialize(to_document(document))});
}

}  // namespace

Result<CreateCatalogOutput> create_catalog(Glue& glue, const CreateCatalogInput& in, const aws::RequestContext& ctx) {
  TRY(check(in.catalog_input));
  auto id = catalog::CatalogId::of(ctx.access);
  id.nested = to_lower(in.name);
  if (id.nested.find(':') != std::string::npos) return errors::invalid_input("The name of a catalog holds no colon.");
  return glue.store.transact([&](kv::Txn& txn) -> Result<CreateCatalogOutput> {
    if (TRY(catalog::find_catalog(txn, id))) return errors::catalog_exists();
    put(txn, id, document_of(id, in.catalog_input, ctx.now(), ctx.now()));
    put_tags(txn, catalog::catalog_arn(id), in.tags);
    return CreateCatalogOutput{};
  });
}

Result<GetCatalogOutput> get_catalog(Glue& glue, const GetCatalogInput& in, const aws::RequestContext& ctx) {
  const auto id = TRY(catalog_of(in.catalog_id, ctx));
  GetCatalogOutput out;
  out.catalog = id.nested.empty() ? root_of(id) : TRY(shown(TRY(require(*glue.store.snapshot(), id))));
  return out;
}

Result<GetCatalogsOutput> get_catalogs(Glue& glue, const GetCatalogsInput& in, const aws::RequestContext& ctx) {
  const auto parent = TRY(catalog_of(in.parent_catalog_id, ctx));
  auto reader = glue.store.snapshot();
  GetCatalogsOutput out;
  if (!parent.nested.empty()) {  // nothing is nested deeper
    TRY(require(*reader, parent));
    return out;
  }
  const PageToken token({"GetCatalogs", parent.account_id, parent.region});
  const std::string after = TRY(token.decode(in.next_token));
  const size_t limit = in.max_results ? static_cast<size_t>(*in.max_results) : kDefaultPage;
  const bool all = !in.has_databases.value_or(false);
  if (after.empty() && in.include_root.value_or(false) && (all || TRY(has_databases(*reader, parent, ctx)))) out.catalog_list.push_back(root_of(parent));
  const auto page = TRY(catalog::list_catalogs(*reader, parent, {.after = after, .limit = limit}));
  for (const catalog::Catalog& record : page.items) {  // those that the caller may not see are left out
    if (!glue.iam.authorizer().allowed(ctx.access, {"glue:GetCatalogs", catalog::catalog_arn(record.id), {}})) continue;
    if (all || TRY(has_databases(*reader, record.id, ctx))) out.catalog_list.push_back(TRY(shown(record)));
  }
  if (page.next) out.next_token = token.encode(*page.next);
  return out;
}

Result<UpdateCatalogOutput> update_catalog(Glue& glue, const UpdateCatalogInput& in, const aws::RequestContext& ctx) {
  TRY(check(in.catalog_input));
  const auto id = TRY(nested_of(in.catalog_id, ctx));
  return glue.store.transact([&](kv::Txn& txn) -> Result<UpdateCatalogOutput> {
    const Catalog known = TRY(shown(TRY(require(txn, id))));
    put(txn, id, document_of(id, in.catalog_input, known.create_time.value_or(ctx.now()), ctx.now()));
    return UpdateCatalogOutput{};
  });
}

Result<DeleteCatalogOutput> delete_catalog(Glue& glue, const DeleteCatalogInput& in, const aws::RequestContext& ctx) {
  const auto id = TRY(nested_of(in.catalog_id, ctx));
  return glue.store.transact([&](kv::Txn& txn) -> Result<DeleteCatalogOutput> {
    const auto databases = TRY(catalog::list_databases(txn, id, {.after = "", .limit = kEveryDatabase}, ctx.access));
    for (const catalog::Database& database : databases.items) put_tags(txn, catalog::database_arn(id, database.name), Tags());
    TRY(catalog::delete_catalog(txn, id, ctx.access));
    put_tags(txn, catalog::catalog_arn(id), Tags());
    return DeleteCatalogOutput{};
  });
}

aws::AccessChecks may_create_catalog(const CreateCatalogInput& in, const aws::RequestContext& ctx) {
  auto checks = catalog_checks("CreateCatalog", ctx, ctx.account_id() + ":" + in.name);
  add_request_tags(checks, in.tags);
  return checks;
}
aws::AccessChecks may_get_catalog(const GetCatalogInput& in, const aws::RequestContext& ctx) { return catalog_checks("GetCatalog", ctx, in.catalog_id); }
aws::AccessChecks may_get_catalogs(const GetCatalogsInput& in, const aws::RequestContext& ctx) { return catalog_checks("GetCatalogs", ctx, in.parent_catalog_id); }
aws::AccessChecks may_update_catalog(const UpdateCatalogInput& in, const aws::RequestContext& ctx) { return catalog_checks("UpdateCatalog", ctx, in.catalog_id); }
aws::AccessChecks may_delete_catalog(const DeleteCatalogInput& in, const aws::RequestContext& ctx) { return catalog_checks("DeleteCatalog", ctx, in.catalog_id); }

}  // namespace tarn::glue
