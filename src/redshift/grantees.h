// Whom a GRANT or a policy names.
#pragma once
#include <string>
#include <vector>

#include "redshift/sql_session.h"
#include "redshift/statements.h"

namespace tarn::redshift {

struct Grantee {
  std::string kind;  // user, group, role or everybody: u, g, r, p as the catalog's tables hold it
  int64_t id = 0;
  bool grant_option = false, admin_option = false;
};

// Errors: 42704 for a name that is none, 0A000 for IAM roles, namespaces and accounts.
Result<std::vector<Grantee>> resolve_grantees(SqlSession& session, const std::vector<rs::Grantee>& nodes);

}  // namespace tarn::redshift
