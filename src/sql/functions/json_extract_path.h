// The paths of json_extract, json_extract_scalar and json_size: $.name, $["any name"], $[0].
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace tarn::sql {

// The path as DuckDB writes it; nullopt: none of these.
std::optional<std::string> json_extract_path(std::string_view path);

}  // namespace tarn::sql
