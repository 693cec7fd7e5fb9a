// From the tree of a partition filter to ranges of the store. Inside catalog/ only.
#pragma once
#include "catalog/partition_node.h"

namespace tarn::catalog {

// See PartitionExpression::intervals.
std::vector<KeyIntervals> intervals_of(const PartitionExpression::Node& root, std::string_view order);

}  // namespace tarn::catalog
