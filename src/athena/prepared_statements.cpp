#include "athena/prepared_statements.h"

#include <boost/json.hpp>

#include "athena/keys.h"
#include "athena/paging.h"
#include "athena/parameters.h"
#include "athena/run_statement.h"
#include "athena/work_groups.h"
#include "kv/record.h"
#include "kv/record_fields.h"
#include "sql/ast/print.h"

namespace tarn::athena {
namespace {

Result<std::optional<PreparedStatement>> find(kv::Reader& reader, const Scope& scope, const std::string& group, const std::string& name) {
  auto stored = TRY(reader.get(prepared_statement_key(scope, group, name)));
  if (!stored) return std::optional<PreparedStatement>();
  auto object = TRY(kv::decode_object(*stored));
  PreparedStatement statement;
  TRY(from_document(boost::json::value(object), statement));
  return std::optional(std::move(statement));
}

Result<PreparedStatement> get(kv::Reader& reader, const Scope& scope, const std::string& group, const std::string& name) {
  auto found = TRY(find(reader, scope, group, name));
  if (!found) return errors::prepared_not_found(name);
  return std::move(*found);
}

void put(kv::Txn& txn, const Scope& scope, const PreparedStatement& statement) {
  txn.put(prepared_statement_key(scope, *statement.work_group_name, *statement.statement_name), kv::encode_record(to_document(statement)));
}

Result<void> check_text(const std::string& text) {
  auto parsed = sql::parse_athena(text);
  if (!parsed.ok()) return errors::malformed_query(parsed.error().message);
  return {};
}

}  // namespace

Result<std::optional<std::string>> find_prepared_statement(kv::Reader& reader, const Scope& scope, const std::string& workgroup, const std::string& name) {
  auto found = TRY(find(reader, scope, workgroup, name));
  return found ? found->query_statement : std::nullopt;
}

std::vector<std::string> execute_arguments(const sql::ast::Execute& statement, const std::vector<std::string>& execution_parameters) {
  std::vector<std::string> arguments;
  for (auto& argument : statement.arguments) arguments.push_back(sql::ast::print(*argument, sql::Dialect::trino));
  if (arguments.empty())
    for (auto& value : execution_parameters) arguments.push_back(parameter_expression(value));
  return arguments;
}

Result<CreatePreparedStatementOutput> create_prepared_statement(State& state, const CreatePreparedStatementInput& in, const aws::RequestContext& ctx) {
  TRY(check_text(in.query_statement));
  auto scope = Scope::of(ctx);
  return state.store.transact([&](kv::Txn& txn) -> Result<CreatePreparedStatementOutput> {
    TRY(get_work_group_record(txn, scope, in.work_group));
    if (TRY(find(txn, scope, in.work_group, in.statement_name))) return errors::prepared_exists(in.statement_name);
    put(txn, scope, {in.statement_name, in.query_statement, in.work_group, in.description, ctx.now()});
    return CreatePreparedStatementOutput{};
  });
}

Result<GetPreparedStatementOutput> get_prepared_statement(State& state, const GetPreparedStatementInput& in, const aws::RequestContext& ctx) {
  auto reader = state.store.snapshot();
  TRY(get_work_group_record(*reader, Scope::of(ctx), in.work_group));
  return GetPreparedStatementOutput{.prepared_statement = TRY(get(*reader, Scope::of(ctx), in.work_group, in.statement_name))};
}

Result<BatchGetPreparedStatementOutput> batch_get_prepared_statement(State& state, const BatchGetPreparedStatementInput& in, const aws::RequestContext& ctx) {
  BatchGetPreparedStatementOutput out;
  out.prepared_statements.emplace();
  out.unprocessed_prepared_statement_names.emplace();
  auto reader = state.store.snapshot();
  for (auto& name : in.prepared_statement_names) {
    auto found = TRY(find(*reader, Scope::of(ctx), in.work_group, name));
    if (found) {
      out.prepared_statements->push_back(std::move(*found));
    } else {
      out.unprocessed_prepared_statement_names->push_back({name, "STATEMENT_NOT_FOUND", "Prepared statement " + name + " not found"});
    }
  }
  return out;
}

Result<ListPreparedStatementsOutput> list_prepared_statements(State& state, const ListPreparedStatementsInput& in, const aws::RequestContext& ctx) {
  auto reader = state.store.snapshot();
  TRY(get_work_group_record(*reader, Scope::of(ctx), in.work_group));
  std::map<std::string, PreparedStatementSummary> found;
  Result<void> broken;
  TRY(reader->scan(kv::Range::prefix(prepared_statements_prefix(Scope::of(ctx), in.work_group)), [&](std::string_view, std::string_view value) {
    auto object = kv::decode_object(value);
    PreparedStatement statement;
    if (!object.ok()) broken = object.error();
    if (object.ok()) broken = from_document(boost::json::value(*object), statement);
    if (broken.ok()) found[*statement.statement_name] = {statement.statement_name, statement.last_modified_time};
    return broken.ok();
  }));
  TRY(broken);
  ListPreparedStatementsOutput out;
  out.prepared_statements = TRY(take_page(std::move(found), in.next_token, in.max_results, out.next_token));
  return out;
}

Result<UpdatePreparedStatementOutput> update_prepared_statement(State& state, const UpdatePreparedStatementInput& in, const aws::RequestContext& ctx) {
  TRY(check_text(in.query_statement));
  return state.store.transact([&](kv::Txn& txn) -> Result<UpdatePreparedStatementOutput> {
    auto statement = TRY(get(txn, Scope::of(ctx), in.work_group, in.statement_name));
    statement.query_statement = in.query_statement;
    if (in.description) statement.description = in.description;
    statement.last_modified_time = ctx.now();
    put(txn, Scope::of(ctx), statement);
    return UpdatePreparedStatementOutput{};
  });
}

Result<DeletePreparedStatementOutput> delete_prepared_statement(State& state, const DeletePreparedStatementInput& in, const aws::RequestContext& ctx) {
  return state.store.transact([&](kv::Txn& txn) -> Result<DeletePreparedStatementOutput> {
    TRY(get(txn, Scope::of(ctx), in.work_group, in.statement_name));
    txn.erase(prepared_statement_key(Scope::of(ctx), in.work_group, in.statement_name));
    return DeletePreparedStatementOutput{};
  });
}

// ---- as statements

Result<Outcome> run_prepare(Run& run, const sql::ast::Prepare& statement) {
  auto& execution = run.query.execution;
  PreparedStatement made{statement.name.value, statement.text, execution.shown.work_group, std::nullopt, run.who().now};
  auto outcome = TRY(empty_outcome(run));
  outcome.changes.push_back([scope = execution.scope, made](kv::Txn& txn) -> Result<void> {
    if (TRY(find(txn, scope, *made.work_group_name, *made.statement_name)))
      return Error{"GENERIC_USER_ERROR", "PreparedStatement " + *made.statement_name + " already exists in workGroup " + *made.work_group_name};
    put(txn, scope, made);
    return {};
  });
  return outcome;
}

Result<Outcome> run_deallocate(Run& run, const sql::ast::Deallocate& statement) {
  auto& execution = run.query.execution;
  auto outcome = TRY(empty_outcome(run));
  outcome.changes.push_back([scope = execution.scope, group = *execution.shown.work_group, name = statement.name.value](kv::Txn& txn) -> Result<void> {
    if (!TRY(find(txn, scope, group, name)))
      return Error{"FAILED", "PreparedStatement " + name + " was not found in workGroup " + group};
    txn.erase(prepared_statement_key(scope, group, name));
    return {};
  });
  return outcome;
}

}  // namespace tarn::athena
