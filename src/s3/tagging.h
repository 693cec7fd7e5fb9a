// Get/Put/DeleteObjectTagging and Get/Put/DeleteBucketTagging.
#pragma once
#include "s3/access.h"
#include "s3/service.h"
#include "s3/tagging.gen.h"

namespace tarn::s3 {

Result<aws::AccessChecks> may_get_object_tagging(S3& s3, const GetObjectTaggingInput& in, const aws::RequestContext& ctx);
Result<GetObjectTaggingOutput> get_object_tagging(S3& s3, const GetObjectTaggingInput& in, const aws::RequestContext& ctx);
Result<aws::AccessChecks> may_put_object_tagging(S3& s3, const PutObjectTaggingInput& in, const aws::RequestContext& ctx);
Result<PutObjectTaggingOutput> put_object_tagging(S3& s3, const PutObjectTaggingInput& in, const aws::RequestContext& ctx);
Result<aws::AccessChecks> may_delete_object_tagging(S3& s3, const DeleteObjectTaggingInput& in, const aws::RequestContext& ctx);
Result<DeleteObjectTaggingOutput> delete_object_tagging(S3& s3, const DeleteObjectTaggingInput& in, const aws::RequestContext& ctx);

Result<aws::AccessChecks> may_get_bucket_tagging(S3& s3, const GetBucketTaggingInput& in, const aws::RequestContext& ctx);
Result<GetBucketTaggingOutput> get_bucket_tagging(S3& s3, const GetBucketTaggingInput& in, const aws::RequestContext& ctx);
Result<aws::AccessChecks> may_put_bucket_tagging(S3& s3, const PutBucketTaggingInput& in, const aws::RequestContext& ctx);
Result<PutBucketTaggingOutput> put_bucket_tagging(S3& s3, const PutBucketTaggingInput& in, const aws::RequestContext& ctx);
Result<aws::AccessChecks> may_delete_bucket_tagging(S3& s3, const DeleteBucketTaggingInput& in, const aws::RequestContext& ctx);
Result<DeleteBucketTaggingOutput> delete_bucket_tagging(S3& s3, const DeleteBucketTaggingInput& in, const aws::RequestContext& ctx);

}  // namespace tarn::s3
