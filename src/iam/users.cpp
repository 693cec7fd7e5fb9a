#include "iam/users.h"

#include "iam/entities.h"
#include "iam/keys.h"
#include "iam/paging.h"

namespace tarn::iam {
namespace {

User shown(const UserRecord& user, bool with_tags = true) {
  User out;
  out.path = user.path;
  out.user_name = user.name;
  out.user_id = user.unique_id;
  out.arn = user.arn();
  out.create_date = user.created_at;
  out.permissions_boundary = shown_boundary(user);
  if (with_tags) out.tags = shown_tags(user.tags);
  return out;
}

// What GetUser says of the account root, which has no record.
User shown_root(const aws::Principal& root) {
  User out;
  out.path = "/";
  out.user_id = root.account_id;
  out.arn = root.arn;
  return out;
}

Result<void> must_be_unused(const UserRecord& user) {
  if (!user.attached_policies.empty()) return errors::delete_conflict("Cannot delete entity, must detach all policies first.");
  if (!user.inline_policies.empty()) return errors::delete_conflict("Cannot delete entity, must delete policies first.");
  if (!user.access_key_ids.empty()) return errors::delete_conflict("Cannot delete entity, must delete access keys first.");
  return {};
}

}  // namespace

Result<CreateUserOutput> create_user(IamState& iam, const CreateUserInput& in, const aws::RequestContext& ctx) {
  UserRecord user;
  user.account_id = ctx.account_id();
  user.name = in.user_name;
  user.path = in.path.value_or("/");
  user.unique_id = new_unique_id(iam.random, "AIDA");
  user.created_at = ctx.now();
  user.permissions_boundary = in.permissions_boundary.value_or("");
  if (in.tags) TRY(add_tags(*in.tags, user.tags));
  return iam.change([&](kv::Txn& txn) -> Result<CreateUserOutput> {
    if (TRY(find_user(txn, user.account_id, user.name))) return errors::already_exists("User", in.user_name);
    if (in.permissions_boundary) TRY(require_managed_policy(txn, *in.permissions_boundary));
    put_user(txn, user);
    put_arn_of_id(txn, user.unique_id, user.arn());
    return CreateUserOutput{.user = shown(user)};
  });
}

Result<GetUserOutput> get_user(IamState& iam, const GetUserInput& in, const aws::RequestContext& ctx) {
  auto& caller = ctx.access.principal;
  if (!in.user_name && caller.kind == aws::PrincipalKind::root) return GetUserOutput{.user = shown_root(caller)};
  if (!in.user_name && caller.kind != aws::PrincipalKind::user)
    return errors::validation("Must specify userName when calling with non-User credentials");
  return GetUserOutput{.user = shown(TRY(get_user_record(*iam.store.snapshot(), ctx.account_id(), in.user_name.value_or(caller.name))))};
}

Result<ListUsersOutput> list_users(IamState& iam, const ListUsersInput& in, const aws::RequestContext& ctx) {
  ListUsersOutput out;
  auto users = TRY(list_user_records(*iam.store.snapshot(), ctx.account_id(), in.path_prefix.value_or("/")));
  auto page = TRY(take_page(std::move(users), in.marker, in.max_items, [](const UserRecord& user) { return to_lower(user.name); }, out));
  for (auto& user : page) out.users.push_back(shown(user, false));
  return out;
}

Result<UpdateUserOutput> update_user(IamState& iam, const UpdateUserInput& in, const aws::RequestContext& ctx) {
  return iam.change([&](kv::Txn& txn) -> Result<UpdateUserOutput> {
    auto user = TRY(get_user_record(txn, ctx.account_id(), in.user_name));
    std::string new_name = in.new_user_name.value_or(user.name);
    if (!equals_ignoring_case(new_name, user.name) && TRY(find_user(txn, user.account_id, new_name)))
      return errors::already_exists("User", new_name);
    txn.erase(user_key(user.account_id, user.name));
    user.name = new_name;
    user.path = in.new_path.value_or(user.path);
    for (auto& id : user.access_key_ids) {
      auto key = TRY(find_access_key(txn, id));
      if (!key) return internal_error("a user lists an access key that does not exist");
      key->user_name = new_name;
      put_access_key(txn, *key);
    }
    put_user(txn, user);
    put_arn_of_id(txn, user.unique_id, user.arn());
    return UpdateUserOutput{};
  });
}

Result<DeleteUserOutput> delete_user(IamState& iam, const DeleteUserInput& in, const aws::RequestContext& ctx) {
  return iam.change([&](kv::Txn& txn) -> Result<DeleteUserOutput> {
    auto user = TRY(get_user_record(txn, ctx.account_id(), in.user_name));
    TRY(must_be_unused(user));
    txn.erase(user_key(user.account_id, user.name));
    txn.erase(principal_id_key(user.unique_id));
    return DeleteUserOutput{};
  });
}

}  // namespace tarn::iam
