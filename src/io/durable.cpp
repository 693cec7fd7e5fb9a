#include "io/durable.h"

#include <algorithm>
#include <charconv>

namespace tarn::io {
namespace {

std::string parent(const std::string& path) {
  auto slash = path.rfind('/');
  if (slash == std::string::npos) return ".";
  return slash == 0 ? "/" : path.substr(0, slash);
}

}  // namespace

Result<void> make_durable_directory(FileSystem& files, const std::string& path) {
  // One that is there may be of a process that ended before it synced the name; but its parent was durable before it was made.
  if (TRY(files.exists(path))) return files.sync_directory(parent(path));
  TRY(make_durable_directory(files, parent(path)));
  TRY(files.make_directory(path));
  return files.sync_directory(parent(path));
}

Result<void> write_durable_file(FileSystem& files, const std::string& path, std::string_view content) {
  auto unfinished = path + ".new";
  // One that is there may have failed to sync: what the disk has of it is unknown, so it is not written over.
  if (TRY(files.exists(unfinished))) TRY(files.remove(unfinished));
  auto file = TRY(files.create(unfinished, FileSystem::Create::must_be_new));
  TRY(file->append(content));
  TRY(file->sync());
  file.reset();
  TRY(files.rename(unfinished, path));
  return files.sync_directory(parent(path));
}

Result<std::string> read_file(FileSystem& files, const std::string& path) {
  auto file = TRY(files.open(path));
  std::string content(TRY(file->size()), '\0');
  content.resize(TRY(file->read_at(0, content)));
  return content;
}

Result<void> check_format(FileSystem& files, const std::string& directory, std::string_view kind, int version) {
  auto path = directory + "/FORMAT";
  if (!TRY(files.exists(path))) return write_durable_file(files, path, std::string(kind) + " " + std::to_string(version) + "\n");
  auto content = TRY(read_file(files, path));
  auto expected = std::string(kind) + " ";
  int found = 0;
  auto parsed = std::from_chars(content.data() + std::min(expected.size(), content.size()), content.data() + content.size(), found);
  if (!content.starts_with(expected) || parsed.ec != std::errc() || found < 1 || std::string_view(parsed.ptr, content.data() + content.size()) != "\n")
    return internal_error(path + " does not say \"" + expected + "N\": this is no such folder");
  if (found > version)
    return internal_error(directory + " has format " + std::to_string(found) + "; this program knows formats up to " +
                          std::to_string(version));
  return {};
}

}  // namespace tarn::io
