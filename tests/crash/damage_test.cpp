// Bits that turn over at rest are found.
#include <gtest/gtest.h>

#include <random>

#include "blob/files.h"
#include "io/durable.h"
#include "io/power_cut_files.h"
#include "kv/store.h"

namespace tarn::crash {
namespace {

constexpr const char* kDatabase = "/kv/rocksdb";

std::unique_ptr<kv::Store> open_with_records(io::PowerCutFiles& files) {
  auto store = kv::open_rocksdb("/kv", files).value();
  for (int i = 0; i < 20; ++i)
    EXPECT_TRUE(store
                    ->transact([&](kv::Txn& txn) -> Result<bool> {
                      txn.put("key" + std::to_string(i), std::string(50, static_cast<char>('a' + i)));
                      txn.put("key" + std::to_string(i), std::string(3000, static_cast<char>('a' + i)), kv::Space::bytes);
                      return true;
                    })
                    .ok());
  return store;
}

std::vector<std::string> files_ending(io::FileSystem& files, std::string_view suffix) {
  std::vector<std::string> found;
  auto names = files.list(kDatabase).value();
  for (auto& name : names)
    if (name.ends_with(suffix)) found.push_back(std::string(kDatabase) + "/" + name);
  return found;
}

uint64_t bits(io::FileSystem& files, const std::string& path) { return files.open(path).value()->size().value() * 8; }

TEST(DamageAtRest, VerifyFindsFlippedBitsInTablesAndBlobFiles) {
  io::PowerCutFiles files(1);
  auto store = open_with_records(files);
  ASSERT_EQ(store->verify().value(), std::vector<std::string>());  // writes the tables
  std::mt19937_64 random(1);
  for (auto suffix : {".sst", ".blob"}) {
    auto paths = files_ending(files, suffix);
    ASSERT_FALSE(paths.empty()) << suffix;
    for (auto& path : paths)
      for (int i = 0; i < 100; ++i) {
        auto bit = random() % bits(files, path);
        files.flip_bit(path, bit);
        EXPECT_FALSE(store->verify().value().empty()) << path << " bit " << bit;
        files.flip_bit(path, bit);
      }
  }
  EXPECT_EQ(store->verify().value(), std::vector<std::string>());
}

// A length in the last record that says too much cannot be told from a torn tail, so the last record is left out.
TEST(DamageAtRest, AFlippedBitInTheLogStopsTheStart) {
  io::PowerCutFiles files(1);
  open_with_records(files).reset();
  auto logs = files_ending(files, ".log");
  ASSERT_EQ(logs.size(), 1u);
  std::mt19937_64 random(1);
  for (int i = 0; i < 100; ++i) {
    auto bit = random() % (bits(files, logs[0]) - 4000 * 8);
    files.flip_bit(logs[0], bit);
    auto store = kv::open_rocksdb("/kv", files);
    EXPECT_FALSE(store.ok()) << "bit " << bit;
    if (store.ok()) break;
    files.flip_bit(logs[0], bit);
  }
}

TEST(DamageAtRest, EveryFlippedBitOfABlobIsFoundAndNeverServed) {
  io::PowerCutFiles files(1);
  SeededRandom random(1);
  auto blobs = blob::open_files("/blobs", files, random).value();
  auto writer = blobs->create().value();
  ASSERT_TRUE(writer->append("some bytes").ok());
  auto stored = writer->finish().value();
  auto path = "/blobs/" + stored.id.hex().substr(0, 2) + "/" + stored.id.hex();
  for (uint64_t bit = 0; bit < bits(files, path); ++bit) {
    files.flip_bit(path, bit);
    EXPECT_FALSE(blobs->verify(stored.id).value().empty()) << "bit " << bit;
    auto reader = blob::open_files("/blobs", files, random).value()->open(stored.id);
    char out[16];
    EXPECT_FALSE(reader.ok() && (*reader)->read_at(0, out).ok()) << "bit " << bit;
    files.flip_bit(path, bit);
  }
  EXPECT_TRUE(blobs->verify(stored.id).value().empty());
}

}  // namespace
}  // namespace tarn::crash
