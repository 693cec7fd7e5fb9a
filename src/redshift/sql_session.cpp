#include "redshift/sql_session.h"

#include <re2/re2.h>

#include "base/encoding.h"
#include "base/log.h"
#include "redshift/catalog.h"
#include "redshift/catalog_functions.h"
#include "redshift/errors.h"
#include "redshift/plans.h"
#include "redshift/statements.h"
#include "sql/parser/parser.h"

namespace tarn::redshift {
namespace {

using ast::StatementKind;

bool is_transaction_control(const Statement& statement) {
  return statement.tree && statement.tree->kind == StatementKind::rs_transaction;
}

// Statements that neither read nor write the warehouse: they run outside any transaction of ours.
bool needs_transaction(StatementKind kind) {
  switch (kind) {
    case StatementKind::query:  // the engine's own, as long as its rows are read
    case StatementKind::explain:
    case StatementKind::rs_transaction:
    case StatementKind::rs_set:
    case StatementKind::rs_reset:
    case StatementKind::rs_show:
    case StatementKind::rs_fetch:
    case StatementKind::rs_close_cursor:
    case StatementKind::rs_truncate:
    case StatementKind::rs_cancel:
    case StatementKind::prepare:
    case StatementKind::execute:
    case StatementKind::deallocate: return false;
    default: return true;
  }
}

const char* history_type(StatementKind kind) {
  switch (kind) {
    case StatementKind::query: return "SELECT";
    case StatementKind::insert: return "INSERT";
    case StatementKind::update: return "UPDATE";
    case StatementKind::delete_: return "DELETE";
    case StatementKind::rs_copy: return "COPY";
    case StatementKind::rs_unload: return "UNLOAD";
    case StatementKind::rs_create_table:
    case StatementKind::create_view:
    case StatementKind::rs_alter_table:
    case StatementKind::rs_drop:
    case StatementKind::rs_create_schema:
    case StatementKind::rs_create_external_schema:
    case StatementKind::rs_materialized_view:
    case StatementKind::rs_grant:
    case StatementKind::rs_principal:
    case StatementKind::rs_truncate: return "DDL";
    default: return "UTILITY";
  }
}

bool changes_catalog(StatementKind kind) {
  const std::string_view type = history_type(kind);
  return type == "DDL" || kind == StatementKind::rs_create_rls_policy || kind == StatementKind::rs_attach_policy || kind == StatementKind::rs_alter_policy ||
         kind == StatementKind::rs_alter_group || kind == StatementKind::rs_alter_schema || kind == StatementKind::rs_alter_materialized_view;
}

// The history is readable by superusers and the user itself: passwords and keys stay out.
std::string without_secrets(const std::string& text) {
  static const RE2 kPassword(R"((?is)(password\s+)'(?:[^'\\]|\\.|'')*')");
  static const RE2 kKeys(R"((?is)((?:secret_access_key|session_token|access_key_id|credentials)\s+(?:as\s+)?)'(?:[^'\\]|\\.|'')*')");
  std::string safe = text;
  RE2::GlobalReplace(&safe, kPassword, R"(\1'***')");
  RE2::GlobalReplace(&safe, kKeys, R"(\1'***')");
  return safe;
}

// The engine's words for faults that Redshift words in its own way.
Error reworded(Error error) {
  static const RE2 kNull(R"(NOT NULL constraint failed: [^.]*\.(.*))");
  std::string column;
  if (error.code == "23502" && RE2::PartialMatch(error.message, kNull, &column)) error.message = "Cannot insert a NULL value into column " + column;
  if (error.code == "40001") {
    error.code = "XX000";
    error.message = "could not complete because of conflict with concurrent transaction";
  }
  return error;
}

}  // namespace

SqlSession::SqlSession(Shared& shared, std::unique_ptr<engine::Session> engine_session, UserRecord user, int64_t pid)
    : shared_(shared), engine_session_(std::move(engine_session)), db_(*engine_session_), user_(std::move(user)), pid_(pid),
      temporary_schema_("pg_temp_" + std::to_string(pid)) {}

SqlSession::~SqlSession() {
  if (transaction_ != TransactionState::none) rollback();
  if (!has_temporary_schema_) return;
  const std::string mine = "(SELECT oid FROM tarn.schemas WHERE name = " + literal(temporary_schema_) + ")";
  for (const std::string& sql : {"DELETE FROM tarn.columns WHERE relation IN (SELECT oid FROM tarn.relations WHERE schema_oid IN " + mine + ")",
                                 "DELETE FROM tarn.relations WHERE schema_oid IN " + mine, "DELETE FROM tarn.schemas WHERE name = " + literal(temporary_schema_)})
    if (auto erased = db_.execute(sql); !erased.ok()) log_line(LogLevel::warning, "temporary tables were not forgotten: " + erased.error().message);
}

Result<std::unique_ptr<SqlSession>> open_session(Shared& shared, UserRecord user, int64_t pid) {
  auto engine_session = TRY(shared.engine.connect());
  Database own(*engine_session);
  TRY(make_session_table(own));
  return std::make_unique<SqlSession>(shared, std::move(engine_session), std::move(user), pid);
}

// --- transactions

Result<void> SqlSession::begin() {
  TRY(db_.execute("BEGIN TRANSACTION"));
  transaction_ = TransactionState::open;
  xid_ = shared_.next_transaction.fetch_add(1);
  return {};
}

void SqlSession::end_transaction() {
  transaction_ = TransactionState::none;
  implicit_ = block_ = false;
  cursors.clear();
  shared_.locks.release_all(pid_);
}

Result<void> SqlSession::commit() {
  auto committed = db_.execute("COMMIT");
  if (!committed.ok() && engine_session_->in_transaction()) (void)db_.execute("ROLLBACK").ok();
  if (committed.ok() && shared_.log_mark)
    if (auto marked = shared_.log_mark->after_commit(); !marked.ok()) log_line(LogLevel::warning, "the log of the warehouse is not marked: " + marked.error().message);
  end_transaction();
  catalog_changed();
  if (!committed.ok()) return reworded(committed.error());
  return {};
}

void SqlSession::rollback() {
  if (engine_session_->in_transaction()) (void)db_.execute("ROLLBACK").ok();
  end_transaction();
  catalog_changed();  // plans made inside it may know what is no more
}

Result<Outcome> control_transaction(SqlSession& session, const rs::Transaction& node) {
  using Action = rs::Transaction::Action;
  if (node.action == Action::begin) {
    if (session.transaction_ == TransactionState::none) {
      TRY(session.begin());
      session.block_ = true;
      return done("BEGIN");
    }
    const bool was_implicit = session.implicit_;
    session.implicit_ = false;
    session.block_ = true;
    Outcome outcome = done("BEGIN");
    if (!was_implicit) outcome.notices.push_back({"WARNING", "there is already a transaction in progress", "25001"});
    return outcome;
  }
  if (session.transaction_ == TransactionState::none) {
    Outcome outcome = done(node.action == Action::commit ? "COMMIT" : "ROLLBACK");
    outcome.notices.push_back({"WARNING", "there is no transaction in progress", "25P01"});
    return outcome;
  }
  if (node.action == Action::commit && session.transaction_ == TransactionState::open) {
    TRY(session.commit());
    return done("COMMIT");
  }
  session.rollback();
  return done("ROLLBACK");
}

Result<void> SqlSession::begin_implicit() {
  if (transaction_ != TransactionState::none) return {};
  TRY(begin());
  implicit_ = true;
  return {};
}

Result<void> SqlSession::end_implicit(bool keep) {
  if (!implicit_ || transaction_ == TransactionState::none) return {};
  if (keep && transaction_ == TransactionState::open) return commit();
  rollback();
  return {};
}

Result<void> SqlSession::lock(const std::string& name) { return shared_.locks.acquire(pid_, name, *cancelled_); }

void SqlSession::cancel(bool also_next) {
  if (also_next) cancels_next_.store(true);
  cancelled_->store(true);
  engine_session_->cancel();
  shared_.locks.wake();
}

// --- names

std::vector<std::string> SqlSession::search_path() const {
  std::vector<std::string> path;
  if (has_temporary_schema_) path.push_back(temporary_schema_);
  path.push_back("pg_catalog");
  for (const std::string& schema : settings_.search_path()) path.push_back(schema == "$user" ? user_.name : schema);
  return path;
}

std::string SqlSession::current_schema() {
  for (const std::string& schema : settings_.search_path()) {
    const std::string name = schema == "$user" ? user_.name : schema;
    auto found = catalog::find_schema(db_, name);
    if (found.ok() && *found) return name;
  }
  return "public";
}

Result<SchemaRecord> SqlSession::temporary_schema() {
  if (auto found = TRY(catalog::find_schema(db_, temporary_schema_))) return *found;
  SchemaRecord schema{TRY(catalog::next_oid(db_)), temporary_schema_, user_.id, {}};
  TRY(catalog::insert_schema(db_, schema));
  has_temporary_schema_ = true;
  return schema;
}

// --- statements

Result<std::unique_ptr<Statement>> SqlSession::prepare(std::string text, std::vector<sql::Type> parameter_types) {
  auto statement = std::make_unique<Statement>();
  statement->text = std::move(text);
  statement->declared_parameters = std::move(parameter_types);
  if (TRY(sql::split_statements(statement->text, sql::Dialect::redshift)).empty()) return statement;
  statement->tree = TRY(sql::parse_statement(statement->text, sql::Dialect::redshift, {settings_.is_on("enable_case_sensitive_identifier")}));
  // In a failed transaction only its end can be prepared.
  if (transaction_ == TransactionState::failed && !is_transaction_control(*statement)) return errors::failed_transaction();
  statement->plan = TRY(make_plan(*this, *statement->tree, statement->declared_parameters));
  statement->planned_at = now();
  return statement;
}

// The catalog has changed since the plan was made, or the time that it holds has passed.
Result<void> SqlSession::refresh_plan(Statement& statement) {
  constexpr auto kStillNow = std::chrono::milliseconds(10);  // between Parse and the first Execute
  if (!statement.plan) return {};
  const bool is_late = statement.plan->reads_clock && now() - statement.planned_at > kStillNow;
  if (!is_late && statement.plan->catalog_version == shared_.catalog_version.load()) return {};
  statement.tree = TRY(sql::parse_statement(statement.text, sql::Dialect::redshift, {settings_.is_on("enable_case_sensitive_identifier")}));
  statement.plan = TRY(make_plan(*this, *statement.tree, statement.declared_parameters));
  statement.planned_at = now();
  return {};
}

Result<std::vector<sql::ResultColumn>> SqlSession::describe(Statement& statement) {
  if (!statement.tree) return std::vector<sql::ResultColumn>();
  if (statement.plan) return statement.plan->program.columns;
  switch (statement.tree->kind) {
    case StatementKind::rs_show: return columns_of_show(ast::as<rs::Show>(*statement.tree));
    case StatementKind::explain: return std::vector<sql::ResultColumn>{{"QUERY PLAN", sql::varchar()}};
    case StatementKind::rs_fetch: {
      auto cursor = cursors.find(ast::as<rs::Fetch>(*statement.tree).cursor.value);
      if (cursor == cursors.end()) return errors::make("34000", "cursor \"" + ast::as<rs::Fetch>(*statement.tree).cursor.value + "\" does not exist");
      return cursor->second.columns;
    }
    case StatementKind::execute: {
      auto found = prepared.find(ast::as<ast::Execute>(*statement.tree).name.value);
      if (found == prepared.end()) return std::vector<sql::ResultColumn>();
      auto inner = TRY(prepare(found->second, {}));
      return describe(*inner);
    }
    default: return std::vector<sql::ResultColumn>();
  }
}

Result<Outcome> SqlSession::execute(Statement& statement, std::vector<std::optional<std::string>> parameters) {
  cancelled_->store(cancels_next_.exchange(false));
  trace_ = {user_.id, shared_.next_query.fetch_add(1), xid_, pid_, settings_.get("query_group").value(), "", without_secrets(statement.text), now(), {}, {}, 0};
  trace_open_ = statement.tree != nullptr;
  if (!statement.tree) return Outcome();
  trace_.type = history_type(statement.tree->kind);
  if (transaction_ == TransactionState::failed && !is_transaction_control(statement)) return errors::failed_transaction();
  auto outcome = cancelled_->load() ? Result<Outcome>(errors::cancelled()) : execute_in_transaction(statement, parameters);
  if (!outcome.ok()) {
    Error error = reworded(std::move(outcome).error());
    if (transaction_ == TransactionState::open) transaction_ = TransactionState::failed;
    return error;
  }
  return outcome;
}

void SqlSession::finish(const Error* error, int64_t rows) {
  if (error != nullptr && transaction_ == TransactionState::open) transaction_ = TransactionState::failed;
  if (!trace_open_) return;
  trace_open_ = false;
  trace_.ended = now();
  trace_.rows = rows;
  if (error != nullptr) trace_.error = error->message;
  shared_.history.add(trace_);
}

// Outside a block each statement that changes something has a transaction of its own; locks are taken before the engine's begins.
Result<Outcome> SqlSession::execute_in_transaction(Statement& statement, std::vector<std::optional<std::string>>& parameters) {
  if (transaction_ != TransactionState::none || !needs_transaction(statement.tree->kind)) return run_statement(statement, parameters);
  if (statement.plan)
    for (const std::string& name : statement.plan->locks)
      if (auto locked = lock(name); !locked.ok()) {
        shared_.locks.release_all(pid_);
        return locked.error();
      }
  TRY(begin());
  auto outcome = run_statement(statement, parameters);
  if (outcome.ok()) {
    TRY(commit());
    return outcome;
  }
  rollback();
  return outcome;
}

Result<std::unique_ptr<engine::ResultStream>> SqlSession::run(const Plan& plan, std::vector<std::optional<std::string>> parameters) {
  engine::QueryRequest request;
  request.program = plan.program;
  request.dialect = sql::Dialect::redshift;
  request.tables = plan.lake_tables;
  request.files = plan.files.get();
  request.parameters = std::move(parameters);
  request.cancelled = cancelled_;
  return engine_session_->run(std::move(request));
}

Result<uint64_t> SqlSession::run_to_end(const sql::Program& program, const Plan& plan, std::vector<std::optional<std::string>> parameters) {
  Plan copy = plan;
  copy.program = program;
  auto stream = TRY(run(copy, std::move(parameters)));
  while (TRY(stream->next())) {
  }
  return stream->rows_changed();
}

Result<Outcome> SqlSession::run_plan(Statement& statement, std::vector<std::optional<std::string>>& parameters) {
  for (const std::string& name : statement.plan->locks) TRY(lock(name));
  TRY(refresh_plan(statement));  // what another transaction did while this one waited for a lock
  Plan& plan = *statement.plan;
  if (plan.reads_history) shared_.history.flush();
  if (plan.calls_catalog) TRY(publish_session(*this));
  Outcome outcome;
  outcome.columns = plan.program.columns;
  auto stream = TRY(run(plan, std::move(parameters)));
  if (plan.changes_rows) {
    while (TRY(stream->next())) {
    }
    outcome.tag = plan.verb + " " + std::to_string(stream->rows_changed());
    return outcome;
  }
  outcome.tag = plan.verb;
  outcome.has_rows = true;
  outcome.stream = std::move(stream);
  return outcome;
}

Result<Outcome> SqlSession::run_statement(Statement& statement, std::vector<std::optional<std::string>>& parameters) {
  if (statement.plan) return run_plan(statement, parameters);
  // Running takes the tree apart; a prepared statement may run again.
  ast::StatementPtr tree = TRY(sql::parse_statement(statement.text, sql::Dialect::redshift, {settings_.is_on("enable_case_sensitive_identifier")}));
  if (changes_catalog(tree->kind)) catalog_changed();
  switch (tree->kind) {
    case StatementKind::query: return select_into(*this, *ast::as<ast::QueryStatement>(*tree).query);
    case StatementKind::rs_create_table: return create_table(*this, ast::as<rs::CreateTable>(*tree));
    case StatementKind::rs_alter_table: return alter_table(*this, ast::as<rs::AlterTable>(*tree));
    case StatementKind::rs_drop: return drop(*this, ast::as<rs::Drop>(*tree));
    case StatementKind::rs_truncate: return truncate(*this, ast::as<rs::Truncate>(*tree));
    case StatementKind::rs_create_schema: return create_schema(*this, ast::as<rs::CreateSchema>(*tree));
    case StatementKind::rs_alter_schema: return alter_schema(*this, ast::as<rs::AlterSchema>(*tree));
    case StatementKind::rs_create_external_schema: return create_external_schema(*this, ast::as<rs::CreateExternalSchema>(*tree));
    case StatementKind::rs_comment: return comment(*this, ast::as<rs::Comment>(*tree));
    case StatementKind::create_view: return create_view(*this, ast::as<ast::CreateView>(*tree));
    case StatementKind::rs_materialized_view: return create_materialized_view(*this, ast::as<rs::CreateMaterializedView>(*tree));
    case StatementKind::rs_refresh: return refresh_materialized_view(*this, ast::as<rs::RefreshMaterializedView>(*tree));
    case StatementKind::rs_alter_materialized_view: return alter_materialized_view(*this, ast::as<rs::AlterMaterializedView>(*tree));
    case StatementKind::rs_principal: return create_or_alter_principal(*this, ast::as<rs::Principal>(*tree));
    case StatementKind::rs_alter_group: return alter_group(*this, ast::as<rs::AlterGroup>(*tree));
    case StatementKind::rs_grant: return grant(*this, ast::as<rs::Grant>(*tree));
    case StatementKind::rs_create_rls_policy: return create_rls_policy(*this, ast::as<rs::CreateRlsPolicy>(*tree));
    case StatementKind::rs_alter_policy: return alter_policy(*this, ast::as<rs::AlterPolicy>(*tree));
    case StatementKind::rs_attach_policy: return attach_policy(*this, ast::as<rs::AttachPolicy>(*tree));
    case StatementKind::rs_copy: return copy(*this, ast::as<rs::Copy>(*tree));
    case StatementKind::rs_transaction: return control_transaction(*this, ast::as<rs::Transaction>(*tree));
    case StatementKind::rs_set: return set(*this, ast::as<rs::Set>(*tree));
    case StatementKind::rs_reset: return reset(*this, ast::as<rs::Reset>(*tree));
    case StatementKind::rs_show: return show(*this, ast::as<rs::Show>(*tree));
    case StatementKind::rs_declare_cursor: return declare_cursor(*this, ast::as<rs::DeclareCursor>(*tree));
    case StatementKind::rs_fetch: return fetch(*this, ast::as<rs::Fetch>(*tree));
    case StatementKind::rs_close_cursor: return close_cursor(*this, ast::as<rs::CloseCursor>(*tree));
    case StatementKind::explain: return explain(*this, ast::as<ast::Explain>(*tree));
    case StatementKind::rs_lock: return lock_tables(*this, ast::as<rs::Lock>(*tree));
    case StatementKind::rs_analyze: return maintain(*this, ast::as<rs::Analyze>(*tree).table, "ANALYZE");
    case StatementKind::rs_vacuum:
      if (in_block()) return errors::in_transaction_block("VACUUM");
      return maintain(*this, ast::as<rs::Vacuum>(*tree).table, "VACUUM");
    case StatementKind::prepare: {
      auto& node = ast::as<ast::Prepare>(*tree);
      if (!prepared.emplace(node.name.value, node.text).second) return errors::make("42P05", "prepared statement \"" + node.name.value + "\" already exists");
      return done("PREPARE");
    }
    case StatementKind::deallocate: {
      auto& node = ast::as<ast::Deallocate>(*tree);
      if (node.all) prepared.clear();
      else if (prepared.erase(node.name.value) == 0) return errors::make("26000", "prepared statement \"" + node.name.value + "\" does not exist");
      return done("DEALLOCATE");
    }
    default: return errors::not_supported("this statement");
  }
}

Outcome done(std::string tag) {
  Outcome outcome;
  outcome.tag = std::move(tag);
  return outcome;
}

std::string timestamp_text(TimePoint time) {
  std::string text = iso8601(time, 6);
  text[10] = ' ';
  text.pop_back();
  return text;
}

}  // namespace tarn::redshift
