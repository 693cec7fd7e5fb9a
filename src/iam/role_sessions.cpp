#include "iam/role_sessions.h"

#include "iam/errors.h"
#include "iam/policy_authorizer.h"

namespace tarn::iam {

Result<RoleRecord> resolve_role(kv::Reader& reader, const std::string& account_id, const std::string& role) {
  auto name = parse_iam_arn(role, "role");
  if (!name && role.starts_with("arn:")) return errors::no_such_role(role);
  if (!name) name = parse_iam_arn("arn:aws:iam::" + account_id + ":role/" + role, "role");
  if (!name) return errors::no_such_role(role);
  auto record = TRY(find_role(reader, name->account_id, name->name));
  // A path that is given must be the role's; AWS's own managed paths are commonly left out of bare names.
  if (!record || (name->path != "/" && name->path != record->path)) return errors::no_such_role(name->name);
  if (role.starts_with("arn:") && record->arn() != role) return errors::no_such_role(name->name);
  return std::move(*record);
}

Result<bool> trusts_service(PolicyCache& cache, const RoleRecord& role, const std::string& service, TimePoint now) {
  aws::AccessContext who;
  who.principal.kind = aws::PrincipalKind::service;
  who.principal.name = service;
  who.secure_transport = true;
  who.now = now;
  aws::AccessCheck check{"sts:AssumeRole", role.arn(), {{"aws:sourceaccount", role.account_id}}};
  return TRY(decide_trust(cache, role, PrincipalFacts{}, who, check, {})).allowed;
}

aws::Principal session_principal(const RoleRecord& role, const std::string& session_name) {
  aws::Principal out;
  out.kind = aws::PrincipalKind::assumed_role;
  out.account_id = role.account_id;
  out.arn = "arn:aws:sts::" + role.account_id + ":assumed-role/" + role.name + "/" + session_name;
  out.user_id = role.unique_id + ":" + session_name;
  out.name = role.name;
  out.role_arn = role.arn();
  return out;
}

Credentials issue_credentials(IamState& iam, Session session) {
  session.access_key_id = new_access_key_id(iam.random, "ASIA");
  session.secret_access_key = new_secret_access_key(iam.random);
  Credentials out{session.access_key_id, session.secret_access_key, {}, session.expires_at};
  out.session_token = seal_session(session, iam.token_secrets);
  return out;
}

}  // namespace tarn::iam
