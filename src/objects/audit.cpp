#include "objects/audit.h"

#include <map>

#include "objects/current.h"
#include "objects/keys.h"
#include "objects/uploads.h"

namespace tarn::objects {
namespace {

class Audit {
 public:
  Audit(kv::Reader& reader, blob::Files& files) : reader_(reader), files_(files) {}

  Result<std::vector<std::string>> run() {
    TRY(files_.for_each([&](const blob::StoredBlob& blob) -> Result<void> {
      at_rest_[blob.id] = blob.size;
      return {};
    }));
    for (auto& name : TRY(bucket_names())) TRY(check_bucket(name));
    TRY(check_counters());
    return std::move(defects_);
  }

 private:
  Result<std::vector<std::string>> bucket_names() {
    std::vector<std::string> names;
    TRY(reader_.scan(bucket_range(""), [&](std::string_view key, std::string_view) {
      auto name = read_bucket_key(key);
      if (name) names.push_back(*name);
      if (!name) defects_.push_back("a bucket's key does not decode");
      return true;
    }));
    return names;
  }

  Result<void> check_bucket(const std::string& name) {
    auto bucket = find_bucket(reader_, name);
    if (!bucket.ok()) {
      defects_.push_back("bucket " + name + ": " + bucket.error().message);
      return {};
    }
    TRY(each_entry(object_range(bucket->id, ""), [&](const kv::Entry& entry) { return check_object(name, entry); }));
    return each_entry(upload_range(bucket->id, ""), [&](const kv::Entry& entry) { return check_upload(*bucket, entry); });
  }

  Result<void> each_entry(kv::Range range, const std::function<Result<void>(const kv::Entry&)>& visit) {
    constexpr size_t kPage = 1000;
    for (;;) {
      auto entries = TRY(reader_.page(range, kPage));
      for (auto& entry : entries) TRY(visit(entry));
      if (entries.size() < kPage) return {};
      range.begin = entries.back().key + '\0';
    }
  }

  Result<void> check_object(const std::string& bucket, const kv::Entry& entry) {
    auto what = ObjectName{bucket, std::string(read_object_key(entry.key))}.str();
    auto record = decode_object(entry.value);
    if (record.ok()) {
      auto loaded = load_layout(reader_, *record);
      if (loaded.ok()) return check_extents(what, record->layout.extents, record->size);
      defects_.push_back(what + ": " + loaded.error().message);
      return {};
    }
    defects_.push_back(what + ": " + record.error().message);
    return {};
  }

  Result<void> check_upload(const Bucket& bucket, const kv::Entry& entry) {
    auto name = read_upload_key(entry.key);
    if (!name) {
      defects_.push_back("bucket " + bucket.name + ": an upload's key does not decode");
      return {};
    }
    auto what = "upload " + name->upload_id + " of " + ObjectName{bucket.name, name->key}.str();
    auto upload = decode_upload(name->key, name->upload_id, entry.value);
    if (!upload.ok()) defects_.push_back(what + ": " + upload.error().message);
    return each_entry(part_range(bucket.id, name->upload_id), [&](const kv::Entry& stored) -> Result<void> {
      auto numbered = what + ", part " + std::to_string(read_part_number(stored.key));
      auto part = decode_part(stored.value);
      if (part.ok()) return check_extents(numbered, part->extents, part->size);
      defects_.push_back(numbered + ": " + part.error().message);
      return {};
    });
  }

  Result<void> check_extents(const std::string& what, const Extents& extents, uint64_t size) {
    uint64_t sum = 0;
    for (auto& extent : extents) {
      sum += extent.length;
      auto there = TRY(bytes_at_rest(extent));
      if (!there) {
        defects_.push_back(what + ": its bytes are missing (" + extent.id.hex() + ")");
      } else if (*there < extent.offset || *there - extent.offset < extent.length) {
        defects_.push_back(what + ": its bytes are too short (" + extent.id.hex() + ")");
      }
    }
    if (sum != size) defects_.push_back(what + ": its size is " + std::to_string(size) + ", its bytes are " + std::to_string(sum));
    return {};
  }

  Result<std::optional<uint64_t>> bytes_at_rest(const Extent& extent) {
    if (extent.kind == ExtentKind::blob) {
      ++references_[extent.id];
      auto found = at_rest_.find(extent.id);
      return found == at_rest_.end() ? std::nullopt : std::optional(found->second);
    }
    auto bytes = TRY(reader_.get(inline_key(extent.id), kv::Space::bytes));
    return bytes ? std::optional<uint64_t>(bytes->size()) : std::nullopt;
  }

  Result<void> check_counters() {
    for (auto& [id, size] : at_rest_) references_.try_emplace(id, 0);
    for (auto& [id, named] : references_) {
      auto stored = TRY(reader_.get(blob_count_key(id)));
      auto counted = stored ? kv::decode_counter(*stored) : 0;
      if (counted == named) continue;
      defects_.push_back("blob " + id.hex() + ": " + std::to_string(named) + " extents name it, its counter says " + std::to_string(counted));
    }
    return {};
  }

  kv::Reader& reader_;
  blob::Files& files_;
  std::map<blob::BlobId, uint64_t> at_rest_;   // to its size
  std::map<blob::BlobId, int64_t> references_;  // how many extents of records name it
  std::vector<std::string> defects_;
};

}  // namespace

Result<std::vector<std::string>> audit(kv::Reader& reader, blob::Files& files) { return Audit(reader, files).run(); }

}  // namespace tarn::objects
