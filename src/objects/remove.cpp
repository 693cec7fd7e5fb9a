#include "objects/remove.h"

#include "objects/current.h"
#include "objects/errors.h"

namespace tarn::objects {
namespace {

Result<void> delete_one(kv::Txn& txn, ObjectStore& objects, const Bucket& bucket, const std::string& key,
                        const std::optional<std::string>& must_match, const Cause& cause) {
  auto current = TRY(find_current(txn, bucket.id, key));
  TRY(check_conditions({false, must_match}, key, current));
  if (!current) return {};
  return erase_current(txn, objects, bucket, key, std::move(*current), cause);
}

// A failed condition or a denied key is that key's own affair; anything else fails the whole request.
bool is_of_one_key(const Error& error) { return error.code == "PreconditionFailed" || error.code == "NoSuchKey" || error.code == "AccessDenied"; }

}  // namespace

Result<void> delete_object(ObjectStore& objects, const Caller& caller, const ObjectName& name, const std::optional<std::string>& must_match) {
  TRY(objects.check(caller, "s3:DeleteObject", object_arn(name)));
  const auto cause = Cause::of(caller.who());
  return objects.store.transact([&](kv::Txn& txn) -> Result<void> {
    auto bucket = TRY(find_bucket(txn, name.bucket));
    return delete_one(txn, objects, bucket, name.key, must_match, cause);
  });
}

Result<std::vector<Result<void>>> delete_objects(ObjectStore& objects, const Caller& caller, const std::string& bucket_name,
                                                 const std::vector<KeyToDelete>& keys) {
  const auto cause = Cause::of(caller.who());
  std::vector<Result<void>> allowed;
  for (auto& key : keys) allowed.push_back(objects.authorizer.authorize(caller.who(), {"s3:DeleteObject", object_arn({bucket_name, key.key}), {}}));
  return objects.store.transact([&](kv::Txn& txn) -> Result<std::vector<Result<void>>> {
    auto bucket = TRY(find_bucket(txn, bucket_name));
    auto outcomes = allowed;
    for (size_t i = 0; i < keys.size(); ++i) {
      if (!outcomes[i].ok()) continue;
      outcomes[i] = delete_one(txn, objects, bucket, keys[i].key, keys[i].must_match, cause);
      if (!outcomes[i].ok() && !is_of_one_key(outcomes[i].error())) return outcomes[i].error();
    }
    return outcomes;
  });
}

Result<bool> unpublish(kv::Txn& txn, ObjectStore& objects, const ObjectName& name, const Cause& cause) {
  auto bucket = TRY(find_bucket(txn, name.bucket));
  auto current = TRY(find_current(txn, bucket.id, name.key));
  if (!current) return false;
  TRY(erase_current(txn, objects, bucket, name.key, std::move(*current), cause));
  return true;
}

}  // namespace tarn::objects
