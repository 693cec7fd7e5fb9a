#include "io/io_error.h"

#include <cerrno>
#include <system_error>

#include "io/file_system.h"

namespace tarn::io {

Error io_error(std::string_view action, const std::string& path, int error_number) {
  std::string message = std::string(action) + " " + path + ": " + std::generic_category().message(error_number);
  return Error{"IoError", std::move(message), 500}.with("errno", std::to_string(error_number));
}

bool is_disk_full(const Error& error) {
  for (auto& [name, value] : error.details)
    if (name == "errno") return value == std::to_string(ENOSPC) || value == std::to_string(EDQUOT);
  return false;
}

}  // namespace tarn::io
