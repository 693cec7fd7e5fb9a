#include "s3/complete_multipart_upload.h"

#include "base/encoding.h"
#include "objects/multipart.h"
#include "s3/checksum_members.h"
#include "s3/write_headers.h"

namespace tarn::s3 {
namespace {

Result<std::vector<objects::ClaimedPart>> claimed_parts(const CompleteMultipartUploadInput& in) {
  if (!in.multipart_upload || !in.multipart_upload->parts || in.multipart_upload->parts->empty()) return errors::malformed_xml();
  std::vector<objects::ClaimedPart> parts;
  for (auto& part : *in.multipart_upload->parts) {
    if (!part.part_number || !part.etag) return errors::malformed_xml();
    if (*part.part_number < 1 || *part.part_number > static_cast<int32_t>(objects::kMaxPartNumber)) {
      return errors::invalid_argument("PartNumber must be >= 1", "PartNumber", std::to_string(*part.part_number));
    }
    parts.push_back({static_cast<uint32_t>(*part.part_number), unquoted(*part.etag), TRY(claimed_checksum(part))});
  }
  return parts;
}

}  // namespace

Result<aws::AccessChecks> may_complete_multipart_upload(S3& s3, const CompleteMultipartUploadInput& in, const aws::RequestContext&) {
  ConditionKeys keys;
  if (in.if_match) keys.emplace_back("s3:if-match", *in.if_match);
  if (in.if_none_match) keys.emplace_back("s3:if-none-match", *in.if_none_match);
  return on_object(s3, "s3:PutObject", in.bucket, in.key, in.expected_bucket_owner, keys);
}

Result<CompleteMultipartUploadOutput> complete_multipart_upload(S3& s3, const CompleteMultipartUploadInput& in, const aws::RequestContext& ctx) {
  if (in.sse_customer_algorithm) return errors::not_implemented_header("x-amz-server-side-encryption-customer-algorithm");
  objects::CompleteOptions options;
  options.parts = TRY(claimed_parts(in));
  options.conditions = TRY(write_conditions(in.if_match, in.if_none_match));
  options.checksum = TRY(claimed_checksum(in));
  options.checksum_type = wanted_type(in.checksum_type);
  if (in.mpu_object_size) options.object_size = static_cast<uint64_t>(*in.mpu_object_size);
  auto put = TRY(objects::complete_upload(s3.objects, objects::Caller::authorized(ctx.access), {{in.bucket, in.key}, in.upload_id}, options));
  CompleteMultipartUploadOutput out;
  out.location = "http://" + ctx.host + "/" + in.bucket + "/" + percent_encode(in.key, true);
  out.bucket = in.bucket;
  out.key = in.key;
  out.etag = quoted(put.etag);
  show_checksum(out, put.checksum);
  return out;
}

}  // namespace tarn::s3
