// read_claims: the form of what a request says about its signer.
#include <algorithm>
#include <charconv>

#include "aws/sigv4.h"
#include "aws/sigv4_canonical.h"
#include "aws/wire_text.h"
#include "base/encoding.h"

namespace tarn::aws {
namespace {

constexpr std::string_view kAlgorithm = "AWS4-HMAC-SHA256";
constexpr size_t kSignatureDigits = 64;

bool is_lower_hex(std::string_view text, size_t digits) {
  return text.size() == digits && text.find_first_not_of("0123456789abcdef") == text.npos;
}

constexpr std::string_view kCredentialForm = "the Credential is mal-formed; expecting \"<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request\".";

Error header_malformed(std::string message) { return {"AuthorizationHeaderMalformed", "The authorization header is malformed; " + message, 400, {}}; }
Error query_malformed(std::string message) { return {"AuthorizationQueryParametersError", std::move(message), 400, {}}; }

std::string_view trim(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

// akid/date/region/service/aws4_request; the access key id may hold slashes. False: not of that form.
bool read_credential(std::string_view text, SignatureClaims& claims) {
  std::string_view parts[4];  // aws4_request, service, region, date
  for (auto& part : parts) {
    size_t slash = text.rfind('/');
    if (slash == text.npos) return false;
    part = text.substr(slash + 1);
    text = text.substr(0, slash);
  }
  if (parts[0] != "aws4_request" || text.empty() || parts[1].empty() || parts[2].empty() || parts[3].size() != 8) return false;
  claims.access_key_id = text;
  claims.service = parts[1];
  claims.region = parts[2];
  claims.date = parts[3];
  return true;
}

std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> out;
  while (!text.empty()) {
    std::string_view part = text.substr(0, text.find(separator));
    text.remove_prefix(std::min(text.size(), part.size() + 1));
    out.emplace_back(part);
  }
  return out;
}

// Lower-case and sorted, as the canonical request needs them.
bool are_signed_headers(const std::vector<std::string>& names) {
  auto is_lower = [](const std::string& name) { return !name.empty() && name == to_lower(name); };
  return !names.empty() && std::all_of(names.begin(), names.end(), is_lower) && std::is_sorted(names.begin(), names.end());
}

Result<void> read_authorization(std::string_view text, SignatureClaims& claims) {
  text.remove_prefix(kAlgorithm.size());
  std::string credential, headers, signature;
  for (const std::string& piece : split(text, ',')) {
    std::string_view part = trim(piece);
    size_t equals = std::min(part.find('='), part.size());
    std::string_view name = part.substr(0, equals), value = part.substr(std::min(part.size(), equals + 1));
    if (name == "Credential") credential = value;
    if (name == "SignedHeaders") headers = value;
    if (name == "Signature") signature = value;
  }
  if (credential.empty()) return header_malformed(std::string(kCredentialForm));
  if (headers.empty()) return header_malformed("missing SignedHeaders.");
  if (signature.empty()) return header_malformed("missing Signature.");
  if (!read_credential(credential, claims)) return header_malformed(std::string(kCredentialForm));
  claims.signed_headers = split(headers, ';');
  claims.signature = signature;
  if (!are_signed_headers(claims.signed_headers)) return header_malformed("SignedHeaders must be lower case and sorted.");
  if (!is_lower_hex(claims.signature, kSignatureDigits)) return header_malformed("the Signature is not 64 hexadecimal digits.");
  return {};
}

Result<PayloadMode> payload_mode(std::string_view hash) {
  if (hash == "UNSIGNED-PAYLOAD") return PayloadMode::unsigned_payload;
  if (hash == "STREAMING-AWS4-HMAC-SHA256-PAYLOAD") return PayloadMode::signed_chunks;
  if (hash == "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER") return PayloadMode::signed_chunks_trailer;
  if (hash == "STREAMING-UNSIGNED-PAYLOAD-TRAILER") return PayloadMode::unsigned_chunks_trailer;
  if (is_lower_hex(to_lower(hash), kSignatureDigits)) return PayloadMode::hashed;
  return Error{"InvalidArgument", "x-amz-content-sha256 must be UNSIGNED-PAYLOAD, STREAMING-UNSIGNED-PAYLOAD-TRAILER, STREAMING-AWS4-HMAC-SHA256-PAYLOAD, STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER or a valid sha256 value.", 400, {}}
      .with("ArgumentName", "x-amz-content-sha256").with("ArgumentValue", std::string(hash.substr(0, 256)));
}

Result<void> read_date(const net::HttpRequest& request, SignatureClaims& claims) {
  const std::string* amz_date = request.header("x-amz-date");
  const std::string* date = amz_date ? amz_date : request.header("date");
  if (!date) return Error{"AccessDenied", "AWS authentication requires a valid Date or x-amz-date header", 403, {}};
  auto time = parse_basic_timestamp(*date);
  if (!time && !amz_date) time = parse_http_date(*date);
  if (!time) return Error{"AccessDenied", "AWS authentication requires a valid Date or x-amz-date header", 403, {}};
  claims.signed_at = *time;
  claims.timestamp = basic_timestamp(*time);
  return {};
}

Result<SignatureClaims> read_header_mode(const net::HttpRequest& request, const std::string& authorization, bool is_s3) {
  SignatureClaims claims{.mode = SignatureMode::header};
  if (authorization.starts_with("AWS "))
    return Error{"InvalidRequest", "The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.", 400, {}};
  if (!authorization.starts_with(std::string(kAlgorithm) + " "))
    return Error{"InvalidArgument", "Unsupported Authorization Type", 400, {}}
        .with("ArgumentName", "Authorization").with("ArgumentValue", authorization.substr(0, 256));
  TRY(read_authorization(authorization, claims));
  TRY(read_date(request, claims));
  if (!claims.timestamp.starts_with(claims.date)) return header_malformed("Invalid credential date \"" + claims.date + "\". This date is not the same as X-Amz-Date: \"" + claims.timestamp.substr(0, 8) + "\".");
  if (is_s3 && claims.service != "s3") return header_malformed("incorrect service \"" + claims.service + "\". This endpoint belongs to \"s3\".");
  if (const std::string* token = request.header("x-amz-security-token")) claims.session_token = *token;
  const std::string* hash = request.header("x-amz-content-sha256");
  if (is_s3) {
    if (!hash) return Error{"InvalidRequest", "Missing required header for this request: x-amz-content-sha256", 400, {}};
    claims.payload_hash = *hash;
    claims.payload = TRY(payload_mode(*hash));
  }
  return claims;
}

const std::string* find(const std::vector<Parameter>& parameters, std::string_view name) {
  for (const Parameter& parameter : parameters)
    if (equals_ignoring_case(parameter.name, name)) return &parameter.value;
  return nullptr;
}

Result<std::chrono::seconds> read_expires(std::string_view text) {
  int64_t seconds = 0;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
  if (error != std::errc() || end != text.data() + text.size()) return query_malformed("X-Amz-Expires should be a number");
  if (seconds < 0) return query_malformed("X-Amz-Expires must be non-negative");
  if (seconds > kMaxPresignedLife.count()) return query_malformed("X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than 604800 seconds");
  return std::chrono::seconds{seconds};
}

Result<SignatureClaims> read_presigned(const net::HttpRequest& request, const std::vector<Parameter>& parameters, bool is_s3) {
  SignatureClaims claims{.mode = SignatureMode::presigned};
  const std::string *algorithm = find(parameters, "X-Amz-Algorithm"), *credential = find(parameters, "X-Amz-Credential"),
                    *date = find(parameters, "X-Amz-Date"), *expires = find(parameters, "X-Amz-Expires"),
                    *headers = find(parameters, "X-Amz-SignedHeaders"), *signature = find(parameters, "X-Amz-Signature");
  if (!algorithm || *algorithm != kAlgorithm) return query_malformed("X-Amz-Algorithm only supports \"AWS4-HMAC-SHA256\"");
  if (!credential || !date || !headers || !signature || (is_s3 && !expires))
    return query_malformed("Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters.");
  if (!read_credential(*credential, claims)) return query_malformed("Error parsing the X-Amz-Credential parameter; " + std::string(kCredentialForm));
  auto time = parse_basic_timestamp(*date);
  if (!time) return query_malformed("X-Amz-Date must be in the ISO8601 Long Format \"yyyyMMdd'T'HHmmss'Z'\"");
  claims.signed_at = *time;
  claims.timestamp = *date;
  claims.expires = expires ? TRY(read_expires(*expires)) : std::chrono::seconds{kOtherClockSkew};
  if (!claims.timestamp.starts_with(claims.date)) return query_malformed("Invalid credential date \"" + claims.date + "\". This date is not the same as X-Amz-Date: \"" + claims.timestamp.substr(0, 8) + "\".");
  if (is_s3 && claims.service != "s3") return query_malformed("Error parsing the X-Amz-Credential parameter; incorrect service \"" + claims.service + "\". This endpoint belongs to \"s3\".");
  claims.signed_headers = split(*headers, ';');
  claims.signature = *signature;
  if (!are_signed_headers(claims.signed_headers)) return query_malformed("X-Amz-SignedHeaders must be lower case and sorted.");
  if (!is_lower_hex(claims.signature, kSignatureDigits)) return query_malformed("X-Amz-Signature must be 64 hexadecimal digits.");
  if (const std::string* token = find(parameters, "X-Amz-Security-Token")) claims.session_token = *token;
  const std::string* hash = find(parameters, "X-Amz-Content-Sha256");
  if (!hash && std::count(claims.signed_headers.begin(), claims.signed_headers.end(), "x-amz-content-sha256")) hash = request.header("x-amz-content-sha256");
  claims.payload_hash = hash ? *hash : "UNSIGNED-PAYLOAD";
  claims.payload = TRY(payload_mode(claims.payload_hash));
  return claims;
}

}  // namespace

Result<SignatureClaims> read_claims(const net::HttpRequest& request, bool is_s3) {
  const std::string* authorization = request.header("authorization");
  auto parameters = parse_parameters(request.query(), true);
  if (!parameters) return Error{"InvalidURI", "Couldn't parse the specified URI.", 400, {}};
  const bool presigned = find(*parameters, "X-Amz-Signature") || find(*parameters, "X-Amz-Algorithm") || find(*parameters, "X-Amz-Credential");
  if (authorization && presigned)
    return Error{"InvalidArgument", "Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature query string parameter or the Authorization header should be specified", 400, {}}
        .with("ArgumentName", "Authorization").with("ArgumentValue", authorization->substr(0, 256));
  if (authorization) return read_header_mode(request, *authorization, is_s3);
  if (presigned) return read_presigned(request, *parameters, is_s3);
  if (find(*parameters, "AWSAccessKeyId") && find(*parameters, "Signature"))  // version 2
    return Error{"InvalidRequest", "The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256 (boto3: Config(signature_version='s3v4')).", 400, {}};
  SignatureClaims anonymous;
  const std::string* hash = request.header("x-amz-content-sha256");
  if (!hash || !is_s3) return anonymous;
  // An unsigned body may still be framed and carry its checksum behind it; signed chunks without a signature mean nothing.
  anonymous.payload = TRY(payload_mode(*hash));
  anonymous.payload_hash = *hash;
  if (anonymous.payload == PayloadMode::signed_chunks || anonymous.payload == PayloadMode::signed_chunks_trailer)
    return Error{"InvalidRequest", "A body of signed chunks needs a signed request", 400, {}};
  return anonymous;
}

}  // namespace tarn::aws
