// Writes what a crawl found into the Data Catalog, as the crawler's role and by its change policy (glue-crawlers.md section 7).
#pragma once
#include <atomic>
#include <vector>

#include "glue/crawler/crawl_log.h"
#include "glue/crawler/table_form.h"
#include "iam/authorizer.h"

namespace tarn::glue::crawler {

struct Summary {
  Counts tables, partitions;
};

struct PublishNeeds {
  kv::Store& store;
  const iam::Authorizer& authorizer;
  const aws::AccessContext& role;  // who writes
  CrawlLog& log;
  const std::string& crawler_name;
};

// One transaction for each table (and for each further block of its partitions), so that a table is never seen half described.
Result<Summary> publish(const PublishNeeds& needs, const CrawlOptions& options, std::vector<TableForm> found);

}  // namespace tarn::glue::crawler
