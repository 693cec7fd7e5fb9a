// The tree of a partition filter. Inside catalog/ only.
#pragma once
#include <memory>
#include <string>
#include <vector>

#include "catalog/partition_expression.h"
#include "catalog/partition_value.h"

namespace tarn::catalog {

enum class FilterOp : uint8_t { all_of, any_of, negation, equal, not_equal, less, less_equal, greater, greater_equal, in, between, like, is_null };

struct PartitionExpression::Node {
  FilterOp op;
  std::vector<std::unique_ptr<Node>> children;  // of all_of, any_of, negation

  size_t key = 0;                         // of predicates: which partition key
  KeyType type = KeyType::text;
  std::vector<PartitionValue> literals;   // one; two of between; any number of in; the pattern of like
};

// Errors as PartitionExpression::parse. `text` is not blank.
Result<std::unique_ptr<PartitionExpression::Node>> parse_partition_filter(std::string_view text, const std::vector<Column>& keys);

}  // namespace tarn::catalog
