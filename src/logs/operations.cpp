#include <array>

#include "aws/action_name.h"
#include "logs/filter_events.h"
#include "logs/get_events.h"
#include "logs/groups.h"
#include "logs/put_events.h"
#include "logs/streams.h"

namespace tarn::logs {
namespace {

using aws::ActionName;
using aws::operation;

template <class Input>
Result<GroupName> group_in(const Input& in, const aws::RequestContext& ctx) {
  if constexpr (requires { in.log_group_identifier; }) return named_group(ctx, in.log_group_name, in.log_group_identifier);
  else return group_of(ctx, in.log_group_name);
}

// Actions and resources: actions.md section 8.
template <ActionName Action>
constexpr auto on_group = [](LogsState&, const auto& in, const aws::RequestContext& ctx) -> Result<aws::AccessChecks> {
  std::vector<std::pair<std::string, std::string>> keys;
  if constexpr (requires { in.tags->begin(); }) {
    if (in.tags)
      for (auto& [key, value] : *in.tags) {
        keys.emplace_back("aws:requesttag/" + key, value);
        keys.emplace_back("aws:tagkeys", key);
      }
  }
  return aws::AccessChecks{{Action.chars, group_arn(TRY(group_in(in, ctx))), std::move(keys)}};
};

template <ActionName Action>
constexpr auto on_stream = [](LogsState&, const auto& in, const aws::RequestContext& ctx) -> Result<aws::AccessChecks> {
  return aws::AccessChecks{{Action.chars, stream_arn(TRY(group_in(in, ctx)), in.log_stream_name), {}}};
};

aws::AccessChecks may_describe_log_groups(const DescribeLogGroupsInput&, const aws::RequestContext&) { return {{"logs:DescribeLogGroups", "*", {}}}; }

constexpr std::array kOperations{
    operation<create_log_group, on_group<"logs:CreateLogGroup">>("CreateLogGroup"),
    operation<delete_log_group, on_group<"logs:DeleteLogGroup">>("DeleteLogGroup"),
    operation<describe_log_groups, may_describe_log_groups>("DescribeLogGroups"),
    operation<put_retention_policy, on_group<"logs:PutRetentionPolicy">>("PutRetentionPolicy"),
    operation<delete_retention_policy, on_group<"logs:DeleteRetentionPolicy">>("DeleteRetentionPolicy"),
    operation<create_log_stream, on_stream<"logs:CreateLogStream">>("CreateLogStream"),
    operation<delete_log_stream, on_stream<"logs:DeleteLogStream">>("DeleteLogStream"),
    operation<describe_log_streams, on_group<"logs:DescribeLogStreams">>("DescribeLogStreams"),
    operation<put_log_events, on_stream<"logs:PutLogEvents">>("PutLogEvents"),
    operation<get_log_events, on_stream<"logs:GetLogEvents">>("GetLogEvents"),
    operation<filter_log_events, on_group<"logs:FilterLogEvents">>("FilterLogEvents"),
};

}  // namespace

std::span<const aws::Operation> operations() { return kOperations; }

}  // namespace tarn::logs
