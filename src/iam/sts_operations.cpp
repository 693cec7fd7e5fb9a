#include <array>

#include "iam/checks.h"
#include "iam/errors.h"
#include "iam/sts_tokens.h"

namespace tarn::sts {
namespace {

using aws::operation;

// Tags and a source identity need the trust policy's leave of their own.
Result<aws::AccessChecks> may_assume_role(IamState&, const AssumeRoleInput& in, const aws::RequestContext& ctx) {
  if (ctx.access.principal.kind == aws::PrincipalKind::root)
    return iam::errors::access_denied("Roles may not be assumed by root accounts.");
  iam::Keys keys{{"sts:rolesessionname", in.role_session_name}};
  if (in.external_id) keys.emplace_back("sts:externalid", *in.external_id);
  if (in.source_identity) keys.emplace_back("sts:sourceidentity", *in.source_identity);
  if (in.duration_seconds) keys.emplace_back("sts:durationseconds", std::to_string(*in.duration_seconds));
  if (in.tags) iam::add_request_tags(*in.tags, keys);
  for (auto& key : in.transitive_tag_keys.value_or(std::vector<std::string>{})) keys.emplace_back("sts:transitivetagkeys", key);
  aws::AccessChecks out{{"sts:AssumeRole", in.role_arn, keys}};
  if (in.tags && !in.tags->empty()) out.push_back({"sts:TagSession", in.role_arn, keys});
  if (in.source_identity) out.push_back({"sts:SetSourceIdentity", in.role_arn, keys});
  return out;
}

// GetCallerIdentity is never denied, GetSessionToken needs no permission (actions.md section 6).
template <class Input>
aws::AccessChecks always_allowed(const Input&, const aws::RequestContext&) {
  return {};
}

constexpr std::array kOperations{
    operation<assume_role, may_assume_role>("AssumeRole"),
    operation<get_caller_identity, always_allowed<GetCallerIdentityInput>>("GetCallerIdentity"),
    operation<get_session_token, always_allowed<GetSessionTokenInput>>("GetSessionToken"),
    operation<get_access_key_info, iam::on_everything<"sts:GetAccessKeyInfo">>("GetAccessKeyInfo"),
};

}  // namespace

std::span<const aws::Operation> sts_operations() { return kOperations; }

}  // namespace tarn::sts
