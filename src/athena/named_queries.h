// Named queries: texts that people keep, by id (athena.md 1.5).
#pragma once
#include "athena/named_queries.gen.h"
#include "athena/state.h"

namespace tarn::athena {

// The workgroup of a named query, for authorization; `primary` when there is none.
std::string workgroup_of_named_query(State& state, const aws::RequestContext& ctx, const std::string& id);

Result<CreateNamedQueryOutput> create_named_query(State& state, const CreateNamedQueryInput& in, const aws::RequestContext& ctx);
Result<GetNamedQueryOutput> get_named_query(State& state, const GetNamedQueryInput& in, const aws::RequestContext& ctx);
Result<BatchGetNamedQueryOutput> batch_get_named_query(State& state, const BatchGetNamedQueryInput& in, const aws::RequestContext& ctx);
Result<ListNamedQueriesOutput> list_named_queries(State& state, const ListNamedQueriesInput& in, const aws::RequestContext& ctx);
Result<UpdateNamedQueryOutput> update_named_query(State& state, const UpdateNamedQueryInput& in, const aws::RequestContext& ctx);
Result<DeleteNamedQueryOutput> delete_named_query(State& state, const DeleteNamedQueryInput& in, const aws::RequestContext& ctx);

}  // namespace tarn::athena
