// CopyObject, and the copy sources that UploadPartCopy shares with it.
#pragma once
#include <memory>

#include "objects/read.h"
#include "s3/access.h"
#include "s3/conditions.h"
#include "s3/objects.gen.h"
#include "s3/service.h"

namespace tarn::s3 {

Result<aws::AccessChecks> may_copy_object(S3& s3, const CopyObjectInput& in, const aws::RequestContext& ctx);
Result<CopyObjectOutput> copy_object(S3& s3, const CopyObjectInput& in, const aws::RequestContext& ctx);

struct CopySource {
  objects::ObjectName name;
  std::optional<std::string> version_id;
};
// x-amz-copy-source: [/]bucket/key[?versionId=v], percent-encoded. Error InvalidArgument.
Result<CopySource> parse_copy_source(const std::string& header);

// The right to read the source; to be added to the checks of the destination.
Result<void> add_source_checks(S3& s3, const CopySource& source, const std::optional<std::string>& expected_owner, aws::AccessChecks& checks);

// Opened, its conditions met. The access was checked.
Result<std::shared_ptr<const objects::ObjectReader>> open_source(S3& s3, const CopySource& source, const ReadConditions& conditions,
                                                                 const aws::RequestContext& ctx);

}  // namespace tarn::s3
