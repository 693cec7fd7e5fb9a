// Reading and writing the warehouse's own catalog. Every function works inside the session's transaction, so DDL and GRANT commit and roll
// back with the data.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "redshift/database.h"
#include "redshift/records.h"

namespace tarn::redshift::catalog {

Result<int64_t> next_oid(Database& db);

Result<std::optional<SchemaRecord>> find_schema(Database& db, const std::string& name);
Result<void> insert_schema(Database& db, const SchemaRecord& schema);

Result<std::optional<RelationRecord>> find_relation(Database& db, const std::string& schema, const std::string& name);
Result<std::optional<RelationRecord>> find_relation(Database& db, int64_t oid);
Result<void> insert_relation(Database& db, const RelationRecord& relation, const std::string& created);  // and its columns; created: a timestamp's text
Result<void> insert_column(Database& db, int64_t relation, const ColumnRecord& column);
// The rows of tarn.relations and tarn.columns that those write: "(1, 'name', ...)".
std::string relation_row(const RelationRecord& relation, const std::string& created);
std::string column_row(int64_t relation, const ColumnRecord& column);
Result<void> erase_relation(Database& db, int64_t oid);  // with all that hangs on it; the engine's own table is the caller's
Result<std::vector<RelationRecord>> relations_in(Database& db, int64_t schema_oid);
Result<std::vector<RelationRecord>> dependents(Database& db, int64_t oid);
Result<void> insert_dependency(Database& db, int64_t dependent, int64_t on_oid);

Result<std::optional<UserRecord>> find_user(Database& db, const std::string& name);
Result<std::optional<UserRecord>> find_user(Database& db, int64_t id);
Result<std::optional<int64_t>> find_group(Database& db, const std::string& name);
Result<std::optional<int64_t>> find_role(Database& db, const std::string& name);

Result<std::optional<Policy>> find_policy(Database& db, const std::string& name);
// The policies on the relation that apply to the user, directly or through a group, role or PUBLIC.
Result<std::vector<Policy>> policies_for(Database& db, int64_t relation, int64_t user);

// SQL: the (grantee_kind, grantee) pairs that stand for a user, as a condition on columns of those names.
std::string is_grantee(int64_t user);

}  // namespace tarn::redshift::catalog
