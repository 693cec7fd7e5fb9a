// The filter language of GetPartitions (glue-catalog.md 4.1): comparisons of partition keys with literals, typed by the keys.
#pragma once
#include <memory>
#include <string_view>

#include "catalog/catalog.h"
#include "catalog/key_intervals.h"

namespace tarn::catalog {

constexpr size_t kMaxExpressionLength = 2048;  // Glue API, GetPartitions, Expression
constexpr std::string_view kNullPartition = "__HIVE_DEFAULT_PARTITION__";

class PartitionExpression {
 public:
  // Blank text matches everything. Errors: InvalidInputException with Glue's own texts ("Unsupported expression '...'",
  // "Invalid partition expression!", "\"x\" is not an integer.", ...).
  static Result<PartitionExpression> parse(std::string_view text, const std::vector<Column>& keys);

  // Error InvalidStateException: a stored value is not of its key's type.
  Result<bool> matches(const std::vector<std::string>& values) const;

  // What may match, key by key, in the order of the store (partition_order.h): whatever lies outside for one of its keys does not
  // match. Keys that the filter does not narrow are all(). `order`: the table's key_order.
  std::vector<KeyIntervals> intervals(std::string_view order) const;

  struct Node;

 private:
  std::shared_ptr<const Node> root_;  // shared by copies of this expression; null: everything
};

}  // namespace tarn::catalog
