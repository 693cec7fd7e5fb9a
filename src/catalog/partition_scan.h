// Walks rows whose keys are a prefix and fields of partition values, visiting only those that lie in the given intervals: where a
// field lies outside, it seeks to the next key that can lie inside. So equality and ranges on leading keys read only what matches,
// and a filter on a later key costs one seek for each combination of the keys before it.
#pragma once
#include <functional>

#include "catalog/catalog.h"
#include "catalog/key_intervals.h"

namespace tarn::catalog {

struct FieldFilter {
  std::string order;                   // of the fields, a letter each (partition_order.h)
  std::vector<KeyIntervals> intervals; // of each field
};

// `after`: the fields of a row behind which to begin; empty: at the first. visit answers false to stop.
Result<void> scan_fields(kv::Reader& reader, const std::string& prefix, const FieldFilter& filter, const std::string& after,
                         const std::function<bool(std::string_view fields, std::string_view value)>& visit);

}  // namespace tarn::catalog
