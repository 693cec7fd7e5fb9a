#include "athena/work_groups.h"

#include <boost/json.hpp>

#include "athena/errors.h"
#include "athena/keys.h"
#include "athena/paging.h"
#include "kv/record.h"
#include "kv/record_fields.h"

namespace tarn::athena {
namespace {

struct Record {
  WorkGroup group;
  std::vector<Tag> tags;
};

WorkGroup new_group(const std::string& name, bool enforce) {
  WorkGroup group;
  group.name = name;
  group.state = "ENABLED";
  auto& configuration = group.configuration.emplace();
  configuration.result_configuration.emplace();
  configuration.enforce_work_group_configuration = enforce;
  configuration.publish_cloud_watch_metrics_enabled = true;
  configuration.requester_pays_enabled = false;
  configuration.enable_minimum_encryption_configuration = false;
  configuration.engine_version = sql_engine_version();
  return group;
}

Result<std::optional<Record>> find_record(kv::Reader& reader, const Scope& scope, const std::string& name) {
  auto stored = TRY(reader.get(workgroup_key(scope, name)));
  if (!stored) return name == kPrimary ? std::optional(Record{new_group(kPrimary, false), {}}) : std::nullopt;
  auto object = TRY(kv::decode_object(*stored));
  Record record;
  TRY(from_document(object.at("group"), record.group));
  for (auto& tag : object.at("tags").as_array()) TRY(from_document(tag, record.tags.emplace_back()));
  return std::optional(std::move(record));
}

void put_record(kv::Txn& txn, const Scope& scope, const Record& record) {
  boost::json::array tags;
  for (auto& tag : record.tags) tags.push_back(to_document(tag));
  boost::json::object object{{"group", to_document(record.group)}, {"tags", std::move(tags)}};
  txn.put(workgroup_key(scope, record.group.name), kv::encode_record(object));
}

// Members that the client gave replace the defaults.
void apply(WorkGroupConfiguration& to, const WorkGroupConfiguration& from) {
  auto take = [](auto& target, const auto& source) {
    if (source) target = source;
  };
  take(to.result_configuration, from.result_configuration);
  take(to.managed_query_results_configuration, from.managed_query_results_configuration);
  take(to.enforce_work_group_configuration, from.enforce_work_group_configuration);
  take(to.publish_cloud_watch_metrics_enabled, from.publish_cloud_watch_metrics_enabled);
  take(to.bytes_scanned_cutoff_per_query, from.bytes_scanned_cutoff_per_query);
  take(to.requester_pays_enabled, from.requester_pays_enabled);
  take(to.additional_configuration, from.additional_configuration);
  take(to.execution_role, from.execution_role);
  take(to.customer_content_encryption_configuration, from.customer_content_encryption_configuration);
  take(to.enable_minimum_encryption_configuration, from.enable_minimum_encryption_configuration);
  take(to.identity_center_configuration, from.identity_center_configuration);
  take(to.query_results_s3_access_grants_configuration, from.query_results_s3_access_grants_configuration);
  take(to.system_table_statuses, from.system_table_statuses);
}

void update_results(ResultConfiguration& to, const ResultConfigurationUpdates& from) {
  auto change = [](auto& target, const auto& source, const std::optional<bool>& remove) {
    if (source) target = source;
    if (remove.value_or(false)) target.reset();
  };
  change(to.output_location, from.output_location, from.remove_output_location);
  change(to.encryption_configuration, from.encryption_configuration, from.remove_encryption_configuration);
  change(to.expected_bucket_owner, from.expected_bucket_owner, from.remove_expected_bucket_owner);
  change(to.acl_configuration, from.acl_configuration, from.remove_acl_configuration);
}

void update(WorkGroupConfiguration& to, const WorkGroupConfigurationUpdates& from) {
  auto take = [](auto& target, const auto& source) {
    if (source) target = source;
  };
  take(to.enforce_work_group_configuration, from.enforce_work_group_configuration);
  take(to.publish_cloud_watch_metrics_enabled, from.publish_cloud_watch_metrics_enabled);
  take(to.bytes_scanned_cutoff_per_query, from.bytes_scanned_cutoff_per_query);
  if (from.remove_bytes_scanned_cutoff_per_query.value_or(false)) to.bytes_scanned_cutoff_per_query.reset();
  take(to.requester_pays_enabled, from.requester_pays_enabled);
  take(to.additional_configuration, from.additional_configuration);
  take(to.execution_role, from.execution_role);
  take(to.customer_content_encryption_configuration, from.customer_content_encryption_configuration);
  if (from.remove_customer_content_encryption_configuration.value_or(false)) to.customer_content_encryption_configuration.reset();
  take(to.enable_minimum_encryption_configuration, from.enable_minimum_encryption_configuration);
  take(to.query_results_s3_access_grants_configuration, from.query_results_s3_access_grants_configuration);
  if (from.result_configuration_updates) {
    if (!to.result_configuration) to.result_configuration.emplace();
    update_results(*to.result_configuration, *from.result_configuration_updates);
  }
}

Result<void> check_location(const std::optional<ResultConfiguration>& results) {
  if (results && results->output_location && !objects::parse_s3_uri(*results->output_location)) return errors::bad_output_location();
  return {};
}

Result<bool> is_used(kv::Txn& txn, const Scope& scope, const std::string& name) {
  bool used = false;
  auto seen = [&](std::string_view, std::string_view) {
    used = true;
    return false;
  };
  TRY(txn.scan(kv::Range::prefix(prepared_statements_prefix(scope, name)), seen));
  TRY(txn.scan(kv::Range::prefix(history_prefix(scope, name)), seen));
  return used;
}

}  // namespace

EngineVersion sql_engine_version() { return {.selected_engine_version = "AUTO", .effective_engine_version = "Athena engine version 3"}; }

Result<std::optional<WorkGroup>> find_work_group(kv::Reader& reader, const Scope& scope, const std::string& name) {
  auto record = TRY(find_record(reader, scope, name));
  return record ? std::optional(std::move(record->group)) : std::nullopt;
}

Result<WorkGroup> get_work_group_record(kv::Reader& reader, const Scope& scope, const std::string& name) {
  auto group = TRY(find_work_group(reader, scope, name));
  if (!group) return errors::workgroup_not_found();
  return std::move(*group);
}

Result<CreateWorkGroupOutput> create_work_group(State& state, const CreateWorkGroupInput& in, const aws::RequestContext& ctx) {
  Record record{new_group(in.name, true), in.tags.value_or(std::vector<Tag>())};
  if (in.configuration) {
    TRY(check_location(in.configuration->result_configuration));
    apply(*record.group.configuration, *in.configuration);
  }
  if (in.description && !in.description->empty()) record.group.description = in.description;
  record.group.creation_time = ctx.now();
  return state.store.transact([&](kv::Txn& txn) -> Result<CreateWorkGroupOutput> {
    if (TRY(find_record(txn, Scope::of(ctx), in.name))) return errors::workgroup_exists(in.name);
    put_record(txn, Scope::of(ctx), record);
    return CreateWorkGroupOutput{};
  });
}

Result<GetWorkGroupOutput> get_work_group(State& state, const GetWorkGroupInput& in, const aws::RequestContext& ctx) {
  return GetWorkGroupOutput{.work_group = TRY(get_work_group_record(*state.store.snapshot(), Scope::of(ctx), in.work_group))};
}

Result<ListWorkGroupsOutput> list_work_groups(State& state, const ListWorkGroupsInput& in, const aws::RequestContext& ctx) {
  std::map<std::string, WorkGroup> groups{{kPrimary, new_group(kPrimary, false)}};
  Result<void> broken;
  TRY(state.store.snapshot()->scan(kv::Range::prefix(workgroups_prefix(Scope::of(ctx))), [&](std::string_view, std::string_view value) {
    auto object = kv::decode_object(value);
    WorkGroup group;
    if (object.ok()) broken = from_document(object->at("group"), group);
    if (object.ok() && broken.ok()) groups[group.name] = std::move(group);
    return broken.ok();
  }));
  TRY(broken);
  ListWorkGroupsOutput out;
  auto page = TRY(take_page(std::move(groups), in.next_token, in.max_results, out.next_token));
  out.work_groups.emplace();
  for (auto& group : page)
    out.work_groups->push_back({.name = group.name, .state = group.state, .description = group.description.value_or(""),
                                .creation_time = group.creation_time, .engine_version = group.configuration->engine_version});
  return out;
}

Result<UpdateWorkGroupOutput> update_work_group(State& state, const UpdateWorkGroupInput& in, const aws::RequestContext& ctx) {
  return state.store.transact([&](kv::Txn& txn) -> Result<UpdateWorkGroupOutput> {
    auto record = TRY(find_record(txn, Scope::of(ctx), in.work_group));
    if (!record) return errors::workgroup_not_found();
    if (in.description) record->group.description = in.description;
    if (in.state) record->group.state = in.state;
    if (in.configuration_updates) update(*record->group.configuration, *in.configuration_updates);
    TRY(check_location(record->group.configuration->result_configuration));
    put_record(txn, Scope::of(ctx), *record);
    return UpdateWorkGroupOutput{};
  });
}

Result<DeleteWorkGroupOutput> delete_work_group(State& state, const DeleteWorkGroupInput& in, const aws::RequestContext& ctx) {
  if (in.work_group == kPrimary) return errors::primary_cannot_go();
  auto scope = Scope::of(ctx);
  return state.store.transact([&](kv::Txn& txn) -> Result<DeleteWorkGroupOutput> {
    if (!TRY(find_record(txn, scope, in.work_group))) return errors::workgroup_not_found();
    if (!in.recursive_delete_option.value_or(false) && TRY(is_used(txn, scope, in.work_group))) return errors::workgroup_not_empty(in.work_group);
    for (auto& prefix : {prepared_statements_prefix(scope, in.work_group), history_prefix(scope, in.work_group)}) {
      std::vector<std::string> keys;
      TRY(txn.scan(kv::Range::prefix(prefix), [&](std::string_view key, std::string_view) {
        keys.emplace_back(key);
        return true;
      }));
      for (auto& key : keys) txn.erase(key);
    }
    txn.erase(workgroup_key(scope, in.work_group));
    return DeleteWorkGroupOutput{};
  });
}

Result<std::vector<Tag>> work_group_tags(kv::Reader& reader, const Scope& scope, const std::string& name) {
  auto record = TRY(find_record(reader, scope, name));
  if (!record) return errors::workgroup_not_found();
  return std::move(record->tags);
}

Result<void> set_work_group_tags(kv::Txn& txn, const Scope& scope, const std::string& name, const std::vector<Tag>& tags) {
  auto record = TRY(find_record(txn, scope, name));
  if (!record) return errors::workgroup_not_found();
  record->tags = tags;
  put_record(txn, scope, *record);
  return {};
}

}  // namespace tarn::athena
