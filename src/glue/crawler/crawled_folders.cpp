#include "glue/crawler/crawled_folders.h"

#include "kv/key.h"
#include "kv/record.h"

namespace tarn::glue::crawler {
namespace {

constexpr std::string_view kFamily = "glue.crawl_folder";
constexpr size_t kRowsPerCommit = 1000;

kv::KeyBuilder prefix_of(const CrawlerName& crawler) {
  kv::KeyBuilder key(kFamily);
  key.text(crawler.account_id).text(crawler.region).text(crawler.name);
  return key;
}

}  // namespace

std::string CrawledFolders::key(const std::string& folder) const { return prefix_of(crawler_).text(bucket_ + "/" + folder).take(); }

Result<std::vector<std::optional<bool>>> CrawledFolders::find(const std::vector<std::string>& folders) const {
  std::vector<std::string> keys;
  for (auto& folder : folders) keys.push_back(key(folder));
  std::vector<std::optional<bool>> out;
  for (auto& row : TRY(store_.snapshot()->multi_get(keys))) {
    out.emplace_back();
    if (!row) continue;
    auto has_folders = TRY(kv::decode_record(*row));
    if (!has_folders.is_bool()) return internal_error("a crawled folder's record is damaged");
    out.back() = has_folders.get_bool();
  }
  return out;
}

Result<void> CrawledFolders::add(const Folders& folders) {
  for (auto next = folders.begin(); next != folders.end();) {
    auto last = next;
    TRY(store_.transact([&](kv::Txn& txn) -> Result<void> {
      last = next;
      for (size_t n = 0; n < kRowsPerCommit && last != folders.end(); n++, ++last) txn.put(key(last->first), kv::encode_record(last->second));
      return {};
    }));
    next = last;
  }
  return {};
}

Result<void> forget_folders(kv::Store& store, const CrawlerName& crawler) {
  auto range = kv::Range::prefix(prefix_of(crawler).take());
  while (true) {
    auto rows = TRY(store.snapshot()->page(range, kRowsPerCommit));
    if (rows.empty()) return {};
    TRY(store.transact([&](kv::Txn& txn) -> Result<void> {
      for (auto& row : rows) txn.erase(row.key);
      return {};
    }));
  }
}

}  // namespace tarn::glue::crawler
