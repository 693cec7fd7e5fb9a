// One signature fault, in the words of the service that was called.
#include "aws/sigv4.h"
#include "base/encoding.h"

namespace tarn::aws {
namespace {

constexpr std::string_view kDoesNotMatch =
    "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. "
    "Consult the service documentation for details.";
constexpr std::string_view kUnknownToken = "The security token included in the request is invalid.";
constexpr std::string_view kExpired = "The security token included in the request is expired";

enum class Fault : uint8_t { unknown_key, expired_token, mismatch, skew, missing, incomplete, denied, other };

Fault fault_of(std::string_view code) {
  if (code == "InvalidClientTokenId" || code == "InvalidAccessKeyId" || code == "InvalidToken") return Fault::unknown_key;
  if (code == "ExpiredToken") return Fault::expired_token;
  if (code == "SignatureDoesNotMatch") return Fault::mismatch;
  if (code == "RequestTimeTooSkewed") return Fault::skew;
  if (code == "MissingAuthenticationToken") return Fault::missing;
  if (code == "AuthorizationHeaderMalformed" || code == "AuthorizationQueryParametersError" || code == "InvalidArgument" || code == "InvalidRequest")
    return Fault::incomplete;
  if (code == "AccessDenied") return Fault::denied;
  return Fault::other;
}

Error make(std::string_view code, std::string message, int status) { return {std::string(code), std::move(message), status, {}}; }

std::string detail(const Error& error, std::string_view name) {
  for (const auto& [known, value] : error.details)
    if (known == name) return value;
  return {};
}

std::string skew_text(const Error& error) {
  std::string sent = detail(error, "RequestTime"), now = detail(error, "ServerTime");
  std::erase_if(now, [](char c) { return c == '-' || c == ':'; });
  if (sent < now) return "Signature expired: " + sent + " is now earlier than " + now + " (" + now + " - 5 min.)";
  return "Signature not yet current: " + sent + " is still later than " + now + " (" + now + " + 5 min.)";
}

Error s3_error(const SignatureClaims& claims, Error error) {
  if (error.code == "InvalidClientTokenId") {
    // A temporary key without its token is unknown; with a token that is not its own, the token is what is wrong.
    if (!claims.session_token.empty()) return make("InvalidToken", "The provided token is malformed or otherwise invalid.", 400).with("Token-0", claims.session_token);
    return make("InvalidAccessKeyId", "The AWS Access Key Id you provided does not exist in our records.", 403).with("AWSAccessKeyId", claims.access_key_id);
  }
  if (error.code == "ExpiredToken") return make("ExpiredToken", "The provided token has expired.", 400).with("Token-0", claims.session_token);
  return error;
}

Error json_error(Fault fault, Error error) {
  switch (fault) {
    case Fault::unknown_key: return make("UnrecognizedClientException", std::string(kUnknownToken), 400);
    case Fault::expired_token: return make("ExpiredTokenException", std::string(kExpired), 400);
    case Fault::mismatch: return make("InvalidSignatureException", std::string(kDoesNotMatch), 400);
    case Fault::skew: return make("InvalidSignatureException", skew_text(error), 400);
    case Fault::missing: return make("MissingAuthenticationTokenException", "Missing Authentication Token", 400);
    case Fault::incomplete: return make("IncompleteSignatureException", std::move(error.message), 400);
    case Fault::denied: return make("AccessDeniedException", std::move(error.message), 400);
    case Fault::other: break;
  }
  return error;
}

Error query_error(Fault fault, Error error) {
  switch (fault) {
    case Fault::unknown_key: return make("InvalidClientTokenId", std::string(kUnknownToken), 403);
    case Fault::expired_token: return make("ExpiredToken", std::string(kExpired), 403);
    case Fault::mismatch: return make("SignatureDoesNotMatch", std::string(kDoesNotMatch), 403);
    case Fault::skew: return make("SignatureDoesNotMatch", skew_text(error), 403);
    case Fault::missing: return make("MissingAuthenticationToken", "Request is missing Authentication Token", 403);
    case Fault::incomplete: return make("IncompleteSignature", std::move(error.message), 400);
    case Fault::denied: return make("AccessDenied", std::move(error.message), 403);
    case Fault::other: break;
  }
  return error;
}

}  // namespace

Error signature_error(const ServiceModel& service, const SignatureClaims& claims, Error error) {
  const Fault fault = fault_of(error.code);
  switch (service.protocol) {
    case Protocol::rest_xml: return s3_error(claims, std::move(error));
    case Protocol::query: return query_error(fault, std::move(error));
    case Protocol::json: return json_error(fault, std::move(error));
    case Protocol::rest_json: {
      Error worded = json_error(fault, std::move(error));
      if (fault != Fault::other) worded.http_status = 403;
      return worded;
    }
  }
  return error;
}

}  // namespace tarn::aws
