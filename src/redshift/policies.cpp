// Row-level security: policies, and the relations and principals that they are attached to.
#include "redshift/catalog.h"
#include "redshift/column_types.h"
#include "redshift/errors.h"
#include "redshift/grantees.h"
#include "redshift/resolver.h"
#include "redshift/statements.h"
#include "sql/ast/print.h"
#include "sql/scanner/scanner.h"

namespace tarn::redshift {
namespace {

Result<void> require_security_admin(SqlSession& session) {
  return session.user().superuser ? Result<void>() : Result<void>(errors::make("42501", "must be superuser or have the sys:secadmin role to manage RLS policies"));
}

Result<std::string> column_list(const std::vector<rs::PolicyColumn>& columns) {
  std::string list;
  for (const rs::PolicyColumn& column : columns) list += (list.empty() ? "" : ", ") + column.name.value + " " + sql::redshift_name(TRY(column_type(column.type)));
  return list;
}

// A predicate says alias.column of the policy's WITH alias; on the relation the columns stand for themselves.
Result<std::string> without_alias(const std::string& predicate, const std::string& alias) {
  if (alias.empty()) return predicate;
  const auto tokens = TRY(sql::scan(predicate, sql::traits_of(sql::Dialect::redshift)));
  std::string text;
  size_t copied = 0;
  for (size_t i = 0; i + 1 < tokens.size(); ++i) {
    const bool qualified = i > 0 && tokens[i - 1].in(predicate) == ".";
    if (qualified || tokens[i].in(predicate) != alias || tokens[i + 1].in(predicate) != ".") continue;
    text += predicate.substr(copied, tokens[i].offset - copied);
    copied = tokens[i + 1].offset + 1;
  }
  return text + predicate.substr(copied);
}

}  // namespace

Result<Outcome> create_rls_policy(SqlSession& session, rs::CreateRlsPolicy& node) {
  TRY(require_security_admin(session));
  auto existing = TRY(catalog::find_policy(session.db(), node.name.value));
  if (existing && node.if_not_exists) return done("CREATE RLS POLICY");
  if (existing && !node.or_replace) return errors::make("42710", "RLS policy \"" + node.name.value + "\" already exists");
  const std::string alias = node.alias ? node.alias->value : "";
  const std::string predicate = TRY(without_alias(sql::ast::print(*node.predicate, sql::Dialect::redshift), alias));
  const int64_t id = existing ? existing->id : TRY(catalog::next_oid(session.db()));
  if (existing) TRY(session.db().execute("DELETE FROM tarn.policies WHERE id = " + std::to_string(id)));
  TRY(session.db().execute("INSERT INTO tarn.policies VALUES (" + std::to_string(id) + ", " + literal(node.name.value) + ", " + literal(TRY(column_list(node.columns))) + ", " +
                           literal(alias) + ", " + literal(predicate) + ", " + std::to_string(session.user().id) + ", " + literal(timestamp_text(session.now())) + ")"));
  return done("CREATE RLS POLICY");
}

Result<Outcome> alter_policy(SqlSession& session, const rs::AlterPolicy& node) {
  if (node.masking) return errors::not_supported("ALTER MASKING POLICY");
  TRY(require_security_admin(session));
  auto policy = TRY(catalog::find_policy(session.db(), node.name.value));
  if (!policy) return errors::no_policy(node.name.value);
  const std::string predicate = TRY(without_alias(sql::ast::print(*node.expressions.at(0), sql::Dialect::redshift), policy->alias));
  TRY(session.db().execute("UPDATE tarn.policies SET predicate = " + literal(predicate) + " WHERE id = " + std::to_string(policy->id)));
  return done("ALTER RLS POLICY");
}

namespace {

// Every column that the policy names is in the relation.
Result<void> check_fit(const Policy& policy, const RelationRecord& relation) {
  const std::string& text = policy.columns;
  for (size_t at = 0; at < text.size();) {
    const std::string name = text.substr(at, text.find(' ', at) - at);
    if (relation.column(name) == nullptr)
      return errors::make("42703", "column \"" + name + "\" of RLS policy \"" + policy.name + "\" does not exist in relation \"" + relation.name + "\"");
    // "a numeric(10,2), b integer": a comma with a blank ends a column.
    const size_t comma = text.find(", ", at);
    at = comma == text.npos ? text.size() : comma + 2;
  }
  return {};
}

}  // namespace

Result<Outcome> attach_policy(SqlSession& session, const rs::AttachPolicy& node) {
  if (node.masking) return errors::not_supported("masking policies");
  TRY(require_security_admin(session));
  auto policy = TRY(catalog::find_policy(session.db(), node.policy.value));
  if (!policy) return errors::no_policy(node.policy.value);
  const std::vector<Grantee> grantees = TRY(resolve_grantees(session, node.grantees));
  for (const ast::ObjectName& name : node.tables) {
    const RelationRecord relation = TRY(target_relation(session, name));
    TRY(check_fit(*policy, relation));
    for (const Grantee& to : grantees) {
      const std::string condition = "policy = " + std::to_string(policy->id) + " AND relation = " + std::to_string(relation.oid) + " AND grantee_kind = " + literal(to.kind) +
                                    " AND grantee = " + std::to_string(to.id);
      const uint64_t gone = TRY(session.db().execute("DELETE FROM tarn.policy_uses WHERE " + condition));
      if (node.detach && gone == 0) return errors::make("42704", "RLS policy \"" + policy->name + "\" is not attached to relation \"" + relation.name + "\"");
      if (!node.detach)
        TRY(session.db().execute("INSERT INTO tarn.policy_uses VALUES (" + std::to_string(policy->id) + ", " + std::to_string(relation.oid) + ", " + literal(to.kind) + ", " +
                                 std::to_string(to.id) + ", " + std::to_string(session.user().id) + ")"));
    }
  }
  return done(node.detach ? "DETACH RLS POLICY" : "ATTACH RLS POLICY");
}

Result<void> drop_policy(SqlSession& session, const std::string& name, bool if_exists, bool cascade) {
  TRY(require_security_admin(session));
  auto policy = TRY(catalog::find_policy(session.db(), name));
  if (!policy) return if_exists ? Result<void>() : Result<void>(errors::no_policy(name));
  const std::string where = " WHERE policy = " + std::to_string(policy->id);
  if (!cascade && TRY(session.db().row("SELECT 1 FROM tarn.policy_uses" + where, 1)))
    return errors::make("2BP01", "cannot drop RLS policy " + name + " because other objects depend on it").with("hint", "Use DROP ... CASCADE to detach it first.");
  TRY(session.db().execute("DELETE FROM tarn.policy_uses" + where));
  TRY(session.db().execute("DELETE FROM tarn.policies WHERE id = " + std::to_string(policy->id)));
  return {};
}

}  // namespace tarn::redshift
