// (k='v', ...) of Hive statements against a table's partitions.
#pragma once
#include <functional>
#include <string>
#include <vector>

#include "athena/catalog_names.h"
#include "catalog/partitions.h"

namespace tarn::athena {

// The values of a full spec, in the order of the table's keys. Error SemanticException when keys lack or are none of the table's.
Result<std::vector<std::string>> partition_values(const catalog::Table& table, const sql::ast::PartitionSpec& spec);

// The partitions that a spec with comparisons names.
Result<std::vector<catalog::Partition>> matching_partitions(kv::Reader& reader, const catalog::Table& table, const sql::ast::PartitionSpec& spec,
                                                            const aws::AccessContext& who);

std::string partition_path(const catalog::Table& table, const std::vector<std::string>& values);  // "k=v/k2=v2", escaped
// A partition with the table's own descriptor and the usual folder below the table's location.
catalog::Partition new_partition(const catalog::Table& table, const std::vector<std::string>& values);

}  // namespace tarn::athena
