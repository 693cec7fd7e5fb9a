#include "iam/iam.h"

#include "iam/errors.h"
#include "iam/keys.h"
#include "iam/pinned_principals.h"
#include "iam/policy_authorizer.h"
#include "iam/role_sessions.h"
#include "iam/token_key.h"

namespace tarn::iam {
namespace {

class StoredIam final : public Iam, private Identities, private PrincipalNames {
 public:
  StoredIam(IamOptions options, kv::Store& store, const SecretBox& secrets, Random& random, std::string token_key)
      : root_(std::move(options.root)), secrets_(secrets), token_secrets_(std::move(token_key), random), principals_(store, policies_),
        authorizer_(store, policies_, principals_),
        state_{store, secrets, token_secrets_, random, root_, policies_, principals_, authorizer_} {}

  Identities& identities() override { return *this; }
  Authorizer& authorizer() override { return authorizer_; }
  PrincipalNames& principal_names() override { return *this; }
  void set_resource_policies(const std::string& service, const ResourcePolicies& source) override {
    authorizer_.set_resource_policies(service, source);
  }
  void set_resource_tags(const std::string& service, const ResourceTags& source) override { authorizer_.set_resource_tags(service, source); }
  aws::Service iam_service() override { return {"iam", &state_, iam_operations()}; }
  aws::Service sts_service() override { return {"sts", &state_, sts::sts_operations()}; }

  Result<std::string> check_pass_role(const aws::AccessContext& caller, const std::string& role, const std::string& service) override;
  Result<std::vector<std::string>> roles_trusting(const std::string& account_id, const std::string& service) override;
  Credentials narrowed_credentials(const aws::AccessContext& caller, std::string policy, std::chrono::seconds lifetime) override;

 private:
  Result<SigningIdentity> find_signer(const std::string& access_key_id, const std::string& session_token, TimePoint now) const override;
  Result<aws::AccessContext> act_as_role(const std::string& account_id, const std::string& role, const std::string& service,
                                         const std::string& session_name, TimePoint now) override;
  Result<Credentials> role_credentials(const std::string& account_id, const std::string& role, const std::string& service,
                                       const std::string& session_name, std::chrono::seconds lifetime, TimePoint now) override;
  Result<std::string> stored_policy(const std::string& policy_json) const override {
    return pin_principals(*state_.store.snapshot(), policy_json, PolicyKind::resource);
  }
  Result<std::string> shown_policy(const std::string& stored_json) const override {
    return unpin_principals(*state_.store.snapshot(), stored_json);
  }

  Result<SigningIdentity> find_long_term(const std::string& access_key_id) const;
  Result<RoleRecord> role_for_service(const std::string& account_id, const std::string& role, const std::string& service, TimePoint now);

