// The partitions of one table, written by the change policy.
#pragma once
#include "glue/crawler/publish.h"

namespace tarn::glue::crawler {

// `form.table` names a table that stands in the catalog. Partitions that were not found again are deleted if the policy says so,
// unless the form holds new ones only.
Result<Counts> write_partitions(const PublishNeeds& needs, const CrawlOptions& options, const TableForm& form);

}  // namespace tarn::glue::crawler
