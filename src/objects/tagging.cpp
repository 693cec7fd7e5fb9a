#include "objects/tagging.h"

#include "objects/current.h"
#include "objects/errors.h"
#include "objects/keys.h"

namespace tarn::objects {
namespace {

Result<void> replace_tags(ObjectStore& objects, const ObjectName& name, const std::vector<Tag>& tags) {
  return objects.store.transact([&](kv::Txn& txn) -> Result<void> {
    auto bucket = TRY(find_bucket(txn, name.bucket));
    auto record = TRY(find_current(txn, bucket.id, name.key));
    if (!record) return errors::no_such_key(name.key);
    record->attributes.tags = tags;
    txn.put(object_key(bucket.id, name.key), encode_object(*record));
    return {};
  });
}

}  // namespace

Result<std::vector<Tag>> get_object_tags(ObjectStore& objects, const Caller& caller, const ObjectName& name) {
  TRY(objects.check(caller, "s3:GetObjectTagging", object_arn(name)));
  auto snapshot = objects.store.snapshot();
  auto bucket = TRY(find_bucket(*snapshot, name.bucket));
  auto record = TRY(find_current(*snapshot, bucket.id, name.key));
  if (!record) return errors::no_such_key(name.key);
  return std::move(record->attributes.tags);
}

Result<void> put_object_tags(ObjectStore& objects, const Caller& caller, const ObjectName& name, std::vector<Tag> tags) {
  TRY(objects.check(caller, "s3:PutObjectTagging", object_arn(name)));
  return replace_tags(objects, name, tags);
}

Result<void> delete_object_tags(ObjectStore& objects, const Caller& caller, const ObjectName& name) {
  TRY(objects.check(caller, "s3:DeleteObjectTagging", object_arn(name)));
  return replace_tags(objects, name, {});
}

}  // namespace tarn::objects
