// The one shape of a failed file operation, for the implementations of FileSystem.
#pragma once
#include <string>
#include <string_view>

#include "base/result.h"

namespace tarn::io {

// "<action> <path>: <the system's text of error_number>", with the number itself as the detail "errno".
Error io_error(std::string_view action, const std::string& path, int error_number);

}  // namespace tarn::io
