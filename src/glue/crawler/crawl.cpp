#include "glue/crawler/crawl.h"

#include <algorithm>
#include <map>

#include "glue/crawler/glob.h"
#include "lake/object_files.h"
#include "objects/list.h"

namespace tarn::glue::crawler {
namespace {

constexpr std::string_view kSession = "AWS-Crawler";
constexpr std::string_view kService = "glue.amazonaws.com";
constexpr std::string_view kCancelled = "CrawlCancelled";  // the code of the error that ends a cancelled crawl
constexpr size_t kMaxErrorCharacters = 2048;               // Glue API, LastCrawlInfo, ErrorMessage

struct ListedFile {
  std::string key;
  uint64_t size = 0;
};

// Names that never hold data: markers, and what begins with '_' or '.'.
bool is_hidden(std::string_view path) {
  if (path.ends_with('/') || path.ends_with("$folder$")) return true;
  while (true) {
    if (path.starts_with('_') || path.starts_with('.')) return true;
    auto slash = path.find('/');
    if (slash == std::string_view::npos) return false;
    path.remove_prefix(slash + 1);
  }
}

class Crawl {
 public:
  Crawl(const CrawlNeeds& needs, const CrawlerRecord& crawler, const std::atomic<bool>& cancelled)
      : needs_(needs), crawler_(crawler), cancelled_(cancelled), log_(needs.logs, needs.clock, crawler) {}

  CrawlOutcome run() {
    log_.benchmark("Running Start Crawl for Crawler " + crawler_.name.name);
    auto summary = work();
    if (summary.ok()) {
      tell("TABLE", summary->tables);
      tell("PARTITION", summary->partitions);
    } else {
      log_.error(summary.error().code == kCancelled ? "Crawler cancelled" : summary.error().message);
    }
    log_.benchmark("Crawler has finished running and is in state READY");
    if (summary.ok()) return {"SUCCEEDED", "", *summary};
    if (summary.error().code == kCancelled) return {"CANCELLED", "", {}};
    return {"FAILED", summary.error().message.substr(0, kMaxErrorCharacters), {}};
  }

 private:
  void tell(const std::string& what, const Counts& counts) {
    log_.info("Run Summary For " + what + ":");
    log_.info("ADD: " + std::to_string(counts.created));
    log_.info("UPDATE: " + std::to_string(counts.updated));
    log_.info("DELETE: " + std::to_string(counts.deleted));
  }

  Result<Summary> work() {
    auto options = TRY(parse_options(crawler_.document));
    TRY(take_role(options.role));
    log_.info("Crawler configured with SchemaChangePolicy " + policy_text() + ".");
    std::vector<TableForm> found;
    for (auto& target : options.targets)
      for (auto& table : TRY(crawl_target(target, options))) found.push_back(table_form(table, target, options, crawler_.name.name));
    if (options.table_threshold > 0 && static_cast<int64_t>(found.size()) > options.table_threshold)
      return Error{"TableThreshold",
                   "The number of tables detected by crawler: " + std::to_string(found.size()) + " is greater than the table threshold value provided: " +
                       std::to_string(options.table_threshold) + ". Failing crawler without writing to Data Catalog.", 400, {}};
    TRY(stop_if_cancelled());
    log_.benchmark("Classification complete, writing results to database " + options.database);
    PublishNeeds publishing{needs_.store, needs_.objects.authorizer, role_, log_, crawler_.name.name};
    auto summary = TRY(publish(publishing, options, std::move(found)));
    log_.benchmark("Finished writing to Catalog");
    return summary;
  }

  Result<void> take_role(const std::string& role) {
    auto acting = needs_.identities.act_as_role(crawler_.name.account_id, role, std::string(kService), std::string(kSession), needs_.clock.now());
    if (!acting.ok())
      return Error{acting.error().code, "Service is unable to assume provided role. Please verify role's TrustPolicy", 400, {}};
    role_ = std::move(*acting);
    role_.region = crawler_.name.region;
    return {};
  }

  std::string policy_text() const {
    auto policy = crawler_.document.if_contains("SchemaChangePolicy");
    return policy ? boost::json::serialize(*policy) : "{}";
  }

  Result<void> stop_if_cancelled() const {
    if (cancelled_.load()) return Error{std::string(kCancelled), "Crawler cancelled", 400, {}};
    return {};
  }

  // A path without a slash at its end is the folder of that name, or the one object of exactly that key.
  Result<std::vector<ListedFile>> list(S3Place& target) {
    std::vector<ListedFile> folder, file;
    bool ends_with_slash = target.path.empty() || target.path.ends_with('/');
    auto visit = [&](const objects::ListedObject& object) {
      std::string_view key = object.key;
      if (!ends_with_slash && key == target.path) file.push_back({object.key, object.size});
      std::string root = ends_with_slash ? target.path : target.path + "/";
      if (!key.starts_with(root)) return true;
      auto path = key.substr(root.size());
      bool excluded = std::any_of(target.exclusions.begin(), target.exclusions.end(), [&](const std::string& pattern) { return glob_matches(pattern, path); });
      if (object.size > 0 && !is_hidden(path) && !excluded) folder.push_back({object.key, object.size});
      return true;
    };
    TRY(objects::for_each_object(needs_.objects, role_, target.bucket, target.path, visit));
    if (!ends_with_slash && !file.empty() && folder.empty()) return file;
    if (!ends_with_slash) target.path += '/';
    return folder;
  }

  // SampleSize: the first n files of each folder stand for the others.
  static std::vector<ListedFile> sampled(std::vector<ListedFile> files, int64_t per_folder) {
    if (per_folder == 0) return files;
    std::map<std::string, int64_t> taken;
    std::erase_if(files, [&](const ListedFile& file) { return taken[file.key.substr(0, file.key.rfind('/') + 1)]++ >= per_folder; });
    return files;
  }

  Result<std::vector<FoundTable>> crawl_target(S3Place target, const CrawlOptions& options) {
    auto listed = TRY(list(target));
    lake::ObjectFiles files(needs_.objects, role_);
    std::vector<FoundFile> found;
    for (auto& file : sampled(std::move(listed), target.sample_size)) {
      TRY(stop_if_cancelled());
      auto opened = TRY(files.open("s3://" + target.bucket + "/" + file.key));
      auto file_class = classify(*opened);
      if (!file_class.ok() && file_class.error().code != "GlueCorruptFile") return file_class.error();
      if (!file_class.ok()) {
        log_.warn(file_class.error().message);
        continue;
      }
      if (!file_class->is_known()) log_.warn("The format of s3://" + target.bucket + "/" + file.key + " is not known.");
      found.push_back({file.key, file.size, std::move(*file_class)});
    }
    return find_tables(target.path, std::move(found), options.layout);
  }

  const CrawlNeeds& needs_;
  const CrawlerRecord& crawler_;
  const std::atomic<bool>& cancelled_;
  CrawlLog log_;
  aws::AccessContext role_;
};

}  // namespace

CrawlOutcome crawl(const CrawlNeeds& needs, const CrawlerRecord& crawler, const std::atomic<bool>& cancelled) {
  return Crawl(needs, crawler, cancelled).run();
}

}  // namespace tarn::glue::crawler
