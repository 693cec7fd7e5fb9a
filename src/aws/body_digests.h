// Content-MD5 and x-amz-checksum-* of S3 requests whose body is read whole (DeleteObjects, PutBucketTagging, ...; s3.md 7, 16). Bodies
// that stream are digested on their way to rest instead.
#pragma once
#include <string_view>

#include "aws/model.h"
#include "base/result.h"
#include "net/http.h"

namespace tarn::aws {

// `body` without its aws-chunked coding; a checksum behind it was proved there. Errors InvalidDigest, BadDigest, InvalidRequest (several
// checksums; a malformed one; none with DeleteObjects), NotImplemented (an algorithm that Tarn lacks).
Result<void> check_body_digests(const OperationModel& operation, const net::HttpRequest& request, std::string_view body);

}  // namespace tarn::aws
