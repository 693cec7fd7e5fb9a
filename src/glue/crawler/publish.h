// Writes what a crawl found into the Data Catalog, as the crawler's role and by its change policy (glue-crawlers.md section 7).
#pragma once
#include <functional>
#include <vector>

#include "glue/crawler/crawl_log.h"
#include "glue/crawler/table_form.h"
#include "iam/authorizer.h"

namespace tarn::glue::crawler {

struct Summary {
  Counts tables, partitions;
  std::vector<std::string> created, updated, deleted;  // names of tables
};

struct PublishNeeds {
  kv::Store& store;
  const iam::Authorizer& authorizer;
  const aws::AccessContext& role;  // who writes
  CrawlLog& log;
  const std::string& crawler_name;
  // Whether a table of this location would have been found again; none: nothing is missing whatever was not found.
  std::function<bool(const std::string& location)> covers;

  // `action` without "glue:".
  Result<void> may(const std::string& action, const std::string& database, const std::string& table) const;
};

// One transaction for each table (and for each further block of its partitions), so that a table is never seen half described.
Result<Summary> publish(const PublishNeeds& needs, const CrawlOptions& options, std::vector<TableForm> found);

}  // namespace tarn::glue::crawler
