// GetObjectAttributes.
#include <algorithm>

#include "base/encoding.h"
#include "objects/read.h"
#include "s3/checksum_members.h"
#include "s3/get_object.h"

namespace tarn::s3 {
namespace {

constexpr int32_t kMaxParts = 1000;  // S3 API reference, GetObjectAttributes, MaxParts

bool wants(const GetObjectAttributesInput& in, std::string_view attribute) {
  return std::find(in.object_attributes.begin(), in.object_attributes.end(), attribute) != in.object_attributes.end();
}

// Parts are listed where they have checksums of their own; otherwise only their number is told.
GetObjectAttributesParts describe_parts(const GetObjectAttributesInput& in, const objects::ObjectInfo& object) {
  GetObjectAttributesParts out;
  out.total_parts_count = static_cast<int32_t>(object.parts.size());
  if (object.parts.front().checksum.empty()) return out;
  auto after = static_cast<uint32_t>(std::max(0, in.part_number_marker.value_or(0)));
  int32_t limit = std::clamp(in.max_parts.value_or(kMaxParts), 0, kMaxParts);
  out.part_number_marker = static_cast<int32_t>(after);
  out.max_parts = limit;
  out.is_truncated = false;
  out.parts.emplace();
  for (auto& part : object.parts) {
    if (part.number <= after) continue;
    if (static_cast<int32_t>(out.parts->size()) == limit) {
      out.is_truncated = true;
      break;
    }
    ObjectPart member;
    member.part_number = static_cast<int32_t>(part.number);
    member.size = static_cast<int64_t>(part.size);
    show_checksum(member, {object.checksum.algorithm, objects::ChecksumType::full_object, part.checksum, 0});
    out.next_part_number_marker = member.part_number;
    out.parts->push_back(std::move(member));
  }
  return out;
}

}  // namespace

Result<aws::AccessChecks> may_get_object_attributes(S3& s3, const GetObjectAttributesInput& in, const aws::RequestContext&) {
  auto checks = TRY(on_existing_object(s3, version_action("s3:GetObject", "", in.version_id), in.bucket, in.key, in.expected_bucket_owner,
                                       version_keys(in.version_id)));
  checks.push_back({version_action("s3:GetObject", "Attributes", in.version_id), checks.front().resource, checks.front().keys});
  return checks;
}

Result<GetObjectAttributesOutput> get_object_attributes(S3& s3, const GetObjectAttributesInput& in, const aws::RequestContext& ctx) {
  TRY(check_version(in.key, in.version_id));
  auto object = TRY(objects::head_object(s3.objects, objects::Caller::authorized(ctx.access), {in.bucket, in.key}));
  GetObjectAttributesOutput out;
  out.last_modified = object.modified;
  if (wants(in, "ETag")) out.etag = object.etag;  // without quotes, here alone
  if (wants(in, "ObjectSize")) out.object_size = static_cast<int64_t>(object.size);
  if (wants(in, "StorageClass")) out.storage_class = object.attributes.storage_class.empty() ? "STANDARD" : object.attributes.storage_class;
  if (wants(in, "Checksum")) {
    out.checksum.emplace();
    show_checksum(*out.checksum, object.checksum);
  }
  if (wants(in, "ObjectParts") && !object.parts.empty()) out.object_parts = describe_parts(in, object);
  return out;
}

}  // namespace tarn::s3