  RootCredentials root_;
  const SecretBox& secrets_;
  SecretBox token_secrets_;
  PolicyCache policies_;
  PrincipalPolicies principals_;
  PolicyAuthorizer authorizer_;
  IamState state_;
};

Result<SigningIdentity> StoredIam::find_long_term(const std::string& access_key_id) const {
  SigningIdentity out;
  aws::Principal& principal = out.access.principal;
  if (access_key_id == root_.access_key_id) {
    out.secret_access_key = root_.secret_access_key;
    principal = {.kind = aws::PrincipalKind::root, .account_id = root_.account_id, .arn = "arn:aws:iam::" + root_.account_id + ":root",
                 .user_id = root_.account_id, .name = {}, .role_arn = {}, .access_key_id = access_key_id};
    return out;
  }
  auto reader = state_.store.snapshot();
  auto key = TRY(find_access_key(*reader, access_key_id));
  if (!key || !key->active) return errors::invalid_client_token();
  auto user = TRY(find_user(*reader, key->account_id, key->user_name));
  if (!user) return errors::invalid_client_token();
  out.secret_access_key = TRY(secrets_.open(key->sealed_secret, key->id));
  principal = {.kind = aws::PrincipalKind::user, .account_id = user->account_id, .arn = user->arn(), .user_id = user->unique_id,
               .name = user->name, .role_arn = {}, .access_key_id = access_key_id};
  return out;
}

Result<SigningIdentity> StoredIam::find_signer(const std::string& access_key_id, const std::string& session_token, TimePoint now) const {
  bool temporary = access_key_id.starts_with("ASIA");
  if (temporary == session_token.empty()) return errors::invalid_client_token();
  if (!temporary) return find_long_term(access_key_id);
  auto session = TRY(open_session(session_token, access_key_id, token_secrets_));
  if (now >= session.expires_at) return errors::expired_token();
  SigningIdentity out;
  out.secret_access_key = std::move(session.secret_access_key);
  out.access.principal = std::move(session.principal);
  out.access.session_policies = std::move(session.session_policies);
  out.access.session_tags = std::move(session.tags);
  out.access.source_identity = std::move(session.source_identity);
  out.access.token_issued_at = session.issued_at;
  return out;
}

Credentials StoredIam::narrowed_credentials(const aws::AccessContext& caller, std::string policy, std::chrono::seconds lifetime) {
  Session session;
  session.principal = caller.principal;
  session.session_policies = caller.session_policies;
  session.session_policies.push_back(std::move(policy));
  session.tags = caller.session_tags;
  session.source_identity = caller.source_identity;
  session.issued_at = caller.now;
  session.expires_at = caller.now + lifetime;
  return issue_credentials(state_, std::move(session));
}

Result<RoleRecord> StoredIam::role_for_service(const std::string& account_id, const std::string& role, const std::string& service,
                                               TimePoint now) {
  auto record = TRY(resolve_role(*state_.store.snapshot(), account_id, role));
  if (!TRY(trusts_service(policies_, record, service, now)))
    return errors::access_denied("User: " + service + " is not authorized to perform: sts:AssumeRole on resource: " + record.arn());
  return record;
}

Result<aws::AccessContext> StoredIam::act_as_role(const std::string& account_id, const std::string& role, const std::string& service,
                                                  const std::string& session_name, TimePoint now) {
  auto record = TRY(role_for_service(account_id, role, service, now));
  aws::AccessContext out;
  out.principal = session_principal(record, session_name);
  out.user_agent = service;
  out.secure_transport = true;
  out.token_issued_at = now;
  out.now = now;
  return out;
}

Result<Credentials> StoredIam::role_credentials(const std::string& account_id, const std::string& role, const std::string& service,
                                                const std::string& session_name, std::chrono::seconds lifetime, TimePoint now) {
  auto record = TRY(role_for_service(account_id, role, service, now));
  Session session;
  session.principal = session_principal(record, session_name);
  session.issued_at = now;
  session.expires_at = now + lifetime;
  return issue_credentials(state_, std::move(session));
}

Result<std::string> StoredIam::check_pass_role(const aws::AccessContext& caller, const std::string& role, const std::string& service) {
  auto record = resolve_role(*state_.store.snapshot(), caller.account_id(), role);
  // A role that does not exist is checked under the ARN that was asked for, so that nobody learns of roles he may not pass.
  std::string arn = record.ok() ? record->arn() : role.starts_with("arn:") ? role : "arn:aws:iam::" + caller.account_id() + ":role/" + role;
  TRY(authorizer_.authorize(caller, {"iam:PassRole", arn, {{"iam:passedtoservice", service}}}));
  bool trusted = record.ok() && TRY(trusts_service(policies_, *record, service, caller.now));
  if (!trusted) return errors::role_not_assumable("Service is unable to assume provided role. Please verify role's TrustPolicy");
  return arn;
}

Result<std::vector<std::string>> StoredIam::roles_trusting(const std::string& account_id, const std::string& service) {
  std::vector<RoleRecord> roles;
  Result<void> decoded;
  TRY(state_.store.snapshot()->scan(kv::Range::prefix(roles_prefix(account_id)), [&](std::string_view, std::string_view value) {
    auto role = decode_role(value);
    if (role.ok()) roles.push_back(std::move(*role));
    else decoded = role.error();
    return decoded.ok();
  }));
  TRY(decoded);
  std::vector<std::string> out;
  for (auto& role : roles)
    if (TRY(trusts_service(policies_, role, service, TimePoint{}))) out.push_back(role.arn());
  return out;
}

}  // namespace

std::string new_unique_id(Random& random, std::string_view prefix) {
  return std::string(prefix) + random.from_alphabet("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", 17);
}
std::string new_access_key_id(Random& random, std::string_view prefix) {
  return std::string(prefix) + random.from_alphabet("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", 16);
}
std::string new_secret_access_key(Random& random) {
  return random.from_alphabet("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/", 40);
}

Result<std::unique_ptr<Iam>> open_iam(IamOptions options, kv::Store& store, const SecretBox& secrets, Random& random) {
  auto token_key = TRY(load_token_key(store, secrets, random));
  return std::unique_ptr<Iam>(std::make_unique<StoredIam>(std::move(options), store, secrets, random, std::move(token_key)));
}

}  // namespace tarn::iam
