// Listing: a page of keys in byte order, rolled up at a delimiter. Costs what the page holds, not what the prefixes hide.
#pragma once
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "objects/checksum.h"
#include "objects/object_store.h"

namespace tarn::objects {

constexpr size_t kListPageKeys = 1000;  // S3 API reference, ListObjectsV2, MaxKeys

// Where a listing goes on: after the key `after`, or after every key that begins with it.
struct ListPosition {
  std::string after;
  bool whole_prefix = false;
};

struct ListQuery {
  std::string bucket;
  std::string prefix;
  std::string delimiter;                // empty: no roll-up
  ListPosition position;
  size_t max_keys = kListPageKeys;      // objects and common prefixes together
};

struct ListedObject {
  std::string key;
  uint64_t size = 0;
  std::string etag;  // without quotes
  TimePoint modified{};
  std::string storage_class;  // empty: STANDARD
  ChecksumAlgorithm checksum_algorithm{};
  ChecksumType checksum_type{};
};

struct ListPage {
  std::vector<ListedObject> objects;
  std::vector<std::string> common_prefixes;
  bool truncated = false;
  ListPosition next;  // when truncated
};

// Checks s3:ListBucket with s3:prefix and s3:delimiter. Error NoSuchBucket.
Result<ListPage> list_objects(ObjectStore& objects, const Caller& caller, const ListQuery& query);

// Every object under the prefix, page by page (one snapshot a page), until visit returns false.
Result<void> for_each_object(ObjectStore& objects, const Caller& caller, const std::string& bucket, const std::string& prefix,
                             const std::function<bool(const ListedObject&)>& visit);

}  // namespace tarn::objects
