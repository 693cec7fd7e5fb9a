#include "iam/entity_policies.h"

#include <algorithm>

#include "iam/entities.h"
#include "iam/paging.h"

namespace tarn::iam {
namespace {

constexpr size_t kMaxAttachedPolicies = 10;  // IAM quotas, managed policies attached to a user or role
constexpr size_t kMaxUserInlineCharacters = 2048;
constexpr size_t kMaxRoleInlineCharacters = 10240;

// Users and roles differ only in where they are kept and in the words of errors.
struct Users {
  using Record = UserRecord;
  static constexpr std::string_view kKind = "user";
  static constexpr std::string_view kTitle = "User";
  static constexpr std::string_view kAttachQuota = "PoliciesPerUser";
  static constexpr size_t kInlineCharacters = kMaxUserInlineCharacters;
  template <class Input>
  static Result<Record> get(kv::Reader& reader, const Input& in, const aws::RequestContext& ctx) {
    return get_user_record(reader, ctx.account_id(), in.user_name);
  }
  static void put(kv::Txn& txn, const Record& record) { put_user(txn, record); }
};

struct Roles {
  using Record = RoleRecord;
  static constexpr std::string_view kKind = "role";
  static constexpr std::string_view kTitle = "Role";
  static constexpr std::string_view kAttachQuota = "PoliciesPerRole";
  static constexpr size_t kInlineCharacters = kMaxRoleInlineCharacters;
  template <class Input>
  static Result<Record> get(kv::Reader& reader, const Input& in, const aws::RequestContext& ctx) {
    return get_role_record(reader, ctx.account_id(), in.role_name);
  }
  static void put(kv::Txn& txn, const Record& record) { put_role(txn, record); }
};

// Reads the entity that the input names, lets `edit` change it, writes it back.
template <class Kind, class Output, class Input, class Edit>
Result<Output> edit_entity(IamState& iam, const Input& in, const aws::RequestContext& ctx, Edit edit) {
  return iam.change([&](kv::Txn& txn) -> Result<Output> {
    auto entity = TRY(Kind::get(txn, in, ctx));
    TRY(edit(txn, entity));
    Kind::put(txn, entity);
    return Output{};
  });
}

template <class Kind>
Result<void> attach(kv::Txn& txn, typename Kind::Record& entity, const std::string& arn) {
  TRY(require_managed_policy(txn, arn));
  auto& attached = entity.attached_policies;
  if (std::find(attached.begin(), attached.end(), arn) != attached.end()) return {};
  if (attached.size() >= kMaxAttachedPolicies)
    return errors::limit_exceeded("Cannot exceed quota for " + std::string(Kind::kAttachQuota) + ": " + std::to_string(kMaxAttachedPolicies));
  attached.push_back(arn);
  return {};
}

Result<void> detach(EntityRecord& entity, const std::string& arn) {
  if (std::erase(entity.attached_policies, arn) == 0) return errors::policy_not_attached(arn);
  return {};
}

template <class Output, class Input>
Result<Output> list_attached(const EntityRecord& entity, const Input& in) {
  auto arns = entity.attached_policies;
  std::sort(arns.begin(), arns.end());
  Output out;
  out.attached_policies.emplace();
  for (auto& arn : TRY(take_page(std::move(arns), in.marker, in.max_items, [](const std::string& arn) { return arn; }, out)))
    out.attached_policies->push_back({arn.substr(arn.rfind('/') + 1), arn});
  return out;
}

template <class Kind, class Input>
Result<void> put_inline(typename Kind::Record& entity, const Input& in) {
  TRY(parse_policy(in.policy_document, PolicyKind::identity));
  entity.inline_policies[in.policy_name] = in.policy_document;
  size_t characters = 0;
  for (auto& [name, document] : entity.inline_policies) characters += counted_size(document);
  if (characters > Kind::kInlineCharacters)
    return errors::limit_exceeded("Maximum policy size of " + std::to_string(Kind::kInlineCharacters) + " bytes exceeded for " +
                                  std::string(Kind::kKind) + " " + entity.name);
  return {};
}

template <class Kind>
Result<std::string> inline_document(const EntityRecord& entity, const std::string& name) {
  auto found = entity.inline_policies.find(name);
  if (found == entity.inline_policies.end()) return errors::no_such_inline_policy(Kind::kKind, name);
  return percent_encode(found->second);
}

template <class Output, class Input>
Result<Output> list_inline(const EntityRecord& entity, const Input& in) {
  std::vector<std::string> names;
  for (auto& [name, document] : entity.inline_policies) names.push_back(name);
  Output out;
  out.policy_names = TRY(take_page(std::move(names), in.marker, in.max_items, [](const std::string& name) { return name; }, out));
  return out;
}

template <class Kind>
Result<void> delete_inline(EntityRecord& entity, const std::string& name) {
  if (entity.inline_policies.erase(name) == 0) return errors::no_such_inline_policy(Kind::kKind, name);
  return {};
}

template <class Kind>
Result<void> delete_boundary(EntityRecord& entity) {
  if (entity.permissions_boundary.empty()) return errors::no_permissions_boundary(std::string(Kind::kTitle) + " " + entity.name);
  entity.permissions_boundary.clear();
  return {};
}

Result<void> set_boundary(kv::Txn& txn, EntityRecord& entity, const std::string& arn) {
  TRY(require_managed_policy(txn, arn));
  entity.permissions_boundary = arn;
  return {};
}

void remove_tags(const std::vector<std::string>& keys, Tags& tags) {
  for (auto& key : keys) std::erase_if(tags, [&](auto& tag) { return equals_ignoring_case(tag.first, key); });
}

template <class Output, class Input>
Result<Output> list_tags(const EntityRecord& entity, const Input& in) {
  Output out;
  auto tags = shown_tags(entity.tags).value_or(std::vector<Tag>{});
  out.tags = TRY(take_page(std::move(tags), in.marker, in.max_items, [](const Tag& tag) { return tag.key; }, out));
  return out;
}

}  // namespace

Result<AttachUserPolicyOutput> attach_user_policy(IamState& iam, const AttachUserPolicyInput& in, const aws::RequestContext& ctx) {
  return edit_entity<Users, AttachUserPolicyOutput>(iam, in, ctx, [&](kv::Txn& txn, UserRecord& entity) { return attach<Users>(txn, entity, in.policy_arn); });
}

Result<DetachUserPolicyOutput> detach_user_policy(IamState& iam, const DetachUserPolicyInput& in, const aws::RequestContext& ctx) {
  return edit_entity<Users, DetachUserPolicyOutput>(iam, in, ctx, [&](kv::Txn&, UserRecord& entity) { return detach(entity, in.policy_arn); });
}

Result<ListAttachedUserPoliciesOutput> list_attached_user_policies(IamState& iam, const ListAttachedUserPoliciesInput& in, const aws::RequestContext& ctx) {
  auto entity = TRY(Users::get(*iam.store.snapshot(), in, ctx));
  return list_attached<ListAttachedUserPoliciesOutput>(entity, in);
}

Result<PutUserPolicyOutput> put_user_policy(IamState& iam, const PutUserPolicyInput& in, const aws::RequestContext& ctx) {
  return edit_entity<Users, PutUserPolicyOutput>(iam, in, ctx, [&](kv::Txn&, UserRecord& entity) { return put_inline<Users>(entity, in); });
}

Result<GetUserPolicyOutput> get_user_policy(IamState& iam, const GetUserPolicyInput& in, const aws::RequestContext& ctx) {
  auto entity = TRY(Users::get(*iam.store.snapshot(), in, ctx));
  return GetUserPolicyOutput{entity.name, in.policy_name, TRY(inline_document<Users>(entity, in.policy_name))};
}

Result<ListUserPoliciesOutput> list_user_policies(IamState& iam, const ListUserPoliciesInput& in, const aws::RequestContext& ctx) {
  auto entity = TRY(Users::get(*iam.store.snapshot(), in, ctx));
  return list_inline<ListUserPoliciesOutput>(entity, in);
}

Result<DeleteUserPolicyOutput> delete_user_policy(IamState& iam, const DeleteUserPolicyInput& in, const aws::RequestContext& ctx) {
  return edit_entity<Users, DeleteUserPolicyOutput>(iam, in, ctx, [&](kv::Txn&, UserRecord& entity) { return delete_inline<Users>(entity, in.policy_name); });
}

Result<PutUserPermissionsBoundaryOutput> put_user_boundary(IamState& iam, const PutUserPermissionsBoundaryInput& in, const aws::RequestContext& ctx) {
  return edit_entity<Users, PutUserPermissionsBoundaryOutput>(iam, in, ctx, [&](kv::Txn& txn, UserRecord& entity) { return set_boundary(txn, entity, in.permissions_boundary); });
}

Result<DeleteUserPermissionsBoundaryOutput> delete_user_boundary(IamState& iam, const DeleteUserPermissionsBoundaryInput& in, const aws::RequestContext& ctx) {
  return edit_entity<Users, DeleteUserPermissionsBoundaryOutput>(iam, in, ctx, [&](kv::Txn&, UserRecord& entity) { return delete_boundary<Users>(entity); });
}

Result<TagUserOutput> tag_user(IamState& iam, const TagUserInput& in, const aws::RequestContext& ctx) {
  return edit_entity<Users, TagUserOutput>(iam, in, ctx, [&](kv::Txn&, UserRecord& entity) { return add_tags(in.tags, entity.tags); });
}

Result<UntagUserOutput> untag_user(IamState& iam, const UntagUserInput& in, const aws::RequestContext& ctx) {
  return edit_entity<Users, UntagUserOutput>(iam, in, ctx, [&](kv::Txn&, UserRecord& entity) -> Result<void> {
    remove_tags(in.tag_keys, entity.tags);
    return {};
  });
}

Result<ListUserTagsOutput> list_user_tags(IamState& iam, const ListUserTagsInput& in, const aws::RequestContext& ctx) {
  auto entity = TRY(Users::get(*iam.store.snapshot(), in, ctx));
  return list_tags<ListUserTagsOutput>(entity, in);
}

Result<AttachRolePolicyOutput> attach_role_policy(IamState& iam, const AttachRolePolicyInput& in, const aws::RequestContext& ctx) {
  return edit_entity<Roles, AttachRolePolicyOutput>(iam, in, ctx, [&](kv::Txn& txn, RoleRecord& entity) { return attach<Roles>(txn, entity, in.policy_arn); });
}

Result<DetachRolePolicyOutput> detach_role_policy(IamState& iam, const DetachRolePolicyInput& in, const aws::RequestContext& ctx) {
  return edit_entity<Roles, DetachRolePolicyOutput>(iam, in, ctx, [&](kv::Txn&, RoleRecord& entity) { return detach(entity, in.policy_arn); });
}

Result<ListAttachedRolePoliciesOutput> list_attached_role_policies(IamState& iam, const ListAttachedRolePoliciesInput& in, const aws::RequestContext& ctx) {
  auto entity = TRY(Roles::get(*iam.store.snapshot(), in, ctx));
  return list_attached<ListAttachedRolePoliciesOutput>(entity, in);
}

Result<PutRolePolicyOutput> put_role_policy(IamState& iam, const PutRolePolicyInput& in, const aws::RequestContext& ctx) {
  return edit_entity<Roles, PutRolePolicyOutput>(iam, in, ctx, [&](kv::Txn&, RoleRecord& entity) { return put_inline<Roles>(entity, in); });
}

Result<GetRolePolicyOutput> get_role_policy(IamState& iam, const GetRolePolicyInput& in, const aws::RequestContext& ctx) {
  auto entity = TRY(Roles::get(*iam.store.snapshot(), in, ctx));
  return GetRolePolicyOutput{entity.name, in.policy_name, TRY(inline_document<Roles>(entity, in.policy_name))};
}

Result<ListRolePoliciesOutput> list_role_policies(IamState& iam, const ListRolePoliciesInput& in, const aws::RequestContext& ctx) {
  auto entity = TRY(Roles::get(*iam.store.snapshot(), in, ctx));
  return list_inline<ListRolePoliciesOutput>(entity, in);
}

Result<DeleteRolePolicyOutput> delete_role_policy(IamState& iam, const DeleteRolePolicyInput& in, const aws::RequestContext& ctx) {
  return edit_entity<Roles, DeleteRolePolicyOutput>(iam, in, ctx, [&](kv::Txn&, RoleRecord& entity) { return delete_inline<Roles>(entity, in.policy_name); });
}

Result<PutRolePermissionsBoundaryOutput> put_role_boundary(IamState& iam, const PutRolePermissionsBoundaryInput& in, const aws::RequestContext& ctx) {
  return edit_entity<Roles, PutRolePermissionsBoundaryOutput>(iam, in, ctx, [&](kv::Txn& txn, RoleRecord& entity) { return set_boundary(txn, entity, in.permissions_boundary); });
}

Result<DeleteRolePermissionsBoundaryOutput> delete_role_boundary(IamState& iam, const DeleteRolePermissionsBoundaryInput& in, const aws::RequestContext& ctx) {
  return edit_entity<Roles, DeleteRolePermissionsBoundaryOutput>(iam, in, ctx, [&](kv::Txn&, RoleRecord& entity) { return delete_boundary<Roles>(entity); });
}

Result<TagRoleOutput> tag_role(IamState& iam, const TagRoleInput& in, const aws::RequestContext& ctx) {
  return edit_entity<Roles, TagRoleOutput>(iam, in, ctx, [&](kv::Txn&, RoleRecord& entity) { return add_tags(in.tags, entity.tags); });
}

Result<UntagRoleOutput> untag_role(IamState& iam, const UntagRoleInput& in, const aws::RequestContext& ctx) {
  return edit_entity<Roles, UntagRoleOutput>(iam, in, ctx, [&](kv::Txn&, RoleRecord& entity) -> Result<void> {
    remove_tags(in.tag_keys, entity.tags);
    return {};
  });
}

Result<ListRoleTagsOutput> list_role_tags(IamState& iam, const ListRoleTagsInput& in, const aws::RequestContext& ctx) {
  auto entity = TRY(Roles::get(*iam.store.snapshot(), in, ctx));
  return list_tags<ListRoleTagsOutput>(entity, in);
}

}  // namespace tarn::iam
