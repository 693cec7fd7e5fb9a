#include "objects/read.h"

#include <algorithm>
#include <mutex>

#include "objects/current.h"
#include "objects/errors.h"
#include "objects/keys.h"

namespace tarn::objects {
namespace {

class OpenedObject final : public ObjectReader {
 public:
  OpenedObject(ObjectStore& objects, BlobUse::ReadPin pin, ObjectRecord record, std::vector<std::string> inline_bytes)
      : files_(objects.files), pin_(std::move(pin)), info_(object_info(record)), extents_(std::move(record.layout.extents)),
        inline_bytes_(std::move(inline_bytes)), blobs_(extents_.size()) {
    for (auto& extent : extents_) {
      starts_.push_back(end_);
      end_ += extent.length;
    }
  }

  const ObjectInfo& info() const override { return info_; }
  const Extents& extents() const override { return extents_; }

  Result<size_t> read_at(uint64_t offset, std::span<char> out) const override {
    size_t done = 0;
    while (done < out.size() && offset + done < end_) {
      size_t n = TRY(read_from_extent(offset + done, out.subspan(done)));
      if (n == 0) return internal_error("a blob is shorter than the object that it belongs to");
      done += n;
    }
    return done;
  }

 private:
  Result<size_t> read_from_extent(uint64_t offset, std::span<char> out) const {
    auto index = static_cast<size_t>(std::upper_bound(starts_.begin(), starts_.end(), offset) - starts_.begin() - 1);
    auto& extent = extents_[index];
    uint64_t within = offset - starts_[index];
    out = out.first(static_cast<size_t>(std::min<uint64_t>(out.size(), extent.length - within)));
    if (extent.kind == ExtentKind::inline_bytes) {
      return std::string_view(inline_bytes_[index]).substr(extent.offset + within).copy(out.data(), out.size());
    }
    auto blob = TRY(blob_of(index));
    return blob->read_at(extent.offset + within, out);
  }

  // Opened when first read: an object may have ten thousand.
  Result<std::shared_ptr<const blob::Reader>> blob_of(size_t index) const {
    std::lock_guard lock(mutex_);
    if (!blobs_[index]) blobs_[index] = TRY(files_.open(extents_[index].id));
    return blobs_[index];
  }

  blob::Files& files_;
  BlobUse::ReadPin pin_;
  ObjectInfo info_;
  Extents extents_;
  std::vector<std::string> inline_bytes_;  // one for each extent; empty for blobs
  std::vector<uint64_t> starts_;           // offset of each extent within the object
  uint64_t end_ = 0;
  mutable std::mutex mutex_;
  mutable std::vector<std::shared_ptr<const blob::Reader>> blobs_;
};

class RangeSource final : public ByteSource {
 public:
  RangeSource(std::shared_ptr<const ObjectReader> object, uint64_t offset, uint64_t length)
      : object_(std::move(object)), offset_(offset), left_(length) {}
  Result<size_t> read(std::span<char> out) override {
    size_t n = TRY(object_->read_at(offset_, out.first(static_cast<size_t>(std::min<uint64_t>(out.size(), left_)))));
    offset_ += n;
    left_ -= n;
    return n;
  }
  std::optional<uint64_t> remaining() const override { return left_; }

 private:
  std::shared_ptr<const ObjectReader> object_;
  uint64_t offset_, left_;
};

// Whoever may not list the bucket does not learn which keys are missing.
Error missing(ObjectStore& objects, const Caller& caller, const ObjectName& name) {
  if (objects.authorizer.allowed(caller.who(), {"s3:ListBucket", bucket_arn(name.bucket), {}})) return errors::no_such_key(name.key);
  return errors::access_denied();
}

Result<ObjectRecord> find_readable(ObjectStore& objects, kv::Reader& reader, const Caller& caller, const ObjectName& name) {
  auto bucket = TRY(find_bucket(reader, name.bucket));
  auto record = TRY(find_current(reader, bucket.id, name.key));
  if (!record) return missing(objects, caller, name);
  TRY(load_layout(reader, *record));
  return std::move(*record);
}

Result<std::vector<std::string>> load_inline_bytes(kv::Reader& reader, const Extents& extents) {
  std::vector<std::string> all(extents.size());
  for (size_t i = 0; i < extents.size(); ++i) {
    if (extents[i].kind != ExtentKind::inline_bytes) continue;
    auto bytes = TRY(reader.get(inline_key(extents[i].id), kv::Space::bytes));
    if (!bytes || bytes->size() < extents[i].offset + extents[i].length) return internal_error("inline bytes are missing");
    all[i] = std::move(*bytes);
  }
  return all;
}

}  // namespace

Result<ObjectInfo> head_object(ObjectStore& objects, const Caller& caller, const ObjectName& name) {
  TRY(objects.check(caller, "s3:GetObject", object_arn(name)));
  auto record = TRY(find_readable(objects, *objects.store.snapshot(), caller, name));
  return object_info(record);
}

Result<std::shared_ptr<const ObjectReader>> open_object(ObjectStore& objects, const Caller& caller, const ObjectName& name) {
  TRY(objects.check(caller, "s3:GetObject", object_arn(name)));
  BlobUse::ReadPin pin(objects.blob_use);  // before the snapshot: see BlobUse
  auto snapshot = objects.store.snapshot();
  auto record = TRY(find_readable(objects, *snapshot, caller, name));
  auto inline_bytes = TRY(load_inline_bytes(*snapshot, record.layout.extents));
  return std::shared_ptr<const ObjectReader>(std::make_shared<OpenedObject>(objects, std::move(pin), std::move(record), std::move(inline_bytes)));
}

std::unique_ptr<ByteSource> read_range(std::shared_ptr<const ObjectReader> object, uint64_t offset, uint64_t length) {
  return std::make_unique<RangeSource>(std::move(object), offset, length);
}

Result<std::string> read_object(ObjectStore& objects, const Caller& caller, const ObjectName& name, uint64_t limit) {
  auto object = TRY(open_object(objects, caller, name));
  if (object->info().size > limit) return errors::entity_too_large(limit);
  std::string bytes(static_cast<size_t>(object->info().size), '\0');
  size_t n = TRY(object->read_at(0, bytes));
  if (n != bytes.size()) return internal_error("an object is shorter than its record says");
  return bytes;
}

}  // namespace tarn::objects
