// The catalog's form of what was found (glue-crawlers.md 5.2, 5.3, 6): names, parameters, formats and SerDes.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "catalog/catalog.h"
#include "glue/crawler/layout.h"
#include "glue/crawler/options.h"

namespace tarn::glue::crawler {

constexpr std::string_view kMadeBy = "UPDATED_BY_CRAWLER";
constexpr std::string_view kDeprecatedBy = "DEPRECATED_BY_CRAWLER";

// The prefix and the last component of the path, in the catalog's alphabet; the bucket's name where the path is empty.
std::string table_name(const std::string& prefix, const std::string& bucket, std::string_view path);
// Another name for a table whose own is taken by one from elsewhere: 32 hex digits of the location follow it.
std::string name_beside(const std::string& name, const std::string& location);

struct TableForm {
  enum class Write : uint8_t {
    whole,           // the table is made, or brought up to date by the change policy
    existing,        // the table of this very name is brought up to date; it is never made
    new_partitions,  // the table of this very name gets partitions; nothing else of it changes
  };
  Write write = Write::whole;
  catalog::Table table;
  std::vector<catalog::Partition> partitions;
  bool partition_index = false;       // on all keys
  std::optional<uint64_t> expected_version;  // of the table when it was looked at; another one since then is left as it is
  std::vector<std::string> warnings;  // a data column that had to give way to a partition key
};

TableForm table_form(const FoundTable& found, const S3Place& target, const CrawlOptions& options, const std::string& crawler_name);

// A partition beside others of a table that stands in the catalog.
catalog::Partition partition_of(const catalog::Table& table, const FoundPartition& found, const S3Place& target, const std::string& crawler_name);

// What every table of a crawler has, whatever was found.
catalog::Table blank_table(const std::string& database, const std::string& name);
catalog::Parameters crawler_parameters(const std::string& classification, const std::string& crawler_name);

}  // namespace tarn::glue::crawler
