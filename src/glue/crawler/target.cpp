#include "glue/crawler/target.h"

namespace tarn::glue::crawler {

std::vector<std::unique_ptr<Target>> make_targets(const CrawlOptions& options) {
  std::vector<std::unique_ptr<Target>> out;
  for (auto& place : options.s3) out.push_back(s3_target(place));
  for (auto& place : options.catalog) out.push_back(catalog_target(place));
  for (auto& place : options.delta) out.push_back(delta_target(place));
  for (auto& place : options.iceberg) out.push_back(iceberg_target(place));
  for (auto& place : options.hudi) out.push_back(hudi_target(place));
  return out;
}

}  // namespace tarn::glue::crawler
