// Small things on disk that must survive a power cut whole.
#pragma once
#include <string>
#include <string_view>

#include "io/file_system.h"

namespace tarn::io {

// make_directory whose new names survive a power cut.
Result<void> make_durable_directory(FileSystem& files, const std::string& path);

// Replaces the whole file: after a power cut it has the old content or the new one.
Result<void> write_durable_file(FileSystem& files, const std::string& path, std::string_view content);

Result<std::string> read_file(FileSystem& files, const std::string& path);

// Writes "<kind> <version>\n" to directory/FORMAT when it is missing, and refuses with "InternalError" a folder of another kind or
// of a newer version.
Result<void> check_format(FileSystem& files, const std::string& directory, std::string_view kind, int version);

}  // namespace tarn::io
