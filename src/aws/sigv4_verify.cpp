// verify: time, signed headers and the signature itself; and signing, which is the same the other way round.
#include <algorithm>
#include <unordered_map>

#include "aws/sigv4.h"
#include "aws/sigv4_canonical.h"
#include "base/encoding.h"

namespace tarn::aws {
namespace {

constexpr size_t kMaxCachedKeys = 1024;  // a thread's; emptied when full

// Four hashes a request saved. Found by a digest of what the key derives from, so that no secret stays here.
Sha256Bytes signing_key(const SignatureClaims& claims, std::string_view secret) {
  static thread_local std::unordered_map<std::string, Sha256Bytes> cache;
  std::string origin = std::string(secret) + "\n" + claims.access_key_id + "\n" + claims.scope();
  std::string digest(view(sha256_of(origin)));
  auto found = cache.find(digest);
  if (found != cache.end()) return found->second;
  if (cache.size() >= kMaxCachedKeys) cache.clear();
  return cache[digest] = derive_signing_key(secret, claims.date, claims.region, claims.service);
}

std::string hex_bytes(std::string_view text) {
  std::string out;
  for (char c : text) {
    if (!out.empty()) out += ' ';
    out += to_hex(std::string_view(&c, 1));
  }
  return out;
}

Result<void> check_time(const SignatureClaims& claims, bool is_s3, TimePoint now) {
  const Duration skew = is_s3 ? Duration(kS3ClockSkew) : Duration(kOtherClockSkew);
  if (claims.mode == SignatureMode::presigned) {
    const TimePoint end = claims.signed_at + claims.expires;
    if (claims.signed_at > now + skew) return Error{"AccessDenied", "Request is not yet valid", 403, {}};
    if (now <= end) return {};
    return Error{"AccessDenied", "Request has expired", 403, {}}
        .with("X-Amz-Expires", std::to_string(claims.expires.count())).with("Expires", iso8601(end, 0)).with("ServerTime", iso8601(now, 0));
  }
  if (claims.signed_at <= now + skew && claims.signed_at >= now - skew) return {};
  return Error{"RequestTimeTooSkewed", "The difference between the request time and the current time is too large.", 403, {}}
      .with("RequestTime", claims.timestamp).with("ServerTime", iso8601(now, 0))
      .with("MaxAllowedSkewMilliseconds", std::to_string(std::chrono::duration_cast<std::chrono::milliseconds>(skew).count()));
}

// What a signature must cover: the host, and every x-amz-* header that is there.
Result<void> check_signed_headers(const SignatureClaims& claims, const net::HttpRequest& request) {
  auto is_signed = [&](const std::string& name) { return std::binary_search(claims.signed_headers.begin(), claims.signed_headers.end(), name); };
  std::string missing = is_signed("host") || is_signed(":authority") ? "" : "host";
  for (const net::Header& header : request.headers) {
    std::string name = to_lower(header.name);
    if (!name.starts_with("x-amz-") || is_signed(name)) continue;
    if (claims.mode == SignatureMode::presigned && name == "x-amz-content-sha256") continue;  // SDKs add it to presigned uploads
    missing += missing.empty() ? name : ", " + name;
  }
  if (missing.empty()) return {};
  return Error{"AccessDenied", "There were headers present in the request which were not signed", 403, {}}.with("HeadersNotSigned", missing);
}

}  // namespace

Result<ProvenSignature> verify(const SignatureClaims& claims, const net::HttpRequest& request, std::string_view secret_access_key,
                               std::optional<std::string_view> body, TimePoint now) {
  const bool is_s3 = !body.has_value();
  TRY(check_time(claims, is_s3, now));
  TRY(check_signed_headers(claims, request));
  std::string payload_hash = claims.payload_hash;
  if (!is_s3 && (payload_hash.empty() || claims.mode == SignatureMode::header)) payload_hash = to_hex(view(sha256_of(*body)));
  auto canonical = canonical_request(request, claims.signed_headers, payload_hash, is_s3);
  if (!canonical) return Error{"InvalidURI", "Couldn't parse the specified URI.", 400, {}};
  const std::string to_sign = string_to_sign(claims.timestamp, claims.scope(), *canonical);
  ProvenSignature proof{signing_key(claims, secret_access_key)};
  const Sha256Bytes expected = hmac_of(view(proof.signing_key), to_sign);
  if (constant_time_equal(to_hex(view(expected)), claims.signature)) return proof;
  return Error{"SignatureDoesNotMatch",
               "The request signature we calculated does not match the signature you provided. Check your key and signing method.", 403, {}}
      .with("AWSAccessKeyId", claims.access_key_id).with("StringToSign", to_sign).with("SignatureProvided", claims.signature)
      .with("StringToSignBytes", hex_bytes(to_sign)).with("CanonicalRequest", *canonical).with("CanonicalRequestBytes", hex_bytes(*canonical));
}

void sign_request(const SigningInput& signer, std::string_view payload_hash, net::HttpRequest& request) {
  const std::string timestamp = basic_timestamp(signer.at), date = timestamp.substr(0, 8);
  request.headers.push_back({"x-amz-date", timestamp});
  if (!signer.session_token.empty()) request.headers.push_back({"x-amz-security-token", signer.session_token});
  std::vector<std::string> names;
  for (const net::Header& header : request.headers) names.push_back(to_lower(header.name));
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  const std::string canonical = canonical_request(request, names, payload_hash, signer.service == "s3").value_or("");
  const std::string scope = date + "/" + signer.region + "/" + signer.service + "/aws4_request";
  const Sha256Bytes key = derive_signing_key(signer.secret_access_key, date, signer.region, signer.service);
  std::string list;
  for (const std::string& name : names) list += list.empty() ? name : ";" + name;
  request.headers.push_back({"Authorization", "AWS4-HMAC-SHA256 Credential=" + signer.access_key_id + "/" + scope + ", SignedHeaders=" + list +
                                                  ", Signature=" + to_hex(view(hmac_of(view(key), string_to_sign(timestamp, scope, canonical))))});
}

}  // namespace tarn::aws
