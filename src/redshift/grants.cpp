#include "redshift/grantees.h"

#include <algorithm>
#include <array>

#include "redshift/catalog.h"
#include "redshift/errors.h"
#include "redshift/privileges.h"
#include "redshift/resolver.h"
#include "redshift/statements.h"

namespace tarn::redshift {
namespace {

using On = rs::Grant::On;

constexpr std::array<const char*, 8> kTablePrivileges{"select", "insert", "update", "delete", "references", "drop", "alter", "truncate"};
constexpr std::array<const char*, 4> kSchemaPrivileges{"usage", "create", "alter", "drop"};
constexpr std::array<const char*, 3> kDatabasePrivileges{"create", "temp", "usage"};

struct Object {
  std::string kind;  // relation, column, schema, database
  int64_t id = 0;
  int sub = 0;
};

// The names that a privilege stands for: ALL is every one of its kind.
template <size_t N>
Result<std::vector<std::string>> names_of(const rs::Privilege& privilege, const std::array<const char*, N>& known) {
  if (privilege.name == "all" || privilege.name == "all privileges") return std::vector<std::string>(known.begin(), known.end());
  const std::string name = privilege.name == "temporary" ? "temp" : privilege.name;
  if (std::find(known.begin(), known.end(), name) == known.end()) return errors::make("0LP01", "invalid privilege type " + name);
  return std::vector<std::string>{name};
}

Result<void> revoke_one(SqlSession& session, const Object& object, const std::string& privilege, const Grantee& to, bool option_only) {
  const std::string where = " WHERE object_kind = " + literal(object.kind) + " AND object = " + std::to_string(object.id) + " AND sub = " + std::to_string(object.sub) +
                            " AND privilege = " + literal(privilege) + " AND grantee_kind = " + literal(to.kind) + " AND grantee = " + std::to_string(to.id);
  TRY(session.db().execute(option_only ? "UPDATE tarn.privileges SET grant_option = false" + where : "DELETE FROM tarn.privileges" + where));
  return {};
}

Result<void> grant_one(SqlSession& session, const Object& object, const std::string& privilege, const Grantee& to) {
  TRY(revoke_one(session, object, privilege, to, false));
  TRY(session.db().execute("INSERT INTO tarn.privileges VALUES (" + literal(object.kind) + ", " + std::to_string(object.id) + ", " + std::to_string(object.sub) + ", " +
                           literal(to.kind) + ", " + std::to_string(to.id) + ", " + literal(privilege) + ", " + std::to_string(session.user().id) + ", " + literal(to.grant_option) + ")"));
  return {};
}

Result<void> change(SqlSession& session, const rs::Grant& node, const Object& object, const std::vector<std::string>& privileges, const std::vector<Grantee>& grantees) {
  for (const Grantee& to : grantees)
    for (const std::string& privilege : privileges) TRY(node.revoke ? revoke_one(session, object, privilege, to, node.option_only) : grant_one(session, object, privilege, to));
  return {};
}

// Owners and superusers give; others need the privilege with GRANT OPTION.
Result<void> may_grant(SqlSession& session, const std::string& kind, int64_t object, int64_t owner, const std::string& name) {
  if (session.user().superuser || owner == session.user().id) return {};
  auto option = TRY(session.db().row("SELECT 1 FROM tarn.privileges WHERE grant_option AND object_kind = " + literal(kind) + " AND object = " + std::to_string(object) + " AND " +
                                     catalog::is_grantee(session.user().id), 1));
  if (!option) return errors::denied(kind, name);
  return {};
}

Result<void> change_relation(SqlSession& session, const rs::Grant& node, const RelationRecord& relation, const std::vector<Grantee>& grantees) {
  TRY(may_grant(session, "relation", relation.oid, relation.owner, relation.name));
  for (const rs::Privilege& privilege : node.privileges) {
    const auto names = TRY(names_of(privilege, kTablePrivileges));
    if (privilege.columns.empty()) {
      TRY(change(session, node, {"relation", relation.oid, 0}, names, grantees));
      continue;
    }
    if (privilege.name != "select" && privilege.name != "update" && privilege.name != "all")
      return errors::make("0LP01", "invalid privilege type " + privilege.name + " for column");
    for (const ast::Identifier& name : privilege.columns) {
      const ColumnRecord* column = relation.column(name.value);
      if (column == nullptr) return errors::no_column(name.value, relation.name);
      TRY(change(session, node, {"column", relation.oid, column->number}, privilege.name == "all" ? std::vector<std::string>{"select", "update"} : names, grantees));
    }
  }
  return {};
}

Result<void> change_schema(SqlSession& session, const rs::Grant& node, const SchemaRecord& schema, const std::vector<Grantee>& grantees) {
  TRY(may_grant(session, "schema", schema.oid, schema.owner, schema.name));
  for (const rs::Privilege& privilege : node.privileges) TRY(change(session, node, {"schema", schema.oid, 0}, TRY(names_of(privilege, kSchemaPrivileges)), grantees));
  return {};
}

Result<SchemaRecord> schema_named(SqlSession& session, const std::string& name) {
  auto schema = TRY(catalog::find_schema(session.db(), name));
  if (!schema) return errors::no_schema(name);
  return std::move(*schema);
}

Result<void> change_roles(SqlSession& session, const rs::Grant& node, const std::vector<Grantee>& grantees) {
  if (!session.user().superuser) return errors::must_be_superuser("grant roles");
  for (const ast::Identifier& name : node.roles) {
    auto role = TRY(catalog::find_role(session.db(), name.value));
    if (!role) return errors::no_role(name.value);
    for (const Grantee& to : grantees) {
      TRY(session.db().execute("DELETE FROM tarn.role_members WHERE role_id = " + std::to_string(*role) + " AND member_kind = " + literal(to.kind) + " AND member_id = " + std::to_string(to.id)));
      if (!node.revoke)
        TRY(session.db().execute("INSERT INTO tarn.role_members VALUES (" + std::to_string(*role) + ", " + literal(to.kind) + ", " + std::to_string(to.id) + ", " + literal(to.admin_option) + ")"));
    }
  }
  return {};
}

}  // namespace

Result<std::vector<Grantee>> resolve_grantees(SqlSession& session, const std::vector<rs::Grantee>& nodes) {
  using Kind = rs::Grantee::Kind;
  std::vector<Grantee> grantees;
  for (const rs::Grantee& node : nodes) {
    Grantee to{"", 0, node.grant_option, node.admin_option};
    switch (node.kind) {
      case Kind::public_: to.kind = "p"; break;
      case Kind::user: {
        auto user = TRY(catalog::find_user(session.db(), node.name.value));
        if (!user) return errors::no_user(node.name.value);
        to.kind = "u";
        to.id = user->id;
        break;
      }
      case Kind::group: {
        auto id = TRY(catalog::find_group(session.db(), node.name.value));
        if (!id) return errors::no_group(node.name.value);
        to.kind = "g";
        to.id = *id;
        break;
      }
      case Kind::role: {
        auto id = TRY(catalog::find_role(session.db(), node.name.value));
        if (!id) return errors::no_role(node.name.value);
        to.kind = "r";
        to.id = *id;
        break;
      }
      default: return errors::not_supported("GRANT to an IAM role, namespace or account");
    }
    grantees.push_back(std::move(to));
  }
  return grantees;
}

Result<Outcome> grant(SqlSession& session, const rs::Grant& node) {
  const std::vector<Grantee> grantees = TRY(resolve_grantees(session, node.grantees));
  const char* tag = node.revoke ? "REVOKE" : "GRANT";
  switch (node.on) {
    case On::table:
      for (const ast::ObjectName& name : node.objects) TRY(change_relation(session, node, TRY(target_relation(session, name)), grantees));
      return done(tag);
    case On::all_tables:
      for (const ast::ObjectName& name : node.objects)
        for (const RelationRecord& relation : TRY(catalog::relations_in(session.db(), TRY(schema_named(session, name.last())).oid)))
          TRY(change_relation(session, node, relation, grantees));
      return done(tag);
    case On::schema:
      for (const ast::ObjectName& name : node.objects) TRY(change_schema(session, node, TRY(schema_named(session, name.last())), grantees));
      return done(tag);
    case On::database:
      if (!session.user().superuser) return errors::denied("database", session.shared().options.database);
      for (const rs::Privilege& privilege : node.privileges) TRY(change(session, node, {"database", 1, 0}, TRY(names_of(privilege, kDatabasePrivileges)), grantees));
      return done(tag);
    case On::language:
    case On::all_functions:
    case On::all_procedures: return done(tag);  // there are none; PUBLIC may use every language
    case On::nothing:
      if (node.roles.empty()) return errors::not_supported("system privileges of roles");
      TRY(change_roles(session, node, grantees));
      return done(tag);
    default: return errors::not_supported("GRANT on this kind of object");
  }
}

}  // namespace tarn::redshift
