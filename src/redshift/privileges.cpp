#include "redshift/privileges.h"

#include <set>

#include "redshift/catalog.h"
#include "redshift/errors.h"

namespace tarn::redshift {
namespace {

Result<bool> is_granted(Database& db, int64_t user, const std::string& kind, int64_t object, const std::string& privilege) {
  auto row = TRY(db.row("SELECT 1 FROM tarn.privileges WHERE object_kind = " + literal(kind) + " AND object = " + literal(object) + " AND privilege = " + literal(privilege) +
                        " AND " + catalog::is_grantee(user) + " LIMIT 1", 1));
  return row.has_value();
}

}  // namespace

Result<bool> has_privilege(Database& db, const UserRecord& user, const RelationRecord& relation, const std::string& privilege) {
  if (user.superuser || relation.owner == user.id) return true;
  return is_granted(db, user.id, "relation", relation.oid, privilege);
}

Result<bool> has_schema_privilege(Database& db, const UserRecord& user, const SchemaRecord& schema, const std::string& privilege) {
  if (user.superuser || schema.owner == user.id) return true;
  return is_granted(db, user.id, "schema", schema.oid, privilege);
}

Result<void> require_privilege(Database& db, const UserRecord& user, const RelationRecord& relation, const std::string& privilege) {
  if (!TRY(has_privilege(db, user, relation, privilege))) return errors::denied("relation", relation.name);
  return {};
}

Result<void> require_schema_privilege(Database& db, const UserRecord& user, const SchemaRecord& schema, const std::string& privilege) {
  if (!TRY(has_schema_privilege(db, user, schema, privilege))) return errors::denied("schema", schema.name);
  return {};
}

Result<void> require_column_privileges(Database& db, const UserRecord& user, const RelationRecord& relation, const std::vector<std::string>& columns,
                                       const std::string& privilege) {
  if (TRY(has_privilege(db, user, relation, privilege))) return {};
  auto rows = TRY(db.rows("SELECT c.name FROM tarn.privileges p JOIN tarn.columns c ON c.relation = p.object AND c.number = p.sub WHERE p.object_kind = 'column' AND p.object = " +
                          literal(relation.oid) + " AND p.privilege = " + literal(privilege) + " AND " + catalog::is_grantee(user.id), 1));
  std::set<std::string> granted;
  for (const Row& row : rows) granted.insert(row[0].value_or(""));
  if (granted.empty()) return errors::denied("relation", relation.name);
  for (const std::string& column : columns)
    if (!granted.contains(column)) return errors::denied("relation", relation.name);
  return {};
}

Result<void> require_owner(const UserRecord& user, const RelationRecord& relation) {
  if (user.superuser || relation.owner == user.id) return {};
  return errors::must_be_owner("relation", relation.name);
}

}  // namespace tarn::redshift
