#include "objects/copy.h"

#include "objects/current.h"
#include "objects/errors.h"
#include "objects/shared_bytes.h"

namespace tarn::objects {

Result<PutResult> copy_object(ObjectStore& objects, const Caller& caller, std::shared_ptr<const ObjectReader> source, const ObjectName& destination,
                              const CopyOptions& options) {
  TRY(objects.check(caller, "s3:PutObject", object_arn(destination)));
  TRY(check_object_key(destination.key));
  auto& info = source->info();
  if (info.size > kMaxPutBytes) return errors::copy_source_too_large();

  ObjectRecord record;
  record.size = info.size;
  record.attributes = options.attributes.value_or(info.attributes);
  record.attributes.tags = options.tags.value_or(info.attributes.tags);
  auto digests = TRY(digests_of_range(source, 0, info.size, options.checksum_algorithm.value_or(info.checksum.algorithm)));
  record.etag = {digests.md5, 0};
  record.checksum = digests.checksum;

  const auto cause = Cause::of(caller.who());
  // `source` pins its blobs, so they are there to be referred to whatever became of the object that it was opened by.
  return objects.store.transact([&](kv::Txn& txn) -> Result<PutResult> {
    auto bucket = TRY(find_bucket(txn, destination.bucket));
    ObjectRecord copy = record;
    copy.modified = objects.clock.now();
    copy.layout.extents = TRY(retain_range(txn, objects.random, *source, 0, info.size));
    PutResult result{copy.etag.str(), copy.checksum, copy.size, copy.modified};
    TRY(replace_current(txn, objects, bucket, destination.key, options.conditions, std::move(copy), {EventKind::copy, cause}));
    return result;
  });
}

}  // namespace tarn::objects
