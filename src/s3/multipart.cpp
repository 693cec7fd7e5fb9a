#include "s3/multipart.h"

#include "objects/multipart.h"
#include "s3/body_claims.h"
#include "s3/copy_object.h"
#include "s3/part_range.h"
#include "s3/write_headers.h"

namespace tarn::s3 {
namespace {

using objects::Caller;

Result<uint32_t> part_number_of(int32_t number) {
  if (number < 1 || number > static_cast<int32_t>(objects::kMaxPartNumber)) {
    return errors::invalid_argument("Part number must be an integer between 1 and 10000, inclusive", "partNumber", std::to_string(number));
  }
  return static_cast<uint32_t>(number);
}

// Which types an algorithm can have over several parts (s3.md 16).
Result<void> check_checksum_type(std::optional<objects::ChecksumAlgorithm> algorithm, std::optional<objects::ChecksumType> type) {
  if (!type) return {};
  if (!algorithm) return errors::invalid_request("The x-amz-checksum-type header can only be used with the x-amz-checksum-algorithm header.");
  bool full = *type == objects::ChecksumType::full_object;
  bool allowed = full ? objects::can_merge(*algorithm) : *algorithm != objects::ChecksumAlgorithm::crc64nvme;
  if (allowed) return {};
  return errors::invalid_request("The " + std::string(objects::checksum_type_name(*type)) + " checksum type cannot be used with the " +
                                 std::string(objects::checksum_name(*algorithm)) + " checksum algorithm.");
}

template <class Input>
Result<void> refuse_customer_keys(const Input& in) {
  if (in.sse_customer_algorithm) return errors::not_implemented_header("x-amz-server-side-encryption-customer-algorithm");
  return {};
}

template <class Input>
objects::UploadName upload_name(const Input& in) {
  return {{in.bucket, in.key}, in.upload_id};
}

}  // namespace

Result<aws::AccessChecks> may_create_multipart_upload(S3& s3, const CreateMultipartUploadInput& in, const aws::RequestContext&) {
  return may_write(s3, in, {{"s3:objectcreationoperation", "false"}});
}

Result<CreateMultipartUploadOutput> create_multipart_upload(S3& s3, const CreateMultipartUploadInput& in, const aws::RequestContext& ctx) {
  TRY(refuse_unserved_headers(in));
  objects::UploadOptions options;
  options.attributes = TRY(attributes_of(in));
  if (in.tagging) options.attributes.tags = TRY(parse_tagging_header(*in.tagging));
  options.checksum_algorithm = TRY(wanted_algorithm(in.checksum_algorithm));
  options.checksum_type = wanted_type(in.checksum_type);
  TRY(check_checksum_type(options.checksum_algorithm, options.checksum_type));
  auto upload = TRY(objects::create_upload(s3.objects, Caller::authorized(ctx.access), {in.bucket, in.key}, options));
  CreateMultipartUploadOutput out;
  out.bucket = in.bucket;
  out.key = in.key;
  out.upload_id = upload.upload_id;
  out.checksum_algorithm = in.checksum_algorithm;
  if (upload.checksum_algorithm) out.checksum_type = std::string(objects::checksum_type_name(upload.checksum_type));
  return out;
}

Result<aws::AccessChecks> may_upload_part(S3& s3, const UploadPartInput& in, const aws::RequestContext&) {
  return on_object(s3, "s3:PutObject", in.bucket, in.key, in.expected_bucket_owner, {{"s3:objectcreationoperation", "false"}});
}

Result<UploadPartOutput> upload_part(S3& s3, const UploadPartInput& in, const aws::RequestContext& ctx) {
  TRY(refuse_customer_keys(in));
  auto number = TRY(part_number_of(in.part_number));
  auto digests = TRY(body_claims(in, ctx));
  StringSource nothing("");
  ByteSource& body = ctx.body != nullptr ? *ctx.body : nothing;
  auto caller = Caller::authorized(ctx.access);
  auto upload = TRY(objects::find_upload(s3.objects, caller, upload_name(in)));
  auto part = TRY(objects::put_part(s3.objects, caller, upload_name(in), number, body, digests));
  UploadPartOutput out;
  out.etag = quoted(part.etag());
  show_checksum(out, {upload.algorithm(), objects::ChecksumType::full_object, part.checksum, 0});
  return out;
}

Result<aws::AccessChecks> may_upload_part_copy(S3& s3, const UploadPartCopyInput& in, const aws::RequestContext&) {
  auto source = TRY(parse_copy_source(in.copy_source));
  ConditionKeys keys{{"s3:x-amz-copy-source", source.name.bucket + "/" + source.name.key}, {"s3:objectcreationoperation", "false"}};
  auto checks = TRY(on_object(s3, "s3:PutObject", in.bucket, in.key, in.expected_bucket_owner, keys));
  TRY(add_source_checks(s3, source, in.expected_source_bucket_owner, checks));
  return checks;
}

Result<UploadPartCopyOutput> upload_part_copy(S3& s3, const UploadPartCopyInput& in, const aws::RequestContext& ctx) {
  TRY(refuse_customer_keys(in));
  auto number = TRY(part_number_of(in.part_number));
  ReadConditions conditions{in.copy_source_if_match, in.copy_source_if_none_match, in.copy_source_if_modified_since,
                            in.copy_source_if_unmodified_since};
  auto source = TRY(open_source(s3, TRY(parse_copy_source(in.copy_source)), conditions, ctx));
  auto range = TRY(parse_part_range(in.copy_source_range, source->info().size));
  auto caller = Caller::authorized(ctx.access);
  auto upload = TRY(objects::find_upload(s3.objects, caller, upload_name(in)));
  auto part = TRY(objects::copy_part(s3.objects, caller, upload_name(in), number, source, range.offset, range.length));
  UploadPartCopyOutput out;
  out.copy_part_result.emplace();
  out.copy_part_result->etag = quoted(part.etag());
  out.copy_part_result->last_modified = part.modified;
  show_checksum(*out.copy_part_result, {upload.algorithm(), objects::ChecksumType::full_object, part.checksum, 0});
  return out;
}

Result<aws::AccessChecks> may_abort_multipart_upload(S3& s3, const AbortMultipartUploadInput& in, const aws::RequestContext&) {
  return on_object(s3, "s3:AbortMultipartUpload", in.bucket, in.key, in.expected_bucket_owner);
}

Result<AbortMultipartUploadOutput> abort_multipart_upload(S3& s3, const AbortMultipartUploadInput& in, const aws::RequestContext& ctx) {
  if (in.if_match_initiated_time) return errors::not_implemented_header("x-amz-if-match-initiated-time");
  TRY(objects::abort_upload(s3.objects, Caller::authorized(ctx.access), upload_name(in)));
  return AbortMultipartUploadOutput{};
}

}  // namespace tarn::s3
