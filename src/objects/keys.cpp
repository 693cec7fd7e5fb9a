#include "objects/keys.h"

#include "kv/key.h"

namespace tarn::objects {
namespace {

using kv::KeyBuilder;
using kv::KeyReader;

constexpr std::string_view kBucket = "s3.bucket";
constexpr std::string_view kObject = "s3.object";
constexpr std::string_view kUpload = "s3.upload";
constexpr std::string_view kPart = "s3.part";
constexpr std::string_view kCompleted = "s3.completed";
constexpr std::string_view kPolicy = "s3.policy";
constexpr std::string_view kConfig = "s3.config";
constexpr std::string_view kInline = "s3.inline";
constexpr std::string_view kManifest = "s3.manifest";
constexpr std::string_view kBlobCount = "s3.blob";
constexpr std::string_view kGarbage = "s3.garbage";

// The text as KeyBuilder::text writes it, without the terminator: what the keys of all texts that begin with it begin with.
std::string open_text(KeyBuilder&& before, std::string_view text) {
  std::string key = before.text(text).take();
  key.resize(key.size() - 2);
  return key;
}

}  // namespace

std::string id_bytes(const blob::BlobId& id) { return KeyBuilder("id").u64(id.high).u64(id.low).take().substr(3); }

blob::BlobId id_of_bytes(std::string_view bytes) {
  if (bytes.size() != kIdBytes) return {};
  blob::BlobId id;
  for (size_t i = 0; i < kIdBytes; ++i) {
    auto& half = i < 8 ? id.high : id.low;
    half = half << 8 | static_cast<unsigned char>(bytes[i]);
  }
  return id;
}

std::string bucket_key(std::string_view name) { return KeyBuilder(kBucket).text(name).take(); }
kv::Range bucket_range(std::string_view name_prefix) { return kv::Range::prefix(open_text(KeyBuilder(kBucket), name_prefix)); }
std::optional<std::string> read_bucket_key(std::string_view key) { return KeyReader(kBucket, key).text(); }

std::string object_key(BucketId bucket, std::string_view key) { return KeyBuilder(kObject).u64(bucket).raw(key).take(); }
kv::Range object_range(BucketId bucket, std::string_view key_prefix) { return kv::Range::prefix(object_key(bucket, key_prefix)); }
std::string_view read_object_key(std::string_view stored_key) { return stored_key.substr(kObject.size() + 1 + sizeof(BucketId)); }

std::string upload_key(BucketId bucket, std::string_view key, std::string_view upload_id) {
  return KeyBuilder(kUpload).u64(bucket).text(key).raw(upload_id).take();
}
kv::Range upload_range(BucketId bucket, std::string_view key_prefix) {
  return kv::Range::prefix(open_text(std::move(KeyBuilder(kUpload).u64(bucket)), key_prefix));
}
std::string after_uploads_of(BucketId bucket, std::string_view key) {
  return kv::prefix_end(KeyBuilder(kUpload).u64(bucket).text(key).str());
}
std::optional<UploadKey> read_upload_key(std::string_view stored_key) {
  KeyReader reader(kUpload, stored_key);
  if (!reader.u64()) return std::nullopt;
  auto key = reader.text();
  if (!key) return std::nullopt;
  return UploadKey{*key, std::string(reader.rest())};
}

std::string part_key(BucketId bucket, std::string_view upload_id, uint32_t number) {
  return KeyBuilder(kPart).u64(bucket).text(upload_id).u64(number).take();
}
kv::Range part_range(BucketId bucket, std::string_view upload_id, uint32_t after_number) {
  return {part_key(bucket, upload_id, after_number + 1), kv::prefix_end(KeyBuilder(kPart).u64(bucket).text(upload_id).str())};
}
uint32_t read_part_number(std::string_view stored_key) {
  KeyReader reader(kPart, stored_key);
  reader.u64();
  reader.text();
  return static_cast<uint32_t>(reader.u64().value_or(0));
}

std::string completed_key(BucketId bucket, std::string_view upload_id) { return KeyBuilder(kCompleted).u64(bucket).text(upload_id).take(); }
kv::Range completed_range() { return kv::Range::prefix(KeyBuilder(kCompleted).str()); }

std::string policy_key(BucketId bucket) { return KeyBuilder(kPolicy).u64(bucket).take(); }
std::string config_key(BucketId bucket, std::string_view name) { return KeyBuilder(kConfig).u64(bucket).text(name).take(); }
kv::Range config_range(BucketId bucket) { return kv::Range::prefix(KeyBuilder(kConfig).u64(bucket).str()); }

std::string inline_key(const blob::BlobId& id) { return KeyBuilder(kInline).raw(id_bytes(id)).take(); }
std::string manifest_key(const blob::BlobId& id) { return KeyBuilder(kManifest).raw(id_bytes(id)).take(); }
std::string blob_count_key(const blob::BlobId& id) { return KeyBuilder(kBlobCount).raw(id_bytes(id)).take(); }
std::string garbage_key(const blob::BlobId& id) { return KeyBuilder(kGarbage).raw(id_bytes(id)).take(); }
kv::Range garbage_range() { return kv::Range::prefix(KeyBuilder(kGarbage).str()); }
blob::BlobId read_garbage_key(std::string_view stored_key) { return id_of_bytes(KeyReader(kGarbage, stored_key).rest()); }

}  // namespace tarn::objects
