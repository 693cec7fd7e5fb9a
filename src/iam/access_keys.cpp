#include "iam/access_keys.h"

#include <algorithm>

#include "iam/checks.h"
#include "iam/entities.h"
#include "iam/keys.h"
#include "iam/paging.h"

namespace tarn::iam {
namespace {

constexpr size_t kMaxAccessKeys = 2;  // IAM quotas, AccessKeysPerUser

std::string status(const AccessKeyRecord& key) { return key.active ? "Active" : "Inactive"; }

// The user that the input names, or the caller. The account root's key is no record of IAM's.
Result<UserRecord> named_user(kv::Reader& reader, const std::optional<std::string>& name, const aws::RequestContext& ctx) {
  if (!name && ctx.access.principal.kind != aws::PrincipalKind::user)
    return errors::validation("Must specify userName when calling with non-User credentials");
  return get_user_record(reader, ctx.account_id(), name.value_or(caller_name(ctx)));
}

Result<AccessKeyRecord> key_of_user(kv::Reader& reader, const UserRecord& user, const std::string& id) {
  auto key = TRY(find_access_key(reader, id));
  if (!key || std::find(user.access_key_ids.begin(), user.access_key_ids.end(), id) == user.access_key_ids.end())
    return errors::no_such_access_key(id);
  return std::move(*key);
}

}  // namespace

Result<CreateAccessKeyOutput> create_access_key(IamState& iam, const CreateAccessKeyInput& in, const aws::RequestContext& ctx) {
  AccessKeyRecord key;
  key.id = new_access_key_id(iam.random, "AKIA");
  std::string secret = new_secret_access_key(iam.random);
  key.sealed_secret = iam.secrets.seal(secret, key.id);
  key.account_id = ctx.account_id();
  key.created_at = ctx.now();
  return iam.change([&](kv::Txn& txn) -> Result<CreateAccessKeyOutput> {
    auto user = TRY(named_user(txn, in.user_name, ctx));
    if (user.access_key_ids.size() >= kMaxAccessKeys) return errors::limit_exceeded("Cannot exceed quota for AccessKeysPerUser: 2");
    key.user_name = user.name;
    user.access_key_ids.push_back(key.id);
    put_user(txn, user);
    put_access_key(txn, key);
    return CreateAccessKeyOutput{.access_key = {user.name, key.id, status(key), secret, key.created_at}};
  });
}

Result<ListAccessKeysOutput> list_access_keys(IamState& iam, const ListAccessKeysInput& in, const aws::RequestContext& ctx) {
  auto reader = iam.store.snapshot();
  auto user = TRY(named_user(*reader, in.user_name, ctx));
  std::sort(user.access_key_ids.begin(), user.access_key_ids.end());
  ListAccessKeysOutput out;
  for (auto& id : TRY(take_page(user.access_key_ids, in.marker, in.max_items, [](const std::string& id) { return id; }, out))) {
    auto key = TRY(key_of_user(*reader, user, id));
    out.access_key_metadata.push_back({user.name, id, status(key), key.created_at});
  }
  return out;
}

Result<UpdateAccessKeyOutput> update_access_key(IamState& iam, const UpdateAccessKeyInput& in, const aws::RequestContext& ctx) {
  return iam.change([&](kv::Txn& txn) -> Result<UpdateAccessKeyOutput> {
    auto user = TRY(named_user(txn, in.user_name, ctx));
    auto key = TRY(key_of_user(txn, user, in.access_key_id));
    key.active = in.status == "Active";
    put_access_key(txn, key);
    return UpdateAccessKeyOutput{};
  });
}

Result<DeleteAccessKeyOutput> delete_access_key(IamState& iam, const DeleteAccessKeyInput& in, const aws::RequestContext& ctx) {
  return iam.change([&](kv::Txn& txn) -> Result<DeleteAccessKeyOutput> {
    auto user = TRY(named_user(txn, in.user_name, ctx));
    auto key = TRY(key_of_user(txn, user, in.access_key_id));
    std::erase(user.access_key_ids, key.id);
    put_user(txn, user);
    txn.erase(access_key_key(key.id));
    return DeleteAccessKeyOutput{};
  });
}

}  // namespace tarn::iam
