#include "s3/settings.h"

#include "s3/errors.h"

namespace tarn::s3 {
namespace {

Error never_made(std::string code, std::string message, const std::string& bucket) {
  return Error{std::move(code), std::move(message), 404, {}}.with("BucketName", bucket);
}

}  // namespace

Result<GetBucketCorsOutput> get_bucket_cors(S3&, const GetBucketCorsInput& in, const aws::RequestContext&) {
  return never_made("NoSuchCORSConfiguration", "The CORS configuration does not exist", in.bucket);
}

Result<DeleteBucketCorsOutput> delete_bucket_cors(S3&, const DeleteBucketCorsInput&, const aws::RequestContext&) { return DeleteBucketCorsOutput{}; }

Result<GetBucketLifecycleConfigurationOutput> get_bucket_lifecycle(S3&, const GetBucketLifecycleConfigurationInput& in, const aws::RequestContext&) {
  return never_made("NoSuchLifecycleConfiguration", "The lifecycle configuration does not exist", in.bucket);
}

Result<DeleteBucketLifecycleOutput> delete_bucket_lifecycle(S3&, const DeleteBucketLifecycleInput&, const aws::RequestContext&) { return DeleteBucketLifecycleOutput{}; }

Result<GetBucketWebsiteOutput> get_bucket_website(S3&, const GetBucketWebsiteInput& in, const aws::RequestContext&) {
  return never_made("NoSuchWebsiteConfiguration", "The specified bucket does not have a website configuration", in.bucket);
}

Result<DeleteBucketWebsiteOutput> delete_bucket_website(S3&, const DeleteBucketWebsiteInput&, const aws::RequestContext&) { return DeleteBucketWebsiteOutput{}; }

Result<GetBucketReplicationOutput> get_bucket_replication(S3&, const GetBucketReplicationInput& in, const aws::RequestContext&) {
  return never_made("ReplicationConfigurationNotFoundError", "The replication configuration was not found", in.bucket);
}

Result<DeleteBucketReplicationOutput> delete_bucket_replication(S3&, const DeleteBucketReplicationInput&, const aws::RequestContext&) { return DeleteBucketReplicationOutput{}; }

Result<GetBucketEncryptionOutput> get_bucket_encryption(S3&, const GetBucketEncryptionInput& in, const aws::RequestContext&) {
  return never_made("ServerSideEncryptionConfigurationNotFoundError", "The server side encryption configuration was not found", in.bucket);
}

Result<DeleteBucketEncryptionOutput> delete_bucket_encryption(S3&, const DeleteBucketEncryptionInput&, const aws::RequestContext&) { return DeleteBucketEncryptionOutput{}; }

Result<GetObjectLockConfigurationOutput> get_object_lock_configuration(S3&, const GetObjectLockConfigurationInput& in, const aws::RequestContext&) {
  return never_made("ObjectLockConfigurationNotFoundError", "Object Lock configuration does not exist for this bucket", in.bucket);
}

Result<GetBucketLoggingOutput> get_bucket_logging(S3&, const GetBucketLoggingInput&, const aws::RequestContext&) {
  return GetBucketLoggingOutput{};
}

Result<GetBucketAccelerateConfigurationOutput> get_bucket_accelerate(S3&, const GetBucketAccelerateConfigurationInput&, const aws::RequestContext&) {
  return GetBucketAccelerateConfigurationOutput{};
}

Result<GetBucketRequestPaymentOutput> get_bucket_request_payment(S3&, const GetBucketRequestPaymentInput&, const aws::RequestContext&) {
  GetBucketRequestPaymentOutput out;
  out.payer = "BucketOwner";
  return out;
}

Result<PutBucketRequestPaymentOutput> put_bucket_request_payment(S3&, const PutBucketRequestPaymentInput& in, const aws::RequestContext&) {
  if (in.request_payment_configuration.payer != "BucketOwner") return errors::not_implemented("Buckets whose requesters pay are not implemented.");
  return PutBucketRequestPaymentOutput{};
}

Result<GetBucketOwnershipControlsOutput> get_bucket_ownership_controls(S3&, const GetBucketOwnershipControlsInput&, const aws::RequestContext&) {
  GetBucketOwnershipControlsOutput out;
  out.ownership_controls.emplace();
  out.ownership_controls->rules.push_back({"BucketOwnerEnforced"});
  return out;
}

Result<PutBucketOwnershipControlsOutput> put_bucket_ownership_controls(S3&, const PutBucketOwnershipControlsInput& in, const aws::RequestContext&) {
  auto& rules = in.ownership_controls.rules;
  if (rules.size() != 1) return errors::malformed_xml();
  if (rules.front().object_ownership != "BucketOwnerEnforced") {
    return errors::not_implemented("Object ownership other than BucketOwnerEnforced is not implemented.");
  }
  return PutBucketOwnershipControlsOutput{};
}

}  // namespace tarn::s3
