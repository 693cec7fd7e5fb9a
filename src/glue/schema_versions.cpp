#include "glue/schema_versions.h"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <charconv>

#include "glue/errors.h"
#include "glue/page_token.h"
#include "glue/registry/definitions.h"
#include "glue/registry/json_patch.h"
#include "glue/schema_names.h"

namespace tarn::glue {
namespace {

using registry::Schema;
using registry::SchemaVersion;

constexpr size_t kDefaultPage = 25;
constexpr size_t kEvery = 1'000'000;

// The definitions that a new version is compared with, newest first.
Result<std::vector<std::string>> earlier_definitions(kv::Reader& reader, const Schema& schema, const aws::RequestContext& ctx) {
  std::vector<std::string> out;
  if (schema.latest == 0) return out;
  switch (registry::reach_of(schema.compatibility)) {
    case registry::Reach::none: return out;
    case registry::Reach::latest: {
      const auto latest = TRY(registry::find_version(reader, registry_scope(ctx), schema, schema.latest));
      if (latest) out.push_back(latest->definition);
      return out;
    }
    case registry::Reach::all: break;
  }
  const auto versions = TRY(registry::list_versions(reader, registry_scope(ctx), schema, 0, kEvery));
  for (const SchemaVersion& version : versions)
    if (version.status == "AVAILABLE" && version.number >= schema.checkpoint) out.push_back(version.definition);
  return out;
}

RegisterSchemaVersionOutput registered(const SchemaVersion& version) {
  RegisterSchemaVersionOutput out;
  out.schema_version_id = version.id;
  out.version_number = version.number;
  out.status = version.status;
  return out;
}

// "3", or "3-7".
Result<std::pair<int64_t, int64_t>> range_of(const std::string& text) {
  int64_t first = 0, last = 0;
  const char* end = text.data() + text.size();
  auto [at, failed] = std::from_chars(text.data(), end, first);
  last = first;
  if (failed == std::errc() && at != end && *at == '-') {
    auto second = std::from_chars(at + 1, end, last);
    at = second.ptr;
    failed = second.ec;
  }
  if (failed != std::errc() || at != end || first < 1 || last < first) return errors::invalid_input("Versions " + text + " is no version number and no range of them.");
  return std::pair(first, last);
}

// Why a version may not go; nullopt: it may.
std::optional<Error> keeps(const Schema& schema, const std::optional<SchemaVersion>& version) {
  if (!version) return errors::not_found("Schema version is not found.");
  if (version->number == 1) return errors::invalid_input("The first version of a schema can only be deleted with the schema.");
  if (registry::reach_of(schema.compatibility) == registry::Reach::all && version->status == "AVAILABLE")
    return errors::invalid_input("The compatibility mode " + schema.compatibility + " needs this version.");
  return std::nullopt;
}

// The newest version that is AVAILABLE; 0: none.
Result<int64_t> newest_available(kv::Reader& reader, const Schema& schema, const aws::RequestContext& ctx) {
  const auto versions = TRY(registry::list_versions(reader, registry_scope(ctx), schema, 0, kEvery));
  for (const SchemaVersion& version : versions)
    if (version.status == "AVAILABLE") return version.number;
  return int64_t{0};
}

}  // namespace

// A definition that is known already is answered with its version. What may not follow the earlier ones is kept as FAILURE, so that its
// author finds it by its id.
Result<RegisterSchemaVersionOutput> register_schema_version(Glue& glue, const RegisterSchemaVersionInput& in, const aws::RequestContext& ctx) {
  const auto name = TRY(schema_name(in.schema_id, ctx));
  const std::string id = glue.random.uuid(), form = TRY(registry::canonical_form(in.schema_definition));
  return glue.store.transact([&](kv::Txn& txn) -> Result<RegisterSchemaVersionOutput> {
    auto schema = TRY(require_schema(txn, name, ctx));
    if (const auto known = TRY(registry::find_version_of_form(txn, registry_scope(ctx), schema, form))) return registered(*known);
    if (schema.compatibility == "DISABLED" && schema.latest > 0)
      return errors::invalid_input("Compatibility DISABLED does not allow versioning. SchemaId: SchemaId(schemaArn=null, schemaName=" + name.schema + ", registryName=" + name.registry + ")");
    TRY(registry::check_definition(schema.format, in.schema_definition));
    const auto earlier = TRY(earlier_definitions(txn, schema, ctx));
    const bool follows = TRY(registry::may_follow(schema.format, schema.compatibility, in.schema_definition, earlier));
    const SchemaVersion version{schema.registry, schema.name, schema.next, id, in.schema_definition, follows ? "AVAILABLE" : "FAILURE", ctx.now(), {}};
    registry::put_version(txn, registry_scope(ctx), version);
    if (follows) {
      registry::put_form(txn, registry_scope(ctx), version, form);
      schema.latest = version.number;
    }
    schema.next++;
    schema.updated_at = ctx.now();
    registry::put_schema(txn, registry_scope(ctx), schema);
    return registered(version);
  });
}

Result<GetSchemaVersionOutput> get_schema_version(Glue& glue, const GetSchemaVersionInput& in, const aws::RequestContext& ctx) {
  auto reader = glue.store.snapshot();
  const auto version = TRY(require_version(*reader, {in.schema_id, in.schema_version_id, in.schema_version_number}, ctx));
  const auto schema = TRY(require_schema(*reader, {version.registry, version.schema}, ctx));
  GetSchemaVersionOutput out;
  out.schema_version_id = version.id;
  out.schema_definition = version.definition;
  out.data_format = schema.format;
  out.schema_arn = schema_arn(ctx, version.registry, version.schema);
  out.version_number = version.number;
  out.status = version.status;
  out.created_time = registry_time(version.created_at);
  return out;
}

Result<ListSchemaVersionsOutput> list_schema_versions(Glue& glue, const ListSchemaVersionsInput& in, const aws::RequestContext& ctx) {
  auto reader = glue.store.snapshot();
  const auto schema = TRY(require_schema(*reader, TRY(schema_name(in.schema_id, ctx)), ctx));
  const PageToken token({"ListSchemaVersions", ctx.account_id(), ctx.region(), schema.registry, schema.name});
  const std::string after = TRY(token.decode(in.next_token));
  int64_t before = 0;
  std::from_chars(after.data(), after.data() + after.size(), before);
  const size_t limit = in.max_results ? static_cast<size_t>(*in.max_results) : kDefaultPage;
  auto found = TRY(registry::list_versions(*reader, registry_scope(ctx), schema, before, limit + 1));
  ListSchemaVersionsOutput out;
  if (found.size() > limit) {
    found.resize(limit);
    out.next_token = token.encode(std::to_string(found.back().number));
  }
  out.schemas.emplace();
  for (const SchemaVersion& version : found) {
    SchemaVersionListItem& item = out.schemas->emplace_back();
    item.schema_arn = schema_arn(ctx, version.registry, version.schema);
    item.schema_version_id = version.id;
    item.version_number = version.number;
    item.status = version.status;
    item.created_time = registry_time(version.created_at);
  }
  return out;
}

Result<DeleteSchemaVersionsOutput> delete_schema_versions(Glue& glue, const DeleteSchemaVersionsInput& in, const aws::RequestContext& ctx) {
  const auto name = TRY(schema_name(in.schema_id, ctx));
  const auto [first, last] = TRY(range_of(in.versions));
  return glue.store.transact([&, first = first, last = last](kv::Txn& txn) -> Result<DeleteSchemaVersionsOutput> {
    auto schema = TRY(require_schema(txn, name, ctx));
    if (schema.checkpoint > 1 && schema.checkpoint >= first && schema.checkpoint <= last) return errors::invalid_input("The versions hold the checkpoint of the schema, which cannot be deleted.");
    DeleteSchemaVersionsOutput out;
    out.schema_version_errors.emplace();
    for (int64_t number = first; number <= last && number < schema.next; ++number) {
      const auto version = TRY(registry::find_version(txn, registry_scope(ctx), schema, number));
      if (const auto kept = keeps(schema, version)) {
        SchemaVersionErrorItem& item = out.schema_version_errors->emplace_back();
        item.version_number = number;
        item.error_details.emplace();
        item.error_details->error_code = kept->code;
        item.error_details->error_message = kept->message;
        continue;
      }
      TRY(registry::erase_version(txn, registry_scope(ctx), *version));
    }
    if (first >= schema.next) return errors::not_found("Schema version is not found.");
    schema.latest = TRY(newest_available(txn, schema, ctx));
    registry::put_schema(txn, registry_scope(ctx), schema);
    return out;
  });
}

Result<GetSchemaVersionsDiffOutput> get_schema_versions_diff(Glue& glue, const GetSchemaVersionsDiffInput& in, const aws::RequestContext& ctx) {
  auto reader = glue.store.snapshot();
  const auto schema = TRY(require_schema(*reader, TRY(schema_name(in.schema_id, ctx)), ctx));
  const auto first = TRY(require_version(*reader, schema, in.first_schema_version_number, ctx));
  const auto second = TRY(require_version(*reader, schema, in.second_schema_version_number, ctx));
  boost::system::error_code failed;
  boost::json::parse_options options;
  options.max_depth = 1000;
  const auto from = boost::json::parse(first.definition, failed, {}, options), to = boost::json::parse(second.definition, failed, {}, options);
  GetSchemaVersionsDiffOutput out;
  out.diff = boost::json::serialize(registry::json_patch(from, to));
  return out;
}

aws::AccessChecks may_register_schema_version(const RegisterSchemaVersionInput& in, const aws::RequestContext& ctx) { return schema_checks("RegisterSchemaVersion", in.schema_id, ctx); }
Result<aws::AccessChecks> may_get_schema_version(Glue& glue, const GetSchemaVersionInput& in, const aws::RequestContext& ctx) {
  return version_checks(glue, "GetSchemaVersion", {in.schema_id, in.schema_version_id, in.schema_version_number}, ctx);
}
aws::AccessChecks may_list_schema_versions(const ListSchemaVersionsInput& in, const aws::RequestContext& ctx) { return schema_checks("ListSchemaVersions", in.schema_id, ctx); }
aws::AccessChecks may_delete_schema_versions(const DeleteSchemaVersionsInput& in, const aws::RequestContext& ctx) { return schema_checks("DeleteSchemaVersions", in.schema_id, ctx); }
aws::AccessChecks may_get_schema_versions_diff(const GetSchemaVersionsDiffInput& in, const aws::RequestContext& ctx) { return schema_checks("GetSchemaVersionsDiff", in.schema_id, ctx); }

}  // namespace tarn::glue
