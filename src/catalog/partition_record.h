// The stored form of partitions. What partitions of a table have in common (columns, formats, SerDe, the names of parameters, the
// folder above) is a layout of its own, stored once; a partition's record is binary:
//
//   'P' '1' | digest of the layout, 16 bytes | form of the location, 1 byte | created, last access, last analysis: microseconds + 1
//   or 0 | the location's text if it is not made of base and values | values of the layout's parameters: of the descriptor, then of the
//   partition
//
// Numbers are varints (7 bits a byte, low ones first); texts are their length and their bytes.
#pragma once
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "catalog/catalog.h"

namespace tarn::catalog {

struct Layout {
  StorageDescriptor storage;               // without location and parameters
  std::string location_base;               // of locations that are base + "k=v/k=v"
  std::vector<std::string> storage_parameters, partition_parameters;  // names, sorted
};
std::string encode_layout(const Layout& layout);  // a document: records.cpp
Result<Layout> decode_layout(std::string_view stored);

// A partition as it is stored: what it shares with others stays shared.
struct PartitionRow {
  std::vector<std::string> values;
  std::shared_ptr<const Layout> layout;  // shared by all rows of one PartitionReader
  std::string location;
  std::vector<std::string> storage_parameters, partition_parameters;  // values, in the order of the layout's names
  TimePoint created_at{};
  std::optional<TimePoint> last_access_at, last_analyzed_at;
};
Partition joined(PartitionRow row);

// Makes rows of partitions; those with the same form as the one before share its layout (without a location_base).
class RowMaker {
 public:
  PartitionRow row_of(const Partition& partition);

 private:
  std::shared_ptr<const Layout> last_;  // shared with the rows made; most batches have one layout
};

// Writes partitions of one table within a transaction, each layout once.
class PartitionWriter {
 public:
  PartitionWriter(kv::Txn& txn, const Table& table);
  // `key` is the partition's (keys.h). `created_at` takes the place of the row's own; of its layout the location_base does not count.
  Result<void> put(const std::string& key, const PartitionRow& row, TimePoint created_at);

 private:
  Result<void> use_layout(const std::shared_ptr<const Layout>& layout);

  kv::Txn& txn_;
  const Table& table_;
  std::string location_base_;
  std::shared_ptr<const Layout> layout_;  // the last one used, shared with its rows
  std::string digest_;                    // of its stored form
};

// Reads partitions of one table, each layout once.
class PartitionReader {
 public:
  PartitionReader(kv::Reader& reader, const Table& table) : reader_(reader), table_(table) {}
  Result<PartitionRow> read_row(std::vector<std::string> values, std::string_view record);
  Result<Partition> read(std::vector<std::string> values, std::string_view record) { return joined(TRY(read_row(std::move(values), record))); }

 private:
  Result<std::shared_ptr<const Layout>> layout(std::string_view digest);

  kv::Reader& reader_;
  const Table& table_;
  std::map<std::string, std::shared_ptr<const Layout>, std::less<>> layouts_;  // shared with the rows
};

}  // namespace tarn::catalog
