// GetObject, HeadObject, GetObjectAttributes: conditions, ranges, parts, overridden headers.
#pragma once
#include "s3/access.h"
#include "s3/object_attributes.gen.h"
#include "s3/objects.gen.h"
#include "s3/service.h"

namespace tarn::s3 {

Result<aws::AccessChecks> may_get_object(S3& s3, const GetObjectInput& in, const aws::RequestContext& ctx);
Result<GetObjectOutput> get_object(S3& s3, const GetObjectInput& in, const aws::RequestContext& ctx);

Result<aws::AccessChecks> may_head_object(S3& s3, const HeadObjectInput& in, const aws::RequestContext& ctx);
Result<HeadObjectOutput> head_object(S3& s3, const HeadObjectInput& in, const aws::RequestContext& ctx);

Result<aws::AccessChecks> may_get_object_attributes(S3& s3, const GetObjectAttributesInput& in, const aws::RequestContext& ctx);
Result<GetObjectAttributesOutput> get_object_attributes(S3& s3, const GetObjectAttributesInput& in, const aws::RequestContext& ctx);

}  // namespace tarn::s3
