// The current objects of a bucket, within a transaction or snapshot: what reads, writes, copies, completions and deletes share.
#pragma once
#include <optional>
#include <string>

#include "objects/buckets.h"
#include "objects/outbox.h"
#include "objects/record.h"
#include "objects/write.h"

namespace tarn::objects {

// 1 to 1024 bytes of UTF-8.
Result<void> check_object_key(const std::string& key);

// The record without a layout that stands in a manifest.
Result<std::optional<ObjectRecord>> find_current(kv::Reader& reader, BucketId bucket, const std::string& key);
// Reads the manifest in, if there is one.
Result<void> load_layout(kv::Reader& reader, ObjectRecord& record);

Result<void> check_conditions(const WriteConditions& conditions, const std::string& key, const std::optional<ObjectRecord>& current);

// What changes an object, for the outbox.
struct Change {
  EventKind kind;
  const Cause& cause;
};

// Makes `record`, whose layout is already retained, the current object and releases the one before it, after `conditions` held.
Result<void> replace_current(kv::Txn& txn, ObjectStore& objects, const Bucket& bucket, const std::string& key, const WriteConditions& conditions,
                             ObjectRecord record, const Change& change);
// Releases `record` (as find_current gave it) and erases it.
Result<void> erase_current(kv::Txn& txn, ObjectStore& objects, const Bucket& bucket, const std::string& key, ObjectRecord record, const Cause& cause);

// `etag` without quotes, or "*".
bool etag_matches(std::string_view wanted, const Etag& etag);

}  // namespace tarn::objects
