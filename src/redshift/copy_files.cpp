#include "redshift/copy_files.h"

#include <zlib.h>

#include <boost/json.hpp>

#include "redshift/errors.h"

namespace tarn::redshift {
namespace {

constexpr size_t kPieceBytes = 1024 * 1024;
constexpr size_t kMaxManifestBytes = 64 * 1024 * 1024;

// S3's refusal as COPY words it.
Error as_s3_error(const Error& error) {
  const std::string status = error.code == "AccessDenied" ? "403" : "404";
  return errors::make("XX000", "S3ServiceException:" + error.message + ",Status " + status + ",Error " + error.code);
}

class BatchFile final : public engine::RandomAccessFile {
 public:
  explicit BatchFile(std::shared_ptr<const std::string> text) : text_(std::move(text)), info_{std::string(kBatchLocation) + "rows.json", text_->size(), "batch", 0} {}
  const engine::FileInfo& info() const override { return info_; }
  Result<size_t> read_at(uint64_t offset, std::span<char> out) override { return offset >= text_->size() ? 0 : text_->copy(out.data(), out.size(), offset); }

 private:
  std::shared_ptr<const std::string> text_;  // shared by the files that the engine opens
  engine::FileInfo info_;
};

class BatchFiles final : public engine::LakeFiles {
 public:
  explicit BatchFiles(std::string text) : text_(std::make_shared<const std::string>(std::move(text))) {}
  Result<std::unique_ptr<engine::RandomAccessFile>> open(const std::string&) override { return std::unique_ptr<engine::RandomAccessFile>(std::make_unique<BatchFile>(text_)); }
  Result<std::vector<engine::FileInfo>> list(const std::string&) override { return std::vector<engine::FileInfo>{BatchFile(text_).info()}; }
  Result<std::unique_ptr<engine::OutputFile>> create(const std::string& path) override { return internal_error("a COPY writes no files: " + path); }

 private:
  std::shared_ptr<const std::string> text_;
};

class SingleFile final : public engine::LakeFiles {
 public:
  SingleFile(std::shared_ptr<engine::LakeFiles> files, engine::FileInfo file) : files_(std::move(files)), file_(std::move(file)) {}
  Result<std::unique_ptr<engine::RandomAccessFile>> open(const std::string& path) override { return files_->open(path); }
  Result<std::vector<engine::FileInfo>> list(const std::string&) override { return std::vector<engine::FileInfo>{file_}; }
  Result<std::unique_ptr<engine::OutputFile>> create(const std::string& path) override { return internal_error("a COPY writes no files: " + path); }

 private:
  std::shared_ptr<engine::LakeFiles> files_;  // of the statement
  engine::FileInfo file_;
};

// Members of a gzip file, one behind the other.
class Inflater {
 public:
  Inflater() { inflateInit2(&stream_, 16 + MAX_WBITS); }
  ~Inflater() { inflateEnd(&stream_); }
  Inflater(const Inflater&) = delete;

  Result<std::string> inflate_piece(std::string_view input) {
    std::string out;
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(input.data()));
    stream_.avail_in = static_cast<uInt>(input.size());
    char buffer[64 * 1024];
    do {
      stream_.next_out = reinterpret_cast<Bytef*>(buffer);
      stream_.avail_out = sizeof buffer;
      const int state = ::inflate(&stream_, Z_NO_FLUSH);
      out.append(buffer, sizeof buffer - stream_.avail_out);
      if (state == Z_STREAM_END) inflateReset(&stream_);
      else if (state == Z_BUF_ERROR) break;
      else if (state != Z_OK) return errors::make("XX000", "Invalid GZIP file");
    } while (stream_.avail_in > 0 || stream_.avail_out == 0);
    return out;
  }

 private:
  z_stream stream_{};
};

Result<std::vector<engine::FileInfo>> from_manifest(engine::LakeFiles& files, const std::string& source) {
  boost::system::error_code failed;
  const auto document = boost::json::parse(TRY(read_whole(files, source)), failed);
  const auto* entries = !failed && document.is_object() ? document.get_object().if_contains("entries") : nullptr;
  if (entries == nullptr || !entries->is_array()) return errors::make("XX000", "Manifest file is not in correct json format");
  std::vector<engine::FileInfo> sources;
  for (const auto& entry : entries->get_array()) {
    const auto* url = entry.is_object() ? entry.get_object().if_contains("url") : nullptr;
    if (url == nullptr || !url->is_string()) return errors::make("XX000", "Manifest file is not in correct json format");
    const auto* mandatory = entry.get_object().if_contains("mandatory");
    const std::string path(url->get_string());
    auto file = files.open(path);
    if (file.ok()) sources.push_back((*file)->info());
    else if (mandatory != nullptr && mandatory->is_bool() && mandatory->get_bool()) return errors::make("XX000", "Problem reading manifest file - S3ServiceException:" + file.error().message + " (" + path + ")");
  }
  return sources;
}

}  // namespace

Result<std::vector<engine::FileInfo>> find_sources(engine::LakeFiles& files, const std::string& source, bool manifest) {
  if (!source.starts_with("s3://")) return errors::not_supported("COPY from " + source.substr(0, source.find(':')) + " sources");
  if (manifest) return from_manifest(files, source);
  auto found = files.list(source);
  if (!found.ok()) return as_s3_error(found.error());
  if (found->empty()) {
    const size_t slash = source.find('/', 5);
    return errors::make("XX000", "The specified S3 prefix '" + (slash == source.npos ? "" : source.substr(slash + 1)) + "' does not exist");
  }
  return std::move(*found);
}

Result<std::string> read_whole(engine::LakeFiles& files, const std::string& path) {
  auto file = files.open(path);
  if (!file.ok()) return as_s3_error(file.error());
  if ((*file)->info().size > kMaxManifestBytes) return errors::make("XX000", path + " is too large");
  std::string text((*file)->info().size, '\0');
  text.resize(TRY((*file)->read_at(0, {text.data(), text.size()})));
  return text;
}

Result<NextBytes> open_bytes(engine::LakeFiles& files, const std::string& path, bool gzip) {
  auto opened = files.open(path);
  if (!opened.ok()) return as_s3_error(opened.error());
  std::shared_ptr<engine::RandomAccessFile> file = std::move(*opened);  // shared by copies of the function
  auto inflater = gzip ? std::make_shared<Inflater>() : nullptr;
  auto offset = std::make_shared<uint64_t>(0);
  return NextBytes([file, inflater, offset]() -> Result<std::string> {
    for (;;) {
      std::string piece(kPieceBytes, '\0');
      piece.resize(TRY(file->read_at(*offset, {piece.data(), piece.size()})));
      *offset += piece.size();
      if (piece.empty() || !inflater) return piece;
      std::string text = TRY(inflater->inflate_piece(piece));
      if (!text.empty()) return text;
    }
  });
}

std::shared_ptr<engine::LakeFiles> make_batch_files(std::string batch) { return std::make_shared<BatchFiles>(std::move(batch)); }
std::shared_ptr<engine::LakeFiles> make_single_file(std::shared_ptr<engine::LakeFiles> files, const engine::FileInfo& file) {
  return std::make_shared<SingleFile>(std::move(files), file);
}

}  // namespace tarn::redshift
