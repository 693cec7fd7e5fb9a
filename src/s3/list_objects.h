// ListObjects, ListObjectsV2, ListObjectVersions.
#pragma once
#include "s3/access.h"
#include "s3/listing.gen.h"
#include "s3/service.h"

namespace tarn::s3 {

Result<aws::AccessChecks> may_list_objects(S3& s3, const ListObjectsInput& in, const aws::RequestContext& ctx);
Result<ListObjectsOutput> list_objects(S3& s3, const ListObjectsInput& in, const aws::RequestContext& ctx);

Result<aws::AccessChecks> may_list_objects_v2(S3& s3, const ListObjectsV2Input& in, const aws::RequestContext& ctx);
Result<ListObjectsV2Output> list_objects_v2(S3& s3, const ListObjectsV2Input& in, const aws::RequestContext& ctx);

// Every object is the null version of its key: buckets are not versioned.
Result<aws::AccessChecks> may_list_object_versions(S3& s3, const ListObjectVersionsInput& in, const aws::RequestContext& ctx);
Result<ListObjectVersionsOutput> list_object_versions(S3& s3, const ListObjectVersionsInput& in, const aws::RequestContext& ctx);

}  // namespace tarn::s3
