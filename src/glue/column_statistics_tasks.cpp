#include "glue/column_statistics_tasks.h"

#include <algorithm>

#include "base/encoding.h"
#include "catalog/catalog_names.h"
#include "glue/catalog_access.h"
#include "glue/column_statistics_requests.h"
#include "glue/errors.h"
#include "glue/links.h"
#include "glue/page_token.h"
#include "glue/statistics/runner.h"

namespace tarn::glue {
namespace {

using statistics::Busy;
using statistics::RunId;
using statistics::TaskTable;

constexpr size_t kDefaultPage = 100;
constexpr size_t kMaxIds = 100;  // ColumnStatisticsTaskRunIds in the model
constexpr const char* kService = "glue.amazonaws.com";

Error run_not_found(const std::string& id) { return errors::not_found("Column statistics task run " + id + " not found."); }

size_t page_limit(const std::optional<int32_t>& asked, size_t most) { return asked ? std::min(static_cast<size_t>(*asked), most) : std::min(kDefaultPage, most); }

}  // namespace

Result<void> check_task(Glue& glue, kv::Reader& reader, const TaskTable& at, const std::optional<std::vector<std::string>>& columns, const std::optional<double>& sample_size,
                        const aws::RequestContext& ctx) {
  const auto table = TRY(table_behind(glue, reader, catalog::catalog_id_text(at.catalog), at.database, at.table, "GetTable", ctx));
  if (sample_size && *sample_size <= 0) return errors::invalid_input("SampleSize must be greater than 0.");
  if (!columns) return {};
  for (const std::string& name : *columns) {
    auto is_it = [&](const catalog::Column& column) { return equals_ignoring_case(column.name, name); };
    const catalog::Column* found = nullptr;
    for (const auto* list : {&table.storage.columns, &table.partition_keys})
      if (const auto at = std::find_if(list->begin(), list->end(), is_it); at != list->end()) found = &*at;
    if (!found) return errors::invalid_input("Column " + name + " not found in table " + table.name + ".");
    if (!statistics::has_statistics(found->type)) return errors::invalid_input("Column statistics of type " + found->type + " are not supported.");
  }
  return {};
}

Result<std::string> task_role(Glue& glue, const std::string& role, const aws::RequestContext& ctx) {
  auto arn = glue.iam.check_pass_role(ctx.access, role, kService);
  if (arn.ok() || arn.error().code == "AccessDenied") return arn;
  return errors::invalid_input(arn.error().message);
}

Result<StartColumnStatisticsTaskRunOutput> start_column_statistics_task_run(Glue& glue, const StartColumnStatisticsTaskRunInput& in, const aws::RequestContext& ctx) {
  const auto table = TaskTable::of(TRY(catalog_of(in.catalog_id, ctx)), in.database_name, in.table_name);
  const std::string role = TRY(task_role(glue, in.role, ctx));
  const Busy busy{{ctx.account_id(), ctx.region(), glue.random.uuid()}, table, false};
  auto run = statistics::new_run(busy.run.id, table, role, ctx.now());
  run.column_name_list = in.column_name_list;
  run.sample_size = in.sample_size;
  run.security_configuration = in.security_configuration;
  TRY(glue.store.transact([&](kv::Txn& txn) -> Result<void> {
    TRY(check_task(glue, txn, table, in.column_name_list, in.sample_size, ctx));
    return statistics::begin_run(txn, busy.run, table, run);
  }));
  glue.statistics.start(busy);
  StartColumnStatisticsTaskRunOutput out;
  out.column_statistics_task_run_id = busy.run.id;
  return out;
}

Result<StopColumnStatisticsTaskRunOutput> stop_column_statistics_task_run(Glue& glue, const StopColumnStatisticsTaskRunInput& in, const aws::RequestContext& ctx) {
  const auto table = TaskTable::of(TRY(catalog_of(in.catalog_id, ctx)), in.database_name, in.table_name);
  const auto busy = TRY(glue.store.transact([&](kv::Txn& txn) -> Result<Busy> {
    auto found = TRY(statistics::find_busy(txn, table));
    if (!found) return Error{"ColumnStatisticsTaskNotRunningException", "No column statistics task run is running for table " + table.database + "." + table.table + ".", 0, {}};
    if (found->stopping) return Error{"ColumnStatisticsTaskStoppingException", "The column statistics task run is already stopping.", 0, {}};
    found->stopping = true;
    statistics::put_busy(txn, *found);
    return std::move(*found);
  }));
  glue.statistics.stop(busy.run);
  return StopColumnStatisticsTaskRunOutput{};
}

Result<GetColumnStatisticsTaskRunOutput> get_column_statistics_task_run(Glue& glue, const GetColumnStatisticsTaskRunInput& in, const aws::RequestContext& ctx) {
  auto found = TRY(statistics::find_run(*glue.store.snapshot(), {ctx.account_id(), ctx.region(), in.column_statistics_task_run_id}));
  if (!found) return run_not_found(in.column_statistics_task_run_id);
  GetColumnStatisticsTaskRunOutput out;
  out.column_statistics_task_run = std::move(*found);
  return out;
}

Result<GetColumnStatisticsTaskRunsOutput> get_column_statistics_task_runs(Glue& glue, const GetColumnStatisticsTaskRunsInput& in, const aws::RequestContext& ctx) {
  const auto table = TaskTable::of(TRY(catalog_of(in.catalog_id, ctx)), in.database_name, in.table_name);
  const PageToken token({"GetColumnStatisticsTaskRuns", catalog::catalog_id_text(table.catalog), table.catalog.region, table.database, table.table});
  auto page = TRY(statistics::runs_of(*glue.store.snapshot(), table, TRY(token.decode(in.next_token)), page_limit(in.max_results, 1000)));
  GetColumnStatisticsTaskRunsOutput out;
  out.column_statistics_task_runs = std::move(page.runs);
  if (page.next) out.next_token = token.encode(*page.next);
  return out;
}

Result<ListColumnStatisticsTaskRunsOutput> list_column_statistics_task_runs(Glue& glue, const ListColumnStatisticsTaskRunsInput& in, const aws::RequestContext& ctx) {
  const PageToken token({"ListColumnStatisticsTaskRuns", ctx.account_id(), ctx.region()});
  auto page = TRY(statistics::list_runs(*glue.store.snapshot(), ctx.account_id(), ctx.region(), TRY(token.decode(in.next_token)), page_limit(in.max_results, kMaxIds)));
  ListColumnStatisticsTaskRunsOutput out;
  out.column_statistics_task_run_ids = std::move(page.ids);
  if (page.next) out.next_token = token.encode(*page.next);
  return out;
}

aws::AccessChecks may_start_column_statistics_task_run(const StartColumnStatisticsTaskRunInput& in, const aws::RequestContext& ctx) {
  return table_checks("StartColumnStatisticsTaskRun", ctx, in.database_name, in.table_name, in.catalog_id);
}
aws::AccessChecks may_stop_column_statistics_task_run(const StopColumnStatisticsTaskRunInput& in, const aws::RequestContext& ctx) {
  return table_checks("StopColumnStatisticsTaskRun", ctx, in.database_name, in.table_name, in.catalog_id);
}
aws::AccessChecks may_get_column_statistics_task_run(const GetColumnStatisticsTaskRunInput&, const aws::RequestContext&) { return {{"glue:GetColumnStatisticsTaskRun", "*", {}}}; }
aws::AccessChecks may_get_column_statistics_task_runs(const GetColumnStatisticsTaskRunsInput& in, const aws::RequestContext& ctx) {
  return table_checks("GetColumnStatisticsTaskRuns", ctx, in.database_name, in.table_name, in.catalog_id);
}
aws::AccessChecks may_list_column_statistics_task_runs(const ListColumnStatisticsTaskRunsInput&, const aws::RequestContext&) { return {{"glue:ListColumnStatisticsTaskRuns", "*", {}}}; }

}  // namespace tarn::glue
