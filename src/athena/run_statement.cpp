#include "athena/run_statement.h"

#include <ctime>

#include "athena/column_info.h"
#include "athena/parameters.h"
#include "athena/prepared_statements.h"
#include "athena/statement_kind.h"
#include "base/log.h"

namespace tarn::athena {
namespace {

using sql::ast::as;
using K = sql::ast::StatementKind;

constexpr const char* kHiveCode = "FAILED";  // of errors whose message is a whole Hive text
constexpr const char* kOutputDenied = "OUTPUT_ACCESS_DENIED";

std::string trino_query_id(TimePoint now, Random& random) {
  auto seconds = std::chrono::duration_cast<std::chrono::seconds>(now.time_since_epoch()).count();
  std::time_t time = seconds;
  std::tm parts{};
  gmtime_r(&time, &parts);
  char text[32];
  std::strftime(text, sizeof text, "%Y%m%d_%H%M%S", &parts);
  return std::string(text) + "_" + random.from_alphabet("0123456789", 5) + "_" + random.from_alphabet("abcdefghijkmnpqrstuvwxyz23456789", 5);
}

Result<Outcome> dispatch(Run& run, const sql::ast::Statement& s);

// EXECUTE name USING ...: the stored text with its arguments.
Result<Outcome> run_execute(Run& run, const sql::ast::Execute& statement) {
  auto reader = run.state.store.snapshot();
  auto& execution = run.query.execution;
  auto text = TRY(find_prepared_statement(*reader, execution.scope, *execution.shown.work_group, statement.name.value));
  if (!text)
    return Error{kHiveCode, "PreparedStatement " + statement.name.value + " was not found in workGroup " + *execution.shown.work_group};
  auto arguments = execute_arguments(statement, run.query.parameters);
  auto bound = TRY(substitute_parameters(*text, arguments));
  auto parsed = TRY(sql::parse_athena(bound));
  return dispatch(run, *parsed);
}

Result<Outcome> run_with_parameters(Run& run) {
  std::vector<std::string> expressions;
  for (auto& value : run.query.parameters) expressions.push_back(parameter_expression(value));
  auto bound = TRY(substitute_parameters(*run.query.execution.shown.query, expressions));
  auto parsed = TRY(sql::parse_athena(bound));
  return dispatch(run, *parsed);
}

Error not_run(const char* what) { return {"NOT_SUPPORTED", std::string("Tarn does not run this statement yet: ") + what}; }

Result<Outcome> dispatch(Run& run, const sql::ast::Statement& s) {
  using namespace sql::ast;
  switch (s.kind) {
    case K::query: return run_query(run, *as<QueryStatement>(s).query);
    case K::explain: return run_explain(run, as<Explain>(s));
    case K::show_functions: return run_show_functions(run, as<ShowFunctions>(s));
    case K::create_table_as: return run_create_table_as(run, as<CreateTableAs>(s));
    case K::insert: return run_insert(run, as<Insert>(s));
    case K::unload: return run_unload(run, as<Unload>(s));
    case K::create_view: return run_create_view(run, as<CreateView>(s));
    case K::drop_view: return run_drop_view(run, as<DropView>(s));
    case K::show_create_view: return run_show_create_view(run, as<ShowCreateView>(s));
    case K::prepare: return run_prepare(run, as<Prepare>(s));
    case K::execute: return run_execute(run, as<Execute>(s));
    case K::deallocate: return run_deallocate(run, as<Deallocate>(s));
    case K::hive_create_database: return run_create_database(run, as<HiveCreateDatabase>(s));
    case K::hive_alter_database: return run_alter_database(run, as<HiveAlterDatabase>(s));
    case K::hive_drop_database: return run_drop_database(run, as<HiveDropDatabase>(s));
    case K::hive_create_table: return run_create_table(run, as<HiveCreateTable>(s));
    case K::hive_drop_table: return run_drop_table(run, as<HiveDropTable>(s));
    case K::hive_alter_table: return run_alter_table(run, as<HiveAlterTable>(s));
    case K::hive_repair: return run_repair_table(run, as<HiveRepair>(s));
    case K::hive_show: return run_show(run, as<HiveShow>(s));
    case K::hive_describe: return run_describe(run, as<HiveDescribe>(s));
    case K::update:
    case K::delete_:
    case K::merge: return Error{"NOT_SUPPORTED", "Modifying Hive table rows is only supported for transactional tables"};
    case K::optimize: return not_run("OPTIMIZE");
    case K::vacuum_table: return not_run("VACUUM");
    case K::hive_alter_view: return not_run("ALTER VIEW");
    case K::external_functions: return not_run("USING EXTERNAL FUNCTION");
    default: return not_run("this kind");
  }
}

// ---- the final state

std::string reason_of(const Error& error, Random& random) {
  if (error.code == kHiveCode || error.code == kOutputDenied) return error.message;
  if (error.code == "AccessDenied")
    return error.message + " (Service: AmazonDataCatalog; Status Code: 400; Error Code: AccessDeniedException; Request ID: " + random.uuid() + "; Proxy: null)";
  if (error.code == "NoSuchBucket") return "NoSuchBucket: " + error.message;
  return error.code + ": " + error.message;
}

void set_times(Execution& e, TimePoint queued, TimePoint started, TimePoint ran, TimePoint done) {
  auto millis = [](TimePoint from, TimePoint to) { return std::chrono::duration_cast<std::chrono::milliseconds>(to - from).count(); };
  auto& s = *e.shown.statistics;
  s.query_queue_time_in_millis = millis(queued, started);
  s.engine_execution_time_in_millis = millis(started, ran);
  s.service_pre_processing_time_in_millis = 0;
  s.query_planning_time_in_millis = 0;
  s.service_processing_time_in_millis = millis(ran, done);
  s.total_execution_time_in_millis = millis(queued, done);
  e.shown.status->completion_date_time = done;
}

void set_failed(Execution& e, const Error& error, const LiveQuery& query, Random& random) {
  auto& status = *e.shown.status;
  if (error.code == "BYTES_SCANNED_LIMIT") {
    status.state = "CANCELLED";
    status.state_change_reason = "Bytes scanned limit was exceeded";
  } else if (query.cancelled->load()) {
    status.state = "CANCELLED";
    status.state_change_reason = "Query cancelled by user";
  } else {
    status.state = "FAILED";
    status.state_change_reason = reason_of(error, random);
    status.athena_error = athena_error(error.code, *status.state_change_reason, e.hive);
  }
}

void set_succeeded(Execution& e, const Outcome& outcome) {
  e.shown.status->state = "SUCCEEDED";
  e.columns = outcome.columns;
  e.csv = outcome.csv;
  e.has_header = outcome.has_header;
  e.update_count = outcome.update_count;
  if (!outcome.manifest.empty()) e.shown.statistics->data_manifest_location = outcome.manifest;
}

// The one transaction: objects, catalog and the execution's state.
Result<void> publish(State& state, Outcome& outcome, const Execution& final_state) {
  TRY(state.store.transact([&](kv::Txn& txn) -> Result<void> {
    for (auto& object : outcome.staged) TRY(objects::publish(txn, state.objects, object));
    for (auto& change : outcome.changes) TRY(change(txn));
    put_execution(txn, final_state);
    return {};
  }));
  for (auto& object : outcome.staged) object.published();
  return {};
}

Result<void> write_failure(Run& run, const Execution& failed) {
  Outcome outcome;
  if (failed.hive && failed.state() == "FAILED") {  // the reason is all that a failed Hive statement leaves
    auto staged = run.stage(outcome, failed.location(), *failed.shown.status->state_change_reason);
    if (!staged.ok()) outcome.staged.clear();
  }
  return publish(run.state, outcome, failed);
}

}  // namespace

Run::Run(State& s, LiveQuery& q, engine::Session* session_)
    : state(s), query(q), session(session_), files(s.objects, q.who), resolver(s, q.who, q.default_database),
      engine_query_id(trino_query_id(q.who.now, s.random)) {}

std::string Run::output_prefix() const {
  auto at = location().rfind(query.execution.id());
  auto prefix = location().substr(0, at);
  return prefix.ends_with("tables/") && query.execution.shown.substatement_type == "CREATE_TABLE_AS_SELECT" ? prefix.substr(0, prefix.size() - 7) : prefix;
}

sql::AnalysisOptions Run::analysis_options() const {
  sql::AnalysisOptions options;
  options.catalog = kCatalog;
  options.schema = query.default_database;
  options.now_us = query.who.now.time_since_epoch().count();
  return options;
}

Result<std::unique_ptr<objects::ObjectWriter>> Run::create_result(const std::string& location) {
  auto name = objects::parse_s3_uri(location);
  if (!name) return Error{"GENERIC_USER_ERROR", "not an S3 location: " + location};
  objects::PutOptions options;
  options.attributes.content_type = "application/octet-stream";
  auto writer = objects::create_object(state.objects, query.who, *name, options);
  if (writer.ok() || writer.error().code != "AccessDenied") return writer;
  return Error{kOutputDenied, "Access denied when writing output to url: " + location +
                                  " . Please ensure you are allowed to access the S3 bucket. If you are encrypting query results with KMS key, please ensure you are "
                                  "allowed to access your KMS key"};
}

Result<void> Run::stage(Outcome& outcome, const std::string& location, std::string bytes) {
  auto writer = TRY(create_result(location));
  TRY(writer->append(bytes));
  outcome.staged.push_back(TRY(writer->finish()));
  return {};
}

engine::QueryRequest Run::request(sql::Program program) {
  engine::QueryRequest request;
  request.program = std::move(program);
  request.tables = resolver.pinned();
  request.files = &files;
  request.metrics = query.metrics;
  request.cancelled = query.cancelled;
  request.bytes_limit = query.bytes_limit;
  return request;
}

Result<void> Run::authorize(const std::string& action, const std::string& arn) const { return state.authorizer.authorize(query.who, {action, arn, {}}); }

Result<Outcome> text_outcome(Run& run, const std::vector<std::string>& lines, std::vector<ColumnInfo> columns, std::optional<int64_t> update_count) {
  Outcome outcome;
  std::string text;
  for (size_t i = 0; i < lines.size(); ++i) text += (i ? "\n" : "") + lines[i];
  TRY(run.stage(outcome, run.location(), text));
  TRY(run.stage(outcome, run.location() + ".metadata", result_metadata(run.query.execution.id(), "", std::nullopt, columns)));
  outcome.columns = std::move(columns);
  outcome.update_count = update_count;
  return outcome;
}

Result<Outcome> empty_outcome(Run& run) {
  Outcome outcome;
  TRY(run.stage(outcome, run.location(), ""));
  return outcome;
}

bool run_to_final_state(State& state, LiveQuery& query, engine::Session* session) {
  auto started = state.clock.now();
  Run run(state, query, session);
  auto outcome = [&]() -> Result<Outcome> {
    if (query.cancelled->load()) return Error{"USER_CANCELED", "Query cancelled by user"};
    if (!session) return internal_error("the engine cannot be reached");
    bool bind = !query.parameters.empty() && query.statement->kind != K::execute;
    return bind ? run_with_parameters(run) : dispatch(run, *query.statement);
  }();
  auto ran = state.clock.now();

  Execution final_state;
  {
    std::lock_guard lock(query.mutex);
    final_state = query.execution;
  }
  auto queued = *final_state.shown.status->submission_date_time;
  final_state.shown.statistics->data_scanned_in_bytes = static_cast<int64_t>(query.metrics->bytes_scanned.load());
  set_times(final_state, queued, started, ran, ran);
  bool stopping = query.cancelled->load() && !query.stopped_by_user.load();
  if (!outcome.ok() && stopping) return true;  // failed at the next start

  Result<void> written;
  if (outcome.ok()) {
    auto succeeded = final_state;
    set_succeeded(succeeded, *outcome);
    set_times(succeeded, queued, started, ran, state.clock.now());
    written = publish(state, *outcome, succeeded);
    if (written.ok()) final_state = std::move(succeeded);
  }
  if (!outcome.ok() || !written.ok()) {
    set_failed(final_state, outcome.ok() ? written.error() : outcome.error(), query, state.random);
    written = write_failure(run, final_state);
    if (!written.ok()) log_line(LogLevel::error, "athena: the state of execution " + final_state.id() + " cannot be written: " + written.error().message);
  }
  bool healthy = outcome.ok() || outcome.error().code != "GENERIC_INTERNAL_ERROR";
  std::lock_guard lock(query.mutex);
  query.execution = std::move(final_state);
  return healthy;
}

}  // namespace tarn::athena
