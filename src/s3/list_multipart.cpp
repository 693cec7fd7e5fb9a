// ListParts and ListMultipartUploads.
#include <algorithm>

#include "objects/multipart.h"
#include "s3/checksum_members.h"
#include "s3/etag.h"
#include "s3/multipart.h"
#include "s3/url_encoding.h"

namespace tarn::s3 {
namespace {

constexpr int32_t kMaxPage = 1000;  // S3 API reference, ListParts and ListMultipartUploads

Result<size_t> page_size(const std::optional<int32_t>& wanted, std::string_view name) {
  if (wanted && *wanted < 0) {
    return errors::invalid_argument("Argument " + std::string(name) + " must be an integer between 0 and 2147483647", name, std::to_string(*wanted));
  }
  return static_cast<size_t>(std::min(wanted.value_or(kMaxPage), kMaxPage));
}

std::string shown_class(const std::string& storage_class) { return storage_class.empty() ? "STANDARD" : storage_class; }

void show_checksum_of(const objects::Upload& upload, std::optional<std::string>& algorithm, std::optional<std::string>& type) {
  algorithm = std::string(objects::checksum_name(upload.algorithm()));
  type = std::string(objects::checksum_type_name(upload.checksum_type));
}

Part part_member(const objects::Upload& upload, const objects::Part& part) {
  Part member;
  member.part_number = static_cast<int32_t>(part.number);
  member.last_modified = part.modified;
  member.etag = quoted(part.etag());
  member.size = static_cast<int64_t>(part.size);
  show_checksum(member, {upload.algorithm(), objects::ChecksumType::full_object, part.checksum, 0});
  return member;
}

MultipartUpload upload_member(const objects::Upload& upload, const Owner& owner, const UrlEncoding& encoding) {
  MultipartUpload member;
  member.upload_id = upload.upload_id;
  member.key = encoding.text(upload.key);
  member.initiated = upload.initiated;
  member.storage_class = shown_class(upload.attributes.storage_class);
  member.owner = owner;
  member.initiator = Initiator{upload.initiator_arn, std::nullopt};
  show_checksum_of(upload, member.checksum_algorithm, member.checksum_type);
  return member;
}

}  // namespace

Result<aws::AccessChecks> may_list_parts(S3& s3, const ListPartsInput& in, const aws::RequestContext&) {
  return on_object(s3, "s3:ListMultipartUploadParts", in.bucket, in.key, in.expected_bucket_owner);
}

Result<ListPartsOutput> list_parts(S3& s3, const ListPartsInput& in, const aws::RequestContext& ctx) {
  auto limit = TRY(page_size(in.max_parts, "max-parts"));
  auto after = static_cast<uint32_t>(std::max(0, in.part_number_marker.value_or(0)));
  objects::UploadName name{{in.bucket, in.key}, in.upload_id};
  auto page = TRY(objects::list_parts(s3.objects, objects::Caller::authorized(ctx.access), name, after, limit));
  auto bucket = TRY(objects::find_bucket(*s3.objects.store.snapshot(), in.bucket));
  ListPartsOutput out;
  out.bucket = in.bucket;
  out.key = in.key;
  out.upload_id = in.upload_id;
  out.part_number_marker = static_cast<int32_t>(after);
  out.max_parts = static_cast<int32_t>(limit);
  out.is_truncated = page.truncated;
  out.storage_class = shown_class(page.upload.attributes.storage_class);
  out.owner = Owner{std::nullopt, canonical_id(bucket.owner_account_id)};
  out.initiator = Initiator{page.upload.initiator_arn, std::nullopt};
  show_checksum_of(page.upload, out.checksum_algorithm, out.checksum_type);
  out.parts.emplace();
  for (auto& part : page.parts) out.parts->push_back(part_member(page.upload, part));
  if (!page.parts.empty()) out.next_part_number_marker = static_cast<int32_t>(page.parts.back().number);
  return out;
}

Result<aws::AccessChecks> may_list_multipart_uploads(S3& s3, const ListMultipartUploadsInput& in, const aws::RequestContext&) {
  return on_bucket(s3, "s3:ListBucketMultipartUploads", in.bucket, in.expected_bucket_owner);
}

Result<ListMultipartUploadsOutput> list_multipart_uploads(S3& s3, const ListMultipartUploadsInput& in, const aws::RequestContext& ctx) {
  auto encoding = TRY(UrlEncoding::parse(in.encoding_type));
  auto limit = TRY(page_size(in.max_uploads, "max-uploads"));
  objects::UploadQuery query{in.bucket, in.prefix.value_or(""), in.delimiter.value_or(""), in.key_marker.value_or(""),
                             in.upload_id_marker.value_or(""), limit};
  auto page = TRY(objects::list_uploads(s3.objects, objects::Caller::authorized(ctx.access), query));
  auto bucket = TRY(objects::find_bucket(*s3.objects.store.snapshot(), in.bucket));
  Owner owner{std::nullopt, canonical_id(bucket.owner_account_id)};
  ListMultipartUploadsOutput out;
  out.bucket = in.bucket;
  out.key_marker = encoding.text(in.key_marker.value_or(""));
  out.upload_id_marker = in.upload_id_marker.value_or("");
  out.prefix = encoding.text(in.prefix.value_or(""));
  if (in.delimiter && !in.delimiter->empty()) out.delimiter = encoding.text(*in.delimiter);
  out.max_uploads = static_cast<int32_t>(limit);
  out.encoding_type = in.encoding_type;
  out.is_truncated = page.truncated;
  if (page.truncated) {
    out.next_key_marker = encoding.text(page.next_key);
    out.next_upload_id_marker = page.next_upload_id;
  }
  out.uploads.emplace();
  for (auto& upload : page.uploads) out.uploads->push_back(upload_member(upload, owner, encoding));
  out.common_prefixes.emplace();
  for (auto& prefix : page.common_prefixes) out.common_prefixes->push_back({encoding.text(prefix)});
  return out;
}

}  // namespace tarn::s3
