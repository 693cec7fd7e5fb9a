// Random transactions on every engine, against std::map.
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <map>
#include <random>

#include "io/power_cut_files.h"
#include "kv/store.h"

namespace tarn::kv {
namespace {

using Model = std::map<std::string, std::string>;
using Engine = std::function<std::unique_ptr<Store>()>;

class Walk {
 public:
  Walk(Engine open, uint64_t seed) : open_(std::move(open)), store_(open_()), random_(seed) {}

  void step() {
    if (one_in(50)) reopen();
    Model changed = model_;
    bool aborts = one_in(5);
    auto result = store_->transact([&](Txn& txn) -> Result<bool> {
      for (int i = 0; i < 6; ++i) {
        write_something(txn, changed);
        TRY(read_something(txn, changed));
      }
      if (aborts) return Error{"Aborted", ""};
      return true;
    });
    EXPECT_EQ(result.ok(), !aborts);
    if (!aborts) model_ = std::move(changed);
    auto reader = store_->snapshot();
    EXPECT_TRUE(read_something(*reader, model_).ok());
  }

 private:
  bool one_in(int n) { return random_() % n == 0; }
  std::string key() { return std::string(1, "abc"[random_() % 3]) + std::to_string(random_() % 15); }
  std::string bound() { return one_in(4) ? "" : key(); }

  void reopen() {
    store_.reset();
    store_ = open_();
    if (!store_->snapshot()->page({}, 1).value().size()) model_.clear();  // an engine that forgets
  }

  void write_something(Txn& txn, Model& model) {
    auto k = key();
    if (one_in(3)) {
      txn.erase(k);
      model.erase(k);
    } else if (one_in(3)) {
      txn.add("n" + k, 3);
      auto& counter = model["n" + k];
      int64_t sum = decode_counter(counter) + 3;
      counter.assign(7, '\0');
      counter.push_back(static_cast<char>(sum % 256));
      counter[6] = static_cast<char>(sum / 256);
    } else {
      model[k] = std::string(random_() % 40, 'v') + k;
      txn.put(k, model[k]);
    }
  }

  Result<void> read_something(Reader& reader, const Model& model) {
    auto k = key();
    auto it = model.find(k);
    EXPECT_EQ(TRY(reader.get(k)), it == model.end() ? std::nullopt : std::optional(it->second));
    return compare_scan(reader, model, {bound(), bound()}, 1 + random_() % 20, one_in(2));
  }

  Result<void> compare_scan(Reader& reader, const Model& model, const Range& range, size_t limit, bool reverse) {
    std::vector<std::pair<std::string, std::string>> expected, seen;
    for (auto& entry : model)
      if (entry.first >= range.begin && (range.end.empty() || entry.first < range.end)) expected.push_back(entry);
    if (reverse) std::ranges::reverse(expected);
    if (expected.size() > limit) expected.resize(limit);
    auto visit = [&](std::string_view key, std::string_view value) {
      seen.emplace_back(key, value);
      return seen.size() < limit;
    };
    TRY(reader.scan(range, visit, reverse));
    EXPECT_EQ(seen, expected);
    return {};
  }

  Engine open_;
  std::unique_ptr<Store> store_;
  std::mt19937_64 random_;
  Model model_;
};

TEST(StoreProperty, MemoryBehavesLikeAMap) {
  for (uint64_t seed = 1; seed <= 5; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Walk walk([] { return open_in_memory(); }, seed);
    for (int i = 0; i < 300 && !testing::Test::HasFailure(); ++i) walk.step();
  }
}

TEST(StoreProperty, RocksDbBehavesLikeAMapAcrossReopening) {
  for (uint64_t seed = 1; seed <= 3; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    io::PowerCutFiles files(seed);
    Walk walk([&] { return open_rocksdb("/kv", files).value(); }, seed);
    for (int i = 0; i < 300 && !testing::Test::HasFailure(); ++i) walk.step();
  }
}

}  // namespace
}  // namespace tarn::kv
