// A target of a crawler: whoever finds tables in one kind of source. A crawl asks each of its targets for tables in the catalog's
// form, writes them (publish.h), and then tells each target that they stand.
#pragma once
#include <atomic>
#include <memory>
#include <vector>

#include "engine/engine.h"
#include "glue/crawler/crawl_log.h"
#include "glue/crawler/options.h"
#include "glue/crawler/table_form.h"
#include "objects/object_store.h"

namespace tarn::glue::crawler {

constexpr std::string_view kCancelled = "CrawlCancelled";  // the code of the error that ends a cancelled crawl
inline Error crawl_cancelled() { return {std::string(kCancelled), "Crawler cancelled", 400, {}}; }

// Everything is borrowed, for as long as the crawl takes.
struct TargetNeeds {
  kv::Store& store;
  objects::ObjectStore& objects;
  engine::Engine& engine;
  const aws::AccessContext& role;      // in whose name everything is read and written
  const std::atomic<bool>& cancelled;  // looked at between pages
  CrawlLog& log;
  const CrawlerRecord& crawler;
  const CrawlOptions& options;

  Result<void> stop_if_cancelled() const {
    if (cancelled.load()) return crawl_cancelled();
    return {};
  }
};

class Target {
 public:
  virtual ~Target() = default;
  // Nothing is written to the catalog here.
  virtual Result<std::vector<TableForm>> find(const TargetNeeds& needs) = 0;
  // Whether a crawl of everything would find a table at this location again: what it does not find there is gone.
  virtual bool covers(const std::string& location) const = 0;
  // The tables stand in the catalog.
  virtual Result<void> published(const TargetNeeds&) { return {}; }
};

// One for each target of the crawler, in the order of their kinds.
std::vector<std::unique_ptr<Target>> make_targets(const CrawlOptions& options);

std::unique_ptr<Target> s3_target(S3Place place);
std::unique_ptr<Target> catalog_target(CatalogPlace place);
std::unique_ptr<Target> delta_target(DeltaPlace place);
std::unique_ptr<Target> iceberg_target(FormatPlace place);
std::unique_ptr<Target> hudi_target(FormatPlace place);

}  // namespace tarn::glue::crawler
