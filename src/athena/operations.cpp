// The table of Athena's operations, each with what its caller must be allowed (actions.md 3).
#include <array>

#include "athena/data_catalogs.h"
#include "athena/executions.h"
#include "athena/executor.h"
#include "athena/named_queries.h"
#include "athena/prepared_statements.h"
#include "athena/query_executions.h"
#include "athena/query_results.h"
#include "athena/state.h"
#include "athena/tags.h"
#include "athena/work_groups.h"
#include "aws/action_name.h"
#include "lake/tables.h"

namespace tarn::athena {
namespace {

using aws::AccessChecks;
using aws::ActionName;
using aws::operation;
using aws::RequestContext;

std::string arn(const RequestContext& ctx, const std::string& resource) { return "arn:aws:athena:" + ctx.region() + ":" + ctx.account_id() + ":" + resource; }

std::string execution_group(State& state, const RequestContext& ctx, const std::string& id) {
  if (auto live = state.executor->find(Scope::of(ctx), id)) return *live->execution.shown.work_group;
  auto found = find_execution(*state.store.snapshot(), Scope::of(ctx), id);
  return found.ok() && *found ? (*found)->shown.work_group.value_or(kPrimary) : kPrimary;
}

// On the workgroup that the input names; primary where it names none.
template <ActionName Action>
constexpr auto on_group = [](const auto& in, const RequestContext& ctx) -> AccessChecks {
  std::string name;
  if constexpr (requires { in.work_group.value_or(""); }) name = in.work_group.value_or(kPrimary);
  else if constexpr (requires { in.work_group; }) name = in.work_group;
  else name = in.name;
  return {{Action.chars, arn(ctx, "workgroup/" + name), {}}};
};

// On the workgroup that an execution, or a named query, belongs to.
template <ActionName Action>
constexpr auto on_execution = [](State& state, const auto& in, const RequestContext& ctx) -> Result<AccessChecks> {
  AccessChecks checks;
  auto add = [&](const std::string& id) { checks.push_back({Action.chars, arn(ctx, "workgroup/" + execution_group(state, ctx, id)), {}}); };
  if constexpr (requires { in.query_execution_ids; }) {
    for (auto& id : in.query_execution_ids) add(id);
  } else {
    add(in.query_execution_id);
  }
  return checks;
};

template <ActionName Action>
constexpr auto on_named_query = [](State& state, const auto& in, const RequestContext& ctx) -> Result<AccessChecks> {
  AccessChecks checks;
  auto add = [&](const std::string& id) { checks.push_back({Action.chars, arn(ctx, "workgroup/" + workgroup_of_named_query(state, ctx, id)), {}}); };
  if constexpr (requires { in.named_query_ids; }) {
    for (auto& id : in.named_query_ids) add(id);
  } else {
    add(in.named_query_id);
  }
  return checks;
};

template <ActionName Action>
constexpr auto on_catalog = [](const auto& in, const RequestContext& ctx) -> AccessChecks {
  std::string name;
  if constexpr (requires { in.catalog_name; }) name = in.catalog_name;
  else name = in.name;
  return {{Action.chars, arn(ctx, "datacatalog/" + name), {}}};
};

// Metadata calls read Glue in the caller's name.
template <ActionName Action, ActionName GlueAction>
constexpr auto on_glue = [](const auto& in, const RequestContext& ctx) -> AccessChecks {
  AccessChecks checks{{Action.chars, arn(ctx, "datacatalog/" + in.catalog_name), {}}};
  std::string root = "arn:aws:glue:" + ctx.region() + ":" + ctx.account_id() + ":";
  std::vector<std::string> resources{root + "catalog"};
  if constexpr (requires { in.database_name; }) resources.push_back(root + "database/" + in.database_name);
  else resources.push_back(root + "database/*");
  if constexpr (requires { in.table_name; }) resources.push_back(root + "table/" + in.database_name + "/" + in.table_name);
  for (auto& resource : resources) checks.push_back({GlueAction.chars, resource, {}});
  return checks;
};

template <ActionName Action>
constexpr auto on_everything = [](const auto&, const RequestContext&) -> AccessChecks { return {{Action.chars, "*", {}}}; };

template <ActionName Action>
constexpr auto on_resource = [](const auto& in, const RequestContext&) -> AccessChecks { return {{Action.chars, in.resource_arn, {}}}; };

constexpr std::array kOperations{
    operation<start_query_execution, on_group<"athena:StartQueryExecution">>("StartQueryExecution"),
    operation<get_query_execution, on_execution<"athena:GetQueryExecution">>("GetQueryExecution"),
    operation<batch_get_query_execution, on_execution<"athena:BatchGetQueryExecution">>("BatchGetQueryExecution"),
    operation<list_query_executions, on_group<"athena:ListQueryExecutions">>("ListQueryExecutions"),
    operation<stop_query_execution, on_execution<"athena:StopQueryExecution">>("StopQueryExecution"),
    operation<get_query_runtime_statistics, on_execution<"athena:GetQueryRuntimeStatistics">>("GetQueryRuntimeStatistics"),
    operation<get_query_results, on_execution<"athena:GetQueryResults">>("GetQueryResults"),

    operation<create_work_group, on_group<"athena:CreateWorkGroup">>("CreateWorkGroup"),
    operation<get_work_group, on_group<"athena:GetWorkGroup">>("GetWorkGroup"),
    operation<list_work_groups, on_everything<"athena:ListWorkGroups">>("ListWorkGroups"),
    operation<update_work_group, on_group<"athena:UpdateWorkGroup">>("UpdateWorkGroup"),
    operation<delete_work_group, on_group<"athena:DeleteWorkGroup">>("DeleteWorkGroup"),

    operation<create_named_query, on_group<"athena:CreateNamedQuery">>("CreateNamedQuery"),
    operation<get_named_query, on_named_query<"athena:GetNamedQuery">>("GetNamedQuery"),
    operation<batch_get_named_query, on_named_query<"athena:BatchGetNamedQuery">>("BatchGetNamedQuery"),
    operation<list_named_queries, on_group<"athena:ListNamedQueries">>("ListNamedQueries"),
    operation<update_named_query, on_named_query<"athena:UpdateNamedQuery">>("UpdateNamedQuery"),
    operation<delete_named_query, on_named_query<"athena:DeleteNamedQuery">>("DeleteNamedQuery"),

    operation<create_prepared_statement, on_group<"athena:CreatePreparedStatement">>("CreatePreparedStatement"),
    operation<get_prepared_statement, on_group<"athena:GetPreparedStatement">>("GetPreparedStatement"),
    operation<batch_get_prepared_statement, on_group<"athena:BatchGetPreparedStatement">>("BatchGetPreparedStatement"),
    operation<list_prepared_statements, on_group<"athena:ListPreparedStatements">>("ListPreparedStatements"),
    operation<update_prepared_statement, on_group<"athena:UpdatePreparedStatement">>("UpdatePreparedStatement"),
    operation<delete_prepared_statement, on_group<"athena:DeletePreparedStatement">>("DeletePreparedStatement"),

    operation<get_data_catalog, on_catalog<"athena:GetDataCatalog">>("GetDataCatalog"),
    operation<list_data_catalogs, on_everything<"athena:ListDataCatalogs">>("ListDataCatalogs"),
    operation<get_database, on_glue<"athena:GetDatabase", "glue:GetDatabase">>("GetDatabase"),
    operation<list_databases, on_glue<"athena:ListDatabases", "glue:GetDatabases">>("ListDatabases"),
    operation<get_table_metadata, on_glue<"athena:GetTableMetadata", "glue:GetTable">>("GetTableMetadata"),
    operation<list_table_metadata, on_glue<"athena:ListTableMetadata", "glue:GetTables">>("ListTableMetadata"),

    operation<tag_resource, on_resource<"athena:TagResource">>("TagResource"),
    operation<untag_resource, on_resource<"athena:UntagResource">>("UntagResource"),
    operation<list_tags_for_resource, on_resource<"athena:ListTagsForResource">>("ListTagsForResource"),
    operation<list_engine_versions, on_everything<"athena:ListEngineVersions">>("ListEngineVersions"),
};

}  // namespace

std::span<const aws::Operation> operations() { return kOperations; }

}  // namespace tarn::athena
