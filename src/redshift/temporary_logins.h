// Passwords that IAM identities get for a while (GetClusterCredentials, GetClusterCredentialsWithIAM, GetCredentials): kept in the store
// as md5 forms, so that they outlive a restart and never stand there in clear text.
#pragma once
#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "aws/access_context.h"
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

// Who an IAM identity is in the warehouse: IAM:<user>, IAMR:<role>; of the root, IAM:root.
std::string database_user_of(const aws::Principal& principal);
// The user; made without a password if absent and `create`. `db` must not be inside a transaction. Error 42704.
Result<UserRecord> ensure_user(Database& db, const std::string& name, bool create);

}  // namespace tarn::redshift
