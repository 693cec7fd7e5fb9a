// CreateBucket, DeleteBucket, HeadBucket, ListBuckets, GetBucketLocation, GetBucketVersioning, GetBucketAcl, GetObjectAcl.
#pragma once
#include "s3/access.h"
#include "s3/acl.gen.h"
#include "s3/buckets.gen.h"
#include "s3/service.h"

namespace tarn::s3 {

aws::AccessChecks may_create_bucket(const CreateBucketInput& in, const aws::RequestContext& ctx);
Result<CreateBucketOutput> create_bucket(S3& s3, const CreateBucketInput& in, const aws::RequestContext& ctx);

Result<aws::AccessChecks> may_delete_bucket(S3& s3, const DeleteBucketInput& in, const aws::RequestContext& ctx);
Result<DeleteBucketOutput> delete_bucket(S3& s3, const DeleteBucketInput& in, const aws::RequestContext& ctx);

Result<aws::AccessChecks> may_head_bucket(S3& s3, const HeadBucketInput& in, const aws::RequestContext& ctx);
Result<HeadBucketOutput> head_bucket(S3& s3, const HeadBucketInput& in, const aws::RequestContext& ctx);

aws::AccessChecks may_list_buckets(const ListBucketsInput& in, const aws::RequestContext& ctx);
Result<ListBucketsOutput> list_buckets(S3& s3, const ListBucketsInput& in, const aws::RequestContext& ctx);

Result<aws::AccessChecks> may_get_bucket_location(S3& s3, const GetBucketLocationInput& in, const aws::RequestContext& ctx);
Result<GetBucketLocationOutput> get_bucket_location(S3& s3, const GetBucketLocationInput& in, const aws::RequestContext& ctx);

Result<aws::AccessChecks> may_get_bucket_versioning(S3& s3, const GetBucketVersioningInput& in, const aws::RequestContext& ctx);
Result<GetBucketVersioningOutput> get_bucket_versioning(S3& s3, const GetBucketVersioningInput& in, const aws::RequestContext& ctx);

// Ownership is always the bucket owner's: full control for the owner is all that an ACL says.
Result<aws::AccessChecks> may_get_bucket_acl(S3& s3, const GetBucketAclInput& in, const aws::RequestContext& ctx);
Result<GetBucketAclOutput> get_bucket_acl(S3& s3, const GetBucketAclInput& in, const aws::RequestContext& ctx);
Result<aws::AccessChecks> may_get_object_acl(S3& s3, const GetObjectAclInput& in, const aws::RequestContext& ctx);
Result<GetObjectAclOutput> get_object_acl(S3& s3, const GetObjectAclInput& in, const aws::RequestContext& ctx);

}  // namespace tarn::s3
