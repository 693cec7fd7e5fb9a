// Connections (glue-catalog.md 6).
#pragma once
#include "glue/connections.gen.h"
#include "glue/service.h"

namespace tarn::glue {

Result<CreateConnectionOutput> create_connection(Glue& glue, const CreateConnectionInput& in, const aws::RequestContext& ctx);
Result<GetConnectionOutput> get_connection(Glue& glue, const GetConnectionInput& in, const aws::RequestContext& ctx);
Result<GetConnectionsOutput> get_connections(Glue& glue, const GetConnectionsInput& in, const aws::RequestContext& ctx);
Result<UpdateConnectionOutput> update_connection(Glue& glue, const UpdateConnectionInput& in, const aws::RequestContext& ctx);
Result<DeleteConnectionOutput> delete_connection(Glue& glue, const DeleteConnectionInput& in, const aws::RequestContext& ctx);
Result<BatchDeleteConnectionOutput> batch_delete_connection(Glue& glue, const BatchDeleteConnectionInput& in, const aws::RequestContext& ctx);
// Whether the servers that a connection names take connections, over TCP; nobody logs in.
Result<TestConnectionOutput> test_connection(Glue& glue, const TestConnectionInput& in, const aws::RequestContext& ctx);

aws::AccessChecks may_create_connection(const CreateConnectionInput& in, const aws::RequestContext& ctx);
aws::AccessChecks may_get_connection(const GetConnectionInput& in, const aws::RequestContext& ctx);
aws::AccessChecks may_get_connections(const GetConnectionsInput& in, const aws::RequestContext& ctx);
aws::AccessChecks may_update_connection(const UpdateConnectionInput& in, const aws::RequestContext& ctx);
aws::AccessChecks may_delete_connection(const DeleteConnectionInput& in, const aws::RequestContext& ctx);
aws::AccessChecks may_batch_delete_connection(const BatchDeleteConnectionInput& in, const aws::RequestContext& ctx);
aws::AccessChecks may_test_connection(const TestConnectionInput& in, const aws::RequestContext& ctx);

}  // namespace tarn::glue
