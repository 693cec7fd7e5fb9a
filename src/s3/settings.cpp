#include "s3/settings.h"

#include "s3/errors.h"

namespace tarn::s3 {
namespace {

Error never_made(std::string code, std::string message, const std::string& bucket) {
  return Error{std::move(code), std::move(message), 404, {}}.with("BucketName", bucket);
}

}  // namespace

Result<aws::AccessChecks> may_get_bucket_cors(S3& s3, const GetBucketCorsInput& in, const aws::RequestContext&) {
  return on_bucket(s3, "s3:GetBucketCORS", in.bucket, in.expected_bucket_owner);
}

Result<GetBucketCorsOutput> get_bucket_cors(S3&, const GetBucketCorsInput& in, const aws::RequestContext&) {
  return never_made("NoSuchCORSConfiguration", "The CORS configuration does not exist", in.bucket);
}

Result<aws::AccessChecks> may_delete_bucket_cors(S3& s3, const DeleteBucketCorsInput& in, const aws::RequestContext&) {
  return on_bucket(s3, "s3:PutBucketCORS", in.bucket, in.expected_bucket_owner);
}

Result<DeleteBucketCorsOutput> delete_bucket_cors(S3&, const DeleteBucketCorsInput&, const aws::RequestContext&) { return DeleteBucketCorsOutput{}; }

Result<aws::AccessChecks> may_get_bucket_lifecycle(S3& s3, const GetBucketLifecycleConfigurationInput& in, const aws::RequestContext&) {
  return on_bucket(s3, "s3:GetLifecycleConfiguration", in.bucket, in.expected_bucket_owner);
}

Result<GetBucketLifecycleConfigurationOutput> get_bucket_lifecycle(S3&, const GetBucketLifecycleConfigurationInput& in, const aws::RequestContext&) {
  return never_made("NoSuchLifecycleConfiguration", "The lifecycle configuration does not exist", in.bucket);
}

Result<aws::AccessChecks> may_delete_bucket_lifecycle(S3& s3, const DeleteBucketLifecycleInput& in, const aws::RequestContext&) {
  return on_bucket(s3, "s3:PutLifecycleConfiguration", in.bucket, in.expected_bucket_owner);
}

Result<DeleteBucketLifecycleOutput> delete_bucket_lifecycle(S3&, const DeleteBucketLifecycleInput&, const aws::RequestContext&) { return DeleteBucketLifecycleOutput{}; }

Result<aws::AccessChecks> may_get_bucket_website(S3& s3, const GetBucketWebsiteInput& in, const aws::RequestContext&) {
  return on_bucket(s3, "s3:GetBucketWebsite", in.bucket, in.expected_bucket_owner);
}

Result<GetBucketWebsiteOutput> get_bucket_website(S3&, const GetBucketWebsiteInput& in, const aws::RequestContext&) {
  return never_made("NoSuchWebsiteConfiguration", "The specified bucket does not have a website configuration", in.bucket);
}

Result<aws::AccessChecks> may_delete_bucket_website(S3& s3, const DeleteBucketWebsiteInput& in, const aws::RequestContext&) {
  return on_bucket(s3, "s3:DeleteBucketWebsite", in.bucket, in.expected_bucket_owner);
}

Result<DeleteBucketWebsiteOutput> delete_bucket_website(S3&, const DeleteBucketWebsiteInput&, const aws::RequestContext&) { return DeleteBucketWebsiteOutput{}; }

Result<aws::AccessChecks> may_get_bucket_replication(S3& s3, const GetBucketReplicationInput& in, const aws::RequestContext&) {
  return on_bucket(s3, "s3:GetReplicationConfiguration", in.bucket, in.expected_bucket_owner);
}

Result<GetBucketReplicationOutput> get_bucket_replication(S3&, const GetBucketReplicationInput& in, const aws::RequestContext&) {
  return never_made("ReplicationConfigurationNotFoundError", "The replication configuration was not found", in.bucket);
}

Result<aws::AccessChecks> may_delete_bucket_replication(S3& s3, const DeleteBucketReplicationInput& in, const aws::RequestContext&) {
  return on_bucket(s3, "s3:PutReplicationConfiguration", in.bucket, in.expected_bucket_owner);
}

Result<DeleteBucketReplicationOutput> delete_bucket_replication(S3&, const DeleteBucketReplicationInput&, const aws::RequestContext&) { return DeleteBucketReplicationOutput{}; }

Result<aws::AccessChecks> may_get_bucket_encryption(S3& s3, const GetBucketEncryptionInput& in, const aws::RequestContext&) {
  return on_bucket(s3, "s3:GetEncryptionConfiguration", in.bucket, in.expected_bucket_owner);
}

Result<GetBucketEncryptionOutput> get_bucket_encryption(S3&, const GetBucketEncryptionInput& in, const aws::RequestContext&) {
  return never_made("ServerSideEncryptionConfigurationNotFoundError", "The server side encryption configuration was not found", in.bucket);
}

Result<aws::AccessChecks> may_delete_bucket_encryption(S3& s3, const DeleteBucketEncryptionInput& in, const aws::RequestContext&) {
  return on_bucket(s3, "s3:PutEncryptionConfiguration", in.bucket, in.expected_bucket_owner);
}

Result<DeleteBucketEncryptionOutput> delete_bucket_encryption(S3&, const DeleteBucketEncryptionInput&, const aws::RequestContext&) { return DeleteBucketEncryptionOutput{}; }

Result<aws::AccessChecks> may_get_object_lock_configuration(S3& s3, const GetObjectLockConfigurationInput& in, const aws::RequestContext&) {
  return on_bucket(s3, "s3:GetBucketObjectLockConfiguration", in.bucket, in.expected_bucket_owner);
}

Result<GetObjectLockConfigurationOutput> get_object_lock_configuration(S3&, const GetObjectLockConfigurationInput& in, const aws::RequestContext&) {
  return never_made("ObjectLockConfigurationNotFoundError", "Object Lock configuration does not exist for this bucket", in.bucket);
}

Result<aws::AccessChecks> may_get_bucket_logging(S3& s3, const GetBucketLoggingInput& in, const aws::RequestContext&) {
  return on_bucket(s3, "s3:GetBucketLogging", in.bucket, in.expected_bucket_owner);
}

Result<GetBucketLoggingOutput> get_bucket_logging(S3&, const GetBucketLoggingInput&, const aws::RequestContext&) {
  return GetBucketLoggingOutput{};
}

Result<aws::AccessChecks> may_get_bucket_notification(S3& s3, const GetBucketNotificationConfigurationInput& in, const aws::RequestContext&) {
  return on_bucket(s3, "s3:GetBucketNotification", in.bucket, in.expected_bucket_owner);
}

Result<GetBucketNotificationConfigurationOutput> get_bucket_notification(S3&, const GetBucketNotificationConfigurationInput&, const aws::RequestContext&) {
  return GetBucketNotificationConfigurationOutput{};
}

Result<aws::AccessChecks> may_get_bucket_accelerate(S3& s3, const GetBucketAccelerateConfigurationInput& in, const aws::RequestContext&) {
  return on_bucket(s3, "s3:GetAccelerateConfiguration", in.bucket, in.expected_bucket_owner);
}

Result<GetBucketAccelerateConfigurationOutput> get_bucket_accelerate(S3&, const GetBucketAccelerateConfigurationInput&, const aws::RequestContext&) {
  return GetBucketAccelerateConfigurationOutput{};
}

Result<aws::AccessChecks> may_get_bucket_request_payment(S3& s3, const GetBucketRequestPaymentInput& in, const aws::RequestContext&) {
  return on_bucket(s3, "s3:GetBucketRequestPayment", in.bucket, in.expected_bucket_owner);
}

Result<GetBucketRequestPaymentOutput> get_bucket_request_payment(S3&, const GetBucketRequestPaymentInput&, const aws::RequestContext&) {
  GetBucketRequestPaymentOutput out;
  out.payer = "BucketOwner";
  return out;
}

Result<aws::AccessChecks> may_put_bucket_request_payment(S3& s3, const PutBucketRequestPaymentInput& in, const aws::RequestContext&) {
  return on_bucket(s3, "s3:PutBucketRequestPayment", in.bucket, in.expected_bucket_owner);
}

Result<PutBucketRequestPaymentOutput> put_bucket_request_payment(S3&, const PutBucketRequestPaymentInput& in, const aws::RequestContext&) {
  if (in.request_payment_configuration.payer != "BucketOwner") return errors::not_implemented("Buckets whose requesters pay are not implemented.");
  return PutBucketRequestPaymentOutput{};
}

Result<aws::AccessChecks> may_get_bucket_ownership_controls(S3& s3, const GetBucketOwnershipControlsInput& in, const aws::RequestContext&) {
  return on_bucket(s3, "s3:GetBucketOwnershipControls", in.bucket, in.expected_bucket_owner);
}

Result<GetBucketOwnershipControlsOutput> get_bucket_ownership_controls(S3&, const GetBucketOwnershipControlsInput&, const aws::RequestContext&) {
  GetBucketOwnershipControlsOutput out;
  out.ownership_controls.emplace();
  out.ownership_controls->rules.push_back({"BucketOwnerEnforced"});
  return out;
}

Result<aws::AccessChecks> may_put_bucket_ownership_controls(S3& s3, const PutBucketOwnershipControlsInput& in, const aws::RequestContext&) {
  return on_bucket(s3, "s3:PutBucketOwnershipControls", in.bucket, in.expected_bucket_owner);
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
