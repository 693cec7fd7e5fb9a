// The stored forms of the catalog's structs: kv records (JSON). Empty members are left out.
#pragma once
#include <string>
#include <string_view>

#include "catalog/catalog.h"
#include "catalog/column_statistics.h"

namespace tarn::catalog {

std::string encode_database(const Database& database);
Result<Database> decode_database(std::string_view stored);

std::string encode_table(const Table& table);
Result<Table> decode_table(std::string_view stored);

// A partition without what many share, and the digest of its layout.
struct StoredPartition {
  std::string layout;  // digest, see layout_key
  Partition partition; // location and parameters only in its descriptor
};
std::string encode_partition(const Partition& partition, std::string_view layout_digest);
Result<StoredPartition> decode_partition(std::string_view stored);

// What partitions share: the descriptor without location and parameters, and a digest of it.
struct Layout {
  std::string digest;
  std::string record;
};
Layout encode_layout(const StorageDescriptor& storage);
Result<StorageDescriptor> decode_layout(std::string_view stored);

std::string encode_statistics(const ColumnStatistics& statistics);
Result<ColumnStatistics> decode_statistics(std::string_view stored);

}  // namespace tarn::catalog
