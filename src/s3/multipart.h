// CreateMultipartUpload, UploadPart, UploadPartCopy, AbortMultipartUpload, ListParts, ListMultipartUploads.
// CompleteMultipartUpload is in complete_multipart_upload.h.
#pragma once
#include "s3/access.h"
#include "s3/multipart.gen.h"
#include "s3/service.h"

namespace tarn::s3 {

Result<aws::AccessChecks> may_create_multipart_upload(S3& s3, const CreateMultipartUploadInput& in, const aws::RequestContext& ctx);
Result<CreateMultipartUploadOutput> create_multipart_upload(S3& s3, const CreateMultipartUploadInput& in, const aws::RequestContext& ctx);

Result<aws::AccessChecks> may_upload_part(S3& s3, const UploadPartInput& in, const aws::RequestContext& ctx);
Result<UploadPartOutput> upload_part(S3& s3, const UploadPartInput& in, const aws::RequestContext& ctx);

Result<aws::AccessChecks> may_upload_part_copy(S3& s3, const UploadPartCopyInput& in, const aws::RequestContext& ctx);
Result<UploadPartCopyOutput> upload_part_copy(S3& s3, const UploadPartCopyInput& in, const aws::RequestContext& ctx);

Result<aws::AccessChecks> may_abort_multipart_upload(S3& s3, const AbortMultipartUploadInput& in, const aws::RequestContext& ctx);
Result<AbortMultipartUploadOutput> abort_multipart_upload(S3& s3, const AbortMultipartUploadInput& in, const aws::RequestContext& ctx);

Result<aws::AccessChecks> may_list_parts(S3& s3, const ListPartsInput& in, const aws::RequestContext& ctx);
Result<ListPartsOutput> list_parts(S3& s3, const ListPartsInput& in, const aws::RequestContext& ctx);

Result<aws::AccessChecks> may_list_multipart_uploads(S3& s3, const ListMultipartUploadsInput& in, const aws::RequestContext& ctx);
Result<ListMultipartUploadsOutput> list_multipart_uploads(S3& s3, const ListMultipartUploadsInput& in, const aws::RequestContext& ctx);

}  // namespace tarn::s3
