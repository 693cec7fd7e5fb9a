// Bucket notifications (s3.md 24, neighbours.md 5.3): which changes are told to which queue. Destinations are queues of this server;
// a topic or a function is one that does not exist. Events to EventBridge are refused by name.
#pragma once
#include "s3/notifications.gen.h"
#include "s3/service.h"

namespace tarn::s3 {

Result<GetBucketNotificationConfigurationOutput> get_bucket_notification(S3& s3, const GetBucketNotificationConfigurationInput& in, const aws::RequestContext& ctx);

// Replaces all rules, after each destination was tried with a test message. Errors InvalidArgument.
Result<PutBucketNotificationConfigurationOutput> put_bucket_notification(S3& s3, const PutBucketNotificationConfigurationInput& in, const aws::RequestContext& ctx);

}  // namespace tarn::s3
