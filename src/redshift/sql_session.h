// A client's session without its wire: statements in, outcomes out. It owns an engine session, the user, the settings, the transaction and what
// belongs to it. Used by one thread at a time; cancel() from any.
#pragma once
#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "engine/engine.h"
#include "redshift/database.h"
#include "redshift/history.h"
#include "redshift/locks.h"
#include "redshift/log_mark.h"
#include "redshift/records.h"
#include "redshift/service.h"
#include "redshift/settings.h"
#include "sql/ast/redshift.h"
#include "sql/ast/statements.h"
#include "sql/program.h"

namespace tarn::redshift {

// What all sessions of a warehouse share.
struct Shared {
  const WarehouseOptions& options;
  WarehouseNeeds needs;
  engine::Engine& engine;
  History& history;
  std::unique_ptr<engine::Session> login_session;  // reads users before anybody has a session
  std::mutex login_mutex{};
  LockTable locks{};
  std::atomic<int64_t> next_query{100};
  std::atomic<int64_t> next_transaction{1000};
  std::atomic<int64_t> next_pid{1000};
  std::atomic<uint64_t> catalog_version{1};  // grows with every change of the catalog: plans made before are made again
  std::unique_ptr<LogMark> log_mark{};
};

struct Notice {
  std::string severity;  // INFO, NOTICE, WARNING
  std::string message;
  std::string sqlstate = "00000";
};

// What a statement gave. Rows come from `stream`, or from `rows` where the warehouse made them itself.
struct Outcome {
  std::string tag;  // of CommandComplete
  std::vector<sql::ResultColumn> columns;
  bool has_rows = false;
  std::unique_ptr<engine::ResultStream> stream;
  std::vector<Row> rows;
  std::vector<Notice> notices;
};

// A query or a change of rows, analyzed: what it runs, reads and locks.
struct Plan {
  sql::Program program;
  std::vector<engine::PinnedTable> lake_tables;
  std::shared_ptr<engine::LakeFiles> files;  // shared with the statements that run this plan
  std::string verb;                          // SELECT, INSERT 0, UPDATE, DELETE: the tag without its count
  std::vector<std::string> locks;
  bool changes_rows = false;
  bool reads_history = false;
  bool calls_catalog = false;  // functions that read the session's values
  bool reads_clock = false;    // holds the instant at which it was planned
  uint64_t catalog_version = 0;
};

// A statement that was parsed, and planned where it can be.
struct Statement {
  std::string text;
  sql::ast::StatementPtr tree;  // null: an empty text
  std::vector<sql::Type> declared_parameters;
  std::optional<Plan> plan;
  TimePoint planned_at{};
};

enum class TransactionState { none, open, failed };

class SqlSession {
 public:
  SqlSession(Shared& shared, std::unique_ptr<engine::Session> engine_session, UserRecord user, int64_t pid);
  ~SqlSession();

  // --- for the wire
  Result<std::unique_ptr<Statement>> prepare(std::string text, std::vector<sql::Type> parameter_types);
  // The columns that the statement will give; empty: none.
  Result<std::vector<sql::ResultColumn>> describe(Statement& statement);
  // Rows may come later, through the outcome's stream; finish() tells how that went.
  Result<Outcome> execute(Statement& statement, std::vector<std::optional<std::string>> parameters);
  void finish(const Error* error, int64_t rows);
  // A string of several statements runs in one transaction.
  Result<void> begin_implicit();
  Result<void> end_implicit(bool commit);
  // `also_next`: a statement that has not begun yet is cancelled as it begins; forget_cancel() takes that back.
  void cancel(bool also_next = false);
  void forget_cancel() { cancels_next_.store(false); }
  TransactionState transaction() const { return transaction_; }

  // --- for the statements
  Shared& shared() { return shared_; }
  Database& db() { return db_; }
  const UserRecord& user() const { return user_; }
  Settings& settings() { return settings_; }
  int64_t pid() const { return pid_; }
  int64_t query_id() const { return trace_.query; }
  TimePoint now() const { return shared_.needs.clock.now(); }
  const std::atomic<bool>& cancelled() const { return *cancelled_; }
  std::shared_ptr<std::atomic<bool>> cancel_flag() const { return cancelled_; }
  bool in_block() const { return block_; }  // the client's own, from BEGIN on
  Result<void> lock(const std::string& name);
  // Set while late_binding.cpp plans the views that it lists: one of them may read the listing.
  bool& lists_late_binding() { return lists_late_binding_; }
  void catalog_changed() { shared_.catalog_version.fetch_add(1); }
  // Schemas in which an unqualified name is looked for, in order; the first of the local ones takes new objects.
  std::vector<std::string> search_path() const;
  std::string current_schema();
  Result<SchemaRecord> temporary_schema();  // made when first asked for
  const std::string& temporary_schema_name() const { return temporary_schema_; }
  // Runs a planned program to its end; the rows that changed.
  Result<uint64_t> run_to_end(const sql::Program& program, const Plan& plan, std::vector<std::optional<std::string>> parameters = {});
  Result<std::unique_ptr<engine::ResultStream>> run(const Plan& plan, std::vector<std::optional<std::string>> parameters);

  struct Cursor {
    std::vector<sql::ResultColumn> columns;
    std::string table;  // a temp table of the engine that holds the rows, numbered
    int64_t at = 0;
  };
  std::map<std::string, Cursor> cursors;
  std::map<std::string, std::string> prepared;  // PREPARE n AS text
  int64_t last_copy_count = 0, last_copy_id = 0;

 private:
  friend Result<Outcome> control_transaction(SqlSession&, const sql::ast::redshift::Transaction&);
  Result<void> begin();
  Result<void> commit();
  void rollback();
  void end_transaction();
  Result<Outcome> execute_in_transaction(Statement& statement, std::vector<std::optional<std::string>>& parameters);
  Result<Outcome> run_statement(Statement& statement, std::vector<std::optional<std::string>>& parameters);
  Result<Outcome> run_plan(Statement& statement, std::vector<std::optional<std::string>>& parameters);
  Result<void> refresh_plan(Statement& statement);

  Shared& shared_;
  std::unique_ptr<engine::Session> engine_session_;
  Database db_;
  UserRecord user_;
  const int64_t pid_;
  Settings settings_;
  std::shared_ptr<std::atomic<bool>> cancelled_ = std::make_shared<std::atomic<bool>>(false);  // shared with running queries
  std::atomic<bool> cancels_next_{false};
  TransactionState transaction_ = TransactionState::none;
  bool block_ = false;
  bool implicit_ = false;  // the transaction of a several-statement string
  bool lists_late_binding_ = false;
  int64_t xid_ = 0;
  std::string temporary_schema_;
  bool has_temporary_schema_ = false;
  QueryTrace trace_;
  bool trace_open_ = false;
};

// A session of the user's, with an engine session of its own.
Result<std::unique_ptr<SqlSession>> open_session(Shared& shared, UserRecord user, int64_t pid);

}  // namespace tarn::redshift
