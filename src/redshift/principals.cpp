// Users, groups and roles.
#include "redshift/catalog.h"
#include "redshift/errors.h"
#include "redshift/passwords.h"
#include "redshift/plans.h"
#include "redshift/statements.h"

namespace tarn::redshift {
namespace {

using What = rs::Principal::What;

Result<void> require_superuser(SqlSession& session, const std::string& what) {
  return session.user().superuser ? Result<void>() : Result<void>(errors::must_be_superuser(what));
}

// Redshift's rule for passwords in clear text (CREATE USER, Parameters).
Result<void> check_password(const std::string& password) {
  if (password.starts_with("md5") || password.starts_with("sha256|")) return {};
  bool upper = false, lower = false, digit = false;
  for (char c : password) {
    upper = upper || (c >= 'A' && c <= 'Z');
    lower = lower || (c >= 'a' && c <= 'z');
    digit = digit || (c >= '0' && c <= '9');
  }
  if (password.size() < 8 || password.size() > 64) return errors::make("22023", "password must be between 8 and 64 characters long");
  if (!upper || !lower || !digit) return errors::make("22023", "password must contain at least one uppercase letter, one lowercase letter and one number");
  return {};
}

Result<int64_t> group_named(SqlSession& session, const std::string& name) {
  auto id = TRY(catalog::find_group(session.db(), name));
  if (!id) return errors::no_group(name);
  return *id;
}

Result<int64_t> user_named(SqlSession& session, const std::string& name) {
  auto user = TRY(catalog::find_user(session.db(), name));
  if (!user) return errors::no_user(name);
  return user->id;
}

Result<void> add_member(SqlSession& session, int64_t group, int64_t user) {
  const std::string pair = std::to_string(group) + " AND user_id = " + std::to_string(user);
  TRY(session.db().execute("DELETE FROM tarn.group_members WHERE group_id = " + pair));
  TRY(session.db().execute("INSERT INTO tarn.group_members VALUES (" + std::to_string(group) + ", " + std::to_string(user) + ")"));
  return {};
}

// The columns of tarn.users that the statement sets, as SQL assignments.
Result<std::vector<std::pair<std::string, std::string>>> user_changes(SqlSession& session, const rs::Principal& node) {
  std::vector<std::pair<std::string, std::string>> changes;
  if (node.password) {
    TRY(check_password(*node.password));
    changes.emplace_back("password", literal(stored_password(*node.password, node.name.value, session.shared().needs.random)));
  }
  if (node.password_disabled) changes.emplace_back("password", "''");
  if (node.create_db) changes.emplace_back("create_db", literal(*node.create_db));
  if (node.create_user) changes.emplace_back("superuser", literal(*node.create_user));
  if (node.valid_until) changes.emplace_back("valid_until", literal(*node.valid_until));
  if (node.connection_limit) changes.emplace_back("connection_limit", literal(*node.connection_limit));
  if (node.syslog_unrestricted) changes.emplace_back("syslog_unrestricted", literal(*node.syslog_unrestricted));
  if (node.session_timeout) changes.emplace_back("session_timeout", literal(*node.session_timeout));
  if (node.external_id) changes.emplace_back("external_id", literal(*node.external_id));
  return changes;
}

Result<Outcome> create_user(SqlSession& session, const rs::Principal& node) {
  TRY(require_superuser(session, "create users"));
  TRY(session.lock(name_lock("user", node.name.value)));
  if (TRY(catalog::find_user(session.db(), node.name.value))) return errors::make("42710", "user \"" + node.name.value + "\" already exists");
  if (!node.password && !node.password_disabled) return errors::make("42601", "PASSWORD is required");
  const int64_t id = TRY(catalog::next_oid(session.db()));
  std::string names = "id, name", values = std::to_string(id) + ", " + literal(node.name.value);
  auto changes = TRY(user_changes(session, node));
  for (const auto& [name, initial] : {std::pair<std::string, std::string>{"password", "''"}, {"create_db", "false"}, {"superuser", "false"}, {"connection_limit", "-1"},
                                      {"syslog_unrestricted", "false"}, {"session_timeout", "0"}}) {
    bool given = false;
    for (const auto& change : changes) given = given || change.first == name;
    if (!given) changes.emplace_back(name, initial);
  }
  for (const auto& [name, value] : changes) {
    names += ", " + name;
    values += ", " + value;
  }
  TRY(session.db().execute("INSERT INTO tarn.users (" + names + ") VALUES (" + values + ")"));
  for (const ast::Identifier& group : node.in_groups) TRY(add_member(session, TRY(group_named(session, group.value)), id));
  return done("CREATE USER");
}

Result<Outcome> alter_user(SqlSession& session, const rs::Principal& node) {
  const int64_t id = TRY(user_named(session, node.name.value));
  const bool only_own_password = id == session.user().id && node.password && !node.create_db && !node.create_user && !node.rename_to;
  if (!only_own_password) TRY(require_superuser(session, "alter users"));
  if (!node.settings.empty()) return errors::not_supported("ALTER USER ... SET");
  auto changes = TRY(user_changes(session, node));
  if (node.rename_to) {
    if (TRY(catalog::find_user(session.db(), node.rename_to->value))) return errors::make("42710", "user \"" + node.rename_to->value + "\" already exists");
    changes.emplace_back("name", literal(node.rename_to->value));
    changes.emplace_back("password", "CASE WHEN password LIKE 'md5%' THEN '' ELSE password END");  // md5 contains the name
  }
  std::string sets;
  for (const auto& [name, value] : changes) sets += (sets.empty() ? "" : ", ") + name + " = " + value;
  if (!sets.empty()) TRY(session.db().execute("UPDATE tarn.users SET " + sets + " WHERE id = " + std::to_string(id)));
  return done("ALTER USER");
}

Result<Outcome> create_group(SqlSession& session, const rs::Principal& node) {
  TRY(require_superuser(session, "create groups"));
  TRY(session.lock(name_lock("group", node.name.value)));
  if (TRY(catalog::find_group(session.db(), node.name.value))) return errors::make("42710", "group \"" + node.name.value + "\" already exists");
  const int64_t id = TRY(catalog::next_oid(session.db()));
  TRY(session.db().execute("INSERT INTO tarn.groups VALUES (" + std::to_string(id) + ", " + literal(node.name.value) + ")"));
  for (const ast::Identifier& member : node.members) TRY(add_member(session, id, TRY(user_named(session, member.value))));
  return done("CREATE GROUP");
}

Result<Outcome> create_role(SqlSession& session, const rs::Principal& node) {
  TRY(require_superuser(session, "create roles"));
  TRY(session.lock(name_lock("role", node.name.value)));
  if (TRY(catalog::find_role(session.db(), node.name.value))) return errors::make("42710", "role \"" + node.name.value + "\" already exists");
  TRY(session.db().execute("INSERT INTO tarn.roles VALUES (" + std::to_string(TRY(catalog::next_oid(session.db()))) + ", " + literal(node.name.value) + ", " +
                           std::to_string(session.user().id) + ")"));
  return done("CREATE ROLE");
}

Result<Outcome> alter_role(SqlSession& session, const rs::Principal& node) {
  TRY(require_superuser(session, "alter roles"));
  auto id = TRY(catalog::find_role(session.db(), node.name.value));
  if (!id) return errors::no_role(node.name.value);
  const std::string where = " WHERE id = " + std::to_string(*id);
  if (node.rename_to) TRY(session.db().execute("UPDATE tarn.roles SET name = " + literal(node.rename_to->value) + where));
  if (node.owner) TRY(session.db().execute("UPDATE tarn.roles SET owner = " + std::to_string(TRY(user_named(session, node.owner->value))) + where));
  return done("ALTER ROLE");
}

Result<void> forget_grantee(SqlSession& session, const std::string& kind, int64_t id) {
  const std::string who = " WHERE grantee_kind = '" + kind + "' AND grantee = " + std::to_string(id);
  TRY(session.db().execute("DELETE FROM tarn.privileges" + who));
  TRY(session.db().execute("DELETE FROM tarn.policy_uses" + who));
  TRY(session.db().execute("DELETE FROM tarn.role_members WHERE member_kind = '" + kind + "' AND member_id = " + std::to_string(id)));
  return {};
}

Result<void> drop_user(SqlSession& session, int64_t id, const std::string& name) {
  if (id == session.user().id || id <= kAdminId) return errors::make("55006", "user \"" + name + "\" cannot be dropped");
  const std::string text = std::to_string(id);
  auto owned = TRY(session.db().row("SELECT 1 FROM tarn.relations WHERE owner = " + text + " UNION ALL SELECT 1 FROM tarn.schemas WHERE owner = " + text, 1));
  if (owned) return errors::make("55006", "user \"" + name + "\" cannot be dropped because some objects depend on it");
  auto granted = TRY(session.db().row("SELECT 1 FROM tarn.privileges WHERE grantee_kind = 'u' AND grantee = " + text, 1));
  if (granted) return errors::make("55006", "user \"" + name + "\" cannot be dropped because the user has a privilege on some object");
  TRY(forget_grantee(session, "u", id));
  TRY(session.db().execute("DELETE FROM tarn.group_members WHERE user_id = " + text));
  TRY(session.db().execute("DELETE FROM tarn.users WHERE id = " + text));
  return {};
}

}  // namespace

Result<Outcome> create_or_alter_principal(SqlSession& session, const rs::Principal& node) {
  switch (node.what) {
    case What::user: return node.alter ? alter_user(session, node) : create_user(session, node);
    case What::group: return create_group(session, node);
    case What::role: return node.alter ? alter_role(session, node) : create_role(session, node);
  }
  return errors::not_supported("this kind of principal");
}

Result<Outcome> alter_group(SqlSession& session, const rs::AlterGroup& node) {
  TRY(require_superuser(session, "alter groups"));
  const int64_t id = TRY(group_named(session, node.name.value));
  for (const ast::Identifier& user : node.add) TRY(add_member(session, id, TRY(user_named(session, user.value))));
  for (const ast::Identifier& user : node.drop)
    TRY(session.db().execute("DELETE FROM tarn.group_members WHERE group_id = " + std::to_string(id) + " AND user_id = " + std::to_string(TRY(user_named(session, user.value)))));
  if (node.rename_to) TRY(session.db().execute("UPDATE tarn.groups SET name = " + literal(node.rename_to->value) + " WHERE id = " + std::to_string(id)));
  return done("ALTER GROUP");
}

Result<void> drop_principal(SqlSession& session, const rs::Drop& node, const std::string& name) {
  TRY(require_superuser(session, "drop users, groups and roles"));
  if (node.what == rs::Drop::What::user) {
    auto user = TRY(catalog::find_user(session.db(), name));
    if (!user) return node.if_exists ? Result<void>() : Result<void>(errors::no_user(name));
    return drop_user(session, user->id, name);
  }
  const bool group = node.what == rs::Drop::What::group;
  auto id = group ? TRY(catalog::find_group(session.db(), name)) : TRY(catalog::find_role(session.db(), name));
  if (!id) return node.if_exists ? Result<void>() : Result<void>(group ? errors::no_group(name) : errors::no_role(name));
  TRY(forget_grantee(session, group ? "g" : "r", *id));
  const std::string text = std::to_string(*id);
  TRY(session.db().execute(group ? "DELETE FROM tarn.group_members WHERE group_id = " + text : "DELETE FROM tarn.role_members WHERE role_id = " + text));
  TRY(session.db().execute(std::string("DELETE FROM tarn.") + (group ? "groups" : "roles") + " WHERE id = " + text));
  return {};
}

}  // namespace tarn::redshift
