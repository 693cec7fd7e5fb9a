#include "engine/session.h"

#include <duckdb/main/client_config.hpp>
#include <duckdb/main/client_context.hpp>
#include <duckdb/main/config.hpp>
#include <duckdb/main/prepared_statement.hpp>
#include <duckdb/parser/sql_statement.hpp>

#include "engine/batch.h"
#include "engine/errors.h"
#include "engine/file_output.h"
#include "engine/query_state.h"
#include "engine/types.h"

namespace tarn::engine {
namespace {

using duckdb::ErrorData;
using duckdb::StatementType;

Error lost_session(sql::Dialect dialect) {
  if (dialect == sql::Dialect::redshift) return {"57P01", "terminating connection due to an internal error of the engine"};
  return {"GENERIC_INTERNAL_ERROR", "the engine was restarted while this query ran"};
}

// What programs consist of. Everything else (ATTACH, COPY, SET, LOAD, PRAGMA, EXPORT, ...) would be a fault of emission.
bool may_run(StatementType type) {
  switch (type) {
    case StatementType::SELECT_STATEMENT:
    case StatementType::INSERT_STATEMENT:
    case StatementType::UPDATE_STATEMENT:
    case StatementType::DELETE_STATEMENT:
    case StatementType::MERGE_INTO_STATEMENT:
    case StatementType::CREATE_STATEMENT:
    case StatementType::ALTER_STATEMENT:
    case StatementType::DROP_STATEMENT:
    case StatementType::TRANSACTION_STATEMENT:
    case StatementType::EXPLAIN_STATEMENT:
    case StatementType::ANALYZE_STATEMENT:
    case StatementType::VACUUM_STATEMENT: return true;
    default: return false;
  }
}

bool has_zoned_values(const sql::Type& type) {
  if (type.is(sql::TypeKind::timestamp_tz)) return true;
  for (auto& child : type.children)
    if (has_zoned_values(child)) return true;
  return false;
}

class Stream final : public ResultStream {
 public:
  Stream(std::shared_ptr<Link> link, std::shared_ptr<const QueryRequest> request, uint64_t rows_changed, bool has_rows)
      : link_(std::move(link)), request_(std::move(request)), rows_changed_(rows_changed), has_rows_(has_rows) {}
  ~Stream() override {
    std::lock_guard lock(link_->mutex);
    link_->result.reset();
    if (link_->connection) QueryState::of(*link_->connection->context)->end();
  }

  const std::vector<sql::ResultColumn>& columns() const override { return has_rows_ ? request_->program.columns : kNone; }
  uint64_t rows_changed() const override { return rows_changed_; }

  Result<std::unique_ptr<Batch>> next() override {
    std::lock_guard lock(link_->mutex);
    if (!has_rows_) return std::unique_ptr<Batch>();
    if (!link_->connection) return lost_session(request_->dialect);
    try {
      auto chunk = link_->result->Fetch();
      if (link_->result->HasError()) return failed(link_->result->GetErrorObject());
      if (!chunk || chunk->size() == 0) return std::unique_ptr<Batch>();
      prepare_zones();
      PrintStyle style{request_->dialect, request_->extra_float_digits, link_->time_zone};
      return std::unique_ptr<Batch>(std::make_unique<ChunkBatch>(std::move(chunk), request_->program.columns, style, zones_.get()));
    } catch (const std::exception& e) {
      return failed(ErrorData(e));
    }
  }

 private:
  static inline const std::vector<sql::ResultColumn> kNone;

  Error failed(const ErrorData& error) { return translate(error, request_->dialect, QueryState::of(*link_->connection->context).get()); }

  void prepare_zones() {
    if (zones_ || (request_->dialect == sql::Dialect::redshift && link_->time_zone.empty())) return;
    for (auto& column : request_->program.columns)
      if (has_zoned_values(column.type)) {
        zones_ = std::make_unique<ZoneTimes>(*link_->connection->context);
        return;
      }
  }

  std::shared_ptr<Link> link_;
  std::shared_ptr<const QueryRequest> request_;
  uint64_t rows_changed_;
  bool has_rows_;
  std::unique_ptr<ZoneTimes> zones_;
};

class DuckSession final : public Session {
 public:
  explicit DuckSession(std::shared_ptr<Link> link) : link_(std::move(link)), context_(link_->connection->context) {}
  ~DuckSession() override { link_->drop(); }

  Result<std::unique_ptr<ResultStream>> run(QueryRequest wanted) override;
  void cancel() override {
    if (auto context = context_.lock()) context->Interrupt();
  }
  Result<std::string> set_time_zone(const std::string& name) override;
  bool in_transaction() const override {
    std::lock_guard lock(link_->mutex);
    return link_->connection && !link_->connection->IsAutoCommit();
  }

 private:
  struct Outcome {
    uint64_t rows_changed = 0;
    bool has_rows = false;
  };
  // Runs with link_->mutex held; throws.
  Outcome run_steps(const QueryRequest& request);
  uint64_t run_to_end(duckdb::unique_ptr<duckdb::SQLStatement> statement, const QueryRequest& request);
  duckdb::unique_ptr<duckdb::QueryResult> start(duckdb::unique_ptr<duckdb::SQLStatement> statement, const QueryRequest& request);

