// StartQueryExecution: what is refused at once, what becomes an execution, and where its result will lie.
#include "athena/errors.h"
#include "athena/executor.h"
#include "athena/keys.h"
#include "athena/prepared_statements.h"
#include "athena/query_executions.h"
#include "athena/statement_kind.h"
#include "athena/work_groups.h"
#include "base/encoding.h"

namespace tarn::athena {
namespace {

constexpr size_t kMinToken = 32, kMaxToken = 128;  // Athena API reference, ClientRequestToken

std::string_view trim(std::string_view text) {
  constexpr std::string_view kBlank = " \t\r\n\f\v";
  auto first = text.find_first_not_of(kBlank);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kBlank) - first + 1);
}

std::string shown_query(std::string_view sql) {
  auto text = trim(sql);
  if (text.ends_with(';')) text = trim(text.substr(0, text.size() - 1));
  return std::string(text);
}

Result<void> check_token(const std::optional<std::string>& token) {
  if (!token || token->empty()) return errors::token_missing();
  auto bound = [](const char* what, size_t limit) {
    return errors::invalid_input("1 validation error detected: Value at 'clientRequestToken' failed to satisfy constraint: Member must have length " +
                                 std::string(what) + " than or equal to " + std::to_string(limit));
  };
  if (token->size() < kMinToken) return bound("greater", kMinToken);
  if (token->size() > kMaxToken) return bound("less", kMaxToken);
  return {};
}

// The result settings that count: the workgroup's when it enforces them, else the client's before the workgroup's.
Result<ResultConfiguration> effective_results(const StartQueryExecutionInput& in, const WorkGroup& group) {
  auto& configuration = *group.configuration;
  auto own = configuration.result_configuration.value_or(ResultConfiguration());
  auto results = own;
  if (!configuration.enforce_work_group_configuration.value_or(false) && in.result_configuration) {
    results = *in.result_configuration;
    if (!results.output_location) results.output_location = own.output_location;
  }
  if (!results.output_location) return errors::no_output_location();
  auto name = objects::parse_s3_uri(*results.output_location);
  if (!name || name->bucket.empty()) return errors::bad_output_location();
  if (!results.output_location->ends_with('/')) *results.output_location += '/';
  return results;
}

std::string result_object(const std::string& directory, const std::string& id, ResultObject object) {
  switch (object) {
    case ResultObject::csv: return directory + id + ".csv";
    case ResultObject::text: return directory + id + ".txt";
    case ResultObject::none: return directory + id;
    case ResultObject::table: return directory + "tables/" + id;
  }
  return directory + id;
}

Error refused(const Error& error) {
  if (error.code == "NOT_SUPPORTED" || error.code == "SYNTAX_ERROR" || error.code == "MALFORMED_QUERY") return errors::malformed_query(error.message);
  return errors::malformed_query(error.message.starts_with("line ") ? error.message : error.code + ": " + error.message);
}

// EXECUTE is classified as the statement that it runs.
StatementKind kind_of(kv::Reader& reader, const Scope& scope, const std::string& group, const sql::ast::Statement& statement) {
  auto* execute = sql::ast::try_as<sql::ast::Execute>(&statement);
  if (!execute) return statement_kind(statement);
  auto text = find_prepared_statement(reader, scope, group, execute->name.value);
  if (!text.ok() || !*text) return statement_kind(statement);
  auto stored = sql::parse_athena(**text);
  return stored.ok() ? statement_kind(**stored) : statement_kind(statement);
}

// DESCRIBE and SHOW COLUMNS of what is not there are refused before an execution is made.
Result<void> check_described_table(State& state, const LiveQuery& query, const std::string& request_id) {
  const sql::ast::ObjectName* name = nullptr;
  if (auto* describe = sql::ast::try_as<sql::ast::HiveDescribe>(query.statement.get())) name = &describe->table;
  if (auto* show = sql::ast::try_as<sql::ast::HiveShow>(query.statement.get()))
    if (show->what == sql::ast::HiveShow::What::columns) name = &show->name;
  if (!name || name->empty()) return {};
  auto parts = name->qualified().parts;
  if (parts.size() > 2 && to_lower(parts[0]) != kCatalog) return errors::data_catalog_not_found(parts[0]);
  auto database = parts.size() > 1 ? parts[parts.size() - 2] : query.default_database;
  auto table = lake::find_table(state.tables, query.who, database, parts.back());
  if (table.ok() && !*table) return errors::entity_not_found(request_id);
  return {};
}

