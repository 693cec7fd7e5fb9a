// Get/Put/DeleteBucketPolicy, GetBucketPolicyStatus, and Block Public Access, which limits them.
#pragma once
#include "s3/access.h"
#include "s3/bucket_policy.gen.h"
#include "s3/service.h"

namespace tarn::s3 {

Result<aws::AccessChecks> may_get_bucket_policy(S3& s3, const GetBucketPolicyInput& in, const aws::RequestContext& ctx);
Result<GetBucketPolicyOutput> get_bucket_policy(S3& s3, const GetBucketPolicyInput& in, const aws::RequestContext& ctx);
Result<aws::AccessChecks> may_put_bucket_policy(S3& s3, const PutBucketPolicyInput& in, const aws::RequestContext& ctx);
Result<PutBucketPolicyOutput> put_bucket_policy(S3& s3, const PutBucketPolicyInput& in, const aws::RequestContext& ctx);
Result<aws::AccessChecks> may_delete_bucket_policy(S3& s3, const DeleteBucketPolicyInput& in, const aws::RequestContext& ctx);
Result<DeleteBucketPolicyOutput> delete_bucket_policy(S3& s3, const DeleteBucketPolicyInput& in, const aws::RequestContext& ctx);
Result<aws::AccessChecks> may_get_bucket_policy_status(S3& s3, const GetBucketPolicyStatusInput& in, const aws::RequestContext& ctx);
Result<GetBucketPolicyStatusOutput> get_bucket_policy_status(S3& s3, const GetBucketPolicyStatusInput& in, const aws::RequestContext& ctx);

Result<aws::AccessChecks> may_get_public_access_block(S3& s3, const GetPublicAccessBlockInput& in, const aws::RequestContext& ctx);
Result<GetPublicAccessBlockOutput> get_public_access_block(S3& s3, const GetPublicAccessBlockInput& in, const aws::RequestContext& ctx);
Result<aws::AccessChecks> may_put_public_access_block(S3& s3, const PutPublicAccessBlockInput& in, const aws::RequestContext& ctx);
Result<PutPublicAccessBlockOutput> put_public_access_block(S3& s3, const PutPublicAccessBlockInput& in, const aws::RequestContext& ctx);
Result<aws::AccessChecks> may_delete_public_access_block(S3& s3, const DeletePublicAccessBlockInput& in, const aws::RequestContext& ctx);
Result<DeletePublicAccessBlockOutput> delete_public_access_block(S3& s3, const DeletePublicAccessBlockInput& in, const aws::RequestContext& ctx);

}  // namespace tarn::s3
