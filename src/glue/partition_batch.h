// Partitions as requests describe them. The input of BatchCreatePartition is read straight into rows: a batch mostly repeats one descriptor, and what repeats is compared with the
// one before instead of being read again.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "aws/document.h"
#include "catalog/partition_record.h"

namespace tarn::glue {

struct PartitionInput;
catalog::Partition stored_partition(const PartitionInput& in);

struct PartitionBatch {
  std::optional<std::string> catalog_id;
  std::string database_name, table_name;
  std::vector<catalog::PartitionRow> partitions;
};

Result<void> from_document(const aws::Document& document, PartitionBatch& out);

}  // namespace tarn::glue
