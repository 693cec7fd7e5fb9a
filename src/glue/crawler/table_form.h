// The catalog's form of what was found (glue-crawlers.md 5.2, 5.3, 6): names, parameters, formats and SerDes.
#pragma once
#include <string>
#include <vector>

#include "catalog/catalog.h"
#include "glue/crawler/layout.h"
#include "glue/crawler/options.h"

namespace tarn::glue::crawler {

constexpr std::string_view kMadeBy = "UPDATED_BY_CRAWLER";
constexpr std::string_view kDeprecatedBy = "DEPRECATED_BY_CRAWLER";

// The prefix and the last component of the root, in the catalog's alphabet.
std::string table_name(const std::string& prefix, const std::string& bucket, const FoundTable& found);
// Another name for a table whose own is taken by one from elsewhere: 32 hex digits of the location follow it.
std::string name_beside(const std::string& name, const std::string& location);

struct TableForm {
  catalog::Table table;
  std::vector<catalog::Partition> partitions;
  std::vector<std::string> warnings;  // a data column that had to give way to a partition key
};

TableForm table_form(const FoundTable& found, const S3Place& target, const CrawlOptions& options, const std::string& crawler_name);

}  // namespace tarn::glue::crawler
