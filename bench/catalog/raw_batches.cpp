// What RocksDB alone takes for the records of partitions, with the store's options: the probe beside BatchCreatePartition.
//   catalog_raw_batches DIR PARTITIONS      synced batches of 100 records from 4 threads; prints records a second
#include <rocksdb/db.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <thread>
#include <vector>

#include "kv/rocksdb_options.h"

namespace {

constexpr int kWriters = 4, kBatch = 100;
constexpr size_t kKeyPrefixBytes = 22, kValueBytes = 29;  // of a partition with three short keys (catalog/partition_record.h)

// The key ends in the number, most significant byte first, as those of partitions grow.
std::string key_of(uint32_t number) {
  std::string key(kKeyPrefixBytes, 'k');
  for (int shift = 72; shift >= 0; shift -= 8) key.push_back(shift >= 32 ? '\0' : static_cast<char>(number >> shift));
  return key;
}

void write_batches(rocksdb::DB& db, uint32_t writer, uint32_t batches) {
  const std::string value(kValueBytes, 'v');
  rocksdb::WriteOptions durable;
  durable.sync = true;
  for (uint32_t batch = writer; batch < batches; batch += kWriters) {
    rocksdb::WriteBatch writes;
    for (uint32_t i = 0; i < kBatch; ++i) writes.Put(key_of(batch * kBatch + i), value);
    auto status = db.Write(durable, &writes);
    if (status.ok()) continue;
    std::fprintf(stderr, "%s\n", status.ToString().c_str());
    std::exit(1);
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  rocksdb::DB* opened = nullptr;
  rocksdb::Options options(tarn::kv::database_options(rocksdb::Env::Default()), tarn::kv::records_options());
  auto status = rocksdb::DB::Open(options, argv[1], &opened);
  if (!status.ok()) {
    std::fprintf(stderr, "%s\n", status.ToString().c_str());
    return 1;
  }
  std::unique_ptr<rocksdb::DB> db(opened);
  const auto batches = static_cast<uint32_t>(std::atoi(argv[2]) / kBatch);
  const auto begun = std::chrono::steady_clock::now();
  std::vector<std::thread> writers;
  for (uint32_t writer = 0; writer < kWriters; ++writer) writers.emplace_back([&, writer] { write_batches(*db, writer, batches); });
  for (auto& thread : writers) thread.join();
  const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - begun;
  std::printf("%.0f\n", batches * kBatch / taken.count());
}