bool same_request(const Execution& stored, const Execution& wanted) {
  auto context = [](const Execution& e) { return e.shown.query_execution_context.value_or(QueryExecutionContext()); };
  return stored.shown.query == wanted.shown.query && context(stored).database == context(wanted).database &&
         context(stored).catalog == context(wanted).catalog && stored.sent_location == wanted.sent_location;
}

Execution new_execution(const StartQueryExecutionInput& in, const aws::RequestContext& ctx, const std::string& id) {
  Execution e;
  e.scope = Scope::of(ctx);
  e.client_token = *in.client_request_token;
  e.sent_location = in.result_configuration ? in.result_configuration->output_location.value_or("") : "";
  auto& shown = e.shown;
  shown.query_execution_id = id;
  shown.query = shown_query(in.query_string);
  shown.query_execution_context = in.query_execution_context.value_or(QueryExecutionContext());
  if (auto& catalog = shown.query_execution_context->catalog) catalog = to_lower(*catalog);
  shown.work_group = in.work_group.value_or(kPrimary);
  shown.engine_version = sql_engine_version();
  shown.execution_parameters = in.execution_parameters;
  shown.result_reuse_configuration = in.result_reuse_configuration;
  shown.status.emplace();
  shown.status->state = "QUEUED";
  shown.status->submission_date_time = ctx.now();
  shown.statistics.emplace();
  return e;
}

}  // namespace

Result<StartQueryExecutionOutput> start_query_execution(State& state, const StartQueryExecutionInput& in, const aws::RequestContext& ctx) {
  TRY(check_token(in.client_request_token));
  auto query = std::make_shared<LiveQuery>();
  auto& execution = query->execution = new_execution(in, ctx, state.random.uuid());
  auto reader = state.store.snapshot();
  auto group = TRY(get_work_group_record(*reader, execution.scope, *execution.shown.work_group));
  if (group.state == "DISABLED") return errors::workgroup_disabled(group.name);
  auto results = TRY(effective_results(in, group));
  auto parsed = sql::parse_athena(*execution.shown.query);
  if (!parsed.ok()) return refused(parsed.error());

  query->statement = std::move(*parsed);
  query->who = ctx.access;
  query->who.via_service = "athena.amazonaws.com";
  query->default_database = execution.shown.query_execution_context->database.value_or("default");
  query->parameters = in.execution_parameters.value_or(std::vector<std::string>());
  query->bytes_limit = static_cast<uint64_t>(group.configuration->bytes_scanned_cutoff_per_query.value_or(0));
  TRY(check_described_table(state, *query, ctx.request_id));

  auto kind = kind_of(*reader, execution.scope, group.name, *query->statement);
  execution.hive = kind.hive;
  execution.shown.statement_type = kind.type;
  if (!kind.subtype.empty()) execution.shown.substatement_type = kind.subtype;
  results.output_location = result_object(*results.output_location, execution.id(), kind.object);
  execution.shown.result_configuration = std::move(results);

  auto id = TRY(state.store.transact([&](kv::Txn& txn) -> Result<std::string> {
    auto key = token_key(execution.scope, execution.client_token);
    if (auto earlier = TRY(txn.get(key))) {
      auto stored = TRY(find_execution(txn, execution.scope, *earlier));
      if (stored && !same_request(*stored, execution)) return errors::token_mismatch();
      if (stored) return *earlier;
    }
    txn.put(key, execution.id());
    txn.put(history_key(execution.scope, *execution.shown.work_group, ctx.now(), execution.id()), "");
    put_execution(txn, execution);
    return execution.id();
  }));
  if (id == execution.id()) state.executor->enqueue(query);
  return StartQueryExecutionOutput{.query_execution_id = id};
}

}  // namespace tarn::athena
