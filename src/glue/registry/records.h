// Registries, schemas and their versions as they are stored.
//
//   glue.registry         account, region, registry                          -> Registry
//   glue.schema           account, region, registry, schema                  -> Schema
//   glue.schemaversion    account, region, registry, schema, u64 number      -> SchemaVersion
//   glue.schemaversionid  account, region, version id                        -> where the version is
//   glue.schemaform       account, region, registry, schema, digest of the canonical form -> its number, decimal
#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "kv/store.h"

namespace tarn::glue::registry {

constexpr const char* kDefaultRegistry = "default-registry";

struct Scope {
  std::string account_id, region;
};

struct Registry {
  std::string name, description;
  TimePoint created_at{}, updated_at{};
};

struct Schema {
  std::string registry, name, description;
  std::string format, compatibility;
  int64_t checkpoint = 1;
  int64_t latest = 0;  // newest AVAILABLE version; 0: none yet
  int64_t next = 1;
  TimePoint created_at{}, updated_at{};
};

struct MetadataValue {
  std::string value;
  TimePoint created_at{};
};

struct SchemaVersion {
  std::string registry, schema;
  int64_t number = 0;
  std::string id, definition, status;                          // AVAILABLE, FAILURE
  TimePoint created_at{};
  std::map<std::string, std::vector<MetadataValue>> metadata;  // of each key, the newest value first
};

Result<std::optional<Registry>> find_registry(kv::Reader& reader, const Scope& scope, const std::string& name);
void put_registry(kv::Txn& txn, const Scope& scope, const Registry& registry);
Result<std::vector<Registry>> list_registries(kv::Reader& reader, const Scope& scope, const std::string& after, size_t limit);
// With its schemas and their versions.
Result<void> erase_registry(kv::Txn& txn, const Scope& scope, const std::string& name);

Result<std::optional<Schema>> find_schema(kv::Reader& reader, const Scope& scope, const std::string& registry, const std::string& name);
void put_schema(kv::Txn& txn, const Scope& scope, const Schema& schema);
// Of one registry, or of all (`registry` empty); sorted by registry and name, after the position that schema_position gave.
Result<std::vector<Schema>> list_schemas(kv::Reader& reader, const Scope& scope, const std::string& registry, const std::string& after, size_t limit);
std::string schema_position(const Scope& scope, const Schema& schema);
Result<void> erase_schema(kv::Txn& txn, const Scope& scope, const Schema& schema);

Result<std::optional<SchemaVersion>> find_version(kv::Reader& reader, const Scope& scope, const Schema& schema, int64_t number);
Result<std::optional<SchemaVersion>> find_version(kv::Reader& reader, const Scope& scope, const std::string& id);
Result<std::optional<SchemaVersion>> find_version_of_form(kv::Reader& reader, const Scope& scope, const Schema& schema, const std::string& form);
// Newest first, below `before` (0: from the newest).
Result<std::vector<SchemaVersion>> list_versions(kv::Reader& reader, const Scope& scope, const Schema& schema, int64_t before, size_t limit);
void put_version(kv::Txn& txn, const Scope& scope, const SchemaVersion& version);
void put_form(kv::Txn& txn, const Scope& scope, const SchemaVersion& version, const std::string& form);
Result<void> erase_version(kv::Txn& txn, const Scope& scope, const SchemaVersion& version);

}  // namespace tarn::glue::registry
