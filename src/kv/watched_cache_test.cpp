#include "kv/watched_cache.h"

#include <gtest/gtest.h>

namespace tarn::kv {
namespace {

class WatchedCacheTest : public testing::Test {
 protected:
  std::string get(const std::string& key) {
    return *cache.get(key, [&]() -> Result<std::string> {
      ++loads;
      return TRY(store->snapshot()->get("policy/" + key)).value_or("none");
    });
  }
  void put(const std::string& key, const std::string& value) {
    ASSERT_TRUE(store->transact([&](Txn& txn) -> Result<bool> {
      txn.put(key, value);
      return true;
    }).ok());
  }

  std::unique_ptr<Store> store = open_in_memory();
  WatchedCache<std::string, std::string> cache{*store, "policy/", 2};
  int loads = 0;
};

TEST_F(WatchedCacheTest, LoadsOnceUntilARecordUnderThePrefixChanges) {
  EXPECT_EQ(get("a"), "none");
  EXPECT_EQ(get("a"), "none");
  put("other/a", "x");
  EXPECT_EQ(get("a"), "none");
  EXPECT_EQ(loads, 1);
  put("policy/a", "allow");
  EXPECT_EQ(get("a"), "allow");
  EXPECT_EQ(get("a"), "allow");
  EXPECT_EQ(loads, 2);
}

TEST_F(WatchedCacheTest, ErrorsAndKeysBeyondItsCapacityAreNotKept) {
  auto failing = [&]() -> Result<std::string> { return internal_error("no"); };
  EXPECT_FALSE(cache.get("a", failing).ok());
  for (const char* key : {"a", "b", "c", "a"}) EXPECT_EQ(get(key), "none");
  EXPECT_EQ(loads, 4);
}

}  // namespace
}  // namespace tarn::kv
