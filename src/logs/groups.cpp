#include "logs/groups.h"

#include <algorithm>

#include "aws/arn.h"
#include "base/encoding.h"
#include "logs/errors.h"

namespace tarn::logs {
namespace {

constexpr size_t kDescribeLimit = 50;  // CloudWatch Logs API reference, DescribeLogGroups, limit
constexpr int32_t kRetentionDays[] = {1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653};

Result<LogGroup> shown(kv::Reader& reader, const GroupName& name, const GroupRecord& group) {
  LogGroup out;
  out.log_group_name = group.name;
  out.creation_time = group.created_ms;
  if (group.retention_days) out.retention_in_days = static_cast<int32_t>(group.retention_days);
  out.metric_filter_count = 0;
  out.arn = group_arn(name) + ":*";
  out.log_group_arn = group_arn(name);
  auto bytes = TRY(reader.get(bytes_key(name)));
  out.stored_bytes = bytes ? kv::decode_counter(*bytes) : 0;
  if (!group.kms_key_id.empty()) out.kms_key_id = group.kms_key_id;
  out.log_group_class = group.log_class;
  if (group.deletion_protection) out.deletion_protection_enabled = true;
  return out;
}

Result<void> set_retention(LogsState& logs, const GroupName& name, int32_t days) {
  return logs.store.transact([&](kv::Txn& txn) -> Result<void> {
    auto group = TRY(find_group(txn, name));
    if (!group) return errors::no_such_group();
    group->retention_days = days;
    put_group(txn, name, *group);
    return {};
  });
}

}  // namespace

Result<CreateLogGroupOutput> create_log_group(LogsState& logs, const CreateLogGroupInput& in, const aws::RequestContext& ctx) {
  auto name = group_of(ctx, in.log_group_name);
  GroupRecord group{.name = in.log_group_name, .created_ms = to_ms(ctx.now()), .retention_days = 0, .kms_key_id = in.kms_key_id.value_or(""),
                    .log_class = in.log_group_class.value_or("STANDARD"),
                    .deletion_protection = in.deletion_protection_enabled.value_or(false), .tags = {}};
  if (in.tags) group.tags = *in.tags;
  return logs.store.transact([&](kv::Txn& txn) -> Result<CreateLogGroupOutput> {
    if (TRY(find_group(txn, name))) return errors::group_exists();
    put_group(txn, name, group);
    return CreateLogGroupOutput{};
  });
}

Result<DeleteLogGroupOutput> delete_log_group(LogsState& logs, const DeleteLogGroupInput& in, const aws::RequestContext& ctx) {
  auto name = group_of(ctx, in.log_group_name);
  TRY(logs.store.transact([&](kv::Txn& txn) -> Result<void> {
    auto group = TRY(find_group(txn, name));
    if (!group) return errors::no_such_group();
    if (group->deletion_protection) return errors::deletion_protected();
    for (auto& entry : TRY(txn.page(kv::Range::prefix(streams_prefix(name)), SIZE_MAX))) {
      txn.put(deleted_key(TRY(decode_stream(entry.value)).id), TRY(decode_stream(entry.value)).id);
      txn.erase(entry.key);
    }
    txn.erase(group_key(name));
    txn.erase(bytes_key(name));
    return {};
  }));
  TRY(clear_deleted_streams(logs));
  return DeleteLogGroupOutput{};
}

Result<DescribeLogGroupsOutput> describe_log_groups(LogsState& logs, const DescribeLogGroupsInput& in, const aws::RequestContext& ctx) {
  if (in.log_group_name_prefix && in.log_group_name_pattern)
    return errors::invalid_parameter("LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.");
  auto reader = logs.store.snapshot();
  auto after = in.next_token ? from_base64(*in.next_token) : std::optional<std::string>("");
  if (!after) return errors::invalid_token();
  size_t limit = in.limit ? static_cast<size_t>(*in.limit) : kDescribeLimit;
  DescribeLogGroupsOutput out;
  out.log_groups.emplace();
  for (auto& entry : TRY(reader->page(kv::Range::prefix(groups_prefix(ctx.account_id(), ctx.region())), SIZE_MAX))) {
    auto group = TRY(decode_group(entry.value));
    if (!after->empty() && group.name <= *after) continue;
    if (!group.name.starts_with(in.log_group_name_prefix.value_or(""))) continue;
    if (group.name.find(in.log_group_name_pattern.value_or("")) == std::string::npos) continue;
    if (in.log_group_class && group.log_class != *in.log_group_class) continue;
    if (out.log_groups->size() == limit) {
      out.next_token = to_base64(*out.log_groups->back().log_group_name);
      break;
    }
    out.log_groups->push_back(TRY(shown(*reader, group_of(ctx, group.name), group)));
  }
  return out;
}

Result<PutRetentionPolicyOutput> put_retention_policy(LogsState& logs, const PutRetentionPolicyInput& in, const aws::RequestContext& ctx) {
  if (std::find(std::begin(kRetentionDays), std::end(kRetentionDays), in.retention_in_days) == std::end(kRetentionDays))
    return errors::invalid_parameter("1 validation error detected: Value '" + std::to_string(in.retention_in_days) +
                                     "' at 'retentionInDays' failed to satisfy constraint: Member must satisfy enum value set: [1, 3, 5, 7, 14, 30, "
                                     "60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653]");
  TRY(set_retention(logs, group_of(ctx, in.log_group_name), in.retention_in_days));
  return PutRetentionPolicyOutput{};
}

Result<DeleteRetentionPolicyOutput> delete_retention_policy(LogsState& logs, const DeleteRetentionPolicyInput& in, const aws::RequestContext& ctx) {
  TRY(set_retention(logs, group_of(ctx, in.log_group_name), 0));
  return DeleteRetentionPolicyOutput{};
}

Result<GroupName> named_group(const aws::RequestContext& ctx, const std::optional<std::string>& name, const std::optional<std::string>& identifier) {
  if (name.has_value() == identifier.has_value())
    return errors::invalid_parameter("Exactly one of logGroupName and logGroupIdentifier must be given.");
  if (name) return group_of(ctx, *name);
  auto arn = aws::Arn::parse(*identifier);
  constexpr std::string_view kResource = "log-group:";
  if (!arn) return group_of(ctx, *identifier);
  if (!arn->resource.starts_with(kResource)) return errors::invalid_parameter("Invalid logGroupIdentifier: " + *identifier);
  return GroupName{arn->account_id, arn->region, arn->resource.substr(kResource.size())};
}

std::string group_arn(const GroupName& name) { return aws::make_arn("logs", name.region, name.account_id, "log-group:" + name.group); }
std::string stream_arn(const GroupName& name, const std::string& stream) { return group_arn(name) + ":log-stream:" + stream; }

}  // namespace tarn::logs
