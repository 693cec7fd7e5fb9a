// The keys of buckets and objects, made and read here only. See README.md for the records behind them.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "blob/files.h"
#include "kv/store.h"
#include "objects/buckets.h"

namespace tarn::objects {

constexpr size_t kIdBytes = 16;
std::string id_bytes(const blob::BlobId& id);            // big-endian
blob::BlobId id_of_bytes(std::string_view bytes);        // zeros when it is not kIdBytes long

std::string bucket_key(std::string_view name);
kv::Range bucket_range(std::string_view name_prefix);
std::optional<std::string> read_bucket_key(std::string_view key);

// Live current objects only, so that a plain listing never meets versions: the bucket's id, then the key's own bytes, whose order
// is that of listings.
std::string object_key(BucketId bucket, std::string_view key);
kv::Range object_range(BucketId bucket, std::string_view key_prefix);
std::string_view read_object_key(std::string_view stored_key);   // the object's key

std::string upload_key(BucketId bucket, std::string_view key, std::string_view upload_id);
kv::Range upload_range(BucketId bucket, std::string_view key_prefix);
// Past every upload of that key.
std::string after_uploads_of(BucketId bucket, std::string_view key);
struct UploadKey {
  std::string key, upload_id;
};
std::optional<UploadKey> read_upload_key(std::string_view stored_key);

std::string part_key(BucketId bucket, std::string_view upload_id, uint32_t number);
kv::Range part_range(BucketId bucket, std::string_view upload_id, uint32_t after_number = 0);
uint32_t read_part_number(std::string_view stored_key);

std::string completed_key(BucketId bucket, std::string_view upload_id);
kv::Range completed_range();

std::string policy_key(BucketId bucket);
std::string config_key(BucketId bucket, std::string_view name);
kv::Range config_range(BucketId bucket);

std::string inline_key(const blob::BlobId& id);         // Space::bytes
std::string manifest_key(const blob::BlobId& id);       // Space::bytes: layouts too large for their record
std::string blob_count_key(const blob::BlobId& id);     // counter: how many extents of records name the blob
std::string garbage_key(const blob::BlobId& id);
kv::Range garbage_range();
blob::BlobId read_garbage_key(std::string_view stored_key);

}  // namespace tarn::objects
