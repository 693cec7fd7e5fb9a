#include "glue/schema_metadata.h"

#include <algorithm>

#include "glue/errors.h"
#include "glue/page_token.h"
#include "glue/schema_names.h"

namespace tarn::glue {
namespace {

using registry::MetadataValue;
using registry::SchemaVersion;

constexpr size_t kDefaultPage = 50;
constexpr size_t kMaxValues = 10;  // schema registry: key value pairs of metadata of a version

struct Pair {
  std::string key, value;
};

Result<Pair> pair_of(const MetadataKeyValuePair& in) {
  if (!in.metadata_key || !in.metadata_value) return errors::invalid_input("MetadataKey and MetadataValue have to be provided.");
  return Pair{*in.metadata_key, *in.metadata_value};
}

auto find_value(std::vector<MetadataValue>& values, const std::string& value) {
  return std::find_if(values.begin(), values.end(), [&](const MetadataValue& one) { return one.value == value; });
}

// Put and Remove answer alike.
template <class Output>
Output answer(const SchemaVersion& version, const Pair& pair, bool is_latest, const aws::RequestContext& ctx) {
  Output out;
  out.schema_arn = schema_arn(ctx, version.registry, version.schema);
  out.schema_name = version.schema;
  out.registry_name = version.registry;
  out.latest_version = is_latest;
  out.version_number = version.number;
  out.schema_version_id = version.id;
  out.metadata_key = pair.key;
  out.metadata_value = pair.value;
  return out;
}

MetadataInfo shown(const std::vector<MetadataValue>& values) {
  MetadataInfo out;
  out.metadata_value = values.front().value;
  out.created_time = registry_time(values.front().created_at);
  out.other_metadata_value_list.emplace();
  for (size_t i = 1; i < values.size(); ++i) {
    OtherMetadataValueListItem& item = out.other_metadata_value_list->emplace_back();
    item.metadata_value = values[i].value;
    item.created_time = registry_time(values[i].created_at);
  }
  return out;
}

bool is_wanted(const std::string& key, const std::vector<MetadataValue>& values, const std::optional<std::vector<MetadataKeyValuePair>>& wanted) {
  if (!wanted || wanted->empty()) return true;
  return std::any_of(wanted->begin(), wanted->end(), [&](const MetadataKeyValuePair& pair) {
    if (pair.metadata_key && *pair.metadata_key != key) return false;
    return !pair.metadata_value || std::any_of(values.begin(), values.end(), [&](const MetadataValue& value) { return value.value == *pair.metadata_value; });
  });
}

}  // namespace

Result<PutSchemaVersionMetadataOutput> put_schema_version_metadata(Glue& glue, const PutSchemaVersionMetadataInput& in, const aws::RequestContext& ctx) {
  const auto pair = TRY(pair_of(in.metadata_key_value));
  return glue.store.transact([&](kv::Txn& txn) -> Result<PutSchemaVersionMetadataOutput> {
    auto version = TRY(require_version(txn, {in.schema_id, in.schema_version_id, in.schema_version_number}, ctx));
    size_t count = 0;
    for (const auto& [key, values] : version.metadata) count += values.size();
    auto& values = version.metadata[pair.key];
    if (find_value(values, pair.value) != values.end())
      return Error{"AlreadyExistsException", "Resource already exist for schema version id: " + version.id + ", metadata key: " + pair.key + ", metadata value: " + pair.value, 0, {}};
    if (count >= kMaxValues) return Error{"ResourceNumberLimitExceededException", "Your resource limits for Schema Version Metadata have been exceeded.", 0, {}};
    values.insert(values.begin(), {pair.value, ctx.now()});
    registry::put_version(txn, registry_scope(ctx), version);
    const auto schema = TRY(require_schema(txn, {version.registry, version.schema}, ctx));
    return answer<PutSchemaVersionMetadataOutput>(version, pair, version.number == schema.latest, ctx);
  });
}

Result<QuerySchemaVersionMetadataOutput> query_schema_version_metadata(Glue& glue, const QuerySchemaVersionMetadataInput& in, const aws::RequestContext& ctx) {
  const auto version = TRY(require_version(*glue.store.snapshot(), {in.schema_id, in.schema_version_id, in.schema_version_number}, ctx));
  const PageToken token({"QuerySchemaVersionMetadata", version.id});
  const std::string after = TRY(token.decode(in.next_token));
  const size_t limit = in.max_results ? static_cast<size_t>(*in.max_results) : kDefaultPage;
  QuerySchemaVersionMetadataOutput out;
  out.schema_version_id = version.id;
  out.metadata_info_map.emplace();
  for (auto at = version.metadata.upper_bound(after); at != version.metadata.end(); ++at) {
    if (at->second.empty() || !is_wanted(at->first, at->second, in.metadata_list)) continue;
    if (out.metadata_info_map->size() == limit) {
      out.next_token = token.encode(out.metadata_info_map->rbegin()->first);
      break;
    }
    (*out.metadata_info_map)[at->first] = shown(at->second);
  }
  return out;
}

Result<RemoveSchemaVersionMetadataOutput> remove_schema_version_metadata(Glue& glue, const RemoveSchemaVersionMetadataInput& in, const aws::RequestContext& ctx) {
  const auto pair = TRY(pair_of(in.metadata_key_value));
  return glue.store.transact([&](kv::Txn& txn) -> Result<RemoveSchemaVersionMetadataOutput> {
    auto version = TRY(require_version(txn, {in.schema_id, in.schema_version_id, in.schema_version_number}, ctx));
    auto& values = version.metadata[pair.key];
    const auto found = find_value(values, pair.value);
    if (found == values.end())
      return errors::not_found("Resource not found for schema version id: " + version.id + ", metadata key: " + pair.key + ", metadata value: " + pair.value);
    values.erase(found);
    if (values.empty()) version.metadata.erase(pair.key);
    registry::put_version(txn, registry_scope(ctx), version);
    const auto schema = TRY(require_schema(txn, {version.registry, version.schema}, ctx));
    return answer<RemoveSchemaVersionMetadataOutput>(version, pair, version.number == schema.latest, ctx);
  });
}

Result<aws::AccessChecks> may_put_schema_version_metadata(Glue& glue, const PutSchemaVersionMetadataInput& in, const aws::RequestContext& ctx) {
  return version_checks(glue, "PutSchemaVersionMetadata", {in.schema_id, in.schema_version_id, in.schema_version_number}, ctx);
}
Result<aws::AccessChecks> may_query_schema_version_metadata(Glue& glue, const QuerySchemaVersionMetadataInput& in, const aws::RequestContext& ctx) {
  return version_checks(glue, "QuerySchemaVersionMetadata", {in.schema_id, in.schema_version_id, in.schema_version_number}, ctx);
}
Result<aws::AccessChecks> may_remove_schema_version_metadata(Glue& glue, const RemoveSchemaVersionMetadataInput& in, const aws::RequestContext& ctx) {
  return version_checks(glue, "RemoveSchemaVersionMetadata", {in.schema_id, in.schema_version_id, in.schema_version_number}, ctx);
}

}  // namespace tarn::glue
