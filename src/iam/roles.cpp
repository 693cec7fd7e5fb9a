#include "iam/roles.h"

#include "iam/entities.h"
#include "iam/keys.h"
#include "iam/paging.h"
#include "iam/pinned_principals.h"

namespace tarn::iam {
namespace {

constexpr size_t kMaxTrustPolicyCharacters = 2048;  // IAM quotas, role trust policy length
constexpr int64_t kDefaultMaxSessionSeconds = 3600;

Result<Role> shown(kv::Reader& reader, const RoleRecord& role, bool in_list = false) {
  Role out;
  out.path = role.path;
  out.role_name = role.name;
  out.role_id = role.unique_id;
  out.arn = role.arn();
  out.create_date = role.created_at;
  out.assume_role_policy_document = percent_encode(TRY(unpin_principals(reader, role.trust_policy)));
  if (!role.description.empty()) out.description = role.description;
  out.max_session_duration = static_cast<int32_t>(role.max_session_seconds);
  if (in_list) return out;  // lists leave boundary, tags and last use out
  out.permissions_boundary = shown_boundary(role);
  out.tags = shown_tags(role.tags);
  out.role_last_used.emplace();
  return out;
}

Result<std::string> trust_policy(kv::Reader& reader, const std::string& document) {
  if (counted_size(document) > kMaxTrustPolicyCharacters) return errors::limit_exceeded("Cannot exceed quota for ACLSizePerRole: 2048");
  return pin_principals(reader, document, PolicyKind::trust);
}

}  // namespace

Result<CreateRoleOutput> create_role(IamState& iam, const CreateRoleInput& in, const aws::RequestContext& ctx) {
  RoleRecord role;
  role.account_id = ctx.account_id();
  role.name = in.role_name;
  role.path = in.path.value_or("/");
  role.unique_id = new_unique_id(iam.random, "AROA");
  role.created_at = ctx.now();
  role.description = in.description.value_or("");
  role.max_session_seconds = in.max_session_duration.value_or(kDefaultMaxSessionSeconds);
  role.permissions_boundary = in.permissions_boundary.value_or("");
  if (in.tags) TRY(add_tags(*in.tags, role.tags));
  return iam.change([&](kv::Txn& txn) -> Result<CreateRoleOutput> {
    if (TRY(find_role(txn, role.account_id, role.name))) return errors::already_exists("Role", in.role_name);
    role.trust_policy = TRY(trust_policy(txn, in.assume_role_policy_document));
    if (in.permissions_boundary) TRY(require_managed_policy(txn, *in.permissions_boundary));
    put_role(txn, role);
    put_arn_of_id(txn, role.unique_id, role.arn());
    return CreateRoleOutput{.role = TRY(shown(txn, role))};
  });
}

Result<GetRoleOutput> get_role(IamState& iam, const GetRoleInput& in, const aws::RequestContext& ctx) {
  auto reader = iam.store.snapshot();
  return GetRoleOutput{.role = TRY(shown(*reader, TRY(get_role_record(*reader, ctx.account_id(), in.role_name))))};
}

Result<ListRolesOutput> list_roles(IamState& iam, const ListRolesInput& in, const aws::RequestContext& ctx) {
  ListRolesOutput out;
  auto reader = iam.store.snapshot();
  auto roles = TRY(list_role_records(*reader, ctx.account_id(), in.path_prefix.value_or("/")));
  auto page = TRY(take_page(std::move(roles), in.marker, in.max_items, [](const RoleRecord& role) { return to_lower(role.name); }, out));
  for (auto& role : page) out.roles.push_back(TRY(shown(*reader, role, true)));
  return out;
}

Result<UpdateRoleOutput> update_role(IamState& iam, const UpdateRoleInput& in, const aws::RequestContext& ctx) {
  return iam.change([&](kv::Txn& txn) -> Result<UpdateRoleOutput> {
    auto role = TRY(get_role_record(txn, ctx.account_id(), in.role_name));
    role.description = in.description.value_or(role.description);
    if (in.max_session_duration) role.max_session_seconds = *in.max_session_duration;
    put_role(txn, role);
    return UpdateRoleOutput{};
  });
}

Result<UpdateAssumeRolePolicyOutput> update_assume_role_policy(IamState& iam, const UpdateAssumeRolePolicyInput& in, const aws::RequestContext& ctx) {
  return iam.change([&](kv::Txn& txn) -> Result<UpdateAssumeRolePolicyOutput> {
    auto role = TRY(get_role_record(txn, ctx.account_id(), in.role_name));
    role.trust_policy = TRY(trust_policy(txn, in.policy_document));
    put_role(txn, role);
    return UpdateAssumeRolePolicyOutput{};
  });
}

Result<DeleteRoleOutput> delete_role(IamState& iam, const DeleteRoleInput& in, const aws::RequestContext& ctx) {
  return iam.change([&](kv::Txn& txn) -> Result<DeleteRoleOutput> {
    auto role = TRY(get_role_record(txn, ctx.account_id(), in.role_name));
    if (!role.attached_policies.empty()) return errors::delete_conflict("Cannot delete entity, must detach all policies first.");
    if (!role.inline_policies.empty()) return errors::delete_conflict("Cannot delete entity, must delete policies first.");
    txn.erase(role_key(role.account_id, role.name));
    txn.erase(principal_id_key(role.unique_id));
    return DeleteRoleOutput{};
  });
}

}  // namespace tarn::iam
