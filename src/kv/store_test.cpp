// One behaviour, every engine.
#include "kv/store.h"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "io/power_cut_files.h"

namespace tarn::kv {
namespace {

using namespace std::chrono_literals;

io::PowerCutFiles& fresh_files() {
  static std::unique_ptr<io::PowerCutFiles> files;
  files = std::make_unique<io::PowerCutFiles>(1);
  return *files;
}

struct Engine {
  const char* name;
  std::unique_ptr<Store> (*open)(const Clock& clock);
};

class StoreTest : public testing::TestWithParam<Engine> {
 protected:
  ManualClock clock_;
  std::unique_ptr<Store> store_ = GetParam().open(clock_);

  void put(std::string key, std::string value, Space space = Space::records) {
    ASSERT_TRUE(store_
                    ->transact([&](Txn& txn) -> Result<bool> {
                      txn.put(key, value, space);
                      return true;
                    })
                    .ok());
  }
  std::optional<std::string> get(const std::string& key, Space space = Space::records) {
    return store_->snapshot()->get(key, space).value();
  }
  std::string keys(const Range& range, bool reverse = false) {
    std::string out;
    EXPECT_TRUE(store_->snapshot()
                    ->scan(
                        range,
                        [&](auto key, auto) {
                          out.append(key) += ' ';
                          return true;
                        },
                        reverse)
                    .ok());
    return out;
  }
};

TEST_P(StoreTest, WritesAreReadBackInTheirSpace) {
  put("a", "1");
  put("a", "bytes", Space::bytes);
  EXPECT_EQ(get("a"), "1");
  EXPECT_EQ(get("a", Space::bytes), "bytes");
  EXPECT_EQ(get("b"), std::nullopt);
  EXPECT_EQ(store_->snapshot()->multi_get({"b", "a"}).value(), (std::vector<std::optional<std::string>>{std::nullopt, "1"}));
}

TEST_P(StoreTest, AnErrorDiscardsTheWrites) {
  auto result = store_->transact([](Txn& txn) -> Result<int> {
    txn.put("a", "1");
    return Error{"Refused", "no"};
  });
  ASSERT_FALSE(result.ok());
  EXPECT_EQ(result.error().code, "Refused");
  EXPECT_EQ(get("a"), std::nullopt);
}

TEST_P(StoreTest, ScansGoBothWaysAndStop) {
  for (auto key : {"a", "b1", "b2", "b3", "c"}) put(key, "");
  EXPECT_EQ(keys(Range::prefix("b")), "b1 b2 b3 ");
  EXPECT_EQ(keys(Range::prefix("b"), true), "b3 b2 b1 ");
  EXPECT_EQ(keys({}), "a b1 b2 b3 c ");
  EXPECT_EQ(keys({"b2", "b2"}), "");
  auto page = store_->snapshot()->page({"b", ""}, 2).value();
  ASSERT_EQ(page.size(), 2u);
  EXPECT_EQ(page[1].key, "b2");
}

TEST_P(StoreTest, LongScansSeeEveryKeyOnce) {
  for (int i = 100; i < 400; ++i) put(std::to_string(i), "");
  for (bool reverse : {false, true}) {
    int count = 0;
    ASSERT_TRUE(store_->snapshot()
                    ->scan(
                        {}, [&](auto, auto) { return ++count > 0; }, reverse)
                    .ok());
    EXPECT_EQ(count, 300);
  }
}

TEST_P(StoreTest, ATransactionSeesItsOwnWritesInOrder) {
  for (auto key : {"a", "c", "e"}) put(key, "old");
  ASSERT_TRUE(store_
                  ->transact([&](Txn& txn) -> Result<bool> {
                    txn.put("b", "new");
                    txn.put("c", "new");
                    txn.erase("e");
                    txn.put("f", "new");
                    for (bool reverse : {false, true}) {
                      std::string seen;
                      TRY(txn.scan(
                          {},
                          [&](auto key, auto value) {
                            seen.append(key).append("=").append(value) += ' ';
                            return true;
                          },
                          reverse));
                      EXPECT_EQ(seen, reverse ? "f=new c=new b=new a=old " : "a=old b=new c=new f=new ");
                    }
                    EXPECT_EQ(TRY(txn.get("e")), std::nullopt);
                    EXPECT_EQ(TRY(txn.multi_get({"e", "c"}))[1], "new");
                    return true;
                  })
                  .ok());
  EXPECT_EQ(keys({}), "a b c f ");
}

TEST_P(StoreTest, AVisitorMayWriteWhileItScans) {
  for (auto key : {"a", "b"}) put(key, "");
  ASSERT_TRUE(store_
                  ->transact([&](Txn& txn) -> Result<bool> {
                    TRY(txn.scan({}, [&](auto key, auto) {
                      txn.erase(key);
                      return true;
                    }));
                    EXPECT_TRUE(TRY(txn.page({}, 10)).empty());
                    return true;
                  })
                  .ok());
  EXPECT_EQ(keys({}), "");
}

TEST_P(StoreTest, ASnapshotStandsStill) {
  put("a", "1");
  auto before = store_->snapshot();
  put("a", "2");
  put("b", "2");
  EXPECT_EQ(before->get("a").value(), "1");
  EXPECT_EQ(before->page({}, 9).value().size(), 1u);
}

// Runs `first` of transaction one, then the whole of `other`, then the rest of transaction one; counts the runs of one.
int runs_beside(Store& store, const std::function<Result<void>(Txn&)>& first, const std::function<void(Txn&)>& other) {
  int runs = 0;
  auto result = store.transact([&](Txn& txn) -> Result<bool> {
    TRY(first(txn));
    if (++runs == 1) {
      std::thread([&] {
        EXPECT_TRUE(store
                        .transact([&](Txn& inner) -> Result<bool> {
                          other(inner);
                          return true;
                        })
                        .ok());
      }).join();
    }
    txn.put("mine", "");
    return true;
  });
  EXPECT_TRUE(result.ok());
  return runs;
}

TEST_P(StoreTest, AKeyReadAndChangedRunsAgain) {
  auto read = [](Txn& txn) -> Result<void> {
    TRY(txn.get("k"));
    return {};
  };
  EXPECT_EQ(runs_beside(*store_, read, [](Txn& txn) { txn.put("k", "1"); }), 2);
  EXPECT_EQ(runs_beside(*store_, read, [](Txn& txn) { txn.erase("k"); }), 2);
  EXPECT_EQ(runs_beside(*store_, read, [](Txn& txn) { txn.add("k", 1); }), 2);
  EXPECT_EQ(runs_beside(*store_, read, [](Txn& txn) { txn.put("other", "1"); }), 1);
  EXPECT_EQ(runs_beside(*store_, read, [](Txn& txn) { txn.put("k", "1", Space::bytes); }), 1);
}

TEST_P(StoreTest, OnlyThePartOfARangeThatWasVisitedCounts) {
  for (auto key : {"a", "c", "e"}) put(key, "");
  auto stop_at_c = [](Txn& txn) -> Result<void> { return txn.scan({}, [](auto key, auto) { return key != "c"; }); };
  auto from_the_end = [](Txn& txn) -> Result<void> {
    return txn.scan(
        {"", "f"}, [](auto key, auto) { return key != "c"; }, true);
  };
  EXPECT_EQ(runs_beside(*store_, stop_at_c, [](Txn& txn) { txn.put("b", ""); }), 2);
  EXPECT_EQ(runs_beside(*store_, stop_at_c, [](Txn& txn) { txn.put("c0", ""); }), 1);
  EXPECT_EQ(runs_beside(*store_, from_the_end, [](Txn& txn) { txn.put("d", ""); }), 2);
  EXPECT_EQ(runs_beside(*store_, from_the_end, [](Txn& txn) { txn.put("b1", ""); }), 1);
}

TEST_P(StoreTest, TwoThatScanAPrefixAndInsertIntoItDoNotBothSucceedAtOnce) {
  std::atomic<int> runs = 0;
  std::atomic<int> scanned = 0;
  auto insert = [&](std::string key) {
    EXPECT_TRUE(store_
                    ->transact([&](Txn& txn) -> Result<bool> {
                      ++runs;
                      size_t count = TRY(txn.page(Range::prefix("row/"), 100)).size();
                      ++scanned;
                      while (scanned < 2) std::this_thread::yield();
                      txn.put(key, std::to_string(count));
                      return true;
                    })
                    .ok());
  };
  std::thread one(insert, "row/1"), two(insert, "row/2");
  one.join();
  two.join();
  EXPECT_EQ(runs, 3);
  EXPECT_EQ(std::stoi(*get("row/1")) + std::stoi(*get("row/2")), 1);
}

TEST_P(StoreTest, AddsNeverConflictAndNoneIsLost) {
  std::atomic<int> runs = 0;
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t)
    threads.emplace_back([&] {
      for (int i = 0; i < 50; ++i)
        EXPECT_TRUE(store_
                        ->transact([&](Txn& txn) -> Result<bool> {
                          ++runs;
                          txn.add("n", 2);
                          return true;
                        })
                        .ok());
    });
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(runs, 200);
  EXPECT_EQ(decode_counter(*get("n")), 400);
}

TEST_P(StoreTest, AddsFoldIntoWhatTheTransactionDid) {
  auto counter = [&](const std::function<void(Txn&)>& write) {
    put("n", "");
    int64_t seen = 0;
    EXPECT_TRUE(store_
                    ->transact([&](Txn& txn) -> Result<bool> {
                      txn.erase("n");
                      return true;
                    })
                    .ok());
    EXPECT_TRUE(store_
                    ->transact([&](Txn& txn) -> Result<bool> {
                      txn.add("n", 5);
                      return true;
                    })
                    .ok());
    EXPECT_TRUE(store_
                    ->transact([&](Txn& txn) -> Result<bool> {
                      write(txn);
                      seen = decode_counter(TRY(txn.get("n")).value_or(""));
                      return true;
                    })
                    .ok());
    EXPECT_EQ(seen, decode_counter(get("n").value_or("")));
    return seen;
  };
  EXPECT_EQ(counter([](Txn& txn) {
              txn.add("n", -7);
              txn.add("n", 1);
            }),
            -1);
  EXPECT_EQ(counter([](Txn& txn) {
              txn.erase("n");
              txn.add("n", 3);
            }),
            3);
  EXPECT_EQ(counter([](Txn& txn) {
              txn.add("n", 3);
              txn.erase("n");
            }),
            0);
}

TEST_P(StoreTest, OneThatKeepsLosingStillEnds) {
  std::atomic<bool> stop = false;
  std::thread rival([&] {
    for (int i = 0; !stop; ++i) put("hot", std::to_string(i));
  });
  while (!get("hot")) std::this_thread::yield();
  int runs = 0;
  auto result = store_->transact([&](Txn& txn) -> Result<bool> {
    ++runs;
    TRY(txn.get("hot"));
    std::this_thread::sleep_for(5ms);
    txn.put("slow", "done");
    return true;
  });
  stop = true;
  rival.join();
  EXPECT_TRUE(result.ok());
  EXPECT_LE(runs, 9);
}

TEST_P(StoreTest, WatchesHearOfTheirPrefixUntilTheyGo) {
  int heard = 0;
  auto watch = store_->watch("q/", [&] { ++heard; });
  put("q/1", "");
  put("r/1", "");
  EXPECT_EQ(heard, 1);
  watch.reset();
  put("q/2", "");
  EXPECT_EQ(heard, 1);
}

TEST_P(StoreTest, LeasesAreFenced) {
  auto one = store_->acquire_lease("crawler", "node-1", 10s).value();
  ASSERT_TRUE(one);
  EXPECT_EQ(store_->acquire_lease("crawler", "node-2", 10s).value(), std::nullopt);
  EXPECT_EQ(store_->acquire_lease("crawler", "node-1", 10s).value()->token, one->token);
  clock_.advance(11s);
  auto two = store_->acquire_lease("crawler", "node-2", 10s).value();
  ASSERT_TRUE(two);
  EXPECT_GT(two->token, one->token);
  EXPECT_FALSE(is_current_lease(*store_->snapshot(), "crawler", *one).value());
  EXPECT_TRUE(is_current_lease(*store_->snapshot(), "crawler", *two).value());
}

TEST_P(StoreTest, MultiGetFindsNeighboursAndStrangersAlike) {
  for (int i = 0; i < 400; ++i) put("m" + std::to_string(1000 + i), std::to_string(i));
  ASSERT_TRUE(store_->transact([](Txn& txn) -> Result<bool> {
    for (int i = 100; i < 300; ++i) txn.erase("m" + std::to_string(1000 + i));
    return true;
  }).ok());
  // Neighbours, every 20th, those in the gap, those past the end; unsorted, one twice.
  for (auto [first, step] : {std::pair(0, 1), {5, 20}, {80, 3}, {200, 1}, {390, 1}, {2000, 1}}) {
    std::vector<std::string> keys;
    for (int i = 0; i < 20; ++i) keys.push_back("m" + std::to_string(1000 + first + (i * 7 % 20) * step));
    keys.push_back(keys[3]);
    auto values = store_->snapshot()->multi_get(keys).value();
    ASSERT_EQ(values.size(), keys.size());
    for (size_t i = 0; i < keys.size(); ++i) EXPECT_EQ(values[i], get(keys[i])) << keys[i];
  }
}

TEST_P(StoreTest, OversizedKeysAndValuesAreRefused) {
  auto write = [&](size_t key, size_t value) {
    return store_
        ->transact([&](Txn& txn) -> Result<bool> {
          txn.put(std::string(key, 'k'), std::string(value, 'v'));
          return true;
        })
        .ok();
  };
  EXPECT_TRUE(write(kMaxKeyBytes, 1));
  EXPECT_FALSE(write(kMaxKeyBytes + 1, 1));
  EXPECT_FALSE(write(1, kMaxValueBytes + 1));
}

INSTANTIATE_TEST_SUITE_P(Memory, StoreTest, testing::Values(Engine{"memory", [](const Clock& clock) { return open_in_memory(clock); }}));
INSTANTIATE_TEST_SUITE_P(RocksDb, StoreTest, testing::Values(Engine{"rocksdb", [](const Clock& clock) {
                                                                      auto store = open_rocksdb("/kv", fresh_files(), clock);
                                                                      EXPECT_TRUE(store.ok()) << store.error().message;
                                                                      return std::move(store).value();
                                                                    }}));

}  // namespace
}  // namespace tarn::kv
