// Statements of the Data API (redshift.md 1.4).
#pragma once
#include "redshift/api.h"
#include "redshift/data_statements.h"

namespace tarn::redshift {

Result<data::ExecuteStatementOutput> execute_statement(WarehouseApi& api, const data::ExecuteStatementInput& in, const aws::RequestContext& ctx);
Result<data::BatchExecuteStatementOutput> batch_execute_statement(WarehouseApi& api, const data::BatchExecuteStatementInput& in, const aws::RequestContext& ctx);
Result<data::DescribeStatementOutput> describe_statement(WarehouseApi& api, const data::DescribeStatementInput& in, const aws::RequestContext& ctx);
Result<data::GetStatementResultOutput> get_statement_result(WarehouseApi& api, const data::GetStatementResultInput& in, const aws::RequestContext& ctx);
Result<data::GetStatementResultV2Output> get_statement_result_v2(WarehouseApi& api, const data::GetStatementResultV2Input& in, const aws::RequestContext& ctx);
Result<data::CancelStatementOutput> cancel_statement(WarehouseApi& api, const data::CancelStatementInput& in, const aws::RequestContext& ctx);
Result<data::ListStatementsOutput> list_statements(WarehouseApi& api, const data::ListStatementsInput& in, const aws::RequestContext& ctx);

}  // namespace tarn::redshift
