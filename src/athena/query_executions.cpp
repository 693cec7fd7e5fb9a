#include "athena/query_executions.h"

#include "athena/errors.h"
#include "athena/executor.h"
#include "athena/keys.h"
#include "athena/paging.h"
#include "athena/work_groups.h"

namespace tarn::athena {
namespace {

// A running one as it is now, else its record.
Result<std::optional<Execution>> see(State& state, const Scope& scope, const std::string& id) {
  if (auto live = state.executor->find(scope, id)) return std::optional(live->seen());
  return find_execution(*state.store.snapshot(), scope, id);
}

}  // namespace

Result<GetQueryExecutionOutput> get_query_execution(State& state, const GetQueryExecutionInput& in, const aws::RequestContext& ctx) {
  auto execution = TRY(see(state, Scope::of(ctx), in.query_execution_id));
  if (!execution) return errors::execution_not_found(in.query_execution_id);
  return GetQueryExecutionOutput{.query_execution = std::move(execution->shown)};
}

Result<BatchGetQueryExecutionOutput> batch_get_query_execution(State& state, const BatchGetQueryExecutionInput& in, const aws::RequestContext& ctx) {
  BatchGetQueryExecutionOutput out;
  out.query_executions.emplace();
  out.unprocessed_query_execution_ids.emplace();
  for (auto& id : in.query_execution_ids) {
    auto execution = TRY(see(state, Scope::of(ctx), id));
    if (execution) {
      out.query_executions->push_back(std::move(execution->shown));
    } else {
      out.unprocessed_query_execution_ids->push_back({id, "QUERY_EXECUTION_NOT_FOUND", "QueryExecution " + id + " was not found"});
    }
  }
  return out;
}

Result<ListQueryExecutionsOutput> list_query_executions(State& state, const ListQueryExecutionsInput& in, const aws::RequestContext& ctx) {
  auto scope = Scope::of(ctx);
  auto group = in.work_group.value_or(kPrimary);
  auto reader = state.store.snapshot();
  TRY(get_work_group_record(*reader, scope, group));
  auto range = kv::Range::prefix(history_prefix(scope, group));
  if (in.next_token) {
    auto after = from_base64(*in.next_token);
    if (!after || !after->starts_with(range.begin)) return errors::malformed_page_token(*in.next_token);
    range.begin = *after + '\0';
  }
  size_t limit = in.max_results.value_or(0) > 0 ? static_cast<size_t>(*in.max_results) : kListPage;
  ListQueryExecutionsOutput out;
  out.query_execution_ids.emplace();
  std::string last;
  TRY(reader->scan(range, [&](std::string_view key, std::string_view) {
    if (out.query_execution_ids->size() == limit) {
      out.next_token = to_base64(last);
      return false;
    }
    out.query_execution_ids->push_back(history_id(key));
    last = key;
    return true;
  }));
  return out;
}

Result<StopQueryExecutionOutput> stop_query_execution(State& state, const StopQueryExecutionInput& in, const aws::RequestContext& ctx) {
  if (state.executor->cancel(Scope::of(ctx), in.query_execution_id)) return StopQueryExecutionOutput{};
  if (!TRY(find_execution(*state.store.snapshot(), Scope::of(ctx), in.query_execution_id))) return errors::execution_not_found(in.query_execution_id);
  return StopQueryExecutionOutput{};  // it has ended: no effect
}

Result<GetQueryRuntimeStatisticsOutput> get_query_runtime_statistics(State& state, const GetQueryRuntimeStatisticsInput& in, const aws::RequestContext& ctx) {
  auto execution = TRY(see(state, Scope::of(ctx), in.query_execution_id));
  if (!execution) return errors::execution_not_found(in.query_execution_id);
  GetQueryRuntimeStatisticsOutput out;
  auto& statistics = out.query_runtime_statistics.emplace();
  if (!execution->is_final()) return out;
  auto& s = *execution->shown.statistics;
  statistics.timeline = {s.query_queue_time_in_millis, s.service_pre_processing_time_in_millis, s.query_planning_time_in_millis,
                         s.engine_execution_time_in_millis, s.service_processing_time_in_millis, s.total_execution_time_in_millis};
  statistics.rows.emplace().input_bytes = s.data_scanned_in_bytes;
  return out;
}

}  // namespace tarn::athena
