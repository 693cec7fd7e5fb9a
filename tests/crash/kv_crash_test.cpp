#include <rocksdb/env.h>

#include <atomic>
#include <mutex>
#include <set>
#include <thread>

#include "every_call.h"
#include "kv/store.h"

namespace tarn::crash {
namespace {

using kv::Space;

// All stores of the process share RocksDB's threads; one that waits a second after a failure must not hold up the other runs.
const bool kManyThreads = [] {
  for (auto priority : {rocksdb::Env::HIGH, rocksdb::Env::LOW}) rocksdb::Env::Default()->SetBackgroundThreads(kRunsAtOnce, priority);
  return true;
}();

constexpr const char* kFolder = "/data/kv";

// Small values stay in the tree, large ones go to blob files; both reach over a block of the log.
std::string value_of(const std::string& key) { return key + std::string(key.size() % 2 ? 100 : 40'000, key.back()); }

void reopen(io::PowerCutFiles& files) { auto store = kv::open_rocksdb(kFolder, files); }

std::unique_ptr<kv::Store> must_open(io::PowerCutFiles& files) {
  auto store = kv::open_rocksdb(kFolder, files);
  EXPECT_TRUE(store.ok()) << store.error().message;
  return store.ok() ? std::move(store).value() : kv::open_in_memory();
}

bool put(kv::Store& store, const std::string& key, Space space = Space::records) {
  return store
      .transact([&](kv::Txn& txn) -> Result<bool> {
        txn.put(key, value_of(key), space);
        return true;
      })
      .ok();
}

bool erase(kv::Store& store, const std::string& key) {
  return store
      .transact([&](kv::Txn& txn) -> Result<bool> {
        txn.erase(key);
        return true;
      })
      .ok();
}

// What has been acknowledged; shared by the steps of one scenario.
struct Acknowledged {
  std::mutex mutex;
  std::set<std::string> puts;
  std::set<std::string> erases;
  void note_put(const std::string& key) {
    std::lock_guard lock(mutex);
    puts.insert(key);
  }
};

void nothing(io::PowerCutFiles&) {}

void expect_there_or_whole(kv::Store& store, const std::set<std::string>& acknowledged, const std::string& key, Space space) {
  auto value = store.snapshot()->get(key, space);
  ASSERT_TRUE(value.ok()) << value.error().message;
  if (acknowledged.contains(key)) {
    EXPECT_TRUE(value->has_value()) << key << " was acknowledged and is lost";
  }
  if (value->has_value()) {
    EXPECT_EQ(**value, value_of(key));
  }
}

Scenario puts_from_an_empty_folder() {
  auto done = std::make_shared<Acknowledged>();
  auto work = [done](io::PowerCutFiles& files) {
    auto store = kv::open_rocksdb(kFolder, files);
    if (!store.ok()) return;
    for (std::string key : {"a", "bb", "c", "dd"})
      for (auto space : {Space::records, Space::bytes})
        if (put(**store, key, space) && space == Space::bytes) done->note_put(key);
  };
  auto check = [done](io::PowerCutFiles& files) {
    auto store = must_open(files);
    for (std::string key : {"a", "bb", "c", "dd"})
      for (auto space : {Space::records, Space::bytes}) expect_there_or_whole(*store, done->puts, key, space);
    EXPECT_EQ(store->verify().value(), std::vector<std::string>());
    EXPECT_TRUE(put(*store, "after"));
  };
  return {nothing, work, check};
}

TEST(KvPowerCut, PutsFromTheFirstOpening) { stop_at_every_call(puts_from_an_empty_folder, reopen); }
TEST(KvPowerCut, PutsWhileOneCallFails) { fail_every_call(puts_from_an_empty_folder); }

// verify() writes the memtables to tables and blob files, so this stops in the middle of flushes and of the manifest.
Scenario puts_and_erases_around_flushes() {
  auto done = std::make_shared<Acknowledged>();
  auto prepare = [](io::PowerCutFiles& files) {
    auto store = must_open(files);
    for (std::string key : {"a", "bb", "c"}) EXPECT_TRUE(put(*store, key));
    EXPECT_TRUE(put(*store, "bytes", Space::bytes));
    EXPECT_TRUE(store->verify().ok());
  };
  auto work = [done](io::PowerCutFiles& files) {
    auto store = kv::open_rocksdb(kFolder, files);
    if (!store.ok()) return;
    for (std::string key : {"a", "bb"}) {
      if (erase(**store, key)) done->erases.insert(key);
      if (put(**store, "new" + key)) done->note_put("new" + key);
      (void)(*store)->verify();
    }
  };
  auto check = [done](io::PowerCutFiles& files) {
    auto store = must_open(files);
    for (std::string key : {"a", "bb"}) {
      auto value = store->snapshot()->get(key);
      ASSERT_TRUE(value.ok()) << value.error().message;
      if (done->erases.contains(key)) {
        EXPECT_FALSE(value->has_value()) << key << " is back";
      }
      expect_there_or_whole(*store, {}, key, Space::records);
      expect_there_or_whole(*store, done->puts, "new" + key, Space::records);
    }
    expect_there_or_whole(*store, {"c"}, "c", Space::records);
    expect_there_or_whole(*store, {"bytes"}, "bytes", Space::bytes);
    EXPECT_EQ(store->verify().value(), std::vector<std::string>());
  };
  return {prepare, work, check};
}

TEST(KvPowerCut, ErasesAndFlushes) { stop_at_every_call(puts_and_erases_around_flushes, reopen); }
TEST(KvPowerCut, FlushesWhileOneCallFails) { fail_every_call(puts_and_erases_around_flushes); }

constexpr int kWriters = 4;
constexpr int kPairs = 3;

std::string pair_key(int writer, int i) { return "pair/" + std::to_string(writer) + "/" + std::to_string(i); }

// Each transaction writes two keys and counts itself.
bool put_pair(kv::Store& store, const std::string& key) {
  return store
      .transact([&](kv::Txn& txn) -> Result<bool> {
        TRY(txn.page(kv::Range::prefix(key), 10));
        txn.put(key + "/1", "x");
        txn.put(key + "/2", value_of("yy"), Space::bytes);
        txn.add("count", 1);
        return true;
      })
      .ok();
}

Scenario concurrent_transactions() {
  auto done = std::make_shared<Acknowledged>();
  auto prepare = [](io::PowerCutFiles& files) { EXPECT_TRUE(put(*must_open(files), "base")); };
  auto work = [done](io::PowerCutFiles& files) {
    auto store = kv::open_rocksdb(kFolder, files);
    if (!store.ok()) return;
    std::vector<std::thread> threads;
    for (int writer = 0; writer < kWriters; ++writer)
      threads.emplace_back([&, writer] {
        for (int i = 0; i < kPairs; ++i)
          if (put_pair(**store, pair_key(writer, i))) done->note_put(pair_key(writer, i));
      });
    for (auto& thread : threads) thread.join();
  };
  auto check = [done](io::PowerCutFiles& files) {
    auto store = must_open(files);
    auto reader = store->snapshot();
    int64_t pairs = 0;
    for (int writer = 0; writer < kWriters; ++writer)
      for (int i = 0; i < kPairs; ++i) {
        auto key = pair_key(writer, i);
        bool first = reader->get(key + "/1").value().has_value();
        EXPECT_EQ(first, reader->get(key + "/2", Space::bytes).value().has_value()) << "half of " << key;
        EXPECT_TRUE(first || !done->puts.contains(key)) << key << " was acknowledged and is lost";
        pairs += first;
      }
    EXPECT_EQ(kv::decode_counter(reader->get("count").value().value_or("")), pairs);
  };
  return {prepare, work, check};
}

TEST(KvPowerCut, ConcurrentTransactionsAreWholeOrAbsent) { stop_at_every_call(concurrent_transactions, reopen); }

TEST(KvDiskFull, WritesFailUntilThereIsRoomAndNothingAcknowledgedIsLost) {
  io::PowerCutFiles files(1);
  auto store = must_open(files);
  std::set<std::string> acknowledged;
  files.set_capacity(400'000);
  int failures = 0;
  for (int i = 10; i < 30; ++i) {
    auto key = "key" + std::to_string(i) + "+";
    put(*store, key) ? void(acknowledged.insert(key)) : void(++failures);
  }
  EXPECT_GT(acknowledged.size(), 0u);
  EXPECT_GT(failures, 0);
  files.set_capacity(100'000'000);
  EXPECT_TRUE(put(*store, "room"));
  acknowledged.insert("room");
  store.reset();
  files.power_cut();
  store = must_open(files);
  for (auto& key : acknowledged) expect_there_or_whole(*store, acknowledged, key, Space::records);
}

TEST(KvFormat, ANewerFolderIsRefused) {
  io::PowerCutFiles files(1);
  must_open(files).reset();
  auto file = files.create(std::string(kFolder) + "/FORMAT", io::FileSystem::Create::truncate);
  ASSERT_TRUE(file.ok() && (*file)->append("tarn-kv 2\n").ok());
  auto store = kv::open_rocksdb(kFolder, files);
  ASSERT_FALSE(store.ok());
  EXPECT_NE(store.error().message.find("format 2"), std::string::npos);
}

TEST(KvLock, ASecondStoreOnTheSameFolderIsRefused) {
  io::PowerCutFiles files(1);
  auto store = must_open(files);
  EXPECT_FALSE(kv::open_rocksdb(kFolder, files).ok());
}

}  // namespace
}  // namespace tarn::crash
