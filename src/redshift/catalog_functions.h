// The catalog functions that clients call (format_type, pg_get_userbyid, has_table_privilege, ...) and the session's values that they read.
#pragma once
#include "redshift/database.h"

namespace tarn::redshift {

class SqlSession;

Result<void> make_catalog_functions(Database& database);
Result<void> make_session_table(Database& database);    // for each session, once
Result<void> publish_session(SqlSession& session);      // before a statement that calls one of them

}  // namespace tarn::redshift
