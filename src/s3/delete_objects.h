// DeleteObject and DeleteObjects.
#pragma once
#include "s3/access.h"
#include "s3/objects.gen.h"
#include "s3/service.h"

namespace tarn::s3 {

Result<aws::AccessChecks> may_delete_object(S3& s3, const DeleteObjectInput& in, const aws::RequestContext& ctx);
Result<DeleteObjectOutput> delete_object(S3& s3, const DeleteObjectInput& in, const aws::RequestContext& ctx);

// Only that the bucket exists: s3:DeleteObject is checked for each key, and a denied key is an entry of the reply.
Result<aws::AccessChecks> may_delete_objects(S3& s3, const DeleteObjectsInput& in, const aws::RequestContext& ctx);
Result<DeleteObjectsOutput> delete_objects(S3& s3, const DeleteObjectsInput& in, const aws::RequestContext& ctx);

}  // namespace tarn::s3
