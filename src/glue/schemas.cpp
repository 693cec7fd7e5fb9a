#include "glue/schemas.h"

#include "glue/catalog_access.h"
#include "glue/errors.h"
#include "glue/page_token.h"
#include "glue/registry/definitions.h"
#include "glue/schema_names.h"
#include "glue/tags.h"

namespace tarn::glue {
namespace {

constexpr size_t kDefaultPage = 25;
constexpr size_t kMaxError = 5000;  // Error of CheckSchemaVersionValidity in the model

Error schema_exists(const SchemaName& name) {
  return {"AlreadyExistsException", "Schema already exists. RegistryName: " + name.registry + ", SchemaName: " + name.schema, 0, {}};
}

registry::Schema new_schema(const CreateSchemaInput& in, const SchemaName& name, TimePoint now) {
  registry::Schema schema;
  schema.registry = name.registry;
  schema.name = name.schema;
  schema.description = in.description.value_or("");
  schema.format = in.data_format;
  schema.compatibility = in.compatibility.value_or("NONE");
  schema.created_at = schema.updated_at = now;
  return schema;
}

// The default registry is made when it is first needed; others must be there.
Result<void> require_or_make_registry(kv::Txn& txn, const std::string& name, const aws::RequestContext& ctx) {
  if (name == registry::kDefaultRegistry && !TRY(registry::find_registry(txn, registry_scope(ctx), name)))
    registry::put_registry(txn, registry_scope(ctx), {name, "", ctx.now(), ctx.now()});
  TRY(require_registry(txn, name, ctx));
  return {};
}

CreateSchemaOutput shown(const registry::Schema& schema, const aws::RequestContext& ctx) {
  CreateSchemaOutput out;
  out.registry_name = schema.registry;
  out.registry_arn = registry_arn(ctx, schema.registry);
  out.schema_name = schema.name;
  out.schema_arn = schema_arn(ctx, schema.registry, schema.name);
  out.description = schema.description;
  out.data_format = schema.format;
  out.compatibility = schema.compatibility;
  out.schema_checkpoint = schema.checkpoint;
  if (schema.latest > 0) out.latest_schema_version = schema.latest;
  out.next_schema_version = schema.next;
  out.schema_status = "AVAILABLE";
  return out;
}

}  // namespace

Result<CreateSchemaOutput> create_schema(Glue& glue, const CreateSchemaInput& in, const aws::RequestContext& ctx) {
  const SchemaName name{TRY(registry_name(in.registry_id, ctx)), in.schema_name};
  if (in.data_format == "PROTOBUF") return errors::not_supported("A schema of the data format PROTOBUF");
  if (in.schema_definition) TRY(registry::check_definition(in.data_format, *in.schema_definition));
  const std::string version_id = glue.random.uuid();
  return glue.store.transact([&](kv::Txn& txn) -> Result<CreateSchemaOutput> {
    TRY(require_or_make_registry(txn, name.registry, ctx));
    if (TRY(registry::find_schema(txn, registry_scope(ctx), name.registry, name.schema))) return schema_exists(name);
    auto schema = new_schema(in, name, ctx.now());
    if (in.schema_definition) {
      const registry::SchemaVersion first{name.registry, name.schema, 1, version_id, *in.schema_definition, "AVAILABLE", ctx.now(), {}};
      registry::put_version(txn, registry_scope(ctx), first);
      registry::put_form(txn, registry_scope(ctx), first, TRY(registry::canonical_form(first.definition)));
      schema.latest = 1;
      schema.next = 2;
    }
    registry::put_schema(txn, registry_scope(ctx), schema);
    put_tags(txn, schema_arn(ctx, name.registry, name.schema), in.tags);
    auto out = shown(schema, ctx);
    out.tags = in.tags;
    if (in.schema_definition) {
      out.schema_version_id = version_id;
      out.schema_version_status = "AVAILABLE";
    }
    return out;
  });
}

Result<GetSchemaOutput> get_schema(Glue& glue, const GetSchemaInput& in, const aws::RequestContext& ctx) {
  const auto schema = TRY(require_schema(*glue.store.snapshot(), TRY(schema_name(in.schema_id, ctx)), ctx));
  const auto common = shown(schema, ctx);
  GetSchemaOutput out;
  out.registry_name = common.registry_name;
  out.registry_arn = common.registry_arn;
  out.schema_name = common.schema_name;
  out.schema_arn = common.schema_arn;
  out.description = common.description;
  out.data_format = common.data_format;
  out.compatibility = common.compatibility;
  out.schema_checkpoint = common.schema_checkpoint;
  out.latest_schema_version = common.latest_schema_version;
  out.next_schema_version = common.next_schema_version;
  out.schema_status = common.schema_status;
  out.created_time = registry_time(schema.created_at);
  out.updated_time = registry_time(schema.updated_at);
  return out;
}

Result<ListSchemasOutput> list_schemas(Glue& glue, const ListSchemasInput& in, const aws::RequestContext& ctx) {
  auto reader = glue.store.snapshot();
  std::string of_registry;
  if (in.registry_id) of_registry = TRY(require_registry(*reader, TRY(registry_name(in.registry_id, ctx)), ctx)).name;
  const PageToken token({"ListSchemas", ctx.account_id(), ctx.region(), of_registry});
  const size_t limit = in.max_results ? static_cast<size_t>(*in.max_results) : kDefaultPage;
  auto found = TRY(registry::list_schemas(*reader, registry_scope(ctx), of_registry, TRY(token.decode(in.next_token)), limit + 1));
  ListSchemasOutput out;
  if (found.size() > limit) {
    found.resize(limit);
    out.next_token = token.encode(registry::schema_position(registry_scope(ctx), found.back()));
  }
  out.schemas.emplace();
  for (const registry::Schema& schema : found) {
    SchemaListItem& item = out.schemas->emplace_back();
    item.registry_name = schema.registry;
    item.schema_name = schema.name;
    item.schema_arn = schema_arn(ctx, schema.registry, schema.name);
    item.description = schema.description;
    item.schema_status = "AVAILABLE";
    item.created_time = registry_time(schema.created_at);
    item.updated_time = registry_time(schema.updated_at);
  }
  return out;
}

// A new mode applies from the checkpoint on: the version named, else the latest.
Result<UpdateSchemaOutput> update_schema(Glue& glue, const UpdateSchemaInput& in, const aws::RequestContext& ctx) {
  const auto name = TRY(schema_name(in.schema_id, ctx));
  if (!in.compatibility && !in.schema_version_number && !in.description) return errors::invalid_input("One of Compatibility, SchemaVersionNumber or Description has to be provided.");
  return glue.store.transact([&](kv::Txn& txn) -> Result<UpdateSchemaOutput> {
    auto schema = TRY(require_schema(txn, name, ctx));
    if (in.schema_version_number) {
      const auto version = TRY(require_version(txn, schema, in.schema_version_number, ctx));
      if (version.status != "AVAILABLE") return errors::invalid_input("A version that failed cannot be the checkpoint.");
      schema.checkpoint = version.number;
    } else if (in.compatibility && *in.compatibility != schema.compatibility && schema.latest > 0) {
      schema.checkpoint = schema.latest;
    }
    if (in.compatibility) schema.compatibility = *in.compatibility;
    if (in.description) schema.description = *in.description;
    schema.updated_at = ctx.now();
    registry::put_schema(txn, registry_scope(ctx), schema);
    UpdateSchemaOutput out;
    out.schema_name = schema.name;
    out.registry_name = schema.registry;
    out.schema_arn = schema_arn(ctx, schema.registry, schema.name);
    return out;
  });
}

Result<DeleteSchemaOutput> delete_schema(Glue& glue, const DeleteSchemaInput& in, const aws::RequestContext& ctx) {
  const auto name = TRY(schema_name(in.schema_id, ctx));
  return glue.store.transact([&](kv::Txn& txn) -> Result<DeleteSchemaOutput> {
    TRY(registry::erase_schema(txn, registry_scope(ctx), TRY(require_schema(txn, name, ctx))));
    put_tags(txn, schema_arn(ctx, name.registry, name.schema), Tags());
    DeleteSchemaOutput out;
    out.schema_name = name.schema;
    out.schema_arn = schema_arn(ctx, name.registry, name.schema);
    out.status = "DELETING";
    return out;
  });
}

Result<GetSchemaByDefinitionOutput> get_schema_by_definition(Glue& glue, const GetSchemaByDefinitionInput& in, const aws::RequestContext& ctx) {
  auto reader = glue.store.snapshot();
  const auto schema = TRY(require_schema(*reader, TRY(schema_name(in.schema_id, ctx)), ctx));
  const auto found = TRY(registry::find_version_of_form(*reader, registry_scope(ctx), schema, TRY(registry::canonical_form(in.schema_definition))));
  if (!found) return errors::not_found("Schema version is not found. RegistryName: " + schema.registry + ", SchemaName: " + schema.name + ", VersionNumber: null, SchemaVersionId: null");
  GetSchemaByDefinitionOutput out;
  out.schema_version_id = found->id;
  out.schema_arn = schema_arn(ctx, schema.registry, schema.name);
  out.data_format = schema.format;
  out.status = found->status;
  out.created_time = registry_time(found->created_at);
  return out;
}

Result<CheckSchemaVersionValidityOutput> check_schema_version_validity(Glue&, const CheckSchemaVersionValidityInput& in, const aws::RequestContext&) {
  const auto checked = registry::check_definition(in.data_format, in.schema_definition);
  if (!checked.ok() && checked.error().code != "InvalidInputException") return checked.error();
  CheckSchemaVersionValidityOutput out;
  out.valid = checked.ok();
  if (!checked.ok()) out.error = checked.error().message.substr(0, kMaxError);
  return out;
}

aws::AccessChecks may_create_schema(const CreateSchemaInput& in, const aws::RequestContext& ctx) {
  auto checks = registry_checks("CreateSchema", in.registry_id, ctx);
  const auto registry = registry_name(in.registry_id, ctx);
  checks.push_back({"glue:CreateSchema", schema_arn(ctx, registry.ok() ? *registry : "*", in.schema_name), {}});
  add_request_tags(checks, in.tags);
  return checks;
}
aws::AccessChecks may_get_schema(const GetSchemaInput& in, const aws::RequestContext& ctx) { return schema_checks("GetSchema", in.schema_id, ctx); }
aws::AccessChecks may_list_schemas(const ListSchemasInput& in, const aws::RequestContext& ctx) {
  if (in.registry_id) return registry_checks("ListSchemas", in.registry_id, ctx);
  return {{"glue:ListSchemas", registry_arn(ctx, "*"), {}}};
}
aws::AccessChecks may_update_schema(const UpdateSchemaInput& in, const aws::RequestContext& ctx) { return schema_checks("UpdateSchema", in.schema_id, ctx); }
aws::AccessChecks may_delete_schema(const DeleteSchemaInput& in, const aws::RequestContext& ctx) { return schema_checks("DeleteSchema", in.schema_id, ctx); }
aws::AccessChecks may_get_schema_by_definition(const GetSchemaByDefinitionInput& in, const aws::RequestContext& ctx) { return schema_checks("GetSchemaByDefinition", in.schema_id, ctx); }
aws::AccessChecks may_check_schema_version_validity(const CheckSchemaVersionValidityInput&, const aws::RequestContext&) { return {{"glue:CheckSchemaVersionValidity", "*", {}}}; }

}  // namespace tarn::glue
