// Partition indexes: the partitions of a table a second time, ordered by other keys. A row of an index is only its key. The table
// is the one that the same transaction has read.
#pragma once
#include "catalog/tables.h"

namespace tarn::catalog {

constexpr size_t kMaxPartitionIndexes = 3;  // Glue quotas, partition indexes per table

enum class IndexState : uint8_t { creating, active, deleting, failed };

struct BackfillError {
  std::string code;                    // INVALID_PARTITION_TYPE_DATA_ERROR, UNSUPPORTED_PARTITION_CHARACTER_ERROR
  std::vector<std::string> partition;  // its values
};

struct PartitionIndex {
  std::string name;
  uint64_t number = 0;       // within the table; no other's while there are rows of it
  std::vector<size_t> keys;  // positions among the table's keys
  IndexState state = IndexState::creating;
  std::vector<BackfillError> errors;
  std::string cursor;        // the backfill has come behind this position
};

std::string_view index_state_name(IndexState state);  // CREATING, ACTIVE, ...

// Whether a partition key is of a type that indexes take.
bool can_be_indexed(const Column& key);

// By name.
Result<std::vector<PartitionIndex>> partition_indexes(kv::Reader& reader, const Table& table);
// ACTIVE at once when the table has no partitions, else CREATING until advance_partition_indexes has read them all. Errors:
// AlreadyExistsException, ResourceNumberLimitExceededException, InvalidInputException (unknown key, a type that cannot be indexed).
Result<void> create_partition_index(kv::Txn& txn, const Table& table, const std::string& name, const std::vector<std::string>& keys);
// DELETING until its rows are gone. EntityNotFoundException.
Result<void> delete_partition_index(kv::Txn& txn, const Table& table, std::string_view name);

// The key of a partition's row in an index; its fields are the index's keys, then the table's other keys.
std::string index_row_key(const Table& table, const PartitionIndex& index, const std::vector<std::string>& values);
// Positions of the table's keys in the order of the fields of the index's rows.
std::vector<size_t> index_field_order(const Table& table, const PartitionIndex& index);
// InvalidInputException: the values cannot stand in these indexes (type or characters of an indexed key).
Result<void> check_indexed_values(const Table& table, const std::vector<PartitionIndex>& indexes, const std::vector<std::string>& values);
bool takes_rows(const PartitionIndex& index);  // CREATING and ACTIVE ones

// A step of the background work of all tables: fills what is CREATING, removes what is DELETING, `limit` rows at most. The
// number of rows handled; 0 when nothing is left to do.
Result<size_t> advance_partition_indexes(kv::Store& store, size_t limit);

}  // namespace tarn::catalog
