#include "glue/schema_names.h"

#include "aws/arn.h"
#include "base/encoding.h"
#include "glue/errors.h"

namespace tarn::glue {
namespace {

std::string arn_of(const aws::RequestContext& ctx, const std::string& resource) { return aws::make_arn("glue", ctx.region(), ctx.account_id(), resource); }

// What follows "registry/" or "schema/" in an ARN of the caller's account and region.
Result<std::string> resource_name(const std::string& text, std::string_view kind, const aws::RequestContext& ctx) {
  const auto arn = aws::Arn::parse(text);
  const bool own = arn && arn->service == "glue" && arn->account_id == ctx.account_id() && arn->region == ctx.region() && arn->resource.starts_with(kind);
  if (!own) return errors::invalid_input("The ARN " + text + " is not valid here.");
  return arn->resource.substr(kind.size());
}

Error schema_not_found(const SchemaName& name) {
  return errors::not_found("Schema is not found. RegistryName: " + name.registry + ", SchemaName: " + name.schema + ", SchemaArn: null");
}

Error version_not_found(const SchemaName& name, const std::string& number, const std::string& id) {
  return errors::not_found("Schema version is not found. RegistryName: " + name.registry + ", SchemaName: " + name.schema + ", VersionNumber: " + number + ", SchemaVersionId: " + id);
}

aws::AccessChecks checks_on(const char* action, const std::string& registry, const std::string& schema, const aws::RequestContext& ctx) {
  return {{std::string("glue:") + action, registry_arn(ctx, registry), {}}, {std::string("glue:") + action, schema_arn(ctx, registry, schema), {}}};
}

}  // namespace

registry::Scope registry_scope(const aws::RequestContext& ctx) { return {ctx.account_id(), ctx.region()}; }
std::string registry_arn(const aws::RequestContext& ctx, const std::string& registry) { return arn_of(ctx, "registry/" + registry); }
std::string schema_arn(const aws::RequestContext& ctx, const std::string& registry, const std::string& schema) { return arn_of(ctx, "schema/" + registry + "/" + schema); }

Result<std::string> registry_name(const std::optional<RegistryId>& id, const aws::RequestContext& ctx) {
  if (!id || (!id->registry_name && !id->registry_arn)) return std::string(registry::kDefaultRegistry);
  if (id->registry_name && id->registry_arn) return errors::invalid_input("One of registryName or registryArn has to be provided, not both.");
  if (id->registry_name) return *id->registry_name;
  return resource_name(*id->registry_arn, "registry/", ctx);
}

Result<SchemaName> schema_name(const SchemaId& id, const aws::RequestContext& ctx) {
  if (id.schema_arn && (id.schema_name || id.registry_name)) return errors::invalid_input("One of schemaArn or schemaName has to be provided, not both.");
  if (!id.schema_arn) {
    if (!id.schema_name) return errors::invalid_input("One of schemaArn or schemaName has to be provided.");
    return SchemaName{id.registry_name.value_or(registry::kDefaultRegistry), *id.schema_name};
  }
  const std::string path = TRY(resource_name(*id.schema_arn, "schema/", ctx));
  const auto slash = path.find('/');
  if (slash == std::string::npos) return errors::invalid_input("The ARN " + *id.schema_arn + " is not valid here.");
  return SchemaName{path.substr(0, slash), path.substr(slash + 1)};
}

Result<registry::Registry> require_registry(kv::Reader& reader, const std::string& name, const aws::RequestContext& ctx) {
  auto found = TRY(registry::find_registry(reader, registry_scope(ctx), name));
  if (!found) return errors::not_found("Registry is not found. RegistryName: " + name + ", RegistryArn: null");
  return std::move(*found);
}

Result<registry::Schema> require_schema(kv::Reader& reader, const SchemaName& name, const aws::RequestContext& ctx) {
  auto found = TRY(registry::find_schema(reader, registry_scope(ctx), name.registry, name.schema));
  if (!found) return schema_not_found(name);
  return std::move(*found);
}

Result<registry::SchemaVersion> require_version(kv::Reader& reader, const registry::Schema& schema, const std::optional<SchemaVersionNumber>& number, const aws::RequestContext& ctx) {
  if (number && number->version_number && number->latest_version.value_or(false)) return errors::invalid_input("One of VersionNumber or LatestVersion has to be provided, not both.");
  const int64_t wanted = number && number->version_number ? *number->version_number : schema.latest;
  auto found = TRY(registry::find_version(reader, registry_scope(ctx), schema, wanted));
  if (!found) return version_not_found({schema.registry, schema.name}, std::to_string(wanted), "null");
  return std::move(*found);
}

Result<registry::SchemaVersion> require_version(kv::Reader& reader, const VersionName& name, const aws::RequestContext& ctx) {
  if (name.version_id) {
    if (name.schema || name.number) return errors::invalid_input("No other input parameters can be specified when fetching by SchemaVersionId.");
    auto found = TRY(registry::find_version(reader, registry_scope(ctx), *name.version_id));
    if (!found) return version_not_found({"null", "null"}, "null", *name.version_id);
    return std::move(*found);
  }
  if (!name.schema) return errors::invalid_input("One of SchemaId or SchemaVersionId has to be provided.");
  return require_version(reader, TRY(require_schema(reader, TRY(schema_name(*name.schema, ctx)), ctx)), name.number, ctx);
}

aws::AccessChecks registry_checks(const char* action, const std::optional<RegistryId>& id, const aws::RequestContext& ctx) {
  const auto name = registry_name(id, ctx);
  return {{std::string("glue:") + action, registry_arn(ctx, name.ok() ? *name : "*"), {}}};
}

aws::AccessChecks schema_checks(const char* action, const SchemaId& id, const aws::RequestContext& ctx) {
  const auto name = schema_name(id, ctx);
  return name.ok() ? checks_on(action, name->registry, name->schema, ctx) : checks_on(action, "*", "*", ctx);
}

Result<aws::AccessChecks> version_checks(Glue& glue, const char* action, const VersionName& name, const aws::RequestContext& ctx) {
  if (name.schema) return schema_checks(action, *name.schema, ctx);
  std::optional<registry::SchemaVersion> version;
  if (name.version_id) version = TRY(registry::find_version(*glue.store.snapshot(), registry_scope(ctx), *name.version_id));
  return version ? checks_on(action, version->registry, version->schema, ctx) : checks_on(action, "*", "*", ctx);
}

std::string registry_time(TimePoint time) { return iso8601(time, 3); }

}  // namespace tarn::glue
