// Filters on partition keys: what the catalog can select by, and then each filter itself, evaluated on the partitions' values.
#pragma once
#include <duckdb.hpp>
#include <memory>
#include <vector>

#include "engine/lake_files.h"

namespace tarn::engine {

class PartitionPruning {
 public:
  // Looks at `filters` without changing them.
  PartitionPruning(duckdb::ClientContext& context, const ScannedTable& scan, const duckdb::MultiFilePushdownInfo& info,
                   const duckdb::vector<duckdb::unique_ptr<duckdb::Expression>>& filters);

  bool any() const { return !usable_.empty(); }
  const std::vector<PartitionFilter>& catalog_filters() const { return catalog_filters_; }

  // The partitions for which every usable filter is true. Removes those filters, as the scan's rows need them no more; one that
  // fails on a partition's values stays, and fails when the query runs.
  std::shared_ptr<const Partitions> prune(std::shared_ptr<const Partitions> partitions,
                                          duckdb::vector<duckdb::unique_ptr<duckdb::Expression>>& filters) const;

 private:
  struct Usable {
    size_t position;  // in the filters
    duckdb::unique_ptr<duckdb::Expression> on_keys;  // over a chunk of the partition keys
  };
  std::vector<bool> matches(const duckdb::Expression& filter, const Partitions& partitions) const;

  duckdb::ClientContext& context_;
  const ScannedTable& scan_;
  std::vector<Usable> usable_;
  std::vector<PartitionFilter> catalog_filters_;
};

}  // namespace tarn::engine
