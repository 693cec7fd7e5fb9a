// Statistics of columns, of a table or of one partition. The figures are kept as Glue's own ColumnStatistics document, since the
// catalog itself only stores and returns them.
#pragma once
#include "catalog/partitions.h"

namespace tarn::catalog {

struct ColumnStatistics {
  std::string column;       // as given
  std::string column_type;
  std::string document;     // JSON text of Glue's ColumnStatistics
};

// `values`: of the partition; nullptr: of the table itself.
Result<std::optional<ColumnStatistics>> find_column_statistics(kv::Reader& reader, const Table& table, const std::vector<std::string>* values, std::string_view column);
Result<void> put_column_statistics(kv::Txn& txn, const Table& table, const std::vector<std::string>* values, const ColumnStatistics& statistics);
// EntityNotFoundException when there are none.
Result<void> delete_column_statistics(kv::Txn& txn, const Table& table, const std::vector<std::string>* values, std::string_view column);

}  // namespace tarn::catalog
