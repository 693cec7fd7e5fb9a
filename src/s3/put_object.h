// PutObject: one body, digested while it streams, visible as a whole or not at all.
#pragma once
#include "s3/access.h"
#include "s3/objects.gen.h"
#include "s3/service.h"

namespace tarn::s3 {

Result<aws::AccessChecks> may_put_object(S3& s3, const PutObjectInput& in, const aws::RequestContext& ctx);
Result<PutObjectOutput> put_object(S3& s3, const PutObjectInput& in, const aws::RequestContext& ctx);

}  // namespace tarn::s3
