#include "glue/crawler/crawl.h"

#include <algorithm>

#include "glue/crawler/classifier_records.h"
#include "glue/crawler/target.h"

namespace tarn::glue::crawler {
namespace {

constexpr std::string_view kSession = "AWS-Crawler";
constexpr std::string_view kService = "glue.amazonaws.com";
constexpr size_t kMaxErrorCharacters = 2048;               // Glue API, LastCrawlInfo, ErrorMessage

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
    if (summary.ok()) return {"SUCCEEDED", "", std::move(*summary)};
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
    options.classifiers = TRY(load_classifiers(*needs_.store.snapshot(), crawler_.name.account_id, crawler_.name.region, options.classifier_names));
    TRY(take_role(options.role));
    log_.info("Crawler configured with SchemaChangePolicy " + policy_text() + ".");
    log_.info(std::string("Crawler configured with CreatePartitionIndex:") + (options.partition_index ? "true" : "false") + ".");
    TargetNeeds targeting{needs_.store, needs_.objects, needs_.engine, role_, cancelled_, log_, crawler_, options};
    auto targets = make_targets(options);
    auto found = TRY(find(targeting, targets));
    log_.benchmark("Classification complete, writing results to database " + options.database);
    PublishNeeds publishing{needs_.store, needs_.objects.authorizer, role_, log_, crawler_.name.name, covered_by(targets, options)};
    auto summary = TRY(publish(publishing, options, std::move(found)));
    for (auto& target : targets) TRY(target->published(targeting));
    log_.benchmark("Finished writing to Catalog");
    return summary;
  }

  static Result<std::vector<TableForm>> find(const TargetNeeds& needs, const std::vector<std::unique_ptr<Target>>& targets) {
    std::vector<TableForm> found;
    for (auto& target : targets)
      for (auto& table : TRY(target->find(needs))) found.push_back(std::move(table));
    auto threshold = needs.options.table_threshold;
    if (threshold > 0 && static_cast<int64_t>(found.size()) > threshold)
      return Error{"TableThreshold",
                   "The number of tables detected by crawler: " + std::to_string(found.size()) + " is greater than the table threshold value provided: " +
                       std::to_string(threshold) + ". Failing crawler without writing to Data Catalog.", 400, {}};
    TRY(needs.stop_if_cancelled());
    return found;
  }

  // A crawl of new folders only, or of tables that exist, notices nothing that is gone.
  static std::function<bool(const std::string&)> covered_by(const std::vector<std::unique_ptr<Target>>& targets, const CrawlOptions& options) {
    if (options.new_folders_only || options.database.empty()) return {};
    return [&targets](const std::string& location) {
      return std::any_of(targets.begin(), targets.end(), [&](auto& target) { return target->covers(location); });
    };
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
