#include "s3/put_object.h"

#include "objects/write.h"
#include "s3/body_claims.h"
#include "s3/write_headers.h"

namespace tarn::s3 {

Result<aws::AccessChecks> may_put_object(S3& s3, const PutObjectInput& in, const aws::RequestContext&) { return may_write(s3, in); }

Result<PutObjectOutput> put_object(S3& s3, const PutObjectInput& in, const aws::RequestContext& ctx) {
  TRY(refuse_unserved_headers(in));
  if (in.write_offset_bytes) return errors::not_implemented_header("x-amz-write-offset-bytes");
  objects::PutOptions options;
  options.attributes = TRY(attributes_of(in));
  if (in.tagging) options.attributes.tags = TRY(parse_tagging_header(*in.tagging));
  options.conditions = TRY(write_conditions(in.if_match, in.if_none_match));
  options.digests = TRY(body_claims(in, ctx));

  StringSource nothing("");
  ByteSource& body = ctx.body != nullptr ? *ctx.body : nothing;
  auto put = TRY(objects::put_object(s3.objects, objects::Caller::authorized(ctx.access), {in.bucket, in.key}, body, options));
  PutObjectOutput out;
  out.etag = quoted(put.etag);
  show_checksum(out, put.checksum);
  return out;
}

}  // namespace tarn::s3
