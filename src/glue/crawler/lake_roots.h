// Folders that hold tables of a format with metadata of its own.
#pragma once
#include <string>
#include <vector>

#include "glue/crawler/target.h"

namespace tarn::glue::crawler {

// The folders (key prefixes) at and below the place in which a folder `marker` ("metadata/") lies, at most place.depth folders
// down. What lies below a found one is not looked at.
Result<std::vector<std::string>> find_table_roots(const TargetNeeds& needs, const FormatPlace& place, const std::string& marker);

// One level of a folder.
struct FolderListing {
  std::vector<std::string> folders;  // key prefixes
  std::vector<std::string> keys;
};
Result<FolderListing> list_folder(const TargetNeeds& needs, const std::string& bucket, const std::string& prefix);

// A small text of the table's metadata. Error InvalidMetadata (with the object's name) beyond 64 MiB; S3's own.
Result<std::string> read_text(const TargetNeeds& needs, const std::string& bucket, const std::string& key);

Error invalid_metadata(const std::string& place, const std::string& why);
inline bool is_invalid_metadata(const Error& error) { return error.code == "InvalidMetadata"; }

}  // namespace tarn::glue::crawler
