// Runs the Data API's statements on worker threads: each in a session of its own, or in one that its caller keeps alive.
#pragma once
#include <condition_variable>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <thread>

#include "redshift/data_statements.h"
#include "redshift/sql_session.h"

namespace tarn::redshift {

// Who the statements run as; resolved from the request, checked when the session opens.
struct DataLogin {
  std::string user;                     // of the warehouse
  bool create = false;                  // IAM identities get their user at their first login
  std::optional<std::string> password;  // from a secret
  std::string database;
};

struct DataJob {
  StatementRecord record;
  DataLogin login;
  std::vector<std::pair<std::string, std::string>> parameters;  // by name
  bool one_transaction = true;       // a batch: all or nothing
  std::string session_id;            // empty: none is kept
  int keep_alive_seconds = 0;        // of the session, once the statement has ended
};

class DataRunner {
 public:
  explicit DataRunner(Shared& shared);
  ~DataRunner();  // cancels what runs

  // Takes the job, which has been stored. Errors: too many statements or sessions, a session that is busy, unknown or another's.
  Result<void> submit(DataJob job);
  // The record as it stands now, of a statement that has not ended.
  std::optional<StatementRecord> find(const std::string& id);
  // Waits until the statement has ended or the time is over.
  void wait(const std::string& id, std::chrono::seconds longest);
  // False: it has ended, or is unknown.
  bool cancel(const std::string& id);
  // What a kept session was opened for; nullopt: there is none of that id.
  struct KeptSession {
    std::string owner;
    DataLogin login;
    std::optional<std::string> cluster, workgroup, secret, shown_user;
  };
  std::optional<KeptSession> session(const std::string& session_id);
  // A session of its own for work that does not wait in line. Errors 3D000, 28000, 42704.
  Result<std::unique_ptr<SqlSession>> open(const DataLogin& login);
  void stop();

 private:
  struct Live;
  struct Session;
  void work();
  void run(Live& live);
  Result<void> run_parts(Live& live, SqlSession& session);
  Result<void> run_part(Live& live, SqlSession& session, size_t part);
  void update(Live& live, const std::function<void(StatementRecord&)>& change);
  void end_session(const DataJob& job, std::unique_ptr<SqlSession> session);
  void close_idle_sessions();

  Shared& shared_;
  std::mutex mutex_;
  std::condition_variable queued_, changed_;
  std::map<std::string, std::shared_ptr<Live>> live_;  // by id; shared with the worker that runs it
  std::deque<std::shared_ptr<Live>> queue_;
  std::map<std::string, Session> sessions_;
  std::vector<std::thread> workers_;
  bool stopping_ = false;
};

}  // namespace tarn::redshift
