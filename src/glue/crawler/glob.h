// Exclusion patterns of a target (glue-crawlers.md 2.1), relative to its path.
#pragma once
#include <string>
#include <string_view>

namespace tarn::glue::crawler {

// '*' and '?' stay within a folder, '**' crosses folders, '[a-z]' and '[!a]' are one character, '{a,b}' alternatives, '\' takes the
// next character literally.
bool glob_matches(std::string_view pattern, std::string_view path);

// Whether the pattern is well formed: brackets and braces close, braces do not nest.
bool is_valid_glob(std::string_view pattern);

}  // namespace tarn::glue::crawler
