#include "aws/body_digests.h"

#include <gtest/gtest.h>

namespace tarn::aws {
namespace {

// Of "hello".
constexpr const char* kMd5 = "XUFAKrxLKna5cZ2REBfFkg==";
constexpr const char* kCrc32 = "NhCmhg==";
constexpr const char* kSha256 = "LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ=";

std::string code_of(const char* operation, std::vector<net::Header> headers) {
  net::HttpRequest request;
  request.headers = std::move(headers);
  auto checked = check_body_digests(*find_model("s3")->find_operation(operation), request, "hello");
  return checked.ok() ? "" : checked.error().code;
}

TEST(BodyDigests, AreProved) {
  const struct {
    const char* operation;
    std::vector<net::Header> headers;
    const char* code;
  } kCases[] = {
      {"PutBucketTagging", {}, ""},
      {"PutBucketTagging", {{"Content-MD5", kMd5}}, ""},
      {"PutBucketTagging", {{"content-md5", kMd5}, {"X-Amz-Checksum-Crc32", kCrc32}}, ""},
      {"PutBucketTagging", {{"x-amz-checksum-sha256", kSha256}, {"x-amz-sdk-checksum-algorithm", "SHA256"}}, ""},
      {"PutBucketTagging", {{"Content-MD5", "AAAAAAAAAAAAAAAAAAAAAA=="}}, "BadDigest"},
      {"PutBucketTagging", {{"Content-MD5", "short"}}, "InvalidDigest"},
      {"PutBucketTagging", {{"x-amz-checksum-crc32", "AAAAAA=="}}, "BadDigest"},
      {"PutBucketTagging", {{"x-amz-checksum-crc32", kSha256}}, "InvalidRequest"},
      {"PutBucketTagging", {{"x-amz-checksum-crc32", kCrc32}, {"x-amz-checksum-sha256", kSha256}}, "InvalidRequest"},
      {"PutBucketTagging", {{"x-amz-checksum-xxhash3", "AAAAAAAAAAA="}}, "NotImplemented"},
      {"DeleteObjects", {}, "InvalidRequest"},
      {"DeleteObjects", {{"Content-MD5", kMd5}}, ""},
      {"DeleteObjects", {{"x-amz-trailer", "x-amz-checksum-crc32"}}, ""},
      {"CreateMultipartUpload", {{"x-amz-checksum-algorithm", "CRC32"}}, ""},
      {"CompleteMultipartUpload", {{"x-amz-checksum-crc32", "AAAAAA=="}}, ""},
  };
  for (auto& row : kCases) {
    std::string name = row.operation;
    for (auto& header : row.headers) name += " " + header.name + ": " + header.value;
    EXPECT_EQ(code_of(row.operation, row.headers), row.code) << name;
  }
}

}  // namespace
}  // namespace tarn::aws
