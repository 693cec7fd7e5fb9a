#include "kv/key.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

namespace tarn::kv {
namespace {

TEST(Key, FieldsComeBackAsTheyWere) {
  auto key = KeyBuilder("t.row").text(std::string("a\0b", 3)).u64(7).descending_u64(9).text("").raw("tail").take();
  KeyReader reader("t.row", key);
  EXPECT_EQ(reader.text(), std::string("a\0b", 3));
  EXPECT_EQ(reader.u64(), 7u);
  EXPECT_EQ(reader.descending_u64(), 9u);
  EXPECT_EQ(reader.text(), "");
  EXPECT_EQ(reader.rest(), "tail");
}

TEST(Key, OrderIsTheOrderOfTheFields) {
  std::vector<std::string> texts = {
      "", std::string(1, '\0'), std::string("\0\0", 2), std::string("\0\1", 2), "\1", "a", std::string("a\0", 2), "a\1", "ab", "b", "\xFF"};
  for (auto& a : texts)
    for (auto& b : texts) EXPECT_EQ(KeyBuilder("t.row").text(a).u64(2).str() < KeyBuilder("t.row").text(b).u64(1).str(), a < b);
  EXPECT_LT(KeyBuilder("t.row").u64(255).str(), KeyBuilder("t.row").u64(256).str());
  EXPECT_LT(KeyBuilder("t.row").descending_u64(256).str(), KeyBuilder("t.row").descending_u64(255).str());
}

TEST(Key, OtherBytesAreRefused) {
  EXPECT_EQ(KeyReader("t.row", KeyBuilder("t.rows").text("a").str()).text(), std::nullopt);
  EXPECT_EQ(KeyReader("t.row", KeyBuilder("t.row").raw("open").str()).text(), std::nullopt);
  EXPECT_EQ(KeyReader("t.row", KeyBuilder("t.row").raw("short").str()).u64(), std::nullopt);
  EXPECT_EQ(KeyReader("t.row", "t.row").text(), std::nullopt);
}

TEST(Key, PrefixEndIsTheNextKeyAboveThePrefix) {
  EXPECT_EQ(prefix_end("ab"), "ac");
  EXPECT_EQ(prefix_end("a\xFF\xFF"), "b");
  EXPECT_EQ(prefix_end("\xFF"), "");
}

}  // namespace
}  // namespace tarn::kv
