// Buckets. Names are one name space for the server; a bucket answers in every region (s3.md 1, "our rule").
#pragma once
#include <functional>

#include "base/clock.h"
#include "base/name.h"
#include "objects/object_store.h"

namespace tarn::objects {

// A name that a new bucket may have (s3.md 6). Error InvalidBucketName.
using BucketName = Name<struct BucketNameTag>;

using BucketId = uint64_t;

struct Bucket {
  std::string name;
  BucketId id = 0;
  std::string owner_account_id;
  std::string region;
  TimePoint created_at{};
  bool has_policy = false;
  bool has_notifications = false;
};

// Error BucketAlreadyExists (somebody else's), BucketAlreadyOwnedByYou.
Result<Bucket> create_bucket(ObjectStore& objects, const Caller& caller, const BucketName& name, const std::string& region);

// Its uploads in progress are aborted. Errors NoSuchBucket, BucketNotEmpty.
Result<void> delete_bucket(ObjectStore& objects, const Caller& caller, const std::string& name);

// Error NoSuchBucket. (Checks s3:ListBucket, as HeadBucket does.)
Result<Bucket> head_bucket(ObjectStore& objects, const Caller& caller, const std::string& name);

// The buckets of the caller's account by name, from after `after` on.
struct BucketPage {
  std::vector<Bucket> buckets;
  bool truncated = false;
};
Result<BucketPage> list_buckets(ObjectStore& objects, const Caller& caller, const std::string& prefix, const std::string& after, size_t limit);

// Within a transaction or snapshot, without an access check. Error NoSuchBucket.
Result<Bucket> find_bucket(kv::Reader& reader, const std::string& name);
void put_bucket(kv::Txn& txn, const Bucket& bucket);

}  // namespace tarn::objects

template <>
struct tarn::NameRules<tarn::objects::BucketNameTag> {
  static Result<std::string> check(std::string_view text);
};
