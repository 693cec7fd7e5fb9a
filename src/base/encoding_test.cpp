#include "base/encoding.h"

#include <gtest/gtest.h>

namespace tarn {
namespace {

TEST(Encoding, Base64IsStrict) {
  EXPECT_EQ(to_base64("any carnal pleas"), "YW55IGNhcm5hbCBwbGVhcw==");
  EXPECT_EQ(from_base64("YW55IGNhcm5hbCBwbGVhcw=="), "any carnal pleas");
  for (auto bad : {"YQ", "YQ=", "Y===", "Y\nQ=", "=YQ="}) EXPECT_EQ(from_base64(bad), std::nullopt) << bad;
}

TEST(Encoding, PercentFollowsSigV4) {
  EXPECT_EQ(percent_encode("a b/c~*é"), "a%20b%2Fc~%2A%C3%A9");
  EXPECT_EQ(percent_encode("a/b", true), "a/b");
  EXPECT_EQ(percent_decode("a%2fb+c"), "a/b+c");
  EXPECT_EQ(percent_decode("a+c", true), "a c");
  EXPECT_EQ(percent_decode("a%2"), std::nullopt);
  EXPECT_EQ(percent_decode("a%zz"), std::nullopt);
}

TEST(Encoding, TimesRoundTrip) {
  auto time = parse_iso8601("2026-11-24T13:56:21.250Z");
  ASSERT_TRUE(time);
  EXPECT_EQ(iso8601(*time), "2026-11-24T13:56:21.250Z");
  EXPECT_EQ(iso8601(*time, 0), "2026-11-24T13:56:21Z");
  EXPECT_EQ(http_date(*time), "Tue, 24 Nov 2026 13:56:21 GMT");
  EXPECT_EQ(iso8601(*parse_http_date("Tue, 24 Nov 2026 13:56:21 GMT"), 0), "2026-11-24T13:56:21Z");
  EXPECT_EQ(iso8601(*parse_iso8601("2026-11-24T14:56:21+01:00"), 0), "2026-11-24T13:56:21Z");
  for (auto bad : {"", "2026", "2026-13-01", "2026-02-30", "2026-11-24T25:00:00Z", "2026-11-24T13:56:21.Z", "2026-11-24T13:56:21+1"})
    EXPECT_EQ(parse_iso8601(bad), std::nullopt) << bad;
}

// Vector from RFC 3720, appendix B.4.
TEST(Encoding, Crc32cIsCastagnoli) {
  EXPECT_EQ(crc32c(std::string(32, '\0')), 0x8A9136AAu);
  EXPECT_EQ(crc32c("56789", crc32c("1234")), crc32c("123456789"));
}

TEST(Encoding, Digests) {
  EXPECT_EQ(to_hex(sha256("")), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(to_hex(hmac_sha256("key", "The quick brown fox jumps over the lazy dog")),
            "f7bc83f430538424b13298e6aa6fb143ef4d59a14946175997479dbc2d1a3cd8");
}

}  // namespace
}  // namespace tarn
