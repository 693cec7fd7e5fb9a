// Listing and classifying the objects of one S3 target, as the crawler's role.
#pragma once
#include <atomic>
#include <vector>

#include "glue/crawler/crawl_log.h"
#include "glue/crawler/layout.h"
#include "glue/crawler/options.h"
#include "objects/object_store.h"

namespace tarn::glue::crawler {

constexpr std::string_view kCancelled = "CrawlCancelled";  // the code of the error that ends a cancelled crawl
inline Error crawl_cancelled() { return {std::string(kCancelled), "Crawler cancelled", 400, {}}; }

// Everything is borrowed.
struct ScanNeeds {
  objects::ObjectStore& objects;
  const aws::AccessContext& role;
  const std::atomic<bool>& cancelled;  // looked at between pages
  CrawlLog& log;
};

// Appends every file of the target in key order. The listing goes page by page and each page is classified by a few threads, so that
// no more than a page of samples is ever held. A path without a slash at its end is the folder of that name, which `target` then
// names, or the one object of exactly that key. Files that are damaged or of no known kind are logged; damaged ones are left out.
Result<void> scan(const ScanNeeds& needs, S3Place& target, const std::vector<CustomClassifier>& classifiers, std::vector<FoundFile>& out);

}  // namespace tarn::glue::crawler
