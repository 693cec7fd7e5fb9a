#include "aws/sigv4.h"

#include <gtest/gtest.h>

#include "aws/sigv4_canonical.h"
#include "base/encoding.h"

namespace tarn::aws {
namespace {

constexpr const char* kSecret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
constexpr const char* kEmptyHash = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
const TimePoint kVectorTime = *parse_basic_timestamp("20130524T000000Z");

std::string authorization(const char* headers, const char* signature) {
  return std::string("AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,SignedHeaders=") + headers + ",Signature=" + signature;
}

// The examples of the S3 API reference, "Signature calculations for the Authorization header".
struct Vector {
  const char* name;
  const char* method;
  const char* target;
  std::vector<net::Header> headers;
  const char* signed_headers;
  const char* signature;
};
const Vector kVectors[] = {
    {"GetObject", "GET", "/test.txt", {{"Range", "bytes=0-9"}, {"x-amz-content-sha256", kEmptyHash}},
     "host;range;x-amz-content-sha256;x-amz-date", "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41"},
    {"PutObject", "PUT", "/test%24file.text",
     {{"Date", "Fri, 24 May 2013 00:00:00 GMT"}, {"x-amz-storage-class", "REDUCED_REDUNDANCY"},
      {"x-amz-content-sha256", "44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072"}},
     "date;host;x-amz-content-sha256;x-amz-date;x-amz-storage-class", "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd"},
    {"GetBucketLifecycle", "GET", "/?lifecycle", {{"x-amz-content-sha256", kEmptyHash}}, "host;x-amz-content-sha256;x-amz-date",
     "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543"},
    {"ListObjects", "GET", "/?max-keys=2&prefix=J", {{"x-amz-content-sha256", kEmptyHash}}, "host;x-amz-content-sha256;x-amz-date",
     "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7"},
};

net::HttpRequest request_of(const Vector& vector) {
  net::HttpRequest request;
  request.method = vector.method;
  request.target = vector.target;
  request.headers = vector.headers;
  request.headers.push_back({"Host", "examplebucket.s3.amazonaws.com"});
  request.headers.push_back({"x-amz-date", "20130524T000000Z"});
  request.headers.push_back({"Authorization", authorization(vector.signed_headers, vector.signature)});
  return request;
}

TEST(SigV4, AcceptsThePublishedExamples) {
  for (const Vector& vector : kVectors) {
    auto request = request_of(vector);
    auto claims = read_claims(request, true);
    ASSERT_TRUE(claims.ok()) << vector.name << ": " << claims.error().message;
    EXPECT_EQ(claims->access_key_id, "AKIAIOSFODNN7EXAMPLE");
    auto proof = verify(*claims, request, kSecret, std::nullopt, kVectorTime);
    EXPECT_TRUE(proof.ok()) << vector.name << ": " << proof.error().code;
  }
}

TEST(SigV4, RefusesWhatDiffersInOnePart) {
  const struct {
    const char* change;
    void (*apply)(net::HttpRequest&);
  } kChanges[] = {
      {"method", [](net::HttpRequest& r) { r.method = "DELETE"; }},
      {"path", [](net::HttpRequest& r) { r.target = "/test.txu"; }},
      {"query", [](net::HttpRequest& r) { r.target += "?acl"; }},
      {"header", [](net::HttpRequest& r) { r.headers[0].value = "bytes=0-8"; }},
      {"host", [](net::HttpRequest& r) { r.headers[2].value = "other.s3.amazonaws.com"; }},
      {"payload", [](net::HttpRequest& r) { r.headers[1].value = "UNSIGNED-PAYLOAD"; }},
  };
  for (const auto& change : kChanges) {
    auto request = request_of(kVectors[0]);
    change.apply(request);
    auto claims = read_claims(request, true);
    ASSERT_TRUE(claims.ok()) << change.change;
    auto proof = verify(*claims, request, kSecret, std::nullopt, kVectorTime);
    ASSERT_FALSE(proof.ok()) << change.change;
    EXPECT_EQ(proof.error().code, "SignatureDoesNotMatch");
  }
  auto request = request_of(kVectors[0]);
  auto proof = verify(*read_claims(request, true), request, "another secret", std::nullopt, kVectorTime);
  EXPECT_EQ(proof.error().code, "SignatureDoesNotMatch");
}

TEST(SigV4, AcceptsThePublishedPresignedExample) {
  net::HttpRequest request;
  request.method = "GET";
  request.target =
      "/test.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Date="
      "20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host&X-Amz-Signature="
      "aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404";
  request.headers.push_back({"Host", "examplebucket.s3.amazonaws.com"});
  auto claims = read_claims(request, true);
  ASSERT_TRUE(claims.ok()) << claims.error().message;
  EXPECT_EQ(claims->mode, SignatureMode::presigned);
  EXPECT_TRUE(verify(*claims, request, kSecret, std::nullopt, kVectorTime + std::chrono::hours(24)).ok());

  auto late = verify(*claims, request, kSecret, std::nullopt, kVectorTime + std::chrono::hours(24) + std::chrono::seconds(1));
  EXPECT_EQ(late.error().code, "AccessDenied");
  EXPECT_EQ(late.error().message, "Request has expired");
  auto early = verify(*claims, request, kSecret, std::nullopt, kVectorTime - std::chrono::minutes(16));
  EXPECT_EQ(early.error().message, "Request is not yet valid");
}

TEST(SigV4, AllowsTheSkewOfTheService) {
  auto request = request_of(kVectors[0]);
  auto claims = *read_claims(request, true);
  for (int sign : {-1, 1}) {
    EXPECT_TRUE(verify(claims, request, kSecret, std::nullopt, kVectorTime + sign * std::chrono::minutes(15)).ok());
    auto skewed = verify(claims, request, kSecret, std::nullopt, kVectorTime + sign * (std::chrono::minutes(15) + std::chrono::seconds(1)));
    ASSERT_FALSE(skewed.ok());
    EXPECT_EQ(skewed.error().code, "RequestTimeTooSkewed");
  }
}

TEST(SigV4, WantsEveryAmzHeaderSigned) {
  auto request = request_of(kVectors[0]);
  request.headers.push_back({"X-Amz-Acl", "public-read"});
  auto proof = verify(*read_claims(request, true), request, kSecret, std::nullopt, kVectorTime);
  ASSERT_FALSE(proof.ok());
  EXPECT_EQ(proof.error().code, "AccessDenied");
  EXPECT_EQ(proof.error().details.at(0), (std::pair<std::string, std::string>("HeadersNotSigned", "x-amz-acl")));
}

TEST(SigV4, NamesWhatIsWrongWithTheForm) {
  const std::string good = authorization("host;x-amz-content-sha256;x-amz-date", "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41");
  auto replaced = [&](const char* from, const char* to) {
    std::string text = good;
    text.replace(text.find(from), std::string_view(from).size(), to);
    return text;
  };
  const struct {
    std::string authorization;
    const char* code;
  } kCases[] = {
      {"AWS AKIA:sig", "InvalidRequest"},
      {"Basic dXNlcjpwYXNz", "InvalidArgument"},
      {"AWS4-HMAC-SHA256 ", "AuthorizationHeaderMalformed"},
      {replaced("/aws4_request", "/aws4_requesx"), "AuthorizationHeaderMalformed"},
      {replaced("/us-east-1/", "/"), "AuthorizationHeaderMalformed"},
      {replaced("/s3/", "/ec2/"), "AuthorizationHeaderMalformed"},
      {replaced("20130524", "20130525"), "AuthorizationHeaderMalformed"},
      {replaced("Signature=f0", "Signature=g0"), "AuthorizationHeaderMalformed"},
      {replaced("Signature=", "Sign="), "AuthorizationHeaderMalformed"},
      {replaced("SignedHeaders=host;", "SignedHeaders=Host;"), "AuthorizationHeaderMalformed"},
  };
  for (const auto& c : kCases) {
    net::HttpRequest request;
    request.method = "GET";
    request.target = "/";
    request.headers = {{"Host", "h"}, {"x-amz-date", "20130524T000000Z"}, {"x-amz-content-sha256", kEmptyHash}, {"Authorization", c.authorization}};
    auto claims = read_claims(request, true);
    ASSERT_FALSE(claims.ok()) << c.authorization;
    EXPECT_EQ(claims.error().code, c.code) << c.authorization;
  }
}

TEST(SigV4, ReadsAnonymousRequests) {
  const struct {
    const char* hash;
    const char* code;
    PayloadMode mode;
  } kCases[] = {
      {"UNSIGNED-PAYLOAD", "", PayloadMode::unsigned_payload},
      {kEmptyHash, "", PayloadMode::hashed},
      {"STREAMING-UNSIGNED-PAYLOAD-TRAILER", "", PayloadMode::unsigned_chunks_trailer},
      {"STREAMING-AWS4-HMAC-SHA256-PAYLOAD", "InvalidRequest", {}},
      {"STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER", "InvalidRequest", {}},
      {"nonsense", "InvalidArgument", {}},
  };
  for (const auto& c : kCases) {
    net::HttpRequest request;
    request.method = "PUT";
    request.target = "/b/k";
    request.headers = {{"Host", "h"}, {"x-amz-content-sha256", c.hash}};
    auto claims = read_claims(request, true);
    EXPECT_EQ(claims.ok() ? "" : claims.error().code, c.code) << c.hash;
    if (!claims.ok()) continue;
    EXPECT_EQ(claims->mode, SignatureMode::anonymous);
    EXPECT_EQ(claims->payload, c.mode) << c.hash;
  }
}

TEST(SigV4, SignsWhatItVerifies) {
  for (const char* service : {"s3", "glue"}) {
    net::HttpRequest request;
    request.method = "POST";
    request.target = "/a%20b/%2525?x=1&A=%2F&empty";
    request.headers = {{"Host", "localhost:4566"}, {"x-amz-content-sha256", to_hex(sha256("{}"))}, {"X-Amz-Target", "AWSGlue.GetTables"}};
    sign_request({"AKID", "secret", "token", "eu-west-1", service, kVectorTime}, to_hex(sha256("{}")), request);
    const bool is_s3 = std::string_view(service) == "s3";
    auto claims = read_claims(request, is_s3);
    ASSERT_TRUE(claims.ok()) << claims.error().message;
    EXPECT_EQ(claims->session_token, "token");
    EXPECT_EQ(claims->region, "eu-west-1");
    std::optional<std::string_view> body;
    if (!is_s3) body = "{}";
    EXPECT_TRUE(verify(*claims, request, "secret", body, kVectorTime).ok());
    EXPECT_EQ(verify(*claims, request, "secret2", body, kVectorTime).error().code, "SignatureDoesNotMatch");
  }
}

TEST(SigV4, SpeaksEachServicesLanguage) {
  const struct {
    const char* service;
    const char* code;
    const char* expected;
    int status;
  } kCases[] = {
      {"s3", "InvalidClientTokenId", "InvalidAccessKeyId", 403},     {"s3", "ExpiredToken", "ExpiredToken", 400},
      {"s3", "SignatureDoesNotMatch", "SignatureDoesNotMatch", 403}, {"glue", "InvalidClientTokenId", "UnrecognizedClientException", 400},
      {"glue", "ExpiredToken", "ExpiredTokenException", 400},        {"glue", "SignatureDoesNotMatch", "InvalidSignatureException", 400},
      {"glue", "RequestTimeTooSkewed", "InvalidSignatureException", 400}, {"sts", "InvalidClientTokenId", "InvalidClientTokenId", 403},
      {"iam", "RequestTimeTooSkewed", "SignatureDoesNotMatch", 403}, {"iam", "MissingAuthenticationToken", "MissingAuthenticationToken", 403},
  };
  for (const auto& c : kCases) {
    Error error = signature_error(*find_model(c.service), {}, Error{c.code, "text", 403, {}});
    EXPECT_EQ(error.code, c.expected) << c.service << " " << c.code;
    EXPECT_EQ(error.http_status, c.status) << c.service << " " << c.code;
  }
}

}  // namespace
}  // namespace tarn::aws
