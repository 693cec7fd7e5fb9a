// Log groups: CreateLogGroup, DeleteLogGroup, DescribeLogGroups, PutRetentionPolicy, DeleteRetentionPolicy.
#pragma once
#include "logs/groups.gen.h"
#include "logs/service.h"

namespace tarn::logs {

Result<CreateLogGroupOutput> create_log_group(LogsState& logs, const CreateLogGroupInput& in, const aws::RequestContext& ctx);
Result<DeleteLogGroupOutput> delete_log_group(LogsState& logs, const DeleteLogGroupInput& in, const aws::RequestContext& ctx);
Result<DescribeLogGroupsOutput> describe_log_groups(LogsState& logs, const DescribeLogGroupsInput& in, const aws::RequestContext& ctx);
Result<PutRetentionPolicyOutput> put_retention_policy(LogsState& logs, const PutRetentionPolicyInput& in, const aws::RequestContext& ctx);
Result<DeleteRetentionPolicyOutput> delete_retention_policy(LogsState& logs, const DeleteRetentionPolicyInput& in, const aws::RequestContext& ctx);

}  // namespace tarn::logs
