#include "objects/checksum.h"

#include <gtest/gtest.h>

#include "base/encoding.h"
#include "objects/digester.h"
#include "objects/objects_for_tests.h"

namespace tarn::objects {
namespace {

// "123456789": the check values of the CRC catalogue, and the hashes of coreutils.
constexpr struct {
  ChecksumAlgorithm algorithm;
  std::string_view hex;
} kKnown[] = {
    {ChecksumAlgorithm::crc32, "cbf43926"},
    {ChecksumAlgorithm::crc32c, "e3069283"},
    {ChecksumAlgorithm::crc64nvme, "ae8b14860a799888"},
    {ChecksumAlgorithm::sha1, "f7c3bc1d808e04732adf679965ccc34ca7ae3441"},
    {ChecksumAlgorithm::sha256, "15e2b0d3c33891ebb0f1ef609ec419420c20e320ce94c65fbc8c3312448eb225"},
};

std::string digest_of(ChecksumAlgorithm algorithm, std::string_view bytes) {
  Digester digester({algorithm});
  digester.update(bytes);
  return digester.finish().of(algorithm).value;
}

TEST(Checksum, KnownValues) {
  for (auto& known : kKnown) EXPECT_EQ(to_hex(digest_of(known.algorithm, "123456789")), known.hex) << checksum_name(known.algorithm);
}

TEST(Checksum, PiecesMakeTheSameDigestsAsTheWhole) {
  auto bytes = test_bytes(100'003, 4);
  std::vector<ChecksumAlgorithm> all(std::begin(kAllChecksumAlgorithms), std::end(kAllChecksumAlgorithms));
  Digester pieces(all), whole(all);
  whole.update(bytes);
  for (size_t at = 0, n = 1; at < bytes.size(); at += n, n = n * 2 + 1) pieces.update(std::string_view(bytes).substr(at, n));
  auto a = pieces.finish(), b = whole.finish();
  EXPECT_EQ(a.md5, b.md5);
  EXPECT_EQ(a.checksums, b.checksums);
}

TEST(Checksum, MergedCrcsAreThoseOfTheWhole) {
  auto bytes = test_bytes(70'000, 5);
  for (auto algorithm : kAllChecksumAlgorithms) {
    if (!can_merge(algorithm)) continue;
    std::vector<PartChecksum> parts;
    for (size_t at = 0, n = 0; at < bytes.size(); at += n) {
      n = std::min<size_t>(bytes.size() - at, at * 2 + 1);
      parts.push_back({digest_of(algorithm, std::string_view(bytes).substr(at, n)), n});
    }
    EXPECT_EQ(merge_checksums(algorithm, ChecksumType::full_object, parts).value, digest_of(algorithm, bytes)) << checksum_name(algorithm);
  }
}

TEST(Checksum, CompositeIsTheDigestOfTheDigests) {
  auto a = digest_of(ChecksumAlgorithm::sha256, "a"), b = digest_of(ChecksumAlgorithm::sha256, "b");
  auto merged = merge_checksums(ChecksumAlgorithm::sha256, ChecksumType::composite, {{a, 1}, {b, 1}});
  EXPECT_EQ(merged.value, digest_of(ChecksumAlgorithm::sha256, a + b));
  EXPECT_EQ(merged.str(), to_base64(merged.value) + "-2");
}

TEST(Checksum, ClientValuesMustHaveTheRightForm) {
  EXPECT_TRUE(parse_checksum_value(ChecksumAlgorithm::crc32, "y/Q5Jg=="));
  EXPECT_FALSE(parse_checksum_value(ChecksumAlgorithm::crc32, "y/Q5JgAA"));
  EXPECT_FALSE(parse_checksum_value(ChecksumAlgorithm::crc32, "y/Q5J"));
  EXPECT_FALSE(parse_checksum_value(ChecksumAlgorithm::sha256, "y/Q5Jg=="));
}

}  // namespace
}  // namespace tarn::objects
