#include "engine/lake_file_system.h"

#include <duckdb.hpp>
#include <duckdb/common/file_opener.hpp>

#include "engine/file_output.h"
#include "engine/query_state.h"

namespace tarn::engine {
namespace {

using duckdb::FileHandle;
using duckdb::FileOpenFlags;
using duckdb::FileOpener;
using duckdb::idx_t;
using duckdb::optional_ptr;

// Shared by the handle and the errors it raises: which statement it works for.
struct Owner {
  duckdb::shared_ptr<QueryState> state;
  std::shared_ptr<const QueryRequest> request;

  [[noreturn]] void fail(const std::string& path, const Error& error) const {
    Error worded = error;
    if (worded.code != "BYTES_SCANNED_LIMIT") worded.details.emplace_back("Path", path);
    state->remember(std::move(worded));
    throw duckdb::IOException("%s: %s", error.code, error.message);
  }
};

struct ReadHandle final : FileHandle {
  ReadHandle(duckdb::FileSystem& fs, const std::string& path, FileOpenFlags flags, Owner o, std::unique_ptr<RandomAccessFile> f)
      : FileHandle(fs, path, flags), owner(std::move(o)), file(std::move(f)) {}
  void Close() override { file.reset(); }

  size_t read(void* buffer, idx_t count, idx_t offset) {
    size_t done = 0;
    while (done < count) {
      auto n = file->read_at(offset + done, {static_cast<char*>(buffer) + done, count - done});
      if (!n.ok()) owner.fail(path, n.error());
      if (*n == 0) break;
      done += *n;
    }
    QueryState::count(*owner.request, done);
    return done;
  }

  Owner owner;
  std::unique_ptr<RandomAccessFile> file;
  idx_t position = 0;
};

struct WriteHandle final : FileHandle {
  WriteHandle(duckdb::FileSystem& fs, const std::string& path, FileOpenFlags flags, Owner o, std::unique_ptr<OutputFile> f)
      : FileHandle(fs, path, flags), owner(std::move(o)), file(std::move(f)) {}
  // DuckDB closes a file that is complete; one that is dropped by an error is only destroyed, and then nothing becomes visible.
  void Close() override {
    if (!file) return;
    auto finished = file->finish();
    file.reset();
    if (!finished.ok()) owner.fail(path, finished.error());
  }
  void write(const void* buffer, idx_t count) {
    auto appended = file->append({static_cast<const char*>(buffer), count});
    if (!appended.ok()) owner.fail(path, appended.error());
    position += count;
  }

  Owner owner;
  std::unique_ptr<OutputFile> file;
  idx_t position = 0;
};

class LakeFileSystem final : public duckdb::FileSystem {
 public:
  std::string GetName() const override { return "TarnLake"; }
  bool CanHandleFile(const std::string& path) override { return path.starts_with("s3://"); }
  bool CanSeek() override { return true; }
  bool OnDiskFile(FileHandle&) override { return false; }  // lets DuckDB merge neighbouring reads
  bool IsPipe(const std::string&, optional_ptr<FileOpener>) override { return false; }
  void FileSync(FileHandle&) override {}

  duckdb::unique_ptr<FileHandle> OpenFile(const std::string& path, FileOpenFlags flags, optional_ptr<FileOpener> opener) override {
    auto owner = owner_of(opener);
    if (flags.OpenForWriting()) {
      if (!owner.request->write) throw duckdb::PermissionException("this statement writes no files");
      auto key = hive_output_path(*owner.request->write, path);
      auto file = owner.request->files->create(key);
      if (!file.ok()) owner.fail(key, file.error());
      return duckdb::make_uniq<WriteHandle>(*this, key, flags, std::move(owner), std::move(*file));
    }
    auto file = owner.request->files->open(path);
    if (!file.ok()) {
      if (flags.ReturnNullIfNotExists() && file.error().code == "NoSuchKey") return nullptr;
      owner.fail(path, file.error());
    }
    if (owner.request->metrics) ++owner.request->metrics->files_opened;
    return duckdb::make_uniq<ReadHandle>(*this, path, flags, std::move(owner), std::move(*file));
  }

