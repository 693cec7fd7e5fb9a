// Random operations on the object store and on a map, which must always agree: contents, ETags and listings of every kind.
#include <gtest/gtest.h>

#include <map>
#include <random>

#include "objects/copy.h"
#include "objects/list.h"
#include "objects/objects_for_tests.h"
#include "objects/reclaim.h"
#include "objects/remove.h"
#include "objects/write.h"

namespace tarn::objects {
namespace {

using Model = std::map<std::string, std::string>;  // key -> content

struct Listing {
  std::vector<std::string> keys, prefixes;
  bool operator==(const Listing&) const = default;
};

// As the S3 reference words it, page sizes aside.
Listing list_model(const Model& model, const std::string& prefix, const std::string& delimiter, const std::string& after) {
  Listing all;
  for (auto& [key, content] : model) {
    if (!key.starts_with(prefix) || key <= after) continue;
    auto at = delimiter.empty() ? std::string::npos : key.find(delimiter, prefix.size());
    if (at == std::string::npos) {
      all.keys.push_back(key);
      continue;
    }
    auto rolled_up = key.substr(0, at + delimiter.size());
    if (all.prefixes.empty() || all.prefixes.back() != rolled_up) all.prefixes.push_back(rolled_up);
  }
  return all;
}

Listing list_store(TestObjects& t, const std::string& prefix, const std::string& delimiter, const std::string& after, size_t page_size) {
  Listing all;
  ListQuery query{t.bucket, prefix, delimiter, {after, false}, page_size};
  for (;;) {
    auto page = list_objects(t.objects, t.who, query).value();
    EXPECT_LE(page.objects.size() + page.common_prefixes.size(), page_size);
    for (auto& object : page.objects) all.keys.push_back(object.key);
    for (auto& common : page.common_prefixes) all.prefixes.push_back(common);
    if (!page.truncated) return all;
    query.position = page.next;
  }
}

class Play {
 public:
  explicit Play(uint64_t seed) : t_(seed), chance_(seed) {}

  void step() {
    auto key = some_key();
    switch (chance_() % 6) {
      case 0:
      case 1: put(key); break;
      case 2: remove(key); break;
      case 3: copy(key, some_key()); break;
      case 4: read(key); break;
      case 5: list(); break;
    }
    if (chance_() % 40 != 0) return;
    ASSERT_TRUE(Reclaimer(t_.objects).run_once(t_.clock.now()).ok());
  }

  void check_all() {
    for (auto& [key, content] : model_) EXPECT_EQ(read_object(t_.objects, t_.who, t_.name(key), UINT64_MAX).value(), content) << key;
  }

 private:
  // Few letters and separators, so that keys share prefixes and contain one another; bytes past ASCII sort last.
  std::string some_key() {
    static const std::vector<std::string> kPieces = {"a", "b", "/", "//", "ab", "a/", "\xc3\xa9", "0", "\x01"};
    std::string key;
    for (auto n = chance_() % 5 + 1; n > 0; --n) key += kPieces[chance_() % kPieces.size()];
    return key;
  }

  void put(const std::string& key) {
    auto bytes = test_bytes(chance_() % 8 == 0 ? 70'000 + chance_() % 1000 : chance_() % 50, chance_());
    ASSERT_TRUE(put_object(t_.objects, t_.who, t_.name(key), bytes).ok());
    model_[key] = bytes;
  }
  void remove(const std::string& key) {
    ASSERT_TRUE(delete_object(t_.objects, t_.who, t_.name(key)).ok());
    model_.erase(key);
  }
  void copy(const std::string& from, const std::string& to) {
    auto source = open_object(t_.objects, t_.who, t_.name(from));
    ASSERT_EQ(source.ok(), model_.contains(from));
    if (!source.ok()) return;
    ASSERT_TRUE(copy_object(t_.objects, t_.who, *source, t_.name(to), {}).ok());
    model_[to] = model_[from];
  }
  void read(const std::string& key) {
    auto bytes = read_object(t_.objects, t_.who, t_.name(key), UINT64_MAX);
    ASSERT_EQ(bytes.ok(), model_.contains(key));
    if (!bytes.ok()) return;
    EXPECT_EQ(*bytes, model_[key]);
  }
  void list() {
    auto prefix = chance_() % 2 ? "" : some_key().substr(0, chance_() % 3);
    auto delimiter = std::vector<std::string>{"", "/", "b", "//"}[chance_() % 4];
    auto after = chance_() % 2 ? "" : some_key();
    for (size_t page_size : {size_t{1}, size_t{2}, size_t{7}, size_t{1000}}) {
      EXPECT_EQ(list_store(t_, prefix, delimiter, after, page_size), list_model(model_, prefix, delimiter, after))
          << "prefix '" << prefix << "' delimiter '" << delimiter << "' after '" << after << "' pages of " << page_size;
    }
  }

  TestObjects t_;
  std::mt19937_64 chance_;
  Model model_;
};

TEST(ObjectStore, AgreesWithAMap) {
  for (uint64_t seed = 1; seed <= 10; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Play play(seed);
    for (int i = 0; i < 400 && !HasFailure(); ++i) play.step();
    play.check_all();
    if (HasFailure()) break;
  }
}

}  // namespace
}  // namespace tarn::objects
