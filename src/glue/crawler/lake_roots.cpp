#include "glue/crawler/lake_roots.h"

#include <algorithm>

#include "glue/crawler/glob.h"
#include "objects/list.h"
#include "objects/read.h"

namespace tarn::glue::crawler {
namespace {

constexpr uint64_t kMaxTextBytes = 64 * 1024 * 1024;

bool is_excluded(const FormatPlace& place, const std::string& folder) {
  std::string_view below = std::string_view(folder).substr(place.root.path.size());
  auto without_slash = below.substr(0, below.empty() ? 0 : below.size() - 1);
  return std::any_of(place.root.exclusions.begin(), place.root.exclusions.end(), [&](const std::string& pattern) {
    return glob_matches(pattern, below) || glob_matches(pattern, without_slash);
  });
}

}  // namespace

Result<FolderListing> list_folder(const TargetNeeds& needs, const std::string& bucket, const std::string& prefix) {
  FolderListing out;
  objects::ListQuery query{bucket, prefix, "/", {}, objects::kListPageKeys};
  while (true) {
    TRY(needs.stop_if_cancelled());
    auto page = TRY(objects::list_objects(needs.objects, needs.role, query));
    std::move(page.common_prefixes.begin(), page.common_prefixes.end(), std::back_inserter(out.folders));
    for (auto& object : page.objects) out.keys.push_back(std::move(object.key));
    if (!page.truncated) return out;
    query.position = std::move(page.next);
  }
}

Result<std::vector<std::string>> find_table_roots(const TargetNeeds& needs, const FormatPlace& place, const std::string& marker) {
  std::vector<std::string> out;
  std::vector<std::string> level{place.root.path};
  for (int64_t depth = 0; depth <= place.depth && !level.empty(); depth++) {
    std::vector<std::string> below;
    for (auto& folder : level) {
      auto listing = TRY(list_folder(needs, place.root.bucket, folder));
      if (std::find(listing.folders.begin(), listing.folders.end(), folder + marker) != listing.folders.end()) {
        out.push_back(folder);
        continue;
      }
      for (auto& child : listing.folders)
        if (!is_excluded(place, child)) below.push_back(std::move(child));
    }
    level = std::move(below);
  }
  std::sort(out.begin(), out.end());
  return out;
}

Result<std::string> read_text(const TargetNeeds& needs, const std::string& bucket, const std::string& key) {
  auto text = objects::read_object(needs.objects, needs.role, {bucket, key}, kMaxTextBytes);
  if (!text.ok() && text.error().code == "EntityTooLarge") return invalid_metadata("s3://" + bucket + "/" + key, "it is too large");
  return text;
}

Error invalid_metadata(const std::string& place, const std::string& why) { return {"InvalidMetadata", "The table metadata " + place + " cannot be read: " + why + ".", 400, {}}; }

}  // namespace tarn::glue::crawler
