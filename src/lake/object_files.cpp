#include "lake/object_files.h"

#include "objects/list.h"
#include "objects/read.h"

namespace tarn::lake {
namespace {

Result<objects::ObjectName> parse_path(const std::string& path) {
  auto name = objects::parse_s3_uri(path);
  if (!name) return Error{"InvalidArgument", "not an s3:// path: " + path, 400, {}};
  return *name;
}

engine::FileInfo file_info(std::string path, uint64_t size, std::string etag, TimePoint modified) {
  return {.path = std::move(path), .size = size, .etag = std::move(etag), .modified_us = modified.time_since_epoch().count()};
}

class OpenedFile final : public engine::RandomAccessFile {
 public:
  OpenedFile(std::string path, std::shared_ptr<const objects::ObjectReader> object)
      : info_(file_info(std::move(path), object->info().size, object->info().etag, object->info().modified)), object_(std::move(object)) {}
  const engine::FileInfo& info() const override { return info_; }
  Result<size_t> read_at(uint64_t offset, std::span<char> out) override { return object_->read_at(offset, out); }

 private:
  const engine::FileInfo info_;
  const std::shared_ptr<const objects::ObjectReader> object_;
};

// Hive's rule: directory markers are no files, and names beginning with '_' or '.' are hidden, wherever below the prefix they stand.
bool is_hidden(std::string_view below_prefix) {
  if (below_prefix.empty() || below_prefix.ends_with('/')) return true;
  for (size_t at = 0; at < below_prefix.size();) {
    if (below_prefix[at] == '_' || below_prefix[at] == '.') return true;
    size_t slash = below_prefix.find('/', at);
    if (slash == std::string_view::npos) break;
    at = slash + 1;
  }
  return false;
}

}  // namespace

class ObjectFiles::StagedFile final : public engine::OutputFile {
 public:
  StagedFile(ObjectFiles& owner, std::string path, std::unique_ptr<objects::ObjectWriter> writer)
      : owner_(owner), path_(std::move(path)), writer_(std::move(writer)) {}

  Result<void> append(std::string_view bytes) override { return writer_->append(bytes); }

  Result<engine::FileInfo> finish() override {
    auto staged = TRY(writer_->finish());
    auto info = file_info(path_, staged.size(), staged.etag(), owner_.who_.now);
    std::lock_guard lock(owner_.mutex_);
    owner_.staged_.push_back(std::move(staged));
    return info;
  }

 private:
  ObjectFiles& owner_;
  const std::string path_;
  const std::unique_ptr<objects::ObjectWriter> writer_;
};

Result<std::unique_ptr<engine::RandomAccessFile>> ObjectFiles::open(const std::string& path) {
  auto name = TRY(parse_path(path));
  auto object = TRY(objects::open_object(objects_, who_, name));
  return std::unique_ptr<engine::RandomAccessFile>(std::make_unique<OpenedFile>(path, std::move(object)));
}

Result<std::vector<engine::FileInfo>> ObjectFiles::list(const std::string& prefix) {
  auto name = TRY(parse_path(prefix));
  std::vector<engine::FileInfo> files;
  const std::string root = "s3://" + name.bucket + "/";
  TRY(objects::for_each_object(objects_, who_, name.bucket, name.key, [&](const objects::ListedObject& object) {
    std::string_view below = std::string_view(object.key).substr(name.key.size());
    // A prefix without its slash that names one object exactly is that object.
    if (below.empty() && !object.key.empty() && !object.key.ends_with('/')) below = std::string_view(object.key).substr(object.key.rfind('/') + 1);
    if (!is_hidden(below)) files.push_back(file_info(root + object.key, object.size, object.etag, object.modified));
    return true;
  }));
  return files;
}

Result<std::unique_ptr<engine::OutputFile>> ObjectFiles::create(const std::string& path) {
  auto name = TRY(parse_path(path));
  auto writer = TRY(objects::create_object(objects_, who_, name));
  return std::unique_ptr<engine::OutputFile>(std::make_unique<StagedFile>(*this, path, std::move(writer)));
}

std::vector<objects::StagedObject> ObjectFiles::take_staged() {
  std::lock_guard lock(mutex_);
  return std::exchange(staged_, {});
}

}  // namespace tarn::lake
