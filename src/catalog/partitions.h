// Partitions of one table, identified by their list of values (case-sensitive text). The table is the one that the same
// transaction has read (get_table), so that a concurrent delete of it conflicts.
#pragma once
#include "catalog/partition_expression.h"
#include "catalog/partition_record.h"
#include "catalog/tables.h"

namespace tarn::catalog {

Result<std::optional<Partition>> find_partition(kv::Reader& reader, const Table& table, const std::vector<std::string>& values);
Result<Partition> get_partition(kv::Reader& reader, const Table& table, const std::vector<std::string>& values);  // "Cannot find partition."

// Those of `wanted` that exist, in that order.
Result<std::vector<Partition>> find_partitions(kv::Reader& reader, const Table& table, const std::vector<std::vector<std::string>>& wanted);

struct PartitionQuery {
  const PartitionExpression* filter = nullptr;  // null: all
  uint32_t segment = 0, segments = 1;           // disjoint parts by a hash of the values
  std::string after;                            // Page::next of the page before
  size_t limit = 1000;
};
// In the order of the typed values, or of the partition index that serves the filter best. Positions are opaque bytes.
template <class Item>
struct PositionedPage : Page<Item> {
  std::vector<std::string> positions;  // of each item: where a listing goes on behind it
};
using PartitionRowPage = PositionedPage<PartitionRow>;
using PartitionPage = PositionedPage<Partition>;
// What partitions share is not copied for each: for who shows many.
Result<PartitionRowPage> list_partition_rows(kv::Reader& reader, const Table& table, const PartitionQuery& query, const aws::AccessContext& access);
Result<PartitionPage> list_partitions(kv::Reader& reader, const Table& table, const PartitionQuery& query, const aws::AccessContext& access);
// All that match, however many pages.
Result<std::vector<Partition>> all_partitions(kv::Reader& reader, const Table& table, const PartitionExpression* filter, const aws::AccessContext& access);

// An empty descriptor member (columns, formats, SerDe) stays empty: readers fall back on the table's. created_at is set here.
// Errors: AlreadyExistsException "Partition already exists."; InvalidInputException when the numbers of keys and values differ.
Result<void> create_partition(kv::Txn& txn, const Table& table, const Partition& partition, const aws::AccessContext& access);
// Creates what can be created: one entry for each partition that could not, in the order given.
struct PartitionError {
  std::vector<std::string> values;
  Error error;
};
Result<std::vector<PartitionError>> create_partitions(kv::Txn& txn, const Table& table, const std::vector<Partition>& partitions, const aws::AccessContext& access);
Result<std::vector<PartitionError>> create_partition_rows(kv::Txn& txn, const Table& table, const std::vector<PartitionRow>& rows, const aws::AccessContext& access);
// `values` names the stored one; partition.values may differ (a rename, AlreadyExistsException when taken).
Result<void> update_partition(kv::Txn& txn, const Table& table, const std::vector<std::string>& values, Partition partition, const aws::AccessContext& access);
Result<void> delete_partition(kv::Txn& txn, const Table& table, const std::vector<std::string>& values);

}  // namespace tarn::catalog
