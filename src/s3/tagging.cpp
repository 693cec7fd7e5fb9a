#include "s3/tagging.h"

#include "objects/bucket_config.h"
#include "objects/tagging.h"
#include "s3/errors.h"
#include "s3/tags.h"
#include "s3/write_headers.h"

namespace tarn::s3 {
namespace {

using objects::Caller;

template <class Input>
Result<aws::AccessChecks> may_touch_tags(S3& s3, std::string_view verb, const Input& in, const ConditionKeys& more = {}) {
  auto keys = version_keys(in.version_id);
  keys.insert(keys.end(), more.begin(), more.end());
  return on_existing_object(s3, version_action(verb, "Tagging", in.version_id), in.bucket, in.key, in.expected_bucket_owner, keys);
}

}  // namespace

Result<aws::AccessChecks> may_get_object_tagging(S3& s3, const GetObjectTaggingInput& in, const aws::RequestContext&) {
  return may_touch_tags(s3, "s3:GetObject", in);
}

Result<GetObjectTaggingOutput> get_object_tagging(S3& s3, const GetObjectTaggingInput& in, const aws::RequestContext& ctx) {
  TRY(check_version(in.key, in.version_id));
  auto tags = TRY(objects::get_object_tags(s3.objects, Caller::authorized(ctx.access), {in.bucket, in.key}));
  GetObjectTaggingOutput out;
  out.tag_set = tag_members(tags);
  return out;
}

Result<aws::AccessChecks> may_put_object_tagging(S3& s3, const PutObjectTaggingInput& in, const aws::RequestContext&) {
  return may_touch_tags(s3, "s3:PutObject", in, tag_request_keys(tags_of(in.tagging.tag_set)));
}

Result<PutObjectTaggingOutput> put_object_tagging(S3& s3, const PutObjectTaggingInput& in, const aws::RequestContext& ctx) {
  TRY(check_version(in.key, in.version_id));
  auto tags = TRY(checked_tags(tags_of(in.tagging.tag_set), kMaxObjectTags));
  TRY(objects::put_object_tags(s3.objects, Caller::authorized(ctx.access), {in.bucket, in.key}, std::move(tags)));
  return PutObjectTaggingOutput{};
}

Result<aws::AccessChecks> may_delete_object_tagging(S3& s3, const DeleteObjectTaggingInput& in, const aws::RequestContext&) {
  return may_touch_tags(s3, "s3:DeleteObject", in);
}

Result<DeleteObjectTaggingOutput> delete_object_tagging(S3& s3, const DeleteObjectTaggingInput& in, const aws::RequestContext& ctx) {
  TRY(check_version(in.key, in.version_id));
  TRY(objects::delete_object_tags(s3.objects, Caller::authorized(ctx.access), {in.bucket, in.key}));
  return DeleteObjectTaggingOutput{};
}

Result<aws::AccessChecks> may_get_bucket_tagging(S3& s3, const GetBucketTaggingInput& in, const aws::RequestContext&) {
  return on_bucket(s3, "s3:GetBucketTagging", in.bucket, in.expected_bucket_owner);
}

Result<GetBucketTaggingOutput> get_bucket_tagging(S3& s3, const GetBucketTaggingInput& in, const aws::RequestContext&) {
  auto tags = TRY(objects::get_bucket_tags(s3.objects, in.bucket));
  if (!tags) return errors::no_such_tag_set(in.bucket);
  return GetBucketTaggingOutput{tag_members(*tags)};
}

Result<aws::AccessChecks> may_put_bucket_tagging(S3& s3, const PutBucketTaggingInput& in, const aws::RequestContext&) {
  return on_bucket(s3, "s3:PutBucketTagging", in.bucket, in.expected_bucket_owner);
}

Result<PutBucketTaggingOutput> put_bucket_tagging(S3& s3, const PutBucketTaggingInput& in, const aws::RequestContext&) {
  auto tags = TRY(checked_tags(tags_of(in.tagging.tag_set), kMaxBucketTags));
  TRY(objects::put_bucket_tags(s3.objects, in.bucket, tags));
  return PutBucketTaggingOutput{};
}

Result<aws::AccessChecks> may_delete_bucket_tagging(S3& s3, const DeleteBucketTaggingInput& in, const aws::RequestContext&) {
  return on_bucket(s3, "s3:PutBucketTagging", in.bucket, in.expected_bucket_owner);
}

Result<DeleteBucketTaggingOutput> delete_bucket_tagging(S3& s3, const DeleteBucketTaggingInput& in, const aws::RequestContext&) {
  TRY(objects::delete_bucket_tags(s3.objects, in.bucket));
  return DeleteBucketTaggingOutput{};
}

}  // namespace tarn::s3
