// CompleteMultipartUpload: the listed parts become one object, without moving a byte.
#pragma once
#include "s3/access.h"
#include "s3/multipart.gen.h"
#include "s3/service.h"

namespace tarn::s3 {

Result<aws::AccessChecks> may_complete_multipart_upload(S3& s3, const CompleteMultipartUploadInput& in, const aws::RequestContext& ctx);
Result<CompleteMultipartUploadOutput> complete_multipart_upload(S3& s3, const CompleteMultipartUploadInput& in, const aws::RequestContext& ctx);

}  // namespace tarn::s3
