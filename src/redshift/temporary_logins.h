// Passwords that IAM identities get for a while (GetClusterCredentials, GetClusterCredentialsWithIAM, GetCredentials): kept in the store
// as md5 forms, so that they outlive a restart and never stand there in clear text.
#pragma once
#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "aws/access_context.h"
#include "base/encoding.h"
#include "base/random.h"
#include "kv/store.h"
#include "redshift/database.h"
#include "redshift/records.h"

namespace tarn::redshift {

struct TemporaryLogin {
  std::string user;      // of the warehouse
  std::string password;  // as stored_password() gives it, of the login name
  bool create = false;   // the user is made at the first login
  std::string database;  // the only one that it opens; empty: any
  TimePoint expires_at{};
};

struct IssuedPassword {
  std::string login, password;
  TimePoint expires_at{};
};

// `login` is the name that the client gives: IAM:alice, IAMR:role, IAMA:new_user.
Result<IssuedPassword> issue_login(kv::Store& store, Random& random, const std::string& login, TemporaryLogin terms);
// Those that have not expired; expired ones are forgotten on the way.
Result<std::vector<TemporaryLogin>> find_logins(kv::Store& store, const std::string& login, TimePoint now);

// When a login of so many seconds ends, 900 unless told; nullopt: not 900 to 3600 (API reference, GetClusterCredentials; serverless GetCredentials).
std::optional<TimePoint> login_end(const std::optional<int32_t>& seconds, TimePoint now);
// The answer of the operations that name no user: a login of the caller's own identity, refreshed at half of its time.
template <class Output>
Result<Output> issue_identity_login(kv::Store& store, Random& random, const aws::AccessContext& caller, const std::optional<std::string>& database,
                                    TimePoint until);

// Who an IAM identity is in the warehouse: IAM:<user>, IAMR:<role>; of the root, IAM:root.
std::string database_user_of(const aws::Principal& principal);
// The user; made without a password if absent and `create`. `db` must not be inside a transaction. Error 42704.
Result<UserRecord> ensure_user(Database& db, const std::string& name, bool create);

template <class Output>
Result<Output> issue_identity_login(kv::Store& store, Random& random, const aws::AccessContext& caller, const std::optional<std::string>& database,
                                    TimePoint until) {
  const std::string user = database_user_of(caller.principal);
  auto issued = TRY(issue_login(store, random, user, {user, "", true, to_lower(database.value_or("")), until}));
  Output out;
  out.db_user = std::move(issued.login);
  out.db_password = std::move(issued.password);
  out.expiration = issued.expires_at;
  out.next_refresh_time = caller.now + (issued.expires_at - caller.now) / 2;
  return out;
}

}  // namespace tarn::redshift
