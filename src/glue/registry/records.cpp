#include "glue/registry/records.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "base/encoding.h"
#include "glue/registry/definitions.h"
#include "kv/key.h"
#include "kv/record.h"
#include "kv/record_fields.h"

namespace tarn::glue::registry {
namespace {

constexpr std::string_view kRegistry = "glue.registry", kSchema = "glue.schema", kVersion = "glue.schemaversion", kVersionId = "glue.schemaversionid",
                           kForm = "glue.schemaform";
constexpr size_t kEvery = 1'000'000;

kv::KeyBuilder in_scope(std::string_view family, const Scope& scope) {
  kv::KeyBuilder key(family);
  key.text(scope.account_id).text(scope.region);
  return key;
}
kv::KeyBuilder of_schema(std::string_view family, const Scope& scope, const std::string& registry, const std::string& schema) {
  auto key = in_scope(family, scope);
  key.text(registry).text(schema);
  return key;
}

std::string registry_key(const Scope& scope, const std::string& name) { return in_scope(kRegistry, scope).text(name).take(); }
std::string schema_key(const Scope& scope, const std::string& registry, const std::string& name) { return of_schema(kSchema, scope, registry, name).take(); }
std::string version_key(const Scope& scope, const std::string& registry, const std::string& schema, int64_t number) {
  return of_schema(kVersion, scope, registry, schema).descending_u64(static_cast<uint64_t>(number)).take();
}
std::string version_id_key(const Scope& scope, const std::string& id) { return in_scope(kVersionId, scope).text(id).take(); }
std::string form_key(const Scope& scope, const std::string& registry, const std::string& schema, const std::string& form) {
  return of_schema(kForm, scope, registry, schema).text(sha256(form)).take();
}

Result<Registry> decode_registry(std::string_view stored) {
  const auto object = TRY(kv::decode_object(stored));
  kv::RecordFields fields(object);
  Registry out;
  fields.read("name", out.name);
  fields.read("description", out.description);
  fields.read("created", out.created_at);
  fields.read("updated", out.updated_at);
  TRY(fields.finish());
  return out;
}

Result<Schema> decode_schema(std::string_view stored) {
  const auto object = TRY(kv::decode_object(stored));
  kv::RecordFields fields(object);
  Schema out;
  fields.read("registry", out.registry);
  fields.read("name", out.name);
  fields.read("description", out.description);
  fields.read("format", out.format);
  fields.read("compatibility", out.compatibility);
  fields.read("checkpoint", out.checkpoint);
  fields.read("latest", out.latest);
  fields.read("next", out.next);
  fields.read("created", out.created_at);
  fields.read("updated", out.updated_at);
  TRY(fields.finish());
  return out;
}

boost::json::object metadata_object(const SchemaVersion& version) {
  boost::json::object out;
  for (const auto& [key, values] : version.metadata) {
    boost::json::array items;
    for (const MetadataValue& value : values) items.push_back(boost::json::object{{"value", value.value}, {"created", kv::to_micros(value.created_at)}});
    out[key] = std::move(items);
  }
  return out;
}

Result<void> read_metadata(const boost::json::object& stored, SchemaVersion& out) {
  for (const auto& entry : stored) {
    const auto* items = entry.value().if_array();
    if (!items) return internal_error("the metadata of a schema version is damaged");
    for (const auto& item : *items) {
      const auto* object = item.if_object();
      if (!object) return internal_error("the metadata of a schema version is damaged");
      kv::RecordFields fields(*object);
      MetadataValue value;
      fields.read("value", value.value);
      fields.read("created", value.created_at);
      TRY(fields.finish());
      out.metadata[std::string(entry.key())].push_back(std::move(value));
    }
  }
  return {};
}

Result<SchemaVersion> decode_version(std::string_view stored) {
  const auto object = TRY(kv::decode_object(stored));
  kv::RecordFields fields(object);
  SchemaVersion out;
  fields.read("registry", out.registry);
  fields.read("schema", out.schema);
  fields.read("number", out.number);
  fields.read("id", out.id);
  fields.read("definition", out.definition);
  fields.read("status", out.status);
  fields.read("created", out.created_at);
  if (const auto* metadata = fields.object("metadata")) TRY(read_metadata(*metadata, out));
  TRY(fields.finish());
  return out;
}

}  // namespace

Result<std::optional<Registry>> find_registry(kv::Reader& reader, const Scope& scope, const std::string& name) {
  const auto stored = TRY(reader.get(registry_key(scope, name)));
  if (!stored) return std::optional<Registry>();
  return std::optional(TRY(decode_registry(*stored)));
}

void put_registry(kv::Txn& txn, const Scope& scope, const Registry& registry) {
  txn.put(registry_key(scope, registry.name), kv::encode_record(boost::json::object{{"name", registry.name},
                                                                                    {"description", registry.description},
                                                                                    {"created", kv::to_micros(registry.created_at)},
                                                                                    {"updated", kv::to_micros(registry.updated_at)}}));
}

Result<std::vector<Registry>> list_registries(kv::Reader& reader, const Scope& scope, const std::string& after, size_t limit) {
  kv::Range range = kv::Range::prefix(in_scope(kRegistry, scope).take());
  if (!after.empty()) range.begin = registry_key(scope, after) + '\0';
  std::vector<Registry> out;
  const auto entries = TRY(reader.page(range, limit));
  for (const kv::Entry& entry : entries) out.push_back(TRY(decode_registry(entry.value)));
  return out;
}

Result<void> erase_registry(kv::Txn& txn, const Scope& scope, const std::string& name) {
  const auto schemas = TRY(list_schemas(txn, scope, name, "", kEvery));
  for (const Schema& schema : schemas) TRY(erase_schema(txn, scope, schema));
  txn.erase(registry_key(scope, name));
  return {};
}

Result<std::optional<Schema>> find_schema(kv::Reader& reader, const Scope& scope, const std::string& registry, const std::string& name) {
  const auto stored = TRY(reader.get(schema_key(scope, registry, name)));
  if (!stored) return std::optional<Schema>();
  return std::optional(TRY(decode_schema(*stored)));
}

void put_schema(kv::Txn& txn, const Scope& scope, const Schema& schema) {
  txn.put(schema_key(scope, schema.registry, schema.name),
          kv::encode_record(boost::json::object{{"registry", schema.registry},
                                                {"name", schema.name},
                                                {"description", schema.description},
                                                {"format", schema.format},
                                                {"compatibility", schema.compatibility},
                                                {"checkpoint", schema.checkpoint},
                                                {"latest", schema.latest},
                                                {"next", schema.next},
                                                {"created", kv::to_micros(schema.created_at)},
                                                {"updated", kv::to_micros(schema.updated_at)}}));
}

std::string schema_position(const Scope& scope, const Schema& schema) {
  return schema_key(scope, schema.registry, schema.name).substr(in_scope(kSchema, scope).str().size());
}

Result<std::vector<Schema>> list_schemas(kv::Reader& reader, const Scope& scope, const std::string& registry, const std::string& after, size_t limit) {
  auto prefix = in_scope(kSchema, scope);
  kv::Range range;
  if (registry.empty()) range = kv::Range::prefix(prefix.str());
  else range = kv::Range::prefix(in_scope(kSchema, scope).text(registry).take());
  if (!after.empty()) range.begin = prefix.str() + after + '\0';
  std::vector<Schema> out;
  const auto entries = TRY(reader.page(range, limit));
  for (const kv::Entry& entry : entries) out.push_back(TRY(decode_schema(entry.value)));
  return out;
}

Result<void> erase_schema(kv::Txn& txn, const Scope& scope, const Schema& schema) {
  const auto versions = TRY(list_versions(txn, scope, schema, 0, kEvery));
  for (const SchemaVersion& version : versions) TRY(erase_version(txn, scope, version));
  txn.erase(schema_key(scope, schema.registry, schema.name));
  return {};
}

Result<std::optional<SchemaVersion>> find_version(kv::Reader& reader, const Scope& scope, const Schema& schema, int64_t number) {
  const auto stored = TRY(reader.get(version_key(scope, schema.registry, schema.name, number)));
  if (!stored) return std::optional<SchemaVersion>();
  return std::optional(TRY(decode_version(*stored)));
}

Result<std::optional<SchemaVersion>> find_version(kv::Reader& reader, const Scope& scope, const std::string& id) {
  const auto stored = TRY(reader.get(version_id_key(scope, id)));
  if (!stored) return std::optional<SchemaVersion>();
  const auto object = TRY(kv::decode_object(*stored));
  kv::RecordFields fields(object);
  Schema schema;
  int64_t number = 0;
  fields.read("registry", schema.registry);
  fields.read("schema", schema.name);
  fields.read("number", number);
  TRY(fields.finish());
  return find_version(reader, scope, schema, number);
}

Result<std::optional<SchemaVersion>> find_version_of_form(kv::Reader& reader, const Scope& scope, const Schema& schema, const std::string& form) {
  const auto stored = TRY(reader.get(form_key(scope, schema.registry, schema.name, form)));
  if (!stored) return std::optional<SchemaVersion>();
  return find_version(reader, scope, schema, std::stoll(*stored));
}

Result<std::vector<SchemaVersion>> list_versions(kv::Reader& reader, const Scope& scope, const Schema& schema, int64_t before, size_t limit) {
  kv::Range range = kv::Range::prefix(of_schema(kVersion, scope, schema.registry, schema.name).take());
  if (before > 0) range.begin = version_key(scope, schema.registry, schema.name, before) + '\0';
  std::vector<SchemaVersion> out;
  const auto entries = TRY(reader.page(range, limit));
  for (const kv::Entry& entry : entries) out.push_back(TRY(decode_version(entry.value)));
  return out;
}

void put_version(kv::Txn& txn, const Scope& scope, const SchemaVersion& version) {
  txn.put(version_key(scope, version.registry, version.schema, version.number),
          kv::encode_record(boost::json::object{{"registry", version.registry},
                                                {"schema", version.schema},
                                                {"number", version.number},
                                                {"id", version.id},
                                                {"definition", version.definition},
                                                {"status", version.status},
                                                {"created", kv::to_micros(version.created_at)},
                                                {"metadata", metadata_object(version)}}));
  txn.put(version_id_key(scope, version.id),
          kv::encode_record(boost::json::object{{"registry", version.registry}, {"schema", version.schema}, {"number", version.number}}));
}

void put_form(kv::Txn& txn, const Scope& scope, const SchemaVersion& version, const std::string& form) {
  txn.put(form_key(scope, version.registry, version.schema, form), std::to_string(version.number));
}

Result<void> erase_version(kv::Txn& txn, const Scope& scope, const SchemaVersion& version) {
  txn.erase(version_key(scope, version.registry, version.schema, version.number));
  txn.erase(version_id_key(scope, version.id));
  const std::string form = form_key(scope, version.registry, version.schema, TRY(canonical_form(version.definition)));
  const auto holder = TRY(txn.get(form));  // a version that failed may share it with a later one
  if (holder && *holder == std::to_string(version.number)) txn.erase(form);
  return {};
}

}  // namespace tarn::glue::registry
