#include "glue/registries.h"

#include "glue/catalog_access.h"
#include "glue/errors.h"
#include "glue/page_token.h"
#include "glue/schema_names.h"
#include "glue/tags.h"

namespace tarn::glue {
namespace {

constexpr size_t kDefaultPage = 25;
constexpr size_t kEvery = 1'000'000;

Error registry_exists(const std::string& name) { return {"AlreadyExistsException", "Registry already exists. RegistryName: " + name, 0, {}}; }

}  // namespace

Result<CreateRegistryOutput> create_registry(Glue& glue, const CreateRegistryInput& in, const aws::RequestContext& ctx) {
  return glue.store.transact([&](kv::Txn& txn) -> Result<CreateRegistryOutput> {
    if (TRY(registry::find_registry(txn, registry_scope(ctx), in.registry_name))) return registry_exists(in.registry_name);
    registry::put_registry(txn, registry_scope(ctx), {in.registry_name, in.description.value_or(""), ctx.now(), ctx.now()});
    put_tags(txn, registry_arn(ctx, in.registry_name), in.tags);
    CreateRegistryOutput out;
    out.registry_arn = registry_arn(ctx, in.registry_name);
    out.registry_name = in.registry_name;
    out.description = in.description;
    out.tags = in.tags;
    return out;
  });
}

Result<GetRegistryOutput> get_registry(Glue& glue, const GetRegistryInput& in, const aws::RequestContext& ctx) {
  const auto found = TRY(require_registry(*glue.store.snapshot(), TRY(registry_name(in.registry_id, ctx)), ctx));
  GetRegistryOutput out;
  out.registry_name = found.name;
  out.registry_arn = registry_arn(ctx, found.name);
  out.description = found.description;
  out.status = "AVAILABLE";
  out.created_time = registry_time(found.created_at);
  out.updated_time = registry_time(found.updated_at);
  return out;
}

Result<ListRegistriesOutput> list_registries(Glue& glue, const ListRegistriesInput& in, const aws::RequestContext& ctx) {
  const PageToken token({"ListRegistries", ctx.account_id(), ctx.region()});
  const size_t limit = in.max_results ? static_cast<size_t>(*in.max_results) : kDefaultPage;
  auto found = TRY(registry::list_registries(*glue.store.snapshot(), registry_scope(ctx), TRY(token.decode(in.next_token)), limit + 1));
  ListRegistriesOutput out;
  if (found.size() > limit) {
    found.resize(limit);
    out.next_token = token.encode(found.back().name);
  }
  out.registries.emplace();
  for (const registry::Registry& one : found) {
    RegistryListItem& item = out.registries->emplace_back();
    item.registry_name = one.name;
    item.registry_arn = registry_arn(ctx, one.name);
    item.description = one.description;
    item.status = "AVAILABLE";
    item.created_time = registry_time(one.created_at);
    item.updated_time = registry_time(one.updated_at);
  }
  return out;
}

Result<UpdateRegistryOutput> update_registry(Glue& glue, const UpdateRegistryInput& in, const aws::RequestContext& ctx) {
  const std::string name = TRY(registry_name(in.registry_id, ctx));
  return glue.store.transact([&](kv::Txn& txn) -> Result<UpdateRegistryOutput> {
    auto found = TRY(require_registry(txn, name, ctx));
    found.description = in.description;
    found.updated_at = ctx.now();
    registry::put_registry(txn, registry_scope(ctx), found);
    UpdateRegistryOutput out;
    out.registry_name = name;
    out.registry_arn = registry_arn(ctx, name);
    return out;
  });
}

Result<DeleteRegistryOutput> delete_registry(Glue& glue, const DeleteRegistryInput& in, const aws::RequestContext& ctx) {
  const std::string name = TRY(registry_name(in.registry_id, ctx));
  return glue.store.transact([&](kv::Txn& txn) -> Result<DeleteRegistryOutput> {
    TRY(require_registry(txn, name, ctx));
    const auto schemas = TRY(registry::list_schemas(txn, registry_scope(ctx), name, "", kEvery));
    for (const registry::Schema& schema : schemas) put_tags(txn, schema_arn(ctx, name, schema.name), Tags());
    TRY(registry::erase_registry(txn, registry_scope(ctx), name));
    put_tags(txn, registry_arn(ctx, name), Tags());
    DeleteRegistryOutput out;
    out.registry_name = name;
    out.registry_arn = registry_arn(ctx, name);
    out.status = "DELETING";
    return out;
  });
}

aws::AccessChecks may_create_registry(const CreateRegistryInput& in, const aws::RequestContext& ctx) {
  aws::AccessChecks checks{{"glue:CreateRegistry", registry_arn(ctx, in.registry_name), {}}};
  add_request_tags(checks, in.tags);
  return checks;
}
aws::AccessChecks may_get_registry(const GetRegistryInput& in, const aws::RequestContext& ctx) { return registry_checks("GetRegistry", in.registry_id, ctx); }
aws::AccessChecks may_list_registries(const ListRegistriesInput&, const aws::RequestContext&) { return {{"glue:ListRegistries", "*", {}}}; }
aws::AccessChecks may_update_registry(const UpdateRegistryInput& in, const aws::RequestContext& ctx) { return registry_checks("UpdateRegistry", in.registry_id, ctx); }
aws::AccessChecks may_delete_registry(const DeleteRegistryInput& in, const aws::RequestContext& ctx) { return registry_checks("DeleteRegistry", in.registry_id, ctx); }

}  // namespace tarn::glue
