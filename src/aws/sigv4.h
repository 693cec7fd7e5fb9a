// Signature Version 4 in two halves: read_claims() says what a request claims about its signer, verify() proves it with the
// secret, and verified_body() proves the body while it is read. s3.md 2 and 3, neighbours.md 1.
//
// Errors carry S3's codes here for every service (InvalidAccessKeyId, SignatureDoesNotMatch, RequestTimeTooSkewed, ...);
// signature_error() turns them into the ones that the service at hand uses (UnrecognizedClientException, ...).
#pragma once
#include <array>
#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "aws/model.h"
#include "aws/request_context.h"
#include "base/byte_source.h"
#include "base/clock.h"
#include "base/result.h"
#include "net/http.h"

namespace tarn::aws {

constexpr std::chrono::minutes kS3ClockSkew{15};      // S3 API reference, RequestTimeTooSkewed
constexpr std::chrono::minutes kOtherClockSkew{5};    // every other service
constexpr std::chrono::seconds kMaxPresignedLife{604'800};  // X-Amz-Expires: seven days

enum class SignatureMode : uint8_t { anonymous, header, presigned };

// How the bytes of the body are vouched for (x-amz-content-sha256).
enum class PayloadMode : uint8_t {
  hashed,                   // 64 hex digits, checked when the body ends
  unsigned_payload,         // UNSIGNED-PAYLOAD
  signed_chunks,            // STREAMING-AWS4-HMAC-SHA256-PAYLOAD
  signed_chunks_trailer,    // STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER
  unsigned_chunks_trailer,  // STREAMING-UNSIGNED-PAYLOAD-TRAILER
};

struct SignatureClaims {
  SignatureMode mode = SignatureMode::anonymous;
  PayloadMode payload = PayloadMode::unsigned_payload;
  std::string access_key_id;
  std::string session_token;
  std::string date;          // yyyymmdd of the scope
  std::string region;
  std::string service;       // of the scope: "s3", "glue", ...
  std::string timestamp;     // yyyymmddThhmmssZ
  TimePoint signed_at{};
  std::chrono::seconds expires{0};  // presigned
  std::vector<std::string> signed_headers;
  std::string signature;     // 64 hex digits
  std::string payload_hash;  // as it stands in the canonical request

  std::string scope() const { return date + "/" + region + "/" + service + "/aws4_request"; }
  bool chunked() const { return payload >= PayloadMode::signed_chunks; }
};

// What the request says, its form checked; nothing is proved yet. `is_s3` chooses S3's rules (x-amz-content-sha256 is mandatory
// there). Unsigned requests are anonymous, not an error.
Result<SignatureClaims> read_claims(const net::HttpRequest& request, bool is_s3);

// What verify() leaves for the body's checks. Holds the signing key, not the secret.
struct ProvenSignature {
  std::array<unsigned char, 32> signing_key{};
};

// Time, signed headers and signature. `body` is the buffered body for services other than S3, whose payload hash is not sent but
// computed; nullopt for S3. Errors: RequestTimeTooSkewed, AccessDenied (presigned, expired), SignatureDoesNotMatch (with the
// string to sign and the canonical request as details), AccessDenied with HeadersNotSigned.
Result<ProvenSignature> verify(const SignatureClaims& claims, const net::HttpRequest& request, std::string_view secret_access_key,
                               std::optional<std::string_view> body, TimePoint now);

// The request's body as the handler should see it: aws-chunked framing removed, each chunk's signature, the payload hash and the
// trailing checksum proved. An error surfaces from read(): SignatureDoesNotMatch, XAmzContentSHA256Mismatch, IncompleteBody,
// InvalidChunkSizeError, MalformedTrailerError, BadDigest. read() answers 0 only when all of that held: a reader that keeps
// nothing before the end keeps nothing false.
class VerifiedBody : public ByteSource {
 public:
  // Checksum headers that came after the body, once read() has answered 0: {"x-amz-checksum-crc32", "base64"}.
  virtual const TrailingHeaders& trailers() const = 0;
};

// Errors: MissingContentLength (chunked without x-amz-decoded-content-length), InvalidRequest (trailer of an unknown kind).
// `request` and its body are borrowed.
Result<std::unique_ptr<VerifiedBody>> verified_body(const SignatureClaims& claims, const ProvenSignature& proof, const net::HttpRequest& request);

// The same error as this service words it: `error` has one of the codes above, or InvalidClientTokenId / ExpiredToken from
// iam::Identities.
Error signature_error(const ServiceModel& service, const SignatureClaims& claims, Error error);

// Signs as a client would (tests, presigned links that the server hands out). Adds x-amz-date and authorization.
struct SigningInput {
  std::string access_key_id, secret_access_key, session_token, region, service;
  TimePoint at{};
};
void sign_request(const SigningInput& signer, std::string_view payload_hash, net::HttpRequest& request);

}  // namespace tarn::aws
