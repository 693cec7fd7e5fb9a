#include "redshift/data_api.h"

#include <algorithm>
#include <boost/json.hpp>

#include "redshift/api_errors.h"
#include "redshift/data_target.h"

namespace tarn::redshift {
namespace {

constexpr int kMaxListed = 100;        // API reference, ListStatements, MaxResults
constexpr int kMaxKeepAlive = 86'400;  // seconds

kv::Store& store_of(WarehouseApi& api) { return api.shared.needs.store; }

// The statement of the caller's that the id names, as it stands now, and which of a batch's parts ("id:2"); 0 without one.
struct NamedStatement {
  StatementRecord record;
  size_t part = 0;
  bool names_part = false;
};

Result<NamedStatement> statement_of(WarehouseApi& api, const aws::RequestContext& ctx, const std::string& id) {
  NamedStatement named;
  const size_t colon = id.find(':');
  const std::string whole = id.substr(0, colon);
  // Stored before it leaves the runner: whoever misses it there finds its end in the store.
  auto record = api.runner.find(whole);
  if (!record) record = TRY(find_statement(store_of(api), ctx.account_id(), ctx.region(), whole));
  if (!record || record->owner != owner_of(ctx.access.principal) || record->account_id != ctx.account_id() || record->region != ctx.region()) return errors::no_statement();
  named.record = std::move(*record);
  if (colon == std::string::npos) return named;
  const std::string number = id.substr(colon + 1);
  if (!named.record.batch || number.empty() || number.size() > 2 || number.find_first_not_of("0123456789") != std::string::npos) return errors::no_statement();
  const auto part = static_cast<size_t>(std::stoi(number));
  if (part < 1 || part > named.record.parts.size()) return errors::no_statement();
  named.part = part - 1;
  named.names_part = true;
  return named;
}

StatementRecord new_record(WarehouseApi& api, const aws::RequestContext& ctx, std::vector<std::string> sqls, bool batch) {
  StatementRecord record;
  record.account_id = ctx.account_id();
  record.region = ctx.region();
  record.owner = owner_of(ctx.access.principal);
  record.sqls = std::move(sqls);
  record.batch = batch;
  record.shown.id = new_statement_id(api.shared.needs.random, ctx.now());
  record.shown.status = "SUBMITTED";
  record.shown.created_at = record.shown.updated_at = ctx.now();
  record.shown.duration = -1;
  record.shown.result_rows = record.shown.result_size = -1;
  record.shown.redshift_query_id = 0;
  record.shown.redshift_pid = 0;
  record.shown.has_result_set = false;
  if (!batch) record.shown.query_string = record.sqls[0];
  for (size_t i = 0; i < record.sqls.size(); ++i) {
    data::SubStatementData& part = record.parts.emplace_back();
    part.id = record.part_id(i);
    part.query_string = record.sqls[i];
    part.status = "SUBMITTED";
    part.created_at = part.updated_at = ctx.now();
    part.duration = part.result_rows = part.result_size = -1;
    part.redshift_query_id = 0;
    part.has_result_set = false;
  }
  if (batch) record.shown.sub_statements = record.parts;
  record.columns.resize(record.sqls.size());
  record.pages.resize(record.sqls.size());
  return record;
}

// A session that goes on brings its target, database and login.
template <class Input>
Result<void> take_session(WarehouseApi& api, const Input& in, const aws::RequestContext& ctx, DataJob& job) {
  auto& shown = job.record.shown;
  if (in.session_id) {
    if (in.cluster_identifier || in.workgroup_name || in.database || in.secret_arn || in.db_user)
      return errors::validation("A session names its cluster or workgroup, database and credentials: give SessionId alone.");
    auto session = api.runner.session(*in.session_id);
    if (!session || session->owner != job.record.owner) return errors::resource_not_found("Session does not exist.");
    job.login = session->login;
    shown.cluster_identifier = session->cluster;
    shown.workgroup_name = session->workgroup;
    shown.secret_arn = session->secret;
    shown.db_user = session->shown_user;
  } else {
    job.login = TRY(resolve_login(api, target_of(in), ctx));
    shown.cluster_identifier = in.cluster_identifier;
    shown.workgroup_name = in.workgroup_name;
    shown.secret_arn = in.secret_arn;
    if (!in.secret_arn) shown.db_user = in.db_user ? *in.db_user : job.login.user;
  }
  shown.database = job.login.database;
  job.keep_alive_seconds = in.session_keep_alive_seconds.value_or(0);
  if (job.keep_alive_seconds > kMaxKeepAlive) return errors::validation("SessionKeepAliveSeconds must be between 0 and 86400.");
  if (in.session_id) job.session_id = *in.session_id;
  else if (in.session_keep_alive_seconds) job.session_id = api.shared.needs.random.uuid();
  if (!job.session_id.empty()) shown.session_id = job.session_id;
  return {};
}

template <class Input>
Result<StatementRecord> submit(WarehouseApi& api, const Input& in, const aws::RequestContext& ctx, DataJob job) {
  TRY(forget_old_statements(store_of(api), ctx.now()));
  StatementRecord& record = job.record;
  TRY(take_session(api, in, ctx, job));
  record.name = in.statement_name.value_or("");
  record.token = in.client_token.value_or("");
  record.shown.result_format = in.result_format.value_or("JSON");
  if (in.parameters) {
    for (const data::SqlParameter& parameter : *in.parameters) job.parameters.emplace_back(parameter.name, parameter.value);
    record.shown.query_parameters = *in.parameters;
  }
  if (auto earlier = TRY(insert_statement(store_of(api), record, ctx.now()))) return TRY(statement_of(api, ctx, *earlier)).record;
  const StatementRecord submitted = record;
  if (auto taken = api.runner.submit(std::move(job)); !taken.ok()) {
    StatementRecord refused = submitted;
    refused.shown.status = "ABORTED";
    TRY(put_statement(store_of(api), refused));
    return taken.error();
  }
  if (!in.wait_time_seconds) return submitted;
  api.runner.wait(submitted.id(), std::chrono::seconds(*in.wait_time_seconds));
  return TRY(statement_of(api, ctx, submitted.id())).record;
}

template <class Output>
Output submitted(const StatementRecord& record, bool waited) {
  Output out;
  out.id = record.id();
  out.created_at = record.shown.created_at;
  out.cluster_identifier = record.shown.cluster_identifier;
  out.workgroup_name = record.shown.workgroup_name;
  out.database = record.shown.database;
  out.db_user = record.shown.db_user;
  out.secret_arn = record.shown.secret_arn;
  out.session_id = record.shown.session_id;
  if (!waited) return out;
  out.status = record.shown.status;
  out.redshift_pid = record.shown.redshift_pid;
  out.has_result_set = record.shown.has_result_set;
  return out;
}

// The rows of a statement or of a part of a batch, one page of them.
struct FoundPage {
  StatementRecord record;
  size_t part = 0;
  std::string content;
  std::optional<std::string> next_token;
};

Result<FoundPage> page_of(WarehouseApi& api, const aws::RequestContext& ctx, const std::string& id, const std::optional<std::string>& token, const char* format) {
  NamedStatement named = TRY(statement_of(api, ctx, id));
  const data::SubStatementData& part = named.record.parts[named.part];
  const bool whole_batch = named.record.batch && !named.names_part;
  if (whole_batch || !named.record.has_ended() || part.status != "FINISHED" || !part.has_result_set.value_or(false)) return errors::no_result();
  if (named.record.shown.result_format != format)
    return errors::validation(std::string("The result of this statement is in the format ") + named.record.shown.result_format.value_or("JSON") + ".");
  uint64_t page = 0;
  if (token) {
    if (token->empty() || token->size() > 9 || token->find_first_not_of("0123456789") != std::string::npos) return errors::validation("The NextToken is not valid.");
    page = std::stoull(*token);
  }
  FoundPage found{std::move(named.record), named.part, {}, {}};
  found.content = TRY(get_page(store_of(api), found.record.part_id(found.part), page));
  if (page + 1 < found.record.pages[found.part]) found.next_token = std::to_string(page + 1);
  return found;
}

bool is_listed(const StatementRecord& record, const data::ListStatementsInput& in, const aws::RequestContext& ctx) {
  const std::string wanted = in.status.value_or("FINISHED");
  if (record.owner != owner_of(ctx.access.principal)) return false;
  if (wanted != "ALL" && record.shown.status != wanted) return false;
  if (in.statement_name && !record.name.starts_with(*in.statement_name)) return false;
  if (in.database && record.shown.database != in.database) return false;
  if (in.cluster_identifier && record.shown.cluster_identifier != in.cluster_identifier) return false;
  return !in.workgroup_name || record.shown.workgroup_name == in.workgroup_name;
}

data::StatementData summary_of(const StatementRecord& record) {
  data::StatementData out;
  out.id = record.id();
  if (record.batch) out.query_strings = record.sqls;
  else out.query_string = record.sqls[0];
  out.secret_arn = record.shown.secret_arn;
  out.status = record.shown.status;
  if (!record.name.empty()) out.statement_name = record.name;
  out.created_at = record.shown.created_at;
  out.updated_at = record.shown.updated_at;
  out.query_parameters = record.shown.query_parameters;
  out.is_batch_statement = record.batch;
  out.result_format = record.shown.result_format;
  out.session_id = record.shown.session_id;
  return out;
}

}  // namespace

Result<data::ExecuteStatementOutput> execute_statement(WarehouseApi& api, const data::ExecuteStatementInput& in, const aws::RequestContext& ctx) {
  DataJob job;
  job.record = new_record(api, ctx, {in.sql}, false);
  return submitted<data::ExecuteStatementOutput>(TRY(submit(api, in, ctx, std::move(job))), in.wait_time_seconds.has_value());
}

Result<data::BatchExecuteStatementOutput> batch_execute_statement(WarehouseApi& api, const data::BatchExecuteStatementInput& in, const aws::RequestContext& ctx) {
  DataJob job;
  job.record = new_record(api, ctx, in.sqls, true);
  job.record.shown.execution_mode = in.execution_mode.value_or("TRANSACTION");
  job.one_transaction = job.record.shown.execution_mode == "TRANSACTION";
  return submitted<data::BatchExecuteStatementOutput>(TRY(submit(api, in, ctx, std::move(job))), in.wait_time_seconds.has_value());
}

Result<data::DescribeStatementOutput> describe_statement(WarehouseApi& api, const data::DescribeStatementInput& in, const aws::RequestContext& ctx) {
  NamedStatement named = TRY(statement_of(api, ctx, in.id));
  if (in.wait_time_seconds && !named.record.has_ended()) {
    api.runner.wait(named.record.id(), std::chrono::seconds(*in.wait_time_seconds));
    named = TRY(statement_of(api, ctx, in.id));
  }
  data::DescribeStatementOutput out = std::move(named.record.shown);
  if (named.record.batch) out.sub_statements = named.record.parts;
  if (!named.names_part) return out;
  const data::SubStatementData& part = named.record.parts[named.part];
  out.id = part.id;
  out.status = part.status;
  out.error = part.error;
  out.query_string = part.query_string;
  out.duration = part.duration;
  out.result_rows = part.result_rows;
  out.result_size = part.result_size;
  out.has_result_set = part.has_result_set;
  out.redshift_query_id = part.redshift_query_id;
  out.sub_statements.reset();
  return out;
}

Result<data::GetStatementResultOutput> get_statement_result(WarehouseApi& api, const data::GetStatementResultInput& in, const aws::RequestContext& ctx) {
  FoundPage page = TRY(page_of(api, ctx, in.id, in.next_token, "JSON"));
  data::GetStatementResultOutput out;
  const boost::json::value records = boost::json::parse(page.content);
  for (const boost::json::value& record : records.as_array()) out.records.emplace_back(record.as_array().begin(), record.as_array().end());
  out.column_metadata = page.record.columns[page.part];
  out.total_num_rows = page.record.parts[page.part].result_rows;
  out.next_token = page.next_token;
  return out;
}

Result<data::GetStatementResultV2Output> get_statement_result_v2(WarehouseApi& api, const data::GetStatementResultV2Input& in, const aws::RequestContext& ctx) {
  FoundPage page = TRY(page_of(api, ctx, in.id, in.next_token, "CSV"));
  data::GetStatementResultV2Output out;
  out.records.push_back(boost::json::object{{"CSVRecords", page.content}});
  out.column_metadata = page.record.columns[page.part];
  out.total_num_rows = page.record.parts[page.part].result_rows;
  out.result_format = "CSV";
  out.next_token = page.next_token;
  return out;
}

Result<data::CancelStatementOutput> cancel_statement(WarehouseApi& api, const data::CancelStatementInput& in, const aws::RequestContext& ctx) {
  const NamedStatement named = TRY(statement_of(api, ctx, in.id));
  if (named.record.has_ended() || !api.runner.cancel(named.record.id()))
    return errors::validation("Could not cancel a query that is already in " + named.record.shown.status.value_or("FINISHED") + " state.");
  return data::CancelStatementOutput{.status = true};
}

Result<data::ListStatementsOutput> list_statements(WarehouseApi& api, const data::ListStatementsInput& in, const aws::RequestContext& ctx) {
  TRY(forget_old_statements(store_of(api), ctx.now()));
  const int wanted = in.max_results.value_or(0);
  const auto limit = static_cast<size_t>(wanted <= 0 ? kMaxListed : std::min(wanted, kMaxListed));
  data::ListStatementsOutput out;
  TRY(each_statement(store_of(api), ctx.account_id(), ctx.region(), [&](const StatementRecord& stored) {
    // The token is the last id that was listed; ids stand in the order of time.
    if (in.next_token && stored.id() >= *in.next_token) return true;
    const auto live = api.runner.find(stored.id());
    const StatementRecord& record = live ? *live : stored;
    if (!is_listed(record, in, ctx)) return true;
    if (out.statements.size() == limit) {
      out.next_token = out.statements.back().id;
      return false;
    }
    out.statements.push_back(summary_of(record));
    return true;
  }));
  return out;
}

}  // namespace tarn::redshift
