// What clients ask of every bucket (Terraform reads all of it): settings that no bucket of ours can have answer as Amazon's do where they
// were never made, and are deleted as absent ones are. Making them is refused by name (NotImplemented): none is stored without effect.
// Two settings have one value here: requests are paid by the bucket's owner, who owns all objects.
#pragma once
#include "s3/service.h"
#include "s3/settings.gen.h"

namespace tarn::s3 {

Result<GetBucketCorsOutput> get_bucket_cors(S3& s3, const GetBucketCorsInput& in, const aws::RequestContext& ctx);
Result<DeleteBucketCorsOutput> delete_bucket_cors(S3& s3, const DeleteBucketCorsInput& in, const aws::RequestContext& ctx);

Result<GetBucketLifecycleConfigurationOutput> get_bucket_lifecycle(S3& s3, const GetBucketLifecycleConfigurationInput& in, const aws::RequestContext& ctx);
Result<DeleteBucketLifecycleOutput> delete_bucket_lifecycle(S3& s3, const DeleteBucketLifecycleInput& in, const aws::RequestContext& ctx);

Result<GetBucketWebsiteOutput> get_bucket_website(S3& s3, const GetBucketWebsiteInput& in, const aws::RequestContext& ctx);
Result<DeleteBucketWebsiteOutput> delete_bucket_website(S3& s3, const DeleteBucketWebsiteInput& in, const aws::RequestContext& ctx);

Result<GetBucketReplicationOutput> get_bucket_replication(S3& s3, const GetBucketReplicationInput& in, const aws::RequestContext& ctx);
Result<DeleteBucketReplicationOutput> delete_bucket_replication(S3& s3, const DeleteBucketReplicationInput& in, const aws::RequestContext& ctx);

// Nothing is encrypted at rest, so there is no default to show.
Result<GetBucketEncryptionOutput> get_bucket_encryption(S3& s3, const GetBucketEncryptionInput& in, const aws::RequestContext& ctx);
Result<DeleteBucketEncryptionOutput> delete_bucket_encryption(S3& s3, const DeleteBucketEncryptionInput& in, const aws::RequestContext& ctx);

Result<GetObjectLockConfigurationOutput> get_object_lock_configuration(S3& s3, const GetObjectLockConfigurationInput& in, const aws::RequestContext& ctx);

Result<GetBucketLoggingOutput> get_bucket_logging(S3& s3, const GetBucketLoggingInput& in, const aws::RequestContext& ctx);

Result<GetBucketAccelerateConfigurationOutput> get_bucket_accelerate(S3& s3, const GetBucketAccelerateConfigurationInput& in,
                                                                     const aws::RequestContext& ctx);

Result<GetBucketRequestPaymentOutput> get_bucket_request_payment(S3& s3, const GetBucketRequestPaymentInput& in, const aws::RequestContext& ctx);
Result<PutBucketRequestPaymentOutput> put_bucket_request_payment(S3& s3, const PutBucketRequestPaymentInput& in, const aws::RequestContext& ctx);

Result<GetBucketOwnershipControlsOutput> get_bucket_ownership_controls(S3& s3, const GetBucketOwnershipControlsInput& in, const aws::RequestContext& ctx);
Result<PutBucketOwnershipControlsOutput> put_bucket_ownership_controls(S3& s3, const PutBucketOwnershipControlsInput& in, const aws::RequestContext& ctx);

}  // namespace tarn::s3
