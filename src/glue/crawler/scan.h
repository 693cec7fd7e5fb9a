// Listing and classifying the objects below one place, as the crawler's role.
#pragma once
#include <vector>

#include "glue/crawler/crawled_folders.h"
#include "glue/crawler/target.h"

namespace tarn::glue::crawler {

// Every file of the place in key order. The listing goes page by page and each page is classified by a few threads, so that no more
// than a page of samples is ever held. A path without a slash at its end is the folder of that name, which `place` then names, or
// the one object of exactly that key. Files that are damaged or of no known kind are logged; damaged ones are left out.
// `folders` gets every folder that holds something, the place's own too.
Result<std::vector<FoundFile>> scan(const TargetNeeds& needs, S3Place& place, Folders& folders);

// The same of the folders that `known` does not hold, and no others: known ones are listed only where folders lie in them, and
// known ones without folders not at all.
struct NewFolder {
  std::string prefix;
  std::vector<FoundFile> files;
};
Result<std::vector<NewFolder>> scan_new_folders(const TargetNeeds& needs, const S3Place& place, const CrawledFolders& known, Folders& folders);

}  // namespace tarn::glue::crawler