  std::shared_ptr<Link> link_;
  duckdb::weak_ptr<duckdb::ClientContext> context_;
};

Result<std::unique_ptr<ResultStream>> DuckSession::run(QueryRequest wanted) {
  auto request = std::make_shared<const QueryRequest>(std::move(wanted));
  std::unique_lock lock(link_->mutex);
  if (!link_->connection) return lost_session(request->dialect);
  auto state = QueryState::of(*link_->connection->context);
  state->begin(request);
  Error error;
  try {
    if (request->cancelled && request->cancelled->load()) throw duckdb::InterruptException();
    auto outcome = run_steps(*request);
    return std::unique_ptr<ResultStream>(std::make_unique<Stream>(link_, request, outcome.rows_changed, outcome.has_rows));
  } catch (const std::exception& e) {
    error = translate(ErrorData(e), request->dialect, state.get());
  }
  link_->result.reset();
  state->end();
  return error;
}

DuckSession::Outcome DuckSession::run_steps(const QueryRequest& request) {
  Outcome outcome;
  for (auto& step : request.program.steps) {
    if (step.returns_rows && request.write && writes_by_copy(*request.write)) {
      outcome.rows_changed = copy_to_files(*link_->connection, step.sql, request);
      continue;
    }
    auto statements = link_->connection->ExtractStatements(step.sql);
    for (size_t i = 0; i < statements.size(); ++i) {
      if (!may_run(statements[i]->type))
        throw duckdb::PermissionException("a program may not run %s", duckdb::StatementTypeToString(statements[i]->type));
      bool last = i + 1 == statements.size();
      if (!step.returns_rows || !last) {
        outcome.rows_changed = run_to_end(std::move(statements[i]), request);
        continue;
      }
      link_->result = start(std::move(statements[i]), request);
      if (request.write) {
        outcome.rows_changed = write_rows(*link_->result, *link_->connection->context, request);
        link_->result.reset();
      } else {
        outcome.has_rows = true;
      }
    }
  }
  return outcome;
}

duckdb::unique_ptr<duckdb::QueryResult> DuckSession::start(duckdb::unique_ptr<duckdb::SQLStatement> statement, const QueryRequest& request) {
  duckdb::unique_ptr<duckdb::QueryResult> result;
  if (request.parameters.empty()) {
    result = link_->connection->SendQuery(std::move(statement));
  } else {
    auto prepared = link_->connection->Prepare(std::move(statement));
    if (prepared->HasError()) prepared->error.Throw();
    duckdb::vector<duckdb::Value> values;
    for (size_t i = 0; i < request.parameters.size() && i < prepared->named_param_map.size(); ++i) {
      auto type = i < request.program.parameters.size() ? to_duckdb(request.program.parameters[i]) : duckdb::LogicalType::VARCHAR;
      auto& text = request.parameters[i];
      const bool zoned = type.id() == duckdb::LogicalTypeId::TIMESTAMP_TZ;  // its text is read in the session's zone
      if (!text) values.emplace_back(type);
      else values.push_back(zoned ? duckdb::Value(*text).CastAs(*link_->connection->context, type) : duckdb::Value(*text).DefaultCastAs(type));
    }
    result = prepared->Execute(values);
  }
  if (result->HasError()) result->ThrowError();
  return result;
}

// Configuration is locked against SQL; the session's own zone is set here as SET would.
Result<std::string> DuckSession::set_time_zone(const std::string& name) {
  std::lock_guard lock(link_->mutex);
  if (!link_->connection) return lost_session(sql::Dialect::redshift);
  auto& context = *link_->connection->context;
  try {
    duckdb::ExtensionOption option;
    if (!duckdb::DBConfig::GetConfig(context).TryGetExtensionOption("TimeZone", option)) throw duckdb::InternalException("no time zones");
    duckdb::Value zone(name);
    option.set_function(context, duckdb::SetScope::SESSION, zone);
    duckdb::ClientConfig::GetConfig(context).user_settings.SetUserSetting(option.setting_index.GetIndex(), zone);
    link_->time_zone = zone.ToString() == "UTC" ? "" : zone.ToString();
    return zone.ToString();
  } catch (const std::exception&) {
    return Error{"22023", "unrecognized time zone name: \"" + name + "\"", 0, {}};
  }
}

uint64_t DuckSession::run_to_end(duckdb::unique_ptr<duckdb::SQLStatement> statement, const QueryRequest& request) {
  auto result = start(std::move(statement), request);
  bool counts = result->properties.return_type == duckdb::StatementReturnType::CHANGED_ROWS;
  uint64_t rows = 0;
  while (auto chunk = result->Fetch()) {
    if (chunk->size() == 0) break;
    if (counts) rows = chunk->GetValue(0, 0).GetValue<uint64_t>();
  }
  if (result->HasError()) result->ThrowError();
  return rows;
}

}  // namespace

std::unique_ptr<Session> make_session(std::shared_ptr<Link> link) { return std::make_unique<DuckSession>(std::move(link)); }

}  // namespace tarn::engine
