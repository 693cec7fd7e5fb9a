// GetQueryResults: pages of the result object (athena.md 1.3).
#pragma once
#include "athena/query_results.gen.h"
#include "athena/state.h"

namespace tarn::athena {

Result<GetQueryResultsOutput> get_query_results(State& state, const GetQueryResultsInput& in, const aws::RequestContext& ctx);

}  // namespace tarn::athena
