// StartQueryExecution and its siblings (athena.md 1.2).
#pragma once
#include "athena/query_executions.gen.h"
#include "athena/state.h"

namespace tarn::athena {

Result<StartQueryExecutionOutput> start_query_execution(State& state, const StartQueryExecutionInput& in, const aws::RequestContext& ctx);
Result<GetQueryExecutionOutput> get_query_execution(State& state, const GetQueryExecutionInput& in, const aws::RequestContext& ctx);
Result<BatchGetQueryExecutionOutput> batch_get_query_execution(State& state, const BatchGetQueryExecutionInput& in, const aws::RequestContext& ctx);
Result<ListQueryExecutionsOutput> list_query_executions(State& state, const ListQueryExecutionsInput& in, const aws::RequestContext& ctx);
Result<StopQueryExecutionOutput> stop_query_execution(State& state, const StopQueryExecutionInput& in, const aws::RequestContext& ctx);
Result<GetQueryRuntimeStatisticsOutput> get_query_runtime_statistics(State& state, const GetQueryRuntimeStatisticsInput& in, const aws::RequestContext& ctx);

}  // namespace tarn::athena
