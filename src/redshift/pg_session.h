// One client over the PostgreSQL protocol: authentication, simple and extended queries, portals, errors (redshift.md 2).
#pragma once
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "net/pg_server.h"
#include "redshift/passwords.h"
#include "redshift/sql_session.h"
#include "redshift/temporary_logins.h"

namespace tarn::redshift {

// Which sessions there are, for cancel requests and CANCEL. Thread-safe.
class Registry {
 public:
  virtual ~Registry() = default;
  virtual void add(int64_t pid, int32_t key, SqlSession* session) = 0;
  virtual void remove(int64_t pid) = 0;
};

struct Portal {
  Statement* statement = nullptr;  // of the prepared statement, which outlives its portals
  std::shared_ptr<Statement> owner;
  std::vector<std::optional<std::string>> parameters;
  std::vector<int16_t> formats;
  std::optional<Outcome> outcome;  // once it has been executed
  std::unique_ptr<engine::Batch> batch;
  size_t next_row = 0;             // of the batch, or of outcome->rows
  int64_t sent = 0;
  // Rows taken from the engine before the client asked for them, because another statement needs the session.
  std::vector<std::string> parked;
  size_t next_parked = 0;
  bool done = false;
};

class PgClient final : public net::PgSession {
 public:
  PgClient(Shared& shared, Registry& registry, net::PgStartup startup, int64_t pid, int32_t key);
  ~PgClient() override;

  bool start(net::PgOutput& out);  // the challenge; false: refused, the error is written
  bool handle(const net::PgMessage& message, net::PgOutput& out) override;
  bool authenticated() const override { return session_ != nullptr; }

 private:
  // pg_login.cpp
  bool check_answer(const net::PgMessage& message, net::PgOutput& out);
  bool welcome(net::PgOutput& out);
  bool refuse_login(net::PgOutput& out);
  Result<std::optional<UserRecord>> find_user();
  bool proves_temporary_login(std::string_view answer);

  // pg_session.cpp
  void simple_query(std::string_view text, net::PgOutput& out);
  Result<void> run_simple(const std::string& text, net::PgOutput& out);
  Result<void> parse(net::PgReader reader, net::PgOutput& out);
  Result<void> bind(net::PgReader reader, net::PgOutput& out);
  Result<void> describe(net::PgReader reader, net::PgOutput& out);
  Result<void> execute(net::PgReader reader, net::PgOutput& out);
  Result<void> close(net::PgReader reader, net::PgOutput& out);
  Result<void> execute_portal(Portal& portal, int64_t limit, bool describe_rows, net::PgOutput& out);
  Result<bool> send_rows(Portal& portal, int64_t limit, net::PgOutput& out);  // true: no more to come
  Result<void> park_open_portals();
  Result<Portal*> find_portal(const std::string& name);
  Result<std::shared_ptr<Statement>> find_statement(const std::string& name);
  void send_error(const Error& error, net::PgOutput& out);
  void send_notices(const Outcome& outcome, net::PgOutput& out);
  void send_row_description(const std::vector<sql::ResultColumn>& columns, const std::vector<int16_t>& formats, net::PgOutput& out);
  void ready(net::PgOutput& out);
  void report_changed_settings(net::PgOutput& out);

  Shared& shared_;
  Registry& registry_;
  const net::PgStartup startup_;
  const int64_t pid_;
  const int32_t key_;
  std::string user_name_;
  std::string stored_password_;
  std::vector<TemporaryLogin> temporary_logins_;  // of IAM:... names: any of them opens the session
  std::optional<TemporaryLogin> used_login_;
  std::optional<PasswordChallenge> challenge_;
  std::unique_ptr<SqlSession> session_;  // once authenticated
  std::map<std::string, std::shared_ptr<Statement>> statements_;
  std::map<std::string, Portal> portals_;
  bool skipping_ = false;  // after an error of the extended protocol, until Sync
  std::map<std::string, std::string> reported_;  // ParameterStatus values that the client knows
};

}  // namespace tarn::redshift
