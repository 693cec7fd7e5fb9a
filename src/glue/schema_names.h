// How requests name registries, schemas and versions, what of them is there, and what callers must be allowed.
#pragma once
#include "glue/registry/records.h"
#include "glue/schema_registry.gen.h"
#include "glue/service.h"

namespace tarn::glue {

struct SchemaName {
  std::string registry, schema;
};

registry::Scope registry_scope(const aws::RequestContext& ctx);
std::string registry_arn(const aws::RequestContext& ctx, const std::string& registry);
std::string schema_arn(const aws::RequestContext& ctx, const std::string& registry, const std::string& schema);

// By name or by ARN; neither: the default registry. Error InvalidInputException: both, or an ARN of something else.
Result<std::string> registry_name(const std::optional<RegistryId>& id, const aws::RequestContext& ctx);
Result<SchemaName> schema_name(const SchemaId& id, const aws::RequestContext& ctx);

// EntityNotFoundException in Glue's words.
Result<registry::Registry> require_registry(kv::Reader& reader, const std::string& name, const aws::RequestContext& ctx);
Result<registry::Schema> require_schema(kv::Reader& reader, const SchemaName& name, const aws::RequestContext& ctx);

// What names one version of a schema: its id alone, or the schema with a number or LatestVersion (the default).
struct VersionName {
  const std::optional<SchemaId>& schema;
  const std::optional<std::string>& version_id;
  const std::optional<SchemaVersionNumber>& number;
};
Result<registry::SchemaVersion> require_version(kv::Reader& reader, const VersionName& name, const aws::RequestContext& ctx);
Result<registry::SchemaVersion> require_version(kv::Reader& reader, const registry::Schema& schema, const std::optional<SchemaVersionNumber>& number, const aws::RequestContext& ctx);

// On the registry, and on the registry and the schema. A name that cannot be read is checked as "*": the handler refuses it in its words.
aws::AccessChecks registry_checks(const char* action, const std::optional<RegistryId>& id, const aws::RequestContext& ctx);
aws::AccessChecks schema_checks(const char* action, const SchemaId& id, const aws::RequestContext& ctx);
// Of a version that is named by its id, the schema is looked up.
Result<aws::AccessChecks> version_checks(Glue& glue, const char* action, const VersionName& name, const aws::RequestContext& ctx);

std::string registry_time(TimePoint time);  // times of the registry's API are texts

}  // namespace tarn::glue
