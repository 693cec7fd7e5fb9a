// What a client claims about a streamed body: Content-MD5, x-amz-checksum-* before it or behind it, its length.
#pragma once
#include "aws/request_context.h"
#include "objects/content.h"
#include "objects/write.h"
#include "s3/checksum_members.h"

namespace tarn::s3 {

// Error InvalidDigest.
Result<std::optional<std::string>> parse_content_md5(const std::optional<std::string>& header);
// The trailing checksum of a body in aws-chunked coding, which the signature check has proved. Asked when the body has ended.
std::optional<objects::Checksum> trailing_checksum(const aws::TrailingHeaders& trailers);

// Errors InvalidDigest, InvalidRequest, EntityTooLarge.
template <class Input>
Result<objects::DigestOptions> body_claims(const Input& in, const aws::RequestContext& ctx) {
  if (in.content_length && static_cast<uint64_t>(*in.content_length) > objects::kMaxPutBytes) {
    return errors::entity_too_large(static_cast<uint64_t>(*in.content_length), objects::kMaxPutBytes);
  }
  objects::DigestOptions digests;
  digests.md5 = TRY(parse_content_md5(in.content_md5));
  digests.checksum = TRY(claimed_checksum(in));
  if (ctx.trailers != nullptr) digests.trailer = [trailers = ctx.trailers] { return trailing_checksum(*trailers); };
  digests.max_bytes = objects::kMaxPutBytes;
  return digests;
}

}  // namespace tarn::s3
