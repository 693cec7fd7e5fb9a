// verified_body: chooses what proves the body, and the plain case of one hash over all of it.
#include <charconv>

#include "aws/chunked_body.h"
#include "base/encoding.h"

namespace tarn::aws {
namespace {

class EmptySource final : public ByteSource {
 public:
  Result<size_t> read(std::span<char>) override { return size_t{0}; }
  std::optional<uint64_t> remaining() const override { return 0; }
};

ByteSource& body_of(const net::HttpRequest& request) {
  static EmptySource empty;  // stateless
  return request.body ? *request.body : empty;
}

// A body as it is, with or without a SHA-256 of the whole to compare with.
class PlainBody final : public VerifiedBody {
 public:
  PlainBody(ByteSource& raw, std::optional<uint64_t> length, std::string expected_hash)
      : raw_(raw), length_(length), expected_hash_(to_lower(expected_hash)) {}

  Result<size_t> read(std::span<char> out) override {
    if (failed_) return *failed_;
    if (done_ || out.empty()) return size_t{0};
    auto got = read_some(out);
    if (!got.ok()) failed_ = got.error();
    return got;
  }
  std::optional<uint64_t> remaining() const override { return length_ ? std::optional(*length_ - received_) : std::nullopt; }
  const TrailingHeaders& trailers() const override { return trailers_; }

 private:
  Result<size_t> read_some(std::span<char> out) {
    size_t got = TRY(raw_.read(out));
    if (!expected_hash_.empty()) hash_.update({out.data(), got});
    received_ += got;
    if (got == 0 && length_ && received_ < *length_) return Error{"IncompleteBody", "You did not provide the number of bytes specified by the Content-Length HTTP header", 400, {}};
    // With a known length, the last bytes go out only once the whole is proved.
    if (got == 0 || (length_ && received_ == *length_)) TRY(finish());
    return got;
  }

  Result<void> finish() {
    done_ = true;
    if (expected_hash_.empty()) return {};
    const std::string computed = to_hex(view(hash_.finish()));
    if (computed == expected_hash_) return {};
    return Error{"XAmzContentSHA256Mismatch", "The provided 'x-amz-content-sha256' header does not match what was computed.", 400, {}}
        .with("ClientComputedContentSHA256", expected_hash_).with("S3ComputedContentSHA256", computed);
  }

  ByteSource& raw_;
  std::optional<uint64_t> length_;
  std::string expected_hash_;  // empty: unsigned
  Sha256 hash_;
  TrailingHeaders trailers_;
  uint64_t received_ = 0;
  bool done_ = false;
  std::optional<Error> failed_;
};

Result<uint64_t> decoded_length(const net::HttpRequest& request) {
  const std::string* text = request.header("x-amz-decoded-content-length");
  if (!text) return Error{"MissingContentLength", "You must provide the Content-Length HTTP header.", 411, {}};
  uint64_t length = 0;
  auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), length);
  if (error != std::errc() || end != text->data() + text->size() || text->empty())
    return Error{"InvalidArgument", "The x-amz-decoded-content-length header must be a number", 400, {}}
        .with("ArgumentName", "x-amz-decoded-content-length").with("ArgumentValue", text->substr(0, 64));
  return length;
}

Result<std::string> announced_trailer(const net::HttpRequest& request) {
  const std::string* text = request.header("x-amz-trailer");
  if (!text || text->empty()) return std::string();
  std::string name = to_lower(*text);
  if (!make_trailing_checksum(name))
    return Error{"InvalidRequest", "The value specified in the x-amz-trailer header is not supported", 400, {}};
  return name;
}

}  // namespace

Result<std::unique_ptr<VerifiedBody>> verified_body(const SignatureClaims& claims, const ProvenSignature& proof, const net::HttpRequest& request) {
  ByteSource& raw = body_of(request);
  if (!claims.chunked()) {
    std::string hash = claims.payload == PayloadMode::hashed ? claims.payload_hash : "";
    return std::unique_ptr<VerifiedBody>(std::make_unique<PlainBody>(raw, request.content_length, std::move(hash)));
  }
  ChunkedBodyOptions options{.mode = claims.payload, .decoded_length = TRY(decoded_length(request)), .signing_key = proof.signing_key,
                             .timestamp = claims.timestamp, .scope = claims.scope(), .seed_signature = claims.signature};
  if (claims.payload != PayloadMode::signed_chunks) options.announced_trailer = TRY(announced_trailer(request));
  return std::unique_ptr<VerifiedBody>(std::make_unique<ChunkedBody>(raw, std::move(options)));
}

}  // namespace tarn::aws
