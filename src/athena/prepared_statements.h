// Prepared statements: texts under a name in a workgroup, for the API and for PREPARE, EXECUTE, DEALLOCATE.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "athena/prepared_statements.gen.h"
#include "athena/state.h"
#include "sql/ast/statements.h"

namespace tarn::athena {

Result<std::optional<std::string>> find_prepared_statement(kv::Reader& reader, const Scope& scope, const std::string& workgroup, const std::string& name);

// The expressions that EXECUTE gives: its USING list, or else the request's ExecutionParameters.
std::vector<std::string> execute_arguments(const sql::ast::Execute& statement, const std::vector<std::string>& execution_parameters);

Result<CreatePreparedStatementOutput> create_prepared_statement(State& state, const CreatePreparedStatementInput& in, const aws::RequestContext& ctx);
Result<GetPreparedStatementOutput> get_prepared_statement(State& state, const GetPreparedStatementInput& in, const aws::RequestContext& ctx);
Result<BatchGetPreparedStatementOutput> batch_get_prepared_statement(State& state, const BatchGetPreparedStatementInput& in, const aws::RequestContext& ctx);
Result<ListPreparedStatementsOutput> list_prepared_statements(State& state, const ListPreparedStatementsInput& in, const aws::RequestContext& ctx);
Result<UpdatePreparedStatementOutput> update_prepared_statement(State& state, const UpdatePreparedStatementInput& in, const aws::RequestContext& ctx);
Result<DeletePreparedStatementOutput> delete_prepared_statement(State& state, const DeletePreparedStatementInput& in, const aws::RequestContext& ctx);

}  // namespace tarn::athena
