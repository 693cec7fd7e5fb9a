// The folders that a crawler has crawled: what CRAWL_NEW_FOLDERS_ONLY leaves out (glue-crawlers.md section 8).
//
//   glue.crawl_folder   account, region, crawler, bucket/folder/ -> whether folders lie in it
#pragma once
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "glue/crawler/records.h"

namespace tarn::glue::crawler {

// Key prefixes with the slash at their ends; true: folders lie in it, so that a new one may appear there.
using Folders = std::map<std::string, bool, std::less<>>;

class CrawledFolders {
 public:
  // `store` is borrowed.
  CrawledFolders(kv::Store& store, const CrawlerName& crawler, const std::string& bucket) : store_(store), crawler_(crawler), bucket_(bucket) {}

  // For each folder whether folders lie in it; nullopt: it is new.
  Result<std::vector<std::optional<bool>>> find(const std::vector<std::string>& folders) const;
  Result<void> add(const Folders& folders);

 private:
  std::string key(const std::string& folder) const;

  kv::Store& store_;
  const CrawlerName crawler_;
  const std::string bucket_;
};

// The next crawl begins anew.
Result<void> forget_folders(kv::Store& store, const CrawlerName& crawler);

}  // namespace tarn::glue::crawler
