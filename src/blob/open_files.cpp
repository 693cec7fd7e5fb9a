#include <array>
#include <atomic>

#include "blob/block_format.h"
#include "blob/file_reader.h"
#include "blob/file_writer.h"
#include "blob/layout.h"
#include "blob/reader_cache.h"
#include "io/durable.h"

namespace tarn::blob {
namespace {

constexpr int kFormatVersion = 1;
constexpr size_t kMaxOpenReaders = 512;  // file descriptors kept for the next read

class LocalFiles final : public Files {
 public:
  LocalFiles(Layout layout, io::FileSystem& files, Random& random) : layout_(std::move(layout)), files_(files), random_(random) {
    auto open = [layout = layout_, &files](const BlobId& id) -> Result<std::shared_ptr<const Reader>> {
      return std::shared_ptr<const Reader>(TRY(FileReader::open(layout.file(id), files, id)));
    };
    auto remove = [layout = layout_, &files](const BlobId& id) -> Result<void> {
      if (TRY(files.exists(layout.file(id)))) TRY(files.remove(layout.file(id)));
      return {};
    };
    cache_ = std::make_shared<ReaderCache>(kMaxOpenReaders, std::move(open), std::move(remove));
  }

  // Makes the folders durable and removes what a crash left unfinished.
  Result<void> start() {
    TRY(io::make_durable_directory(files_, layout_.root));
    TRY(io::check_format(files_, layout_.root, "tarn-blobs", kFormatVersion));
    TRY(io::make_durable_directory(files_, layout_.incoming()));
    for (auto& name : TRY(files_.list(layout_.incoming()))) TRY(files_.remove(layout_.incoming() + "/" + name));
    return {};
  }

  Result<std::unique_ptr<Writer>> create() override {
    BlobId id{random_.next_u64(), random_.next_u64()};
    return FileWriter::open(layout_, files_, id, [this](const BlobId& blob) { return ensure_folder(blob); });
  }

  Result<std::shared_ptr<const Reader>> open(const BlobId& id) override { return cache_->get(id); }
  Result<void> remove(const BlobId& id) override { return cache_->remove(id); }

  Result<void> for_each(const std::function<Result<void>(const StoredBlob&)>& visit) override {
    for (auto& folder : TRY(files_.list(layout_.root))) {
      if (folder.size() != 2) continue;
      for (auto& name : TRY(files_.list(layout_.root + "/" + folder))) {
        auto id = parse_blob_name(name);
        if (!id) continue;
        auto reader = FileReader::open(layout_.file(*id), files_, *id);
        TRY(visit({*id, reader.ok() ? (*reader)->size() : 0}));
      }
    }
    return {};
  }

  Result<std::vector<std::string>> verify(const BlobId& id) override {
    auto reader = FileReader::open(layout_.file(id), files_, id);
    if (!reader.ok()) return std::vector<std::string>{reader.error().message};
    return (*reader)->verify();
  }

 private:
  Result<void> ensure_folder(const BlobId& id) {
    auto& known = known_folders_[id.high >> 56];
    if (known) return {};
    TRY(files_.make_directory(layout_.folder(id)));
    TRY(files_.sync_directory(layout_.root));
    known = true;
    return {};
  }

  Layout layout_;
  io::FileSystem& files_;
  Random& random_;
  std::array<std::atomic<bool>, 256> known_folders_{};  // durable, by first byte of the id
  std::shared_ptr<ReaderCache> cache_;                  // shared with the pins, which may outlive this
};

}  // namespace

Result<std::unique_ptr<Files>> open_files(const std::string& directory, io::FileSystem& files, Random& random) {
  auto local = std::make_unique<LocalFiles>(Layout{directory}, files, random);
  TRY(local->start());
  return std::unique_ptr<Files>(std::move(local));
}

}  // namespace tarn::blob
