// Partition folders as Hive names them: key=value with special characters percent-escaped.
#pragma once
#include <string>
#include <string_view>

namespace tarn::engine {

constexpr const char* kHiveNullPartition = "__HIVE_DEFAULT_PARTITION__";

std::string escape_hive_path(std::string_view name);    // FileUtils.escapePathName
std::string unescape_hive_path(std::string_view name);

}  // namespace tarn::engine
