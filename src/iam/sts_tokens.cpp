#include "iam/sts_tokens.h"

#include <boost/json.hpp>

#include "iam/entities.h"
#include "iam/errors.h"
#include "iam/role_sessions.h"

namespace tarn::sts {
namespace {

using std::chrono::seconds;
namespace errors = iam::errors;

constexpr int32_t kDefaultRoleSeconds = 3600;
constexpr int32_t kMaxChainedSeconds = 3600;         // STS API reference, AssumeRole: role chaining
constexpr int32_t kDefaultSessionSeconds = 12 * 3600;
constexpr int32_t kMaxRootSessionSeconds = 3600;     // GetSessionToken for the account root
constexpr size_t kMaxSessionPolicyCharacters = 2048;
constexpr size_t kMaxPolicyArns = 10;
constexpr size_t kPackedPolicyBytes = 4096;          // what a session's policies and tags may fill

Credentials shown(const iam::Credentials& credentials) {
  return {credentials.access_key_id, credentials.secret_access_key, credentials.session_token,
          std::chrono::floor<seconds>(credentials.expires_at)};
}

Result<int32_t> session_seconds(const AssumeRoleInput& in, const iam::RoleRecord& role, const aws::AccessContext& caller) {
  int32_t wanted = in.duration_seconds.value_or(kDefaultRoleSeconds);
  if (wanted > role.max_session_seconds)
    return iam::errors::validation("The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");
  bool chained = caller.principal.kind == aws::PrincipalKind::assumed_role;
  if (chained && wanted > kMaxChainedSeconds)
    return iam::errors::validation("The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.");
  return wanted;
}

// The session's policies as one layer: a JSON list of which one must allow. Empty: no layer.
Result<std::string> session_layer(IamState& iam, kv::Reader& reader, const AssumeRoleInput& in) {
  boost::json::array layer;
  if (in.policy) {
    if (iam::counted_size(*in.policy) > kMaxSessionPolicyCharacters)
      return iam::errors::validation("1 validation error detected: Value at 'policy' failed to satisfy constraint: Member must have length less than or equal to 2048");
    TRY(iam.policies.get(*in.policy, iam::PolicyKind::identity));
    layer.push_back(boost::json::parse(*in.policy));
  }
  if (in.policy_arns && in.policy_arns->size() > kMaxPolicyArns)
    return iam::errors::validation("1 validation error detected: Value at 'policyArns' failed to satisfy constraint: Member must have length less than or equal to 10");
  for (auto& descriptor : in.policy_arns.value_or(std::vector<PolicyDescriptorType>{})) {
    std::string arn = descriptor.arn.value_or("");
    TRY(iam::require_managed_policy(reader, arn));
    layer.push_back(boost::json::parse(TRY(iam.principals.managed_policy_document(reader, arn))));
  }
  return layer.empty() ? std::string() : boost::json::serialize(layer);
}

int32_t percent_packed(const iam::Session& session) {
  size_t bytes = 0;
  for (auto& policy : session.session_policies) bytes += policy.size();
  for (auto& [key, value] : session.tags) bytes += key.size() + value.size();
  return static_cast<int32_t>((bytes * 100 + kPackedPolicyBytes - 1) / kPackedPolicyBytes);
}

}  // namespace

Result<AssumeRoleOutput> assume_role(IamState& iam, const AssumeRoleInput& in, const aws::RequestContext& ctx) {
  auto reader = iam.store.snapshot();
  auto role = TRY(iam::resolve_role(*reader, ctx.account_id(), in.role_arn));
  iam::Session session;
  session.principal = iam::session_principal(role, in.role_session_name);
  session.issued_at = ctx.now();
  session.expires_at = ctx.now() + seconds{TRY(session_seconds(in, role, ctx.access))};
  session.source_identity = in.source_identity.value_or(ctx.access.source_identity);
  if (auto layer = TRY(session_layer(iam, *reader, in)); !layer.empty()) session.session_policies.push_back(std::move(layer));
  for (auto& tag : in.tags.value_or(std::vector<Tag>{})) session.tags.emplace_back(tag.key, tag.value);
  int32_t packed = percent_packed(session);
  if (packed > 100) return iam::errors::packed_policy_too_large(packed);

  AssumeRoleOutput out;
  out.credentials = shown(iam::issue_credentials(iam, session));
  out.assumed_role_user = AssumedRoleUser{session.principal.user_id, session.principal.arn};
  if (packed > 0) out.packed_policy_size = packed;
  if (!session.source_identity.empty()) out.source_identity = session.source_identity;
  return out;
}

Result<GetCallerIdentityOutput> get_caller_identity(IamState&, const GetCallerIdentityInput&, const aws::RequestContext& ctx) {
  auto& caller = ctx.access.principal;
  return GetCallerIdentityOutput{.user_id = caller.user_id, .account = caller.account_id, .arn = caller.arn};
}

Result<GetSessionTokenOutput> get_session_token(IamState& iam, const GetSessionTokenInput& in, const aws::RequestContext& ctx) {
  auto kind = ctx.access.principal.kind;
  if (ctx.access.token_issued_at) return errors::access_denied("Cannot call GetSessionToken with session credentials");
  int32_t wanted = in.duration_seconds.value_or(kDefaultSessionSeconds);
  if (kind == aws::PrincipalKind::root) wanted = std::min(wanted, kMaxRootSessionSeconds);
  iam::Session session;
  session.principal = ctx.access.principal;
  session.issued_at = ctx.now();
  session.expires_at = ctx.now() + seconds{wanted};
  return GetSessionTokenOutput{.credentials = shown(iam::issue_credentials(iam, std::move(session))), .session_token_utilization = {}, .session_token_size = {}};
}

Result<GetAccessKeyInfoOutput> get_access_key_info(IamState& iam, const GetAccessKeyInfoInput& in, const aws::RequestContext& ctx) {
  if (in.access_key_id == iam.root.access_key_id) return GetAccessKeyInfoOutput{.account = iam.root.account_id};
  if (auto key = TRY(iam::find_access_key(*iam.store.snapshot(), in.access_key_id))) return GetAccessKeyInfoOutput{.account = key->account_id};
  if (in.access_key_id == ctx.access.principal.access_key_id) return GetAccessKeyInfoOutput{.account = ctx.account_id()};
  return Error{"InvalidAccessKeyId", "The AWS access key ID you provided does not exist.", 400, {}};
}

}  // namespace tarn::sts
