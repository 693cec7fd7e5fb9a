#include "catalog/column_statistics.h"

#include "catalog/errors.h"
#include "catalog/keys.h"
#include "catalog/records.h"

namespace tarn::catalog {

Result<std::optional<ColumnStatistics>> find_column_statistics(kv::Reader& reader, const Table& table, const std::vector<std::string>* values, std::string_view column) {
  auto stored = TRY(reader.get(column_statistics_key(table.id, column, values)));
  if (!stored) return std::optional<ColumnStatistics>();
  return std::optional(TRY(decode_statistics(*stored)));
}

Result<void> put_column_statistics(kv::Txn& txn, const Table& table, const std::vector<std::string>* values, const ColumnStatistics& statistics) {
  txn.put(column_statistics_key(table.id, statistics.column, values), encode_statistics(statistics));
  return {};
}

Result<void> delete_column_statistics(kv::Txn& txn, const Table& table, const std::vector<std::string>* values, std::string_view column) {
  const std::string key = column_statistics_key(table.id, column, values);
  if (!TRY(txn.get(key))) return errors::not_found("Column statistics not found for column " + std::string(column) + ".");
  txn.erase(key);
  return {};
}

}  // namespace tarn::catalog