  void Read(FileHandle& handle, void* buffer, int64_t count, idx_t offset) override {
    auto& file = handle.Cast<ReadHandle>();
    if (file.read(buffer, count, offset) != static_cast<size_t>(count))
      throw duckdb::IOException("%s ends before its own metadata says", handle.path);
  }
  int64_t Read(FileHandle& handle, void* buffer, int64_t count) override {
    auto& file = handle.Cast<ReadHandle>();
    auto n = file.read(buffer, count, file.position);
    file.position += n;
    return static_cast<int64_t>(n);
  }
  void Write(FileHandle& handle, void* buffer, int64_t count, idx_t offset) override {
    auto& file = handle.Cast<WriteHandle>();
    if (offset != file.position) throw duckdb::NotImplementedException("objects are written from the start to the end");
    file.write(buffer, count);
  }
  int64_t Write(FileHandle& handle, void* buffer, int64_t count) override {
    handle.Cast<WriteHandle>().write(buffer, count);
    return count;
  }

  int64_t GetFileSize(FileHandle& handle) override {
    if (auto* written = dynamic_cast<WriteHandle*>(&handle)) return static_cast<int64_t>(written->position);
    return static_cast<int64_t>(handle.Cast<ReadHandle>().file->info().size);
  }
  duckdb::timestamp_t GetLastModifiedTime(FileHandle& handle) override {
    auto* read = dynamic_cast<ReadHandle*>(&handle);
    return duckdb::timestamp_t(read ? read->file->info().modified_us : 0);
  }
  std::string GetVersionTag(FileHandle& handle) override {
    auto* read = dynamic_cast<ReadHandle*>(&handle);
    return read ? read->file->info().etag : "";
  }
  duckdb::FileType GetFileType(FileHandle&) override { return duckdb::FileType::FILE_TYPE_REGULAR; }
  void Seek(FileHandle& handle, idx_t position) override { handle.Cast<ReadHandle>().position = position; }
  void Reset(FileHandle& handle) override { handle.Cast<ReadHandle>().position = 0; }
  idx_t SeekPosition(FileHandle& handle) override {
    if (auto* written = dynamic_cast<WriteHandle*>(&handle)) return written->position;
    return handle.Cast<ReadHandle>().position;
  }

  // COPY asks for these before it writes; keys have no directories, and whoever asks for a write has checked its target.
  bool FileExists(const std::string&, optional_ptr<FileOpener>) override { return false; }
  bool DirectoryExists(const std::string&, optional_ptr<FileOpener>) override { return false; }
  void CreateDirectory(const std::string&, optional_ptr<FileOpener>) override {}
  bool TryRemoveFile(const std::string&, optional_ptr<FileOpener>) override { return false; }
  void RemoveFile(const std::string& path, optional_ptr<FileOpener>) override {
    throw duckdb::NotImplementedException("statements do not remove objects: %s", path);
  }
  bool ListFiles(const std::string&, const std::function<void(const std::string&, bool)>&, FileOpener*) override { return false; }
  duckdb::vector<duckdb::OpenFileInfo> Glob(const std::string& path, FileOpener*) override { return {path}; }

 private:
  static Owner owner_of(optional_ptr<FileOpener> opener) {
    auto context = FileOpener::TryGetClientContext(opener);
    if (!context) throw duckdb::PermissionException("the lake is only opened by a statement");
    auto state = QueryState::of(*context);
    auto request = state->request();
    if (!request->files) throw duckdb::PermissionException("this statement was given no files");
    return {std::move(state), std::move(request)};
  }
};

}  // namespace

std::unique_ptr<duckdb::FileSystem> make_lake_file_system() { return std::make_unique<LakeFileSystem>(); }

}  // namespace tarn::engine
