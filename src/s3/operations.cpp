#include <array>

#include "s3/access.h"
#include "s3/bucket_policy.h"
#include "s3/buckets.h"
#include "s3/complete_multipart_upload.h"
#include "s3/copy_object.h"
#include "s3/delete_objects.h"
#include "s3/get_object.h"
#include "s3/list_objects.h"
#include "s3/multipart.h"
#include "s3/notifications.h"
#include "s3/put_object.h"
#include "s3/service.h"
#include "s3/settings.h"
#include "s3/tagging.h"

namespace tarn::s3 {
namespace {

using aws::operation;

constexpr std::array kOperations{
    operation<create_bucket, may_create_bucket>("CreateBucket"),
    operation<delete_bucket, may_delete_bucket>("DeleteBucket"),
    operation<head_bucket, may_head_bucket>("HeadBucket"),
    operation<list_buckets, may_list_buckets>("ListBuckets"),
    operation<get_bucket_location, may_get_bucket_location>("GetBucketLocation"),
    operation<get_bucket_versioning, may_get_bucket_versioning>("GetBucketVersioning"),
    operation<get_bucket_acl, may_get_bucket_acl>("GetBucketAcl"),
    operation<get_object_acl, may_get_object_acl>("GetObjectAcl"),

    operation<get_bucket_policy, may_get_bucket_policy>("GetBucketPolicy"),
    operation<put_bucket_policy, may_put_bucket_policy>("PutBucketPolicy"),
    operation<delete_bucket_policy, may_delete_bucket_policy>("DeleteBucketPolicy"),
    operation<get_bucket_policy_status, may_get_bucket_policy_status>("GetBucketPolicyStatus"),
    operation<get_public_access_block, may_get_public_access_block>("GetPublicAccessBlock"),
    operation<put_public_access_block, may_put_public_access_block>("PutPublicAccessBlock"),
    operation<delete_public_access_block, may_delete_public_access_block>("DeletePublicAccessBlock"),

    operation<get_bucket_cors, on_bucket_of<"s3:GetBucketCORS">>("GetBucketCors"),
    operation<delete_bucket_cors, on_bucket_of<"s3:PutBucketCORS">>("DeleteBucketCors"),
    operation<get_bucket_lifecycle, on_bucket_of<"s3:GetLifecycleConfiguration">>("GetBucketLifecycleConfiguration"),
    operation<delete_bucket_lifecycle, on_bucket_of<"s3:PutLifecycleConfiguration">>("DeleteBucketLifecycle"),
    operation<get_bucket_website, on_bucket_of<"s3:GetBucketWebsite">>("GetBucketWebsite"),
    operation<delete_bucket_website, on_bucket_of<"s3:DeleteBucketWebsite">>("DeleteBucketWebsite"),
    operation<get_bucket_replication, on_bucket_of<"s3:GetReplicationConfiguration">>("GetBucketReplication"),
    operation<delete_bucket_replication, on_bucket_of<"s3:PutReplicationConfiguration">>("DeleteBucketReplication"),
    operation<get_bucket_encryption, on_bucket_of<"s3:GetEncryptionConfiguration">>("GetBucketEncryption"),
    operation<delete_bucket_encryption, on_bucket_of<"s3:PutEncryptionConfiguration">>("DeleteBucketEncryption"),
    operation<get_object_lock_configuration, on_bucket_of<"s3:GetBucketObjectLockConfiguration">>("GetObjectLockConfiguration"),
    operation<get_bucket_logging, on_bucket_of<"s3:GetBucketLogging">>("GetBucketLogging"),
    operation<get_bucket_notification, on_bucket_of<"s3:GetBucketNotification">>("GetBucketNotificationConfiguration"),
    operation<put_bucket_notification, on_bucket_of<"s3:PutBucketNotification">>("PutBucketNotificationConfiguration"),
    operation<get_bucket_accelerate, on_bucket_of<"s3:GetAccelerateConfiguration">>("GetBucketAccelerateConfiguration"),
    operation<get_bucket_request_payment, on_bucket_of<"s3:GetBucketRequestPayment">>("GetBucketRequestPayment"),
    operation<put_bucket_request_payment, on_bucket_of<"s3:PutBucketRequestPayment">>("PutBucketRequestPayment"),
    operation<get_bucket_ownership_controls, on_bucket_of<"s3:GetBucketOwnershipControls">>("GetBucketOwnershipControls"),
    operation<put_bucket_ownership_controls, on_bucket_of<"s3:PutBucketOwnershipControls">>("PutBucketOwnershipControls"),

    operation<get_object_tagging, may_get_object_tagging>("GetObjectTagging"),
    operation<put_object_tagging, may_put_object_tagging>("PutObjectTagging"),
    operation<delete_object_tagging, may_delete_object_tagging>("DeleteObjectTagging"),
    operation<get_bucket_tagging, may_get_bucket_tagging>("GetBucketTagging"),
    operation<put_bucket_tagging, may_put_bucket_tagging>("PutBucketTagging"),
    operation<delete_bucket_tagging, may_delete_bucket_tagging>("DeleteBucketTagging"),

    operation<put_object, may_put_object>("PutObject"),
    operation<get_object, may_get_object>("GetObject"),
    operation<head_object, may_head_object>("HeadObject"),
    operation<get_object_attributes, may_get_object_attributes>("GetObjectAttributes"),
    operation<delete_object, may_delete_object>("DeleteObject"),
    operation<delete_objects, may_delete_objects>("DeleteObjects"),
    operation<copy_object, may_copy_object>("CopyObject"),

    operation<list_objects, may_list_objects>("ListObjects"),
    operation<list_objects_v2, may_list_objects_v2>("ListObjectsV2"),
    operation<list_object_versions, may_list_object_versions>("ListObjectVersions"),

    operation<create_multipart_upload, may_create_multipart_upload>("CreateMultipartUpload"),
    operation<upload_part, may_upload_part>("UploadPart"),
    operation<upload_part_copy, may_upload_part_copy>("UploadPartCopy"),
    operation<complete_multipart_upload, may_complete_multipart_upload>("CompleteMultipartUpload"),
    operation<abort_multipart_upload, may_abort_multipart_upload>("AbortMultipartUpload"),
    operation<list_multipart_uploads, may_list_multipart_uploads>("ListMultipartUploads"),
    operation<list_parts, may_list_parts>("ListParts"),
};

}  // namespace

aws::Service s3_service(S3& s3) { return {"s3", &s3, kOperations}; }

}  // namespace tarn::s3
