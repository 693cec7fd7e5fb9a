#include "aws/chunked_body.h"

#include <gtest/gtest.h>

#include "aws/sigv4_canonical.h"
#include "base/encoding.h"

namespace tarn::aws {
namespace {

constexpr const char* kSecret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
constexpr uint64_t kContentBytes = 66'560;

// The published example (S3 API reference, "Signature calculations: transferring payload in multiple chunks", with and without
// a trailer): 65 KiB of 'a' in chunks of 64 KiB and 1 KiB.
ChunkedBodyOptions published_options(bool trailer) {
  ChunkedBodyOptions options;
  options.mode = trailer ? PayloadMode::signed_chunks_trailer : PayloadMode::signed_chunks;
  options.decoded_length = kContentBytes;
  options.signing_key = derive_signing_key(kSecret, "20130524", "us-east-1", "s3");
  options.timestamp = "20130524T000000Z";
  options.scope = "20130524/us-east-1/s3/aws4_request";
  options.seed_signature = trailer ? "106e2a8a18243abcf37539882f36619c00e2dfc72633413f02d3b74544bfeb8e" : "4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9";
  if (trailer) options.announced_trailer = "x-amz-checksum-crc32c";
  return options;
}

std::string published_body(bool trailer) {
  if (!trailer)
    return "10000;chunk-signature=ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648\r\n" + std::string(65536, 'a') +
           "\r\n400;chunk-signature=0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497\r\n" + std::string(1024, 'a') +
           "\r\n0;chunk-signature=b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9\r\n\r\n";
  return "10000;chunk-signature=b474d8862b1487a5145d686f57f013e54db672cee1c953b3010fb58501ef5aa2\r\n" + std::string(65536, 'a') +
         "\r\n400;chunk-signature=1c1344b170168f8e65b41376b44b20fe354e373826ccbbe2c1d40a8cae51e5c7\r\n" + std::string(1024, 'a') +
         "\r\n0;chunk-signature=2ca2aba2005185cf7159c6277faf83795951dd77a3a99e6e65d5c9f85863f992\r\n"
         "x-amz-checksum-crc32c:sOO8/Q==\r\n"
         "x-amz-trailer-signature:d81f82fc3505edab99d459891051a732e8730629a2e4a59689829ca17fe2e435\r\n\r\n";
}

struct Outcome {
  std::string code;  // empty: ok
  std::string bytes;
  TrailingHeaders trailers;
};

Outcome decode(const std::string& raw, const ChunkedBodyOptions& options, size_t piece = 7000) {
  StringSource source(raw);
  ChunkedBody body(source, options);
  Outcome out;
  std::string buffer(piece, '\0');
  while (true) {
    auto got = body.read(buffer);
    if (!got.ok()) {
      out.code = got.error().code;
      return out;
    }
    if (*got == 0) break;
    out.bytes.append(buffer, 0, *got);
  }
  out.trailers = body.trailers();
  return out;
}

TEST(ChunkedBody, DecodesThePublishedExamples) {
  for (bool trailer : {false, true}) {
    for (size_t piece : {size_t{1}, size_t{100}, size_t{16384}, size_t{1 << 20}}) {
      Outcome out = decode(published_body(trailer), published_options(trailer), piece);
      EXPECT_EQ(out.code, "") << trailer << " " << piece;
      EXPECT_EQ(out.bytes, std::string(kContentBytes, 'a'));
      EXPECT_EQ(out.trailers.size(), trailer ? 1u : 0u);
    }
  }
}

TEST(ChunkedBody, NoticesOneFlippedByteInEachChunkHeaderAndTrailer) {
  for (bool trailer : {false, true}) {
    const std::string good = published_body(trailer);
    std::vector<size_t> places = {100, 40'000, 65'600, 66'200, good.size() - 20};  // data of both chunks, signatures
    for (size_t at = 0; (at = good.find("signature=", at)) != good.npos; ++at) places.push_back(at + 15);
    if (trailer) places.push_back(good.find("sOO8"));
    for (size_t place : places) {
      std::string bad = good;
      bad[place] = static_cast<char>(bad[place] ^ 1);
      EXPECT_NE(decode(bad, published_options(trailer)).code, "") << "trailer " << trailer << ", byte " << place;
    }
  }
}

TEST(ChunkedBody, NeverEndsWellWithoutItsEnd) {
  const std::string good = published_body(true);
  for (size_t cut : {size_t{0}, size_t{5}, size_t{90}, size_t{65'000}, good.size() - 200, good.size() - 100, good.size() - 2})
    EXPECT_NE(decode(good.substr(0, cut), published_options(true)).code, "") << cut;
  EXPECT_NE(decode(good + "x", published_options(true)).code, "");
}

ChunkedBodyOptions unsigned_options(uint64_t length, std::string trailer = "x-amz-checksum-crc32") {
  ChunkedBodyOptions options;
  options.mode = PayloadMode::unsigned_chunks_trailer;
  options.decoded_length = length;
  options.announced_trailer = std::move(trailer);
  return options;
}

TEST(ChunkedBody, FollowsTheRulesOfUnsignedChunks) {
  const struct {
    const char* name;
    std::string raw;
    uint64_t length;
    const char* trailer;
    const char* code;
  } kCases[] = {
      {"good", "5\r\nhello\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\n", 5, "x-amz-checksum-crc32", ""},
      {"upper-case hex and bare newlines", "A\r\nhellohello\r\n0\r\n\n", 10, "", ""},
      {"empty", "0\r\nx-amz-checksum-crc32:AAAAAA==\r\n\r\n", 0, "x-amz-checksum-crc32", ""},
      {"no trailer announced", "5\r\nhello\r\n0\r\n\r\n", 5, "", ""},
      {"wrong checksum", "5\r\nhellp\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\n", 5, "x-amz-checksum-crc32", "BadDigest"},
      {"not base64", "5\r\nhello\r\n0\r\nx-amz-checksum-crc32:***\r\n\r\n", 5, "x-amz-checksum-crc32", "InvalidRequest"},
      {"wrong length of checksum", "5\r\nhello\r\n0\r\nx-amz-checksum-crc32:AAAA\r\n\r\n", 5, "x-amz-checksum-crc32", "InvalidRequest"},
      {"announced but absent", "5\r\nhello\r\n0\r\n\r\n", 5, "x-amz-checksum-crc32", "MalformedTrailerError"},
      {"another name", "5\r\nhello\r\n0\r\nx-amz-checksum-crc32c:NhCmhg==\r\n\r\n", 5, "x-amz-checksum-crc32", "MalformedTrailerError"},
      {"not announced", "5\r\nhello\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\n", 5, "", "MalformedTrailerError"},
      {"fewer bytes than announced", "5\r\nhello\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\n", 6, "x-amz-checksum-crc32", "IncompleteBody"},
      {"more bytes than announced", "5\r\nhello\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\n", 4, "x-amz-checksum-crc32", "IncompleteBody"},
      {"not hex", "5g\r\nhello\r\n", 5, "", "InvalidRequest"},
      {"0x prefix", "0x5\r\nhello\r\n0\r\n\r\n", 5, "", "InvalidRequest"},
      {"no line end behind the data", "5\r\nhello0\r\n\r\n", 5, "", "InvalidRequest"},
      {"size beyond 64 bits", "fffffffffffffffff\r\nhello\r\n", 5, "", "InvalidRequest"},
      {"endless header", std::string(10'000, '0'), 5, "", "InvalidRequest"},
  };
  for (const auto& c : kCases) EXPECT_EQ(decode(c.raw, unsigned_options(c.length, c.trailer)).code, c.code) << c.name;
}

TEST(ChunkedBody, RefusesSmallSignedChunksBeforeTheLast) {
  auto options = published_options(false);
  options.decoded_length = 2;
  auto sign = [&](std::string_view previous, std::string_view data) {
    return to_hex(view(hmac_of(view(options.signing_key), "AWS4-HMAC-SHA256-PAYLOAD\n" + options.timestamp + "\n" + options.scope + "\n" + std::string(previous) +
                                                              "\n" + to_hex(sha256("")) + "\n" + to_hex(sha256(data)))));
  };
  std::string one = sign(options.seed_signature, "a"), two = sign(one, "b"), end = sign(two, "");
  EXPECT_EQ(decode("1;chunk-signature=" + one + "\r\na\r\n1;chunk-signature=" + two + "\r\nb\r\n0;chunk-signature=" + end + "\r\n\r\n", options).code,
            "InvalidChunkSizeError");
}

TEST(VerifiedBody, ProvesThePayloadHash) {
  for (bool right : {true, false}) {
    StringSource source("hello");
    net::HttpRequest request;
    request.body = &source;
    request.content_length = 5;
    SignatureClaims claims;
    claims.payload = PayloadMode::hashed;
    claims.payload_hash = to_hex(sha256(right ? "hello" : "hellp"));
    auto body = verified_body(claims, {}, request);
    ASSERT_TRUE(body.ok());
    auto all = read_all(**body, 100);
    EXPECT_EQ(all.ok(), right);
    EXPECT_EQ(right ? "" : all.error().code, right ? "" : "XAmzContentSHA256Mismatch");
  }
}

}  // namespace
}  // namespace tarn::aws
