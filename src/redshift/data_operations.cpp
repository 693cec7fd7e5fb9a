// Operations of redshift-data, each with what its caller must be allowed (actions.md 5).
#include <array>

#include "redshift/data_api.h"
#include "redshift/data_objects.h"
#include "redshift/data_target.h"

namespace tarn::redshift {
namespace {

using aws::operation;

// On the cluster or workgroup that the input names, and on the way in; a kept session names them itself.
template <ActionName Action>
constexpr auto on_target = [](WarehouseApi& api, const auto& in, const aws::RequestContext& ctx) -> Result<aws::AccessChecks> {
  if constexpr (requires { in.session_id; })
    if (in.session_id) {
      const auto kept = api.runner.session(*in.session_id);
      if (!kept) return aws::AccessChecks{{Action.chars, cluster_arn(api.shared.options.cluster, ctx), {}}};
      return aws::AccessChecks{{Action.chars, kept->workgroup ? workgroup_arn(ctx) : cluster_arn(kept->cluster.value_or(""), ctx), {}}};
    }
  return checks_on_target(Action.chars, target_of(in), ctx);
};

// Statements have no ARN: the handlers open them to their owner, and policies may compare the key.
template <ActionName Action>
constexpr auto on_statement = [](const auto&, const aws::RequestContext& ctx) {
  return aws::AccessChecks{{Action.chars, "*", {{"redshift-data:statement-owner-iam-userid", ctx.access.principal.user_id}}}};
};

constexpr std::array kOperations{
    operation<execute_statement, on_target<"redshift-data:ExecuteStatement">>("ExecuteStatement"),
    operation<batch_execute_statement, on_target<"redshift-data:BatchExecuteStatement">>("BatchExecuteStatement"),
    operation<describe_statement, on_statement<"redshift-data:DescribeStatement">>("DescribeStatement"),
    operation<get_statement_result, on_statement<"redshift-data:GetStatementResult">>("GetStatementResult"),
    operation<get_statement_result_v2, on_statement<"redshift-data:GetStatementResult">>("GetStatementResultV2"),
    operation<cancel_statement, on_statement<"redshift-data:CancelStatement">>("CancelStatement"),
    operation<list_statements, on_statement<"redshift-data:ListStatements">>("ListStatements"),
    operation<list_databases, on_target<"redshift-data:ListDatabases">>("ListDatabases"),
    operation<list_schemas, on_target<"redshift-data:ListSchemas">>("ListSchemas"),
    operation<list_tables, on_target<"redshift-data:ListTables">>("ListTables"),
    operation<describe_table, on_target<"redshift-data:DescribeTable">>("DescribeTable"),
};

}  // namespace

std::span<const aws::Operation> data_operations() { return kOperations; }

}  // namespace tarn::redshift
