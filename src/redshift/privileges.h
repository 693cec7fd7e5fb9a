// Who may do what: owners and superusers everything, others what was granted to them, to one of their groups or roles, or to PUBLIC.
#pragma once
#include <string>
#include <vector>

#include "redshift/database.h"
#include "redshift/records.h"

namespace tarn::redshift {

// Privileges are lower case: select, insert, update, delete, references, drop, alter, truncate; usage and create of schemas.
Result<bool> has_privilege(Database& db, const UserRecord& user, const RelationRecord& relation, const std::string& privilege);
Result<bool> has_schema_privilege(Database& db, const UserRecord& user, const SchemaRecord& schema, const std::string& privilege);

// Error 42501 "permission denied for relation t" / "for schema s".
Result<void> require_privilege(Database& db, const UserRecord& user, const RelationRecord& relation, const std::string& privilege);
Result<void> require_schema_privilege(Database& db, const UserRecord& user, const SchemaRecord& schema, const std::string& privilege);
// On the relation, or else on each of the columns.
Result<void> require_column_privileges(Database& db, const UserRecord& user, const RelationRecord& relation, const std::vector<std::string>& columns,
                                       const std::string& privilege);
Result<void> require_owner(const UserRecord& user, const RelationRecord& relation);

}  // namespace tarn::redshift
